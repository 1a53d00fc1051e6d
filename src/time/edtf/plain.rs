//! The quick way to the dates that most records have: `YYYY-MM-DD`, `YYYY-MM`, `YYYY` and plain moments.

use super::single::{Grain, Single};
use crate::time::civil::{Civil, days_in_month};
use crate::time::zone::offset;

/// Reads a plain date or moment, or nothing where the text is anything else or wrong, which the grammar then tells.
#[inline]
pub(super) fn plain(text: &str) -> Option<Single> {
    let bytes = text.as_bytes();
    let year = i64::from(two(bytes, 0)?) * 100 + i64::from(two(bytes, 2)?);
    let month = match bytes.len() {
        4 => {
            return Some(single(
                Civil::new(year, 1, 1),
                Civil::new(year, 12, 1),
                Grain::Months,
            ));
        }
        7 | 10 | 16.. if bytes[4] == b'-' => two(bytes, 5)?,
        _ => return None,
    };
    if !(1..=12).contains(&month) {
        return None;
    }
    if bytes.len() == 7 {
        let first = Civil::new(year, month, 1);
        return Some(single(first, first, Grain::Months));
    }
    let day = two(bytes, 8)?;
    if bytes[7] != b'-' || day == 0 || day > days_in_month(year, month) {
        return None;
    }
    let date = Civil::new(year, month, day);
    match bytes.get(10) {
        None => Some(single(date, date, Grain::Days)),
        Some(b'T') => moment(bytes, date),
        Some(_) => None,
    }
}

fn single(first: Civil, last: Civil, grain: Grain) -> Single {
    Single {
        column: 1,
        first,
        last,
        grain,
        shift: None,
        offset: None,
        doubtful: false,
    }
}

fn moment(bytes: &[u8], date: Civil) -> Option<Single> {
    let (hour, minute) = (two(bytes, 11)?, two(bytes, 14)?);
    if hour > 23 || minute > 59 || bytes[13] != b':' {
        return None;
    }
    let mut start = (i64::from(hour) * 60 + i64::from(minute)) * 60_000_000;
    let (mut width, mut at) = (60_000_000, 16);
    if bytes.get(at) == Some(&b':') {
        let second = two(bytes, 17)?;
        if second > 59 {
            return None;
        }
        start += i64::from(second) * 1_000_000;
        (width, at) = (1_000_000, 19);
        if bytes.get(at) == Some(&b'.') {
            at += 1;
            while let Some(digit @ b'0'..=b'9') = bytes.get(at) {
                width /= 10;
                start += i64::from(digit - b'0') * width;
                at += 1;
            }
            // One to six digits.
            if !(21..=26).contains(&at) {
                return None;
            }
        }
    }
    let offset = match bytes.get(at) {
        None => None,
        Some(b'Z') => {
            at += 1;
            Some(0)
        }
        Some(b'+' | b'-') => {
            let (minutes, length) = offset(bytes.get(at..)?).ok()?;
            at += length;
            Some(minutes)
        }
        Some(_) => return None,
    };
    let moment = Single {
        offset,
        ..single(date, date, Grain::Clock { start, width })
    };
    (at == bytes.len()).then_some(moment)
}

/// The two digits at a place.
fn two(bytes: &[u8], at: usize) -> Option<u8> {
    let pair = bytes.get(at..at + 2)?;
    let (tens, ones) = (pair[0].wrapping_sub(b'0'), pair[1].wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens * 10 + ones)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, prop_assert_eq, prop_oneof, proptest};

    use super::super::parse::{Expr, parse_grammar};
    use super::plain;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn what_the_quick_way_reads_the_grammar_reads_the_same(
            text in prop_oneof![
                "[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?",
                "20[0-9]{2}-0[1-9]-[12][0-9]T[0-2][0-9]:[0-6][0-9](:[0-6][0-9](\\.[0-9]{0,7})?)?(Z|[+-][01][0-9](:[0-6][0-9])?)?",
                "[-0-9T:.Z~?X/+]{4,22}",
            ]
        ) {
            match (plain(&text), parse_grammar(&text)) {
                (Some(quick), slow) => prop_assert_eq!(slow, Ok(Expr::Single(quick))),
                (None, Ok(Expr::Single(slow))) => {
                    // What is left to the grammar has a mark, an `X`, a sign, a season or a long year.
                    let special = text.contains(['~', '?', 'X', 'Y', 'S']) || text.starts_with('-');
                    let season = !special && text.len() == 7;
                    assert!(special || season, "{text}: {slow:?}");
                }
                (None, _) => {}
            }
        }
    }
}
