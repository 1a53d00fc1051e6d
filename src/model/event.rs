//! What the four kinds of event have in common.

use super::words::words;
use super::{Citation, Extra, Number};

words! {
    /// Whether an event took place.
    #[derive(Default)]
    pub enum Status: "a status" {
        /// It took place.
        #[default]
        Occurred = "occurred",
        /// It is to take place.
        Planned = "planned",
        /// It was to take place, and will not.
        Cancelled = "cancelled",
        /// Some say that it took place.
        Alleged = "alleged",
        /// It is denied that it took place.
        Denied = "denied",
    }
}

words! {
    /// How one event bears on another. None implies an order in time.
    pub enum LinkKind: "a kind of link" {
        /// It quotes the other.
        Quotes = "quotes",
        /// It reaffirms the other.
        Reaffirms = "reaffirms",
        /// It contradicts the other.
        Contradicts = "contradicts",
        /// It rejects the other.
        Rejects = "rejects",
        /// It accepts the other.
        Accepts = "accepts",
        /// It amends the other.
        Amends = "amends",
        /// It replaces the other.
        Replaces = "replaces",
        /// It signs the other.
        Signs = "signs",
        /// It realizes the other.
        Realizes = "realizes",
        /// It cancels the other.
        Cancels = "cancels",
        /// It reports the other.
        Reports = "reports",
    }
}

/// How an event bears on another one.
///
/// ```
/// use demarche::{Document, Link, LinkKind};
///
/// let answer = Document::proposal("answer").by("b").link(LinkKind::Replaces, "offer");
/// assert_eq!(answer.common.links, [Link::new(LinkKind::Replaces, "offer")]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// How it bears on it.
    pub kind: LinkKind,
    /// The key of the other event.
    pub to: String,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Link {
    /// A link of this kind to this event.
    pub fn new(kind: LinkKind, to: impl Into<String>) -> Link {
        Link {
            kind,
            to: to.into(),
            extra: Extra::new(),
        }
    }

    extra_builder!();
}

/// A figure that a record gives: about 5000 killed per week.
///
/// ```
/// use demarche::Figure;
///
/// let figure = Figure::new("killed", 5000).unit("per week").qualifier("about");
/// assert_eq!(figure.value.map(|value| value.as_f64()), Some(5000.0));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figure {
    /// Of what it is the number.
    pub of: Option<String>,
    /// The number.
    pub value: Option<Number>,
    /// What is counted, or measured in what.
    pub unit: Option<String>,
    /// How exact it is: about, at least.
    pub qualifier: Option<String>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Figure {
    /// So many of these.
    pub fn new(of: impl Into<String>, value: impl Into<Number>) -> Figure {
        Figure {
            of: Some(of.into()),
            value: Some(value.into()),
            ..Figure::default()
        }
    }

    text_builders! {
        /// What is counted, or measured in what.
        unit;
        /// How exact it is.
        qualifier;
    }

    extra_builder!();
}

/// What every event may state, whatever its kind.
///
/// ```
/// use demarche::{Meeting, Record, Status};
///
/// let talks = Record::from(Meeting::new("talks").with("a").on("2025-04-25").status(Status::Planned));
/// let common = talks.common().unwrap();
/// assert_eq!((common.id.as_str(), common.status), ("talks", Status::Planned));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Common {
    /// The key by which records name it.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// When it was, as EDTF text.
    pub time: Option<String>,
    /// The zone of its time: an offset, an IANA name, or `floating`.
    pub zone: Option<String>,
    /// Where it was.
    pub place: Option<String>,
    /// What happened, as a code of a known list: `CAMEO:042`.
    pub code: Option<String>,
    /// Whether its beginning is its end; where it is not given, its kind and time decide.
    pub instant: Option<bool>,
    /// What it was about.
    pub topics: Vec<String>,
    /// Whether it took place.
    pub status: Status,
    /// The keys of the events of which it is a part.
    pub part_of: Vec<String>,
    /// How it bears on other events.
    pub links: Vec<Link>,
    /// The figures that it gives.
    pub figures: Vec<Figure>,
    /// Remarks.
    pub notes: Vec<String>,
    /// What tells of it.
    pub sources: Vec<Citation>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Common {
    /// What an event with this key states when it states no more.
    pub fn new(id: impl Into<String>) -> Common {
        Common {
            id: id.into(),
            ..Common::default()
        }
    }
}

/// Builder methods that set an optional text.
macro_rules! text_builders {
    ($($(#[$meta:meta])* $field:ident;)+) => {
        $($(#[$meta])*
        #[must_use]
        pub fn $field(mut self, $field: impl Into<String>) -> Self {
            self.$field = Some($field.into());
            self
        })+
    };
}

/// A builder method that cites a source.
macro_rules! source_builder {
    ($($field:ident).+) => {
        /// With a source that says so: its key, or a citation that says more.
        #[must_use]
        pub fn source(mut self, source: impl Into<$crate::model::Citation>) -> Self {
            self.$($field).+.push(source.into());
            self
        }
    };
}

/// A builder method that adds a field of the user's own.
macro_rules! extra_builder {
    ($($common:ident)?) => {
        /// With a field of one's own; its name begins with `x_`.
        #[must_use]
        pub fn extra(
            mut self,
            name: impl Into<String>,
            value: impl Into<$crate::model::Json>,
        ) -> Self {
            self.$($common.)?extra.insert(name.into(), value.into());
            self
        }
    };
}

/// The builder methods that every kind of event has.
macro_rules! event_builders {
    () => {
        /// With this title.
        #[must_use]
        pub fn title(mut self, title: impl Into<String>) -> Self {
            self.common.title = Some(title.into());
            self
        }

        /// At this time: EDTF text, a [`Tick`](crate::Tick), or a moment or day of `chrono`.
        #[must_use]
        pub fn on(mut self, when: impl Into<$crate::model::When>) -> Self {
            self.common.time = Some(when.into().into());
            self
        }

        /// With this zone for its time: an offset, an IANA name, or `floating`.
        #[must_use]
        pub fn zone(mut self, zone: impl Into<String>) -> Self {
            self.common.zone = Some(zone.into());
            self
        }

        /// At this place.
        #[must_use]
        pub fn at(mut self, place: impl Into<String>) -> Self {
            self.common.place = Some(place.into());
            self
        }

        /// With this code of a known list, such as `CAMEO:042`.
        #[must_use]
        pub fn code(mut self, code: impl Into<String>) -> Self {
            self.common.code = Some(code.into());
            self
        }

        /// With or without an extent in time.
        #[must_use]
        pub fn instant(mut self, instant: bool) -> Self {
            self.common.instant = Some(instant);
            self
        }

        /// With one more topic.
        #[must_use]
        pub fn topic(mut self, topic: impl Into<String>) -> Self {
            self.common.topics.push(topic.into());
            self
        }

        /// With this status.
        #[must_use]
        pub fn status(mut self, status: $crate::model::Status) -> Self {
            self.common.status = status;
            self
        }

        /// As a part of this event.
        #[must_use]
        pub fn part_of(mut self, whole: impl Into<String>) -> Self {
            self.common.part_of.push(whole.into());
            self
        }

        /// With a link of this kind to another event.
        #[must_use]
        pub fn link(mut self, kind: $crate::model::LinkKind, to: impl Into<String>) -> Self {
            self.common.links.push($crate::model::Link::new(kind, to));
            self
        }

        /// With one more figure.
        #[must_use]
        pub fn figure(mut self, figure: $crate::model::Figure) -> Self {
            self.common.figures.push(figure);
            self
        }

        /// With one more remark.
        #[must_use]
        pub fn note(mut self, note: impl Into<String>) -> Self {
            self.common.notes.push(note.into());
            self
        }

        $crate::model::event::source_builder!(common.sources);
        $crate::model::event::extra_builder!(common);
    };
}

/// Builder methods that add one key, or several, to a list of keys.
macro_rules! key_builders {
    ($($(#[$meta:meta])* $method:ident: $field:ident;)+) => {
        $($(#[$meta])*
        #[must_use]
        pub fn $method(mut self, $method: impl Into<String>) -> Self {
            self.$field.push($method.into());
            self
        })+
    };
}

pub(super) use {event_builders, extra_builder, key_builders, source_builder, text_builders};
