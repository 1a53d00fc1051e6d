//! Date texts of the few kinds that random timelines use, and the windows that the contract gives them.
//!
//! A text and its window come from the same small tree, the window by the contract's sentences and by a
//! civil calendar written out here (after Hinnant's `days_from_civil`), so nothing of the crate's reader
//! is involved. Moments carry six fraction digits (one tick) or five (ten ticks); days, months and years
//! bring texts that are often marked doubtful, and are informative where a timeline's few ticks straddle a
//! midnight at the turn of a year.

/// A minute, in ticks.
pub const MINUTE: i64 = 60_000_000;
/// A day, in ticks.
pub const DAY: i64 = 86_400_000_000;

/// The days from 1970-01-01 to a civil date.
pub fn days_from_civil(year: i64, month: i64, day: i64) -> i64 {
    let y = if month <= 2 { year - 1 } else { year };
    let era = y.div_euclid(400);
    let of_era = y.rem_euclid(400);
    let of_year = (153 * (month + if month > 2 { -3 } else { 9 }) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The civil date of a day counted from 1970-01-01.
pub fn civil_from_days(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

/// An offset as written, such as `+03:00`.
pub fn offset_text(minutes: i64) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// What one member of a date text names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// One tick, six digits of fraction.
    Moment(i64),
    /// The ten ticks of which this is one, five digits of fraction.
    Tenth(i64),
    /// The second of which this tick is one.
    Second(i64),
    /// A day in the zone, counted from 1970-01-01.
    Day(i64),
    /// A month in the zone.
    Month(i64, i64),
    /// A year in the zone.
    Year(i64),
}

/// A piece, marked `?` or not; on a moment the mark stands behind the offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// What it names.
    pub piece: Piece,
    /// Whether `?` follows it.
    pub doubtful: bool,
}

impl From<Piece> for Member {
    fn from(piece: Piece) -> Self {
        Self {
            piece,
            doubtful: false,
        }
    }
}

/// How the moments of a text say their zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suffix {
    /// `Z`.
    Zulu,
    /// An offset in minutes.
    Offset(i64),
    /// Nothing: the zone of the claim, event or timeline applies.
    Bare,
}

/// The shape of a date text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Form {
    /// `D`.
    Plain(Member),
    /// `A/B`; an open end is `..` or, if not `dots`, nothing.
    Slash {
        begin: Option<Member>,
        end: Option<Member>,
        dots: bool,
    },
    /// `[A..B]`, either end missing.
    Range(Option<Member>, Option<Member>),
    /// `[A,B,C]`.
    List(Vec<Member>),
}

/// A date text with the way its moments are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateText {
    /// The shape.
    pub form: Form,
    /// The zone of its moments.
    pub suffix: Suffix,
}

/// Bounds on a value, both inclusive, `None` where there is none.
pub type Bounds = (Option<i64>, Option<i64>);

/// What a date claims of an event's beginning and end, and no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Window {
    /// Bounds on the beginning.
    pub begin: Bounds,
    /// Bounds on the end.
    pub end: Bounds,
}

/// Whether a value lies within bounds.
pub fn inside(bounds: Bounds, value: i64) -> bool {
    bounds.0.is_none_or(|low| low <= value) && bounds.1.is_none_or(|high| value <= high)
}

impl Window {
    /// Whether an interval of ticks satisfies the claim.
    pub fn holds(&self, span: (i64, i64)) -> bool {
        inside(self.begin, span.0) && inside(self.end, span.1)
    }
}

impl Piece {
    /// The first and last tick covered, where days are those of a zone `zone` minutes east of UTC.
    pub fn cover(self, zone: i64) -> (i64, i64) {
        let days = |from: i64, to: i64| (from * DAY - zone * MINUTE, to * DAY - zone * MINUTE - 1);
        let block = |tick: i64, size: i64| {
            let start = tick.div_euclid(size) * size;
            (start, start + size - 1)
        };
        match self {
            Piece::Moment(tick) => (tick, tick),
            Piece::Tenth(tick) => block(tick, 10),
            Piece::Second(tick) => block(tick, 1_000_000),
            Piece::Day(day) => days(day, day + 1),
            Piece::Month(year, month) => {
                let next = if month == 12 {
                    (year + 1, 1)
                } else {
                    (year, month + 1)
                };
                days(
                    days_from_civil(year, month, 1),
                    days_from_civil(next.0, next.1, 1),
                )
            }
            Piece::Year(year) => days(days_from_civil(year, 1, 1), days_from_civil(year + 1, 1, 1)),
        }
    }

    fn text(self, zone: i64, suffix: Suffix) -> String {
        let moment = |tick: i64, digits: usize| {
            let (shift, tail) = match suffix {
                Suffix::Zulu => (0, "Z".to_owned()),
                Suffix::Offset(minutes) => (minutes, offset_text(minutes)),
                Suffix::Bare => (zone, String::new()),
            };
            let local = tick + shift * MINUTE;
            let (year, month, day) = civil_from_days(local.div_euclid(DAY));
            let of_day = local.rem_euclid(DAY);
            let (seconds, micros) = (of_day / 1_000_000, of_day % 1_000_000);
            let fraction = if digits == 0 {
                String::new()
            } else {
                format!(".{micros:06}")[..=digits].to_owned()
            };
            let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
            format!(
                "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{tail}"
            )
        };
        match self {
            Piece::Moment(tick) => moment(tick, 6),
            Piece::Tenth(tick) => moment(tick, 5),
            Piece::Second(tick) => moment(tick, 0),
            Piece::Day(day) => {
                let (year, month, day) = civil_from_days(day);
                format!("{year:04}-{month:02}-{day:02}")
            }
            Piece::Month(year, month) => format!("{year:04}-{month:02}"),
            Piece::Year(year) => format!("{year:04}"),
        }
    }
}

impl Member {
    fn text(self, zone: i64, suffix: Suffix) -> String {
        self.piece.text(zone, suffix) + if self.doubtful { "?" } else { "" }
    }
}

impl DateText {
    /// A single tick with `Z`, the plainest text there is.
    pub fn moment(tick: i64) -> Self {
        Self {
            form: Form::Plain(Piece::Moment(tick).into()),
            suffix: Suffix::Zulu,
        }
    }

    /// The text, `zone` being what applies where it says nothing itself, in minutes east of UTC.
    pub fn text(&self, zone: i64) -> String {
        let one = |member: &Member| member.text(zone, self.suffix);
        let optional = |member: &Option<Member>| member.as_ref().map(one).unwrap_or_default();
        match &self.form {
            Form::Plain(member) => one(member),
            Form::Slash { begin, end, dots } => {
                let side = |member: &Option<Member>| match member {
                    None if *dots => "..".to_owned(),
                    other => optional(other),
                };
                format!("{}/{}", side(begin), side(end))
            }
            Form::Range(from, to) => format!("[{}..{}]", optional(from), optional(to)),
            Form::List(members) => {
                format!(
                    "[{}]",
                    members.iter().map(one).collect::<Vec<_>>().join(",")
                )
            }
        }
    }

    /// Whether it is written with `/`.
    pub fn has_slash(&self) -> bool {
        matches!(self.form, Form::Slash { .. })
    }

    /// Whether a member is marked `?`.
    pub fn is_doubtful(&self) -> bool {
        let marked = |member: &Option<Member>| member.is_some_and(|m| m.doubtful);
        match &self.form {
            Form::Plain(member) => member.doubtful,
            Form::Slash { begin, end, .. } => marked(begin) || marked(end),
            Form::Range(from, to) => marked(from) || marked(to),
            Form::List(members) => members.iter().any(|member| member.doubtful),
        }
    }

    /// What it claims of an event.
    pub fn window(&self, zone: i64) -> Window {
        let cover = |member: &Member| member.piece.cover(zone);
        let bounds = |member: &Option<Member>| {
            member
                .as_ref()
                .map_or((None, None), |m| (Some(cover(m).0), Some(cover(m).1)))
        };
        if let Form::Slash { begin, end, .. } = &self.form {
            return Window {
                begin: bounds(begin),
                end: bounds(end),
            };
        }
        let (low, high) = self.hull(zone);
        Window {
            begin: (low, None),
            end: (None, high),
        }
    }

    /// The first and last tick of the whole text.
    pub fn hull(&self, zone: i64) -> Bounds {
        let cover = |member: &Member| member.piece.cover(zone);
        match &self.form {
            Form::Plain(member) => (Some(cover(member).0), Some(cover(member).1)),
            Form::Slash {
                begin: from,
                end: to,
                ..
            }
            | Form::Range(from, to) => (
                from.as_ref().map(|m| cover(m).0),
                to.as_ref().map(|m| cover(m).1),
            ),
            Form::List(members) => (
                members.iter().map(|m| cover(m).0).min(),
                members.iter().map(|m| cover(m).1).max(),
            ),
        }
    }

    /// Whether it is in order; a text whose end comes before its beginning is bad input.
    pub fn is_valid(&self, zone: i64) -> bool {
        match self.hull(zone) {
            (Some(low), Some(high)) => low <= high,
            _ => true,
        }
    }
}
