//! How good a source is, and how credible what it says: the Admiralty letters and digits.

use std::fmt;
use std::str::FromStr;

/// How reliable a source is, `A` (completely) to `E` (not at all); `F`: it cannot be judged.
///
/// The better is the greater, so that the best of several is their `max`.
///
/// ```
/// use demarche::Reliability;
///
/// assert!(Reliability::A > Reliability::B);
/// assert_eq!(Reliability::default(), Reliability::F);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reliability {
    // The derived order follows the declaration, hence the worst first.
    /// It cannot be judged; what counts where none is given.
    #[default]
    F,
    /// Unreliable.
    E,
    /// Not usually reliable.
    D,
    /// Fairly reliable.
    C,
    /// Usually reliable.
    B,
    /// Completely reliable.
    A,
}

impl Reliability {
    /// Every letter, the best first.
    pub const ALL: [Reliability; 6] = [
        Reliability::A,
        Reliability::B,
        Reliability::C,
        Reliability::D,
        Reliability::E,
        Reliability::F,
    ];

    /// The letter by which files and texts call it: `A` to `F`.
    pub const fn name(self) -> &'static str {
        match self {
            Reliability::A => "A",
            Reliability::B => "B",
            Reliability::C => "C",
            Reliability::D => "D",
            Reliability::E => "E",
            Reliability::F => "F",
        }
    }
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Reliability {
    type Err = GradeError;

    /// Reads the letter, a capital one.
    ///
    /// # Errors
    ///
    /// If it is none of `A` to `F`.
    fn from_str(letter: &str) -> Result<Reliability, GradeError> {
        Reliability::ALL
            .into_iter()
            .find(|known| known.name() == letter)
            .ok_or(GradeError(Wrong::Letter))
    }
}

/// How credible an item is, 1 (confirmed by others) to 5 (improbable); 6: it cannot be judged.
///
/// The better is the greater, so that the best of several is their `max`.
///
/// ```
/// use demarche::Credibility;
///
/// assert!(Credibility::new(1)? > Credibility::new(2)?);
/// assert!(Credibility::new(7).is_err());
/// # Ok::<(), demarche::GradeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Credibility(u8);

impl Credibility {
    /// Confirmed by other sources.
    pub const BEST: Credibility = Credibility(1);
    /// It cannot be judged; what counts where none is given.
    pub const WORST: Credibility = Credibility(6);

    /// The credibility with this digit.
    ///
    /// # Errors
    ///
    /// If the digit is not 1 to 6.
    pub const fn new(digit: u8) -> Result<Credibility, GradeError> {
        match digit {
            1..=6 => Ok(Credibility(digit)),
            _ => Err(GradeError(Wrong::Digit)),
        }
    }

    /// The digit, 1 to 6.
    pub const fn digit(self) -> u8 {
        self.0
    }
}

impl Default for Credibility {
    fn default() -> Credibility {
        Credibility::WORST
    }
}

impl Ord for Credibility {
    fn cmp(&self, other: &Credibility) -> std::cmp::Ordering {
        other.0.cmp(&self.0)
    }
}

impl PartialOrd for Credibility {
    fn partial_cmp(&self, other: &Credibility) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl TryFrom<u8> for Credibility {
    type Error = GradeError;

    fn try_from(digit: u8) -> Result<Credibility, GradeError> {
        Credibility::new(digit)
    }
}

impl fmt::Display for Credibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// The grade of a claim by one source: its reliability, then the credibility of the item.
///
/// The better is the greater: `A1` is the greatest grade and `F6`, the default, the least.
///
/// ```
/// use demarche::{Grade, Reliability};
///
/// let grade: Grade = "B2".parse()?;
/// assert_eq!(grade.reliability, Reliability::B);
/// assert_eq!(grade.to_string(), "B2");
/// assert!(Grade::BEST > grade && grade > "C1".parse()?);
/// # Ok::<(), demarche::GradeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Grade {
    /// How reliable the source is.
    pub reliability: Reliability,
    /// How credible the item is.
    pub credibility: Credibility,
}

impl Grade {
    /// `A1`: a completely reliable source, confirmed by others.
    pub const BEST: Grade = Grade {
        reliability: Reliability::A,
        credibility: Credibility::BEST,
    };
    /// `F6`: nothing can be judged; the grade of a claim without sources.
    pub const WORST: Grade = Grade {
        reliability: Reliability::F,
        credibility: Credibility::WORST,
    };

    /// The grade of these two; a missing letter counts as `F`, a missing digit as 6.
    pub fn of(reliability: Option<Reliability>, credibility: Option<Credibility>) -> Grade {
        Grade {
            reliability: reliability.unwrap_or_default(),
            credibility: credibility.unwrap_or_default(),
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.reliability, self.credibility)
    }
}

impl FromStr for Grade {
    type Err = GradeError;

    /// Reads a letter and a digit, such as `B2`.
    ///
    /// # Errors
    ///
    /// If the letter is none of `A` to `F`, or the digit none of 1 to 6.
    fn from_str(text: &str) -> Result<Grade, GradeError> {
        let mut letters = text.chars();
        let letter = letters.next().unwrap_or_default();
        let reliability = letter.encode_utf8(&mut [0; 4]).parse()?;
        let credibility = match letters.as_str().as_bytes() {
            [digit @ b'1'..=b'6'] => Credibility::new(digit - b'0')?,
            _ => return Err(GradeError(Wrong::Digit)),
        };
        Ok(Grade {
            reliability,
            credibility,
        })
    }
}

/// Something is not an Admiralty letter or digit.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct GradeError(Wrong);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wrong {
    Letter,
    Digit,
}

impl fmt::Display for GradeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Wrong::Letter => "a reliability is one of the letters A to F",
            Wrong::Digit => "a credibility is one of the digits 1 to 6",
        })
    }
}

impl std::error::Error for GradeError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_read_as_they_are_written() {
        for reliability in Reliability::ALL {
            for digit in 1..=6 {
                let grade = Grade {
                    reliability,
                    credibility: Credibility(digit),
                };
                assert_eq!(grade.to_string().parse(), Ok(grade));
            }
        }
        for wrong in [
            "", "A", "A0", "A7", "A+1", "A11", "a1", "1A", "G1", "é1", "A1 ",
        ] {
            assert!(wrong.parse::<Grade>().is_err(), "{wrong}");
        }
    }
}
