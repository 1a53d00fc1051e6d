//! Any text, read as a query: nothing panics, what is wrong has a place in the text, and what was read is written and
//! read again, as text and as JSON, without loss.
#![no_main]

use demarche::Pattern;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let pattern = match Pattern::parse(text) {
        Ok(pattern) => pattern,
        Err(error) => {
            let span = error.span().expect("a place in the text");
            assert!(text.get(span).is_some(), "{text:?}");
            assert_eq!(error.show(text).lines().count(), 3, "{text:?}");
            return;
        }
    };
    for printed in [format!("{pattern}"), format!("{pattern:#}")] {
        let again = Pattern::parse(&printed).expect("what was printed can be read");
        assert_eq!(again, pattern, "{printed}");
        assert_eq!(again.to_string(), pattern.to_string());
    }
    let json = serde_json::to_string(&pattern).expect("a pattern can be written");
    let again: Pattern = serde_json::from_str(&json).expect("what was written can be read");
    assert_eq!(again, pattern, "{json}");
});
