//! Dates as spreadsheets write them, read by a format and written as EDTF.

use chrono::NaiveDate;

use crate::time::MONTHS;

/// A format of dates, such as `%d.%m.%Y`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Format(Vec<Part>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    MonthName,
    Day,
    Hour,
    Minute,
    Second,
    /// This character itself; white space stands for any white space, also none.
    Letter(char),
}

impl Format {
    /// Reads a format.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn parse(text: &str) -> Result<Format, String> {
        let mut parts = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            let part = match letter {
                '%' => match letters.next() {
                    Some('Y') => Part::Year,
                    Some('m') => Part::Month,
                    Some('b' | 'B') => Part::MonthName,
                    Some('d') => Part::Day,
                    Some('H') => Part::Hour,
                    Some('M') => Part::Minute,
                    Some('S') => Part::Second,
                    Some('%') => Part::Letter('%'),
                    other => {
                        let other = other.map(String::from).unwrap_or_default();
                        return Err(format!(
                            "`%{other}` is unknown; expected %Y, %m, %b, %B, %d, %H, %M, %S or %%"
                        ));
                    }
                },
                other => Part::Letter(other),
            };
            if !matches!(part, Part::Letter(_)) && parts.contains(&part) {
                return Err("a part of a date is given twice".to_owned());
            }
            parts.push(part);
        }
        let has = |part| parts.contains(&part);
        let month = has(Part::Month) || has(Part::MonthName);
        if has(Part::Month) && has(Part::MonthName) {
            return Err("a part of a date is given twice".to_owned());
        }
        let missing = [
            (has(Part::Year), true, "%Y"),
            (month, has(Part::Day), "%m"),
            (has(Part::Day), has(Part::Hour), "%d"),
            (has(Part::Hour), has(Part::Minute), "%H"),
            (
                has(Part::Minute),
                has(Part::Hour) || has(Part::Second),
                "%M",
            ),
        ];
        match missing.iter().find(|(is, needed, _)| *needed && !is) {
            Some((_, _, part)) => Err(format!("{part} is missing")),
            None => Ok(Format(parts)),
        }
    }

    /// The date as EDTF, at the precision that the format has; none if the text is none of this format.
    pub(super) fn read(&self, text: &str) -> Option<String> {
        let mut rest = text.trim();
        let mut found = [None::<u32>; 6];
        for part in &self.0 {
            let (place, longest) = match part {
                Part::Letter(letter) if letter.is_whitespace() => {
                    rest = rest.trim_start();
                    continue;
                }
                Part::Letter(letter) => {
                    rest = rest.strip_prefix(*letter)?;
                    continue;
                }
                Part::MonthName => {
                    let (month, behind) = month_name(rest)?;
                    found[1] = Some(month);
                    rest = behind;
                    continue;
                }
                Part::Year => (0, 4),
                Part::Month => (1, 2),
                Part::Day => (2, 2),
                Part::Hour => (3, 2),
                Part::Minute => (4, 2),
                Part::Second => (5, 2),
            };
            let length = rest
                .bytes()
                .take(longest)
                .take_while(u8::is_ascii_digit)
                .count();
            if length == 0 || place == 0 && length != 4 {
                return None;
            }
            let (digits, behind) = rest.split_at_checked(length)?;
            found[place] = Some(digits.parse().ok()?);
            rest = behind;
        }
        if !rest.is_empty() {
            return None;
        }
        let [year, month, day, hour, minute, second] = found;
        let year = year?;
        let mut date = format!("{year:04}");
        let Some(month) = month else {
            return Some(date);
        };
        let whole = NaiveDate::from_ymd_opt(year.cast_signed(), month, day.unwrap_or(1))?;
        date = whole.format("%Y-%m").to_string();
        if day.is_some() {
            date = whole.to_string();
        }
        if let (Some(hour), Some(minute)) = (hour, minute) {
            let sound = hour < 24 && minute < 60 && second.unwrap_or(0) < 60;
            date = sound.then(|| format!("{date}T{hour:02}:{minute:02}"))?;
            if let Some(second) = second {
                date = format!("{date}:{second:02}");
            }
        }
        Some(date)
    }
}

/// The month whose English name, or the first three letters of it, the text begins with.
fn month_name(text: &str) -> Option<(u32, &str)> {
    let length = text
        .find(|letter: char| !letter.is_alphabetic())
        .unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(length)?;
    let name = name.to_lowercase();
    let is_named = |month: &&str| **month == name || month.get(..3) == Some(name.as_str());
    let at = MONTHS.iter().position(is_named)?;
    // "Sep." is as good as "Sep".
    let rest = rest.strip_prefix('.').unwrap_or(rest);
    Some((u32::try_from(at).ok()? + 1, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(format: &str, text: &str) -> Option<String> {
        Format::parse(format).expect("a format").read(text)
    }

    #[test]
    fn dates_have_the_precision_of_their_format() {
        let is = |format, text, expected: &str| {
            assert_eq!(read(format, text).as_deref(), Some(expected), "{text}");
        };
        is("%d.%m.%Y", "3.4.2025", "2025-04-03");
        is("%d.%m.%Y", " 03.04.2025 ", "2025-04-03");
        is("%m/%Y", "4/2025", "2025-04");
        is("%Y", "2025", "2025");
        is("%B %d, %Y", "April 3,2025", "2025-04-03");
        is("%d %b %Y", "3 Sep. 2025", "2025-09-03");
        is("%d %b %Y %H:%M", "3 sep 2025 9:05", "2025-09-03T09:05");
        is("%Y%m%d%H%M%S", "20250403090507", "2025-04-03T09:05:07");
        is("100%% %Y", "100% 2025", "2025");
    }

    #[test]
    fn what_is_no_date_of_a_format_is_none() {
        for text in [
            "",
            "3.4.25",
            "31.4.2025",
            "0.4.2025",
            "3.13.2025",
            "3.4.2025x",
            "3-4-2025",
            "३.4.2025",
        ] {
            assert_eq!(read("%d.%m.%Y", text), None, "{text}");
        }
        assert_eq!(read("%d %B %Y", "3 Apri 2025"), None);
        assert_eq!(read("%Y-%m-%d %H:%M", "2025-04-03 24:00"), None);
    }

    #[test]
    fn a_format_has_the_parts_that_it_needs() {
        for (format, said) in [
            ("%m", "%Y is missing"),
            ("", "%Y is missing"),
            ("%d %Y", "%m is missing"),
            ("%Y %H:%M", "%d is missing"),
            ("%Y-%m-%d %H", "%M is missing"),
            ("%Y %Y", "a part of a date is given twice"),
            ("%Y %m %b", "a part of a date is given twice"),
            (
                "%y",
                "`%y` is unknown; expected %Y, %m, %b, %B, %d, %H, %M, %S or %%",
            ),
            (
                "%",
                "`%` is unknown; expected %Y, %m, %b, %B, %d, %H, %M, %S or %%",
            ),
        ] {
            assert_eq!(Format::parse(format), Err(said.to_owned()));
        }
    }
}
