//! The reader of the State Department's records, on samples.
