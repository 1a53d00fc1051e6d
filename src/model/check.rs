//! What can be judged from one record alone.
