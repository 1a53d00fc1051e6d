//! The times on the records of events, as written.

use super::texts::Texts;
use std::borrow::Cow;

/// Times as they were written. What is written as most are, as a year, a month, a day or a moment to the minute or
/// the second, takes eight bytes; any other text stands in an arena.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times {
    codes: Vec<u64>,
    others: Texts,
}

/// How long the plain text of a code is; the digits stand above, two at a time.
const LENGTH: u64 = 0x1f;
/// Whether a `Z` ends it.
const UTC: u64 = 0x20;
/// Bits of the length and of the `Z`.
const HEAD: u32 = 6;
/// In place of a length: the text stands among the others, and its number above.
const OTHER: u64 = 1;

/// A plain time in letters.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plain {
    bytes: [u8; 20],
    length: usize,
}

impl Plain {
    /// The text.
    pub(crate) fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..self.length).unwrap_or_default();
        // Digits and signs are UTF-8.
        std::str::from_utf8(bytes).unwrap_or_default()
    }
}

/// The places of the digits that follow the year, each pair behind a sign.
const PAIRS: [(usize, u8); 5] = [(5, b'-'), (8, b'-'), (11, b'T'), (14, b':'), (17, b':')];

fn two(bytes: &[u8], at: usize) -> Option<u64> {
    let (tens, ones) = (
        bytes[at].wrapping_sub(b'0'),
        bytes[at + 1].wrapping_sub(b'0'),
    );
    (tens < 10 && ones < 10).then(|| u64::from(tens * 10 + ones))
}

/// The code of a text that is written as most are, whether or not there is such a day or hour.
fn encode(text: &str) -> Option<u64> {
    let all = text.as_bytes();
    let (bytes, utc) = match all.strip_suffix(b"Z") {
        Some(rest) if all.len() > 16 => (rest, UTC),
        _ => (all, 0),
    };
    if !matches!(bytes.len(), 4 | 7 | 10 | 16 | 19) {
        return None;
    }
    let mut digits = two(bytes, 0)? * 100 + two(bytes, 2)?;
    for (at, sign) in PAIRS {
        digits <<= 7;
        if at < bytes.len() {
            if bytes[at - 1] != sign {
                return None;
            }
            digits |= two(bytes, at)?;
        }
    }
    Some(digits << HEAD | utc | bytes.len() as u64)
}

/// The text of a plain code.
fn decode(code: u64) -> Plain {
    let length = (code & LENGTH) as usize;
    let digits = code >> HEAD;
    let mut bytes = [0u8; 20];
    let mut write = |at: usize, number: u64| {
        bytes[at] = b'0' + (number / 10 % 10) as u8;
        bytes[at + 1] = b'0' + (number % 10) as u8;
    };
    let year = digits >> 35;
    write(0, year / 100);
    write(2, year % 100);
    for (i, (at, _)) in PAIRS.into_iter().enumerate() {
        if at < length {
            write(at, digits >> (28 - 7 * i) & 0x7f);
        }
    }
    for (at, sign) in PAIRS {
        if at < length {
            bytes[at - 1] = sign;
        }
    }
    let utc = code & UTC != 0;
    if utc && length < bytes.len() {
        bytes[length] = b'Z';
    }
    Plain {
        bytes,
        length: length + usize::from(utc),
    }
}

impl Times {
    /// Makes this the time of `index`, which is behind all that were put before.
    pub(crate) fn put(&mut self, index: u32, text: &str) {
        if text.is_empty() {
            return;
        }
        let code = encode(text).unwrap_or_else(|| {
            self.others.push(text);
            (self.others.len() as u64 - 1) << HEAD | OTHER
        });
        self.codes.resize(index as usize, 0);
        self.codes.push(code);
    }

    fn code(&self, index: u32) -> u64 {
        self.codes.get(index as usize).copied().unwrap_or(0)
    }

    /// Whether there is a time.
    pub(crate) fn is_some(&self, index: u32) -> bool {
        self.code(index) != 0
    }

    /// The time as written, or `None` where there is none.
    pub(crate) fn some(&self, index: u32) -> Option<Cow<'_, str>> {
        match self.code(index) {
            0 => None,
            code if code & LENGTH == OTHER => Some(self.others.get((code >> HEAD) as u32).into()),
            code => Some(decode(code).as_str().to_owned().into()),
        }
    }

    /// The time as written, empty where there is none.
    pub(crate) fn get(&self, index: u32) -> Cow<'_, str> {
        self.some(index).unwrap_or_default()
    }

    /// The time where it is written as most are: it is one date or moment, and not marked as doubtful.
    pub(crate) fn plain(&self, index: u32) -> Option<Plain> {
        let code = self.code(index);
        (code & LENGTH > OTHER).then(|| decode(code))
    }

    /// Gives back room that was taken ahead.
    pub(crate) fn shrink(&mut self) {
        self.codes.shrink_to_fit();
        self.others.shrink();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert_eq, prop_oneof, proptest};

    proptest! {
        #[test]
        fn times_are_kept_as_written(texts in proptest::collection::vec(prop_oneof![
            "",
            "[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?",
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z?",
            "[-0-9T:.Z~?X/+]{1,24}",
            "\\PC{0,24}",
        ], 0..9)) {
            let mut times = Times::default();
            for (index, text) in texts.iter().enumerate() {
                times.put(index as u32, text);
            }
            for (index, text) in texts.iter().enumerate() {
                prop_assert_eq!(&times.get(index as u32), text);
                prop_assert_eq!(times.is_some(index as u32), !text.is_empty());
                if let Some(plain) = times.plain(index as u32) {
                    prop_assert_eq!(plain.as_str(), text);
                }
            }
        }
    }
}
