//! Claims as they show in conflicts and reasons, with their sources and grade.

use super::options::ImpliedKind;
use crate::model::{Citation, Grade, Origin};
use crate::time::{Duration, Gap, Relation, RelationSet};
use std::fmt;

/// Which claim of a timeline, in few bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum ClaimRef {
    /// Implied: the kind, the event, and the whole, the answered event, or the source.
    Implied(ImpliedKind, u32, u32),
    /// The time on an event's own record.
    Own(u32),
    /// A `claim` record.
    Date(u32),
    /// A `relation` record.
    Relation(u32),
}

/// What one claim says.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Assertion {
    /// An event took place at a time.
    Date {
        /// The key of the event.
        event: String,
        /// The time as written.
        time: String,
        /// The zone as written, if any.
        zone: Option<String>,
    },
    /// Two events stand in one of some relations.
    Relation {
        /// The key of the left event.
        left: String,
        /// The relations.
        is: RelationSet,
        /// The key of the right event.
        right: String,
        /// How much time lies between, if that is limited.
        gap: Gap,
    },
    /// A record implies it without stating it.
    Implied {
        /// Why it follows.
        kind: ImpliedKind,
        /// The key of the event.
        event: String,
        /// The key of the whole, of the answered event, or of the source.
        of: String,
    },
}

/// One claim: what it says, who says so, and how good that is.
///
/// Conflicts and reasons are made of these.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Meeting::new("talks").with("envoy"));
/// t.add(Actor::person("envoy", "The Envoy"));
/// t.add(Statement::new("remark").by("envoy"));
/// t.add(Claim::that("remark").is(After, "talks").within(days(1)));
/// let t = t.build()?;
/// let why = t.relate("remark", "talks")?.explain(After);
/// assert_eq!(why.claims()[0].to_string(), r#""remark" is after "talks", within 1 day"#);
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct StatedClaim {
    /// What it says.
    pub assertion: Assertion,
    /// The citations it rests on; those of the record that states it where it is implied.
    pub citations: Vec<Citation>,
    /// The grade of its best source; `F6` where it has none.
    pub grade: Grade,
    /// Whether it is marked as uncertain, with `?` or `%`.
    pub doubtful: bool,
    /// Where the record that states it begins.
    pub origin: Origin,
}

impl StatedClaim {
    /// The keys of the sources it rests on, in the order cited, each once.
    pub fn sources(&self) -> Vec<&str> {
        let mut keys: Vec<&str> = Vec::new();
        for citation in &self.citations {
            if !keys.contains(&citation.source.as_str()) {
                keys.push(&citation.source);
            }
        }
        keys
    }

    /// The claim with its sources, the places in them, its grade and doubt behind it:
    /// `... [editor (para. 2), B2]`.
    pub fn with_sources(&self) -> String {
        let mut text = self.to_string();
        text.push_str(&bracket(&self.citations, self.grade));
        if self.doubtful {
            text.push_str(" (doubtful)");
        }
        text
    }
}

/// The sources of something, with the places in them, and its grade: ` [editor (para. 2), B2]`, or nothing
/// where it has none.
pub(crate) fn bracket(citations: &[Citation], grade: Grade) -> String {
    let mut sources: Vec<(&str, Vec<&str>)> = Vec::new();
    for citation in citations {
        let places = citation.place.as_deref();
        match sources.iter_mut().find(|(key, _)| *key == citation.source) {
            Some((_, known)) => known.extend(places.filter(|p| !known.contains(p))),
            None => sources.push((&citation.source, places.into_iter().collect())),
        }
    }
    if sources.is_empty() {
        return String::new();
    }
    let told = |(key, places): &(&str, Vec<&str>)| match places.as_slice() {
        [] => (*key).to_string(),
        places => format!("{key} ({})", places.join("; ")),
    };
    let told: Vec<String> = sources.iter().map(told).collect();
    format!(" [{}, {grade}]", told.join(", "))
}

impl fmt::Display for StatedClaim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.assertion.fmt(f)
    }
}

impl Assertion {
    /// The keys of the events that it is about.
    pub(crate) fn events(&self) -> Vec<&str> {
        match self {
            Assertion::Date { event, .. } => vec![event],
            Assertion::Relation { left, right, .. } => vec![left, right],
            Assertion::Implied {
                kind: ImpliedKind::Published,
                event,
                ..
            } => vec![event],
            Assertion::Implied { event, of, .. } => vec![event, of],
        }
    }

    /// It as a sentence, events and sources called by what `name` makes of their keys.
    pub(crate) fn tell(&self, name: impl Fn(&str) -> String) -> String {
        match self {
            Assertion::Date { event, time, zone } => {
                let zone = zone.as_ref().map(|zone| format!(" ({zone})"));
                format!(
                    "{} is dated {time}{}",
                    name(event),
                    zone.unwrap_or_default()
                )
            }
            Assertion::Relation {
                left,
                is,
                right,
                gap,
            } => {
                let (left, right) = (name(left), name(right));
                format!("{left} {} {right}{}", phrase(*is), spell_gap(*gap))
            }
            Assertion::Implied { kind, event, of } => {
                let (event, of) = (name(event), name(of));
                match kind {
                    ImpliedKind::PartOf => format!("{event} is part of {of}"),
                    ImpliedKind::RepliesTo => format!("{event} replies to {of}"),
                    ImpliedKind::Published => format!("{event} began before {of} was published"),
                }
            }
        }
    }
}

impl fmt::Display for Assertion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tell(|key| format!("{key:?}")))
    }
}

/// Relations between two names, as a reader would say them: "is after", "is before or meets".
pub(crate) fn phrase(set: RelationSet) -> String {
    if set == RelationSet::WITHIN {
        return "is within".to_string();
    }
    if set == RelationSet::INTERSECTS {
        return "shares some time with".to_string();
    }
    if set == RelationSet::DISJOINT {
        return "is before or after".to_string();
    }
    let mut text = String::new();
    for relation in set {
        if !text.is_empty() {
            text.push_str(" or ");
        }
        text.push_str(verb(relation));
    }
    text
}

fn verb(relation: Relation) -> &'static str {
    match relation {
        Relation::Before => "is before",
        Relation::Meets => "meets",
        Relation::Overlaps => "overlaps",
        Relation::FinishedBy => "is finished by",
        Relation::Contains => "contains",
        Relation::Starts => "starts",
        Relation::Equals => "equals",
        Relation::StartedBy => "is started by",
        Relation::During => "is during",
        Relation::Finishes => "finishes",
        Relation::OverlappedBy => "is overlapped by",
        Relation::MetBy => "is met by",
        Relation::After => "is after",
    }
}

/// ", within 1 day", ", at least 2 hours and within 1 day", or nothing.
pub(crate) fn spell_gap(gap: Gap) -> String {
    match (gap.min, gap.max) {
        (None, None) => String::new(),
        (Some(min), None) => format!(", at least {}", spell(min)),
        (None, Some(max)) => format!(", within {}", spell(max)),
        (Some(min), Some(max)) => {
            format!(", at least {} and within {}", spell(min), spell(max))
        }
    }
}

/// A duration in words, in the largest unit that divides it.
pub(crate) fn spell(duration: Duration) -> String {
    let micros = duration.micros();
    let units = [
        (86_400_000_000, "day"),
        (3_600_000_000, "hour"),
        (60_000_000, "minute"),
        (1_000_000, "second"),
        (1, "microsecond"),
    ];
    for (length, name) in units {
        if micros % length == 0 && (micros != 0 || length == 1_000_000) {
            let n = micros / length;
            return format!("{n} {name}{}", if n == 1 { "" } else { "s" });
        }
    }
    duration.to_string()
}

/// A minimal set of claims that have no world together: every proper subset has one.
///
/// A conflict is a value, not a message: it names its claims, and each claim its sources.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add(Actor::person("a", "Ada"));
/// t.add([Statement::new("x").by("a"), Statement::new("y").by("a")]);
/// t.add(Claim::that("x").is(Before, "y"));
/// t.add(Claim::that("y").is(Before, "x"));
/// let error = t.build().unwrap_err();
/// let conflict = &error.conflicts()[0];
/// assert_eq!(conflict.claims().len(), 2);
/// assert_eq!(
///     conflict.to_string(),
///     "these 2 claims can't all hold:
///   - \"x\" is before \"y\"
///   - \"y\" is before \"x\"",
/// );
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    pub(crate) claims: Vec<StatedClaim>,
    pub(crate) dropped: usize,
}

impl Conflict {
    /// Its claims, from the best to the worst, implied ones first.
    pub fn claims(&self) -> &[StatedClaim] {
        &self.claims
    }

    /// The one of its claims that [`Policy::SetAside`](crate::Policy::SetAside) gives up: the last
    /// in the order in which claims are taken.
    pub fn set_aside(&self) -> &StatedClaim {
        &self.claims[self.dropped]
    }
}

impl fmt::Display for Conflict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const SHOWN: usize = 12;
        match self.claims.as_slice() {
            [single] => write!(f, "this claim can't hold: {}", single.with_sources())?,
            claims => {
                write!(f, "these {} claims can't all hold:", claims.len())?;
                for claim in claims.iter().take(SHOWN) {
                    write!(f, "\n  - {}", claim.with_sources())?;
                    if !claim.origin.is_none() {
                        write!(f, " ({})", claim.origin)?;
                    }
                }
                if claims.len() > SHOWN {
                    write!(f, "\n  - and {} more", claims.len() - SHOWN)?;
                }
            }
        }
        Ok(())
    }
}
