//! The marks of a time axis, from seconds to hundreds of millennia.

use crate::time::{DAY, civil_from_days, days_from_civil};

const SECOND: i128 = 1_000_000;
const MINUTE: i128 = 60 * SECOND;
const HOUR: i128 = 60 * MINUTE;
const EVERY_DAY: i128 = DAY as i128;

/// Ticks farther out, some ten thousand million years, have no marks.
const FARTHEST: u128 = 1 << 78;

/// The distance of two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// So many microseconds, counted from the midnight before; a day or less.
    Micros(i128),
    Days(i128),
    Months(i128),
    Years(i128),
}

impl Step {
    /// About how long it is.
    fn length(self) -> i128 {
        match self {
            Step::Micros(micros) => micros,
            Step::Days(days) => days * EVERY_DAY,
            Step::Months(months) => months * 30 * EVERY_DAY,
            Step::Years(years) => years * 365 * EVERY_DAY,
        }
    }

    /// All of them, from short to long, up to some hundred thousand years.
    fn all() -> impl Iterator<Item = Step> {
        let seconds = [1, 2, 5, 10, 15, 30].map(|n| Step::Micros(n * SECOND));
        let minutes = [1, 2, 5, 10, 15, 30].map(|n| Step::Micros(n * MINUTE));
        let hours = [1, 2, 3, 6, 12].map(|n| Step::Micros(n * HOUR));
        let days = [1, 2, 7, 14].map(Step::Days);
        let months = [1, 3, 6].map(Step::Months);
        let years = (0..6).flat_map(|power| {
            let ten = 10i128.pow(power);
            [1, 2, 5].map(|n| Step::Years(n * ten))
        });
        let short = seconds.into_iter().chain(minutes).chain(hours);
        short.chain(days).chain(months).chain(years)
    }

    /// The first mark at a tick or after it.
    fn first(self, from: i128) -> i128 {
        let day = from.div_euclid(EVERY_DAY);
        let up = |value: i128, step: i128| -((-value).div_euclid(step)) * step;
        let at_least = |tick: i128| (tick >= from).then_some(tick);
        match self {
            Step::Micros(step) => day * EVERY_DAY + up(from - day * EVERY_DAY, step),
            // Weeks begin on Mondays; the first day of 1970 was a Thursday.
            Step::Days(days) => (up(up_day(from) + 3, days) - 3) * EVERY_DAY,
            Step::Months(months) => {
                let (year, month, _) = civil_from_days(day);
                let number = (year * 12 + i128::from(month) - 1).div_euclid(months) * months;
                at_least(month_begin(number)).unwrap_or_else(|| month_begin(number + months))
            }
            Step::Years(years) => {
                let (year, ..) = civil_from_days(day);
                let last = round_year(year, years);
                at_least(month_begin(last * 12))
                    .unwrap_or_else(|| month_begin(year_after(last, years) * 12))
            }
        }
    }

    /// The mark after one.
    fn next(self, mark: i128) -> i128 {
        match self {
            Step::Micros(step) => mark + step,
            Step::Days(days) => mark + days * EVERY_DAY,
            Step::Months(months) => {
                let (year, month, _) = civil_from_days(mark.div_euclid(EVERY_DAY));
                month_begin(year * 12 + i128::from(month) - 1 + months)
            }
            Step::Years(years) => {
                let (year, ..) = civil_from_days(mark.div_euclid(EVERY_DAY));
                month_begin(year_after(year, years) * 12)
            }
        }
    }

    /// What stands at a mark.
    fn label(self, mark: i128) -> String {
        let day = mark.div_euclid(EVERY_DAY);
        let within = mark.rem_euclid(EVERY_DAY);
        let (year, month, of_month) = civil_from_days(day);
        match self {
            Step::Micros(step) => {
                let (hour, minute) = (within / HOUR, within % HOUR / MINUTE);
                match step < MINUTE {
                    true => format!("{hour:02}:{minute:02}:{:02}", within % MINUTE / SECOND),
                    false => format!("{hour:02}:{minute:02}"),
                }
            }
            Step::Days(_) => format!("{of_month} {}", name(month)),
            Step::Months(_) => name(month).to_owned(),
            Step::Years(_) => year_name(year),
        }
    }

    /// What all marks from one on have in common, with where it begins: their day or their year. Years have nothing.
    fn context(self, mark: i128) -> Option<(i128, String)> {
        let day = mark.div_euclid(EVERY_DAY);
        let (year, month, of_month) = civil_from_days(day);
        match self {
            Step::Micros(_) => {
                let text = format!("{of_month} {} {}", name(month), year_name(year));
                Some((day * EVERY_DAY, text))
            }
            Step::Days(_) | Step::Months(_) => Some((month_begin(year * 12), year_name(year))),
            Step::Years(_) => None,
        }
    }
}

/// The last round year up to one. There was no year 0: those before year 1 are round as historians count them.
fn round_year(year: i128, every: i128) -> i128 {
    match year {
        1.. if year >= every => year / every * every,
        1.. => 1 - every,
        _ => 1 + (year - 1).div_euclid(every) * every,
    }
}

/// The next round year.
fn year_after(round: i128, every: i128) -> i128 {
    match round + every {
        next if round > 0 || next < 1 => next,
        _ => every,
    }
}

/// The number of the first day that begins at a tick or after it.
fn up_day(tick: i128) -> i128 {
    -((-tick).div_euclid(EVERY_DAY))
}

/// The tick at which a month begins, counted from the first of the year 0.
fn month_begin(number: i128) -> i128 {
    let (year, month) = (number.div_euclid(12), number.rem_euclid(12) as u8 + 1);
    // No tick of an axis lies so far out that its year is not such a number.
    let year = i64::try_from(year).unwrap_or(i64::MAX);
    days_from_civil(year, month, 1) * EVERY_DAY
}

fn name(month: u8) -> &'static str {
    const NAMES: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    NAMES[usize::from(month.clamp(1, 12)) - 1]
}

/// A year, those before year 1 as historians count them.
fn year_name(year: i128) -> String {
    match year {
        1.. => year.to_string(),
        _ => format!("{} BC", 1 - year),
    }
}

/// A mark of an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) tick: i128,
    pub(super) label: String,
}

/// The marks of an axis.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Axis {
    pub(super) marks: Vec<Mark>,
    /// What marks have in common from somewhere on; the first begins with the axis.
    pub(super) contexts: Vec<Mark>,
}

impl Axis {
    /// An axis between two ticks with at most so many marks, and one at least where there is room.
    pub(super) fn between(from: i128, to: i128, most: usize) -> Axis {
        let farthest = from.unsigned_abs().max(to.unsigned_abs());
        let span = (to - from).max(1);
        let most = most.max(1) as i128;
        let mut steps = Step::all().filter(|_| farthest < FARTHEST);
        let Some(step) = steps.find(|step| span / step.length() < most) else {
            return Axis::default();
        };
        let mut axis = Axis::default();
        let mut mark = step.first(from);
        if let Some((_, label)) = step.context(from) {
            axis.contexts.push(Mark { tick: from, label });
        }
        while mark <= to {
            let label = step.label(mark);
            if let Some((tick, context)) = step.context(mark)
                && axis
                    .contexts
                    .last()
                    .is_some_and(|last| last.label != context)
            {
                axis.contexts.push(Mark {
                    tick,
                    label: context,
                });
            }
            axis.marks.push(Mark { tick: mark, label });
            mark = step.next(mark);
        }
        axis
    }
}

/// A tick by itself: its day, and its minute unless that is midnight. What is in the last millisecond of a minute is
/// told as the next: days end there, and what is before their end by a few ticks.
pub(super) fn full(tick: i128) -> String {
    let is_last = tick.rem_euclid(MINUTE) >= MINUTE - SECOND / 1000;
    let tick = if is_last { tick + SECOND / 1000 } else { tick };
    let (year, month, of_month) = civil_from_days(tick.div_euclid(EVERY_DAY));
    let within = tick.rem_euclid(EVERY_DAY);
    let time = match within / MINUTE {
        0 => String::new(),
        minutes => format!(" {:02}:{:02}", minutes / 60, minutes % 60),
    };
    format!("{of_month} {} {}{time}", name(month), year_name(year))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Date;

    #[test]
    fn what_lies_beyond_all_years_has_no_marks() {
        for tick in [1i128 << 78, -(1 << 78), 1 << 119, -(1 << 119)] {
            assert_eq!(Axis::between(tick, tick + 5, 7), Axis::default());
            assert!(full(tick).starts_with(|digit: char| digit.is_ascii_digit()));
        }
    }

    #[test]
    fn ticks_by_themselves() {
        assert_eq!(full(tick("2025-04-25")), "25 Apr 2025");
        assert_eq!(full(tick("2025-04-25") - 1), "25 Apr 2025");
        assert_eq!(full(tick("2025-04-25T14:05:59Z")), "25 Apr 2025 14:05");
    }

    fn tick(text: &str) -> i128 {
        let date: Date = text.parse().expect("a date");
        let window = date.window(&crate::Zone::UTC).expect("a window");
        i128::from(window.begin.earliest.expect("bounded").as_micros())
    }

    fn labels(from: &str, to: &str) -> (Vec<String>, Vec<String>) {
        let axis = Axis::between(tick(from), tick(to), 8);
        let labels = |marks: Vec<Mark>| marks.into_iter().map(|mark| mark.label).collect();
        (labels(axis.marks), labels(axis.contexts))
    }

    #[test]
    fn marks_suit_the_stretch_of_time() {
        let cases = [
            ("2025-04-25T14:00:00Z", "2025-04-25T14:00:20Z"),
            ("2025-04-25T23:50:00Z", "2025-04-26T00:12:00Z"),
            ("2025-04-25T08:00:00Z", "2025-04-27T01:00:00Z"),
            ("2025-04-24", "2025-05-09"),
            ("2024-11-20", "2025-03-10"),
            ("1978-09-05", "1983-01-01"),
            ("1648-10-24", "2025-01-01"),
            ("-0430", "0010"),
        ];
        let told: Vec<String> = cases
            .iter()
            .map(|(from, to)| {
                let (marks, contexts) = labels(from, to);
                format!("{} | {}", marks.join(", "), contexts.join(", "))
            })
            .collect();
        assert_eq!(told, EXPECTED);
    }

    const EXPECTED: [&str; 8] = [
        "14:00:00, 14:00:05, 14:00:10, 14:00:15, 14:00:20 | 25 Apr 2025",
        "23:50, 23:55, 00:00, 00:05, 00:10 | 25 Apr 2025, 26 Apr 2025",
        "12:00, 18:00, 00:00, 06:00, 12:00, 18:00, 00:00 | 25 Apr 2025, 26 Apr 2025, 27 Apr 2025",
        "25 Apr, 27 Apr, 29 Apr, 1 May, 3 May, 5 May, 7 May, 9 May | 2025",
        "2 Dec, 16 Dec, 30 Dec, 13 Jan, 27 Jan, 10 Feb, 24 Feb, 10 Mar | 2024, 2025",
        "1979, 1980, 1981, 1982, 1983 | ",
        "1650, 1700, 1750, 1800, 1850, 1900, 1950, 2000 | ",
        "400 BC, 300 BC, 200 BC, 100 BC | ",
    ];

    #[test]
    fn marks_stand_in_order_and_within_for_any_stretch() {
        let mut span = 1i128;
        while span < 400_000 * 366 * EVERY_DAY {
            let far = FARTHEST as i128 - (1 << 70);
            let near = [0, -1, 1_745_539_200_000_000, -70_000_000_000_000_000, 17];
            for from in near.into_iter().chain([far, -far]) {
                for most in [1, 2, 5, 12] {
                    let axis = Axis::between(from, from + span, most);
                    let ticks: Vec<i128> = axis.marks.iter().map(|mark| mark.tick).collect();
                    assert!(ticks.is_sorted_by(|a, b| a < b));
                    assert!(
                        ticks
                            .iter()
                            .all(|&tick| tick >= from && tick <= from + span)
                    );
                    // A month may be two days shorter than it is taken for.
                    assert!(ticks.len() <= most + 2, "{} of {most}", ticks.len());
                    assert!(axis.contexts.is_sorted_by(|a, b| a.tick < b.tick));
                }
            }
            span = span * 3 + 7;
        }
    }
}
