//! Any bytes, read as a file of records: nothing panics, what was read is written back without
//! loss, and a timeline is built or its faults are told.
#![no_main]

use demarche::{Policy, Record, Timeline, read_records};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let input = read_records(bytes, "fuzz.jsonl");
    for fault in &input.faults {
        assert!(!fault.to_string().is_empty());
    }
    if input.faults.is_empty() {
        for (record, _) in &input.records {
            round_trip(record);
        }
    }
    let mut builder = Timeline::builder();
    builder.policy(Policy::SetAside).add_input(input);
    if let Err(error) = builder.build() {
        assert!(!error.to_string().is_empty());
    }
});

/// Written and read again, a record is equal, and the second writing gives the same bytes.
fn round_trip(record: &Record) {
    let first = serde_json::to_string(record).expect("a record can be written");
    let again: Record = serde_json::from_str(&first).expect("what was written can be read");
    assert_eq!(*record, again, "{first}");
    let second = serde_json::to_string(&again).expect("a record can be written");
    assert_eq!(first, second);
}
