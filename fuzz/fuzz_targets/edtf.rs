//! Any text, read as a date in three zones: nothing panics, and what a date covers is in order.
#![no_main]

use demarche::{Date, Zone};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let date = match Date::parse(text) {
        Ok(date) => date,
        Err(error) => {
            assert!(!error.to_string().is_empty());
            return;
        }
    };
    for zone in ["UTC", "floating", "-03:30", "Europe/Moscow"] {
        let zone = Zone::parse(zone).expect("a known zone");
        if let Ok(hull) = date.hull(&zone)
            && let (Some(earliest), Some(latest)) = (hull.earliest, hull.latest)
        {
            assert!(earliest <= latest, "{text} ends before it begins");
        }
        // A window can be empty, as that of a reversed interval is where its reversal is small;
        // each of its two ends has bounds in order all the same.
        if let Ok(window) = date.window(&zone) {
            for bounds in [window.begin, window.end] {
                if let (Some(earliest), Some(latest)) = (bounds.earliest, bounds.latest) {
                    assert!(earliest <= latest, "{text} has an end with reversed bounds");
                }
            }
        }
    }
});
