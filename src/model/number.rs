//! Numbers, kept as they are written.

use std::fmt;
use std::str::FromStr;

/// A number as it is written, digit for digit.
///
/// Two are equal if they are written alike: `5` and `5.0` are equal numbers, but not equal descriptions.
///
/// ```
/// use demarche::Number;
///
/// let number: Number = "1234567890123456789.10".parse()?;
/// assert_eq!(number.to_string(), "1234567890123456789.10");
/// assert_eq!(Number::from(5000).as_f64(), 5000.0);
/// assert!("5,000".parse::<Number>().is_err());
/// # Ok::<(), demarche::NumberError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Number(Box<str>);

impl Number {
    /// The digits as they were written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The nearest number that a double can hold; infinite where it is out of range.
    pub fn as_f64(&self) -> f64 {
        // The grammar of JSON is a part of what the standard library reads.
        self.0.parse().unwrap_or(f64::NAN)
    }

    /// The number as an integer, if it is written as one and 64 bits hold it.
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok()
    }

    /// Wraps a text already known to be a JSON number.
    pub(crate) fn from_json(text: &str) -> Number {
        Number(text.into())
    }

    fn is_json(text: &str) -> bool {
        fn digits(text: &[u8]) -> (usize, &[u8]) {
            let count = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
            (count, text.get(count..).unwrap_or_default())
        }
        let text = text.as_bytes();
        let text = text.strip_prefix(b"-").unwrap_or(text);
        let (count, mut rest) = digits(text);
        if count == 0 || count > 1 && text.first() == Some(&b'0') {
            return false;
        }
        if let Some(fraction) = rest.strip_prefix(b".") {
            let (count, after) = digits(fraction);
            if count == 0 {
                return false;
            }
            rest = after;
        }
        if let [b'e' | b'E', exponent @ ..] = rest {
            let exponent = match exponent {
                [b'+' | b'-', unsigned @ ..] => unsigned,
                _ => exponent,
            };
            let (count, after) = digits(exponent);
            if count == 0 {
                return false;
            }
            rest = after;
        }
        rest.is_empty()
    }
}

impl FromStr for Number {
    type Err = NumberError;

    /// Reads a number as JSON writes it: `-12.5e3`.
    ///
    /// # Errors
    ///
    /// If the text is not such a number: thousands are not set apart, and the decimal sign is a point.
    fn from_str(text: &str) -> Result<Number, NumberError> {
        match Number::is_json(text) {
            true => Ok(Number(text.into())),
            false => Err(NumberError),
        }
    }
}

impl TryFrom<f64> for Number {
    type Error = NumberError;

    /// The shortest text that stands for this double.
    ///
    /// # Errors
    ///
    /// If it is infinite or not a number.
    fn try_from(number: f64) -> Result<Number, NumberError> {
        match number.is_finite() {
            // The debug form keeps a point or an exponent, so that a double stays one.
            true => format!("{number:?}").parse(),
            false => Err(NumberError),
        }
    }
}

impl From<serde_json::Number> for Number {
    fn from(number: serde_json::Number) -> Number {
        Number(number.to_string().into())
    }
}

macro_rules! from_integers {
    ($($integer:ty),+) => {
        $(impl From<$integer> for Number {
            fn from(number: $integer) -> Number {
                Number(number.to_string().into())
            }
        })+
    };
}
from_integers!(
    i8, i16, i32, i64, i128, isize, u8, u16, u32, u64, u128, usize
);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A text or double is not a number that JSON can hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct NumberError;

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a number such as 5000, -1.5 or 2e6")
    }
}

impl std::error::Error for NumberError {}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;

    #[test]
    fn numbers_are_those_of_json() {
        for right in [
            "0",
            "-0",
            "10",
            "0.10",
            "1e5",
            "1E+05",
            "-1.5e-300",
            "1e999",
            "123456789012345678901234567890",
        ] {
            assert_eq!(
                right
                    .parse::<Number>()
                    .map(|number| number.to_string())
                    .as_deref(),
                Ok(right)
            );
            assert!(serde_json::from_str::<&RawValue>(right).is_ok(), "{right}");
        }
        for wrong in [
            "", "-", "+1", "01", "-01", ".5", "5.", "1e", "1e+", "0x1", "1 ", " 1", "NaN", "inf",
            "1,5", "٣",
        ] {
            assert!(wrong.parse::<Number>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn doubles_stay_the_same_doubles() {
        for double in [
            0.1,
            5000.0,
            -0.0,
            1e300,
            1e-300,
            f64::MAX,
            f64::MIN_POSITIVE,
            1.0 / 3.0,
        ] {
            let number = Number::try_from(double).unwrap();
            assert_eq!(number.as_f64().to_bits(), double.to_bits());
        }
        assert!(Number::try_from(f64::NAN).is_err());
        assert!(Number::try_from(f64::INFINITY).is_err());
    }
}
