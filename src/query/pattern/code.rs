//! What the code of an event is asked for.

use super::error::Wrong;
use crate::model::{Cameo, QuadClass, Word, nearest};

/// What the code of an event is asked for: how it begins, or, by the table of CAMEO, its class or its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum CodeTest {
    Prefix(String),
    Quad(QuadClass),
    /// From a least to a greatest value, in millionths.
    Goldstein(i64, i64),
}

const QUAD: &str = "quad:";

const GOLDSTEIN: &str = "goldstein:";

/// The greatest value on the scale, in millionths; the least is its opposite.
const GREATEST: i64 = 10_000_000;

impl CodeTest {
    /// Reads what stands behind `code`: `quad:4`, `quad:material_conflict`, `goldstein:-10..-5`, or else how a code
    /// begins.
    pub(super) fn parse(text: &str) -> Result<CodeTest, Wrong> {
        if text.is_empty() {
            return Err(Wrong::NoCode);
        }
        if let Some(class) = text.strip_prefix(QUAD) {
            let numbered = QuadClass::ALL
                .into_iter()
                .find(|it| it.number().to_string() == class);
            let Some(class) = numbered.or_else(|| QuadClass::named(class)) else {
                return Err(Wrong::NoClass {
                    class: class.to_owned(),
                    meant: nearest(class, QuadClass::NAMES.iter().copied())
                        .map(|meant| format!("{QUAD}{meant}")),
                });
            };
            return Ok(CodeTest::Quad(class));
        }
        let Some(range) = text.strip_prefix(GOLDSTEIN) else {
            return Ok(CodeTest::Prefix(text.to_owned()));
        };
        let bad = || Wrong::NoValues(range.to_owned());
        let (least, greatest) = match range.split_once("..") {
            Some(("", "")) => return Err(bad()),
            Some(ends) => ends,
            None => (range, range),
        };
        let end = |text: &str, open| match text {
            "" if range.contains("..") => Ok(open),
            _ => millionths(text).ok_or_else(bad),
        };
        let (least, greatest) = (end(least, -GREATEST)?, end(greatest, GREATEST)?);
        if least > greatest {
            return Err(Wrong::ReversedValues(range.to_owned()));
        }
        Ok(CodeTest::Goldstein(least, greatest))
    }

    /// The same for a text that is known to be sound; whatever is not is a prefix.
    pub(crate) fn of(text: &str) -> CodeTest {
        CodeTest::parse(text).unwrap_or_else(|_| CodeTest::Prefix(text.to_owned()))
    }

    /// Whether a code that an event has is such a one; takes time logarithmic in the table of CAMEO.
    pub(crate) fn matches(&self, code: &str) -> bool {
        match self {
            CodeTest::Prefix(prefix) => code.starts_with(prefix.as_str()),
            CodeTest::Quad(class) => Cameo::of(code).is_some_and(|it| it.quad_class() == *class),
            CodeTest::Goldstein(least, greatest) => Cameo::of(code).is_some_and(|it| {
                let value = i64::from(it.goldstein_tenths()) * 100_000;
                (*least..=*greatest).contains(&value)
            }),
        }
    }
}

/// A value on the scale, with up to six digits behind the point, in millionths.
fn millionths(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text),
    };
    let (whole, part) = match digits.split_once('.') {
        Some((whole, part)) => (whole, Some(part)),
        None => (digits, None),
    };
    let sound = |digits: &str, longest: usize| {
        (1..=longest).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !sound(whole, 2) || !part.is_none_or(|part| sound(part, 6)) {
        return None;
    }
    let part = format!("{:0<6}", part.unwrap_or_default());
    let value = whole.parse::<i64>().ok()? * 1_000_000 + part.parse::<i64>().ok()?;
    let value = if negative { -value } else { value };
    (-GREATEST..=GREATEST).contains(&value).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(test: &str, code: &str) -> bool {
        CodeTest::parse(test).unwrap().matches(code)
    }

    #[test]
    fn a_code_begins_as_asked_or_is_of_the_class_or_value() {
        assert!(matches("CAMEO:04", "CAMEO:042"));
        assert!(!matches("CAMEO:042", "CAMEO:04"));
        assert!(matches("quad:4", "CAMEO:190"));
        assert!(matches("quad:material_conflict", "CAMEO:190"));
        assert!(!matches("quad:1", "CAMEO:190"));
        assert!(!matches("quad:4", "190"));
        assert!(!matches("quad:4", "CAMEO:1900"));
        for (range, found) in [
            ("-10..-10", true),
            ("..-10", true),
            ("-10", true),
            ("-9.9..", false),
            ("-10..10", true),
            ("..", false),
        ] {
            let test = CodeTest::parse(&format!("goldstein:{range}"));
            assert_eq!(
                test.is_ok_and(|test| test.matches("CAMEO:190")),
                found,
                "{range}"
            );
        }
        // 1.9 is exactly 1.9.
        assert!(matches("goldstein:1.9", "CAMEO:042"));
        assert!(matches("goldstein:1.9..1.900000", "CAMEO:042"));
        assert!(!matches("goldstein:1.900001..", "CAMEO:042"));
    }

    /// Every code is in just one class, and between just those values that say so.
    #[test]
    fn the_table_is_split_as_its_classes_and_values_say() {
        for code in Cameo::all() {
            let text = code.to_string();
            for class in QuadClass::ALL {
                let by_name = format!("quad:{class}");
                let by_number = format!("quad:{}", class.number());
                assert_eq!(matches(&by_name, &text), code.quad_class() == class);
                assert_eq!(matches(&by_number, &text), code.quad_class() == class);
            }
            for half in -20..=20 {
                let end = f64::from(half) / 2.0;
                assert_eq!(
                    matches(&format!("goldstein:{end}.."), &text),
                    code.goldstein() >= end
                );
                assert_eq!(
                    matches(&format!("goldstein:..{end}"), &text),
                    code.goldstein() <= end
                );
            }
        }
    }

    #[test]
    fn what_is_no_class_or_range_is_wrong() {
        for text in [
            "",
            "quad:",
            "quad:0",
            "quad:5",
            "quad:04",
            "quad:conflict",
            "goldstein:",
            "goldstein:..",
            "goldstein:a..",
            "goldstein:1..a",
            "goldstein:11..",
            "goldstein:-10.1..",
            "goldstein:2..1",
            "goldstein:1...2",
            "goldstein:+1",
            "goldstein:1.",
            "goldstein:.5",
            "goldstein:--1",
            "goldstein:1.1234567",
            "goldstein:1..2..3",
        ] {
            assert!(CodeTest::parse(text).is_err(), "{text}");
        }
    }
}
