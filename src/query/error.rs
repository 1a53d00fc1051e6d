//! What can be wrong with a question.

use std::fmt;
use std::ops::Range;

use super::pattern::ast::Span;
use super::pattern::{PatternError, Place};
use crate::time::{DateError, Gap, RelationSet};
use crate::timeline::LookupError;

/// Why a question can't be answered as it is asked.
///
/// Where the question was a text, the error knows the place in it.
///
/// ```
/// use demarche::IntoPattern;
///
/// let error = "find ?m where meeting ?m with".into_pattern().unwrap_err();
/// assert!(error.is_pattern());
/// assert_eq!(error.column(), Some(30));
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub struct QueryError {
    at: Option<Place>,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
enum Kind {
    #[error(transparent)]
    Pattern(PatternError),
    #[error(transparent)]
    Lookup(LookupError),
    #[error("there is no topic or event {name:?}{}", meant.iter().map(|meant| format!("; did you mean {meant:?}?")).collect::<String>())]
    Topic { name: String, meant: Option<String> },
    #[error(
        "{name:?} is both a topic and the event {event:?}; for the event write `about ?e and ?e = {event:?}`"
    )]
    TopicAndEvent { name: String, event: String },
    #[error("a pattern is answered that has up to {most} variables, not {found}")]
    TooMany { most: usize, found: usize },
    #[error("the pattern finds no variable ?{name}{}", meant.iter().map(|meant| format!("; did you mean ?{meant}?")).collect::<String>())]
    Variable { name: String, meant: Option<String> },
    #[error("{0}")]
    Date(DateError),
    #[error("a gap limits before, meets, met_by and after only, not {0}")]
    GapElsewhere(RelationSet),
    #[error("the gap is reversed: {0}")]
    ReversedGap(Gap),
}

/// One line; it begins with the place where there is one.
impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.kind, self.at) {
            // The pattern's own error tells its place.
            (Kind::Pattern(_), _) | (_, None) => write!(f, "{}", self.kind),
            (_, Some(at)) => write!(f, "{at}: {}", self.kind),
        }
    }
}

#[allow(dead_code, reason = "the engine makes errors of those with places")]
impl QueryError {
    const fn new(Span(at): Span, kind: Kind) -> QueryError {
        QueryError { at, kind }
    }

    /// A name in a pattern that means nothing, or several things.
    pub(crate) fn at(span: Span, error: LookupError) -> QueryError {
        QueryError::new(span, Kind::Lookup(error))
    }

    /// A name behind `about` that is neither that of a topic nor that of an event.
    pub(crate) fn unknown_topic(span: Span, name: &str, meant: Option<String>) -> QueryError {
        let name = name.to_owned();
        QueryError::new(span, Kind::Topic { name, meant })
    }

    /// A name behind `about` that is that of a topic and also the key or title of the event with this key.
    pub(crate) fn topic_and_event(span: Span, name: &str, event: &str) -> QueryError {
        let (name, event) = (name.to_owned(), event.to_owned());
        QueryError::new(span, Kind::TopicAndEvent { name, event })
    }

    /// More variables than are answered for.
    pub(crate) fn too_many_variables(most: usize, found: usize) -> QueryError {
        QueryError::new(Span::default(), Kind::TooMany { most, found })
    }

    /// A variable that a pattern does not find.
    pub(crate) fn unknown_variable<'k>(
        name: &str,
        known: impl Iterator<Item = &'k str>,
    ) -> QueryError {
        let meant = crate::model::nearest(name, known);
        let name = name.to_owned();
        QueryError::new(Span::default(), Kind::Variable { name, meant })
    }

    /// A date that gives no window in the zone in which it is read.
    pub(crate) fn date(span: Span, error: DateError) -> QueryError {
        QueryError::new(span, Kind::Date(error))
    }

    pub(crate) fn gap_elsewhere(set: RelationSet) -> QueryError {
        QueryError::new(Span::default(), Kind::GapElsewhere(set))
    }

    pub(crate) fn reversed_gap(gap: Gap) -> QueryError {
        QueryError::new(Span::default(), Kind::ReversedGap(gap))
    }

    /// Whether the question is no pattern, whatever the timeline: [`PatternError`] tells why.
    pub fn is_pattern(&self) -> bool {
        matches!(self.kind, Kind::Pattern(_))
    }

    /// Whether a name in the question means nothing, or several things.
    pub fn is_lookup(&self) -> bool {
        use Kind::*;
        matches!(self.kind, Lookup(_) | Topic { .. } | TopicAndEvent { .. })
    }

    /// Whether the question limits a gap where there is none.
    pub fn is_gap(&self) -> bool {
        match &self.kind {
            Kind::GapElsewhere(_) | Kind::ReversedGap(_) => true,
            Kind::Pattern(error) => error.is_gap(),
            _ => false,
        }
    }

    /// What was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        match &self.kind {
            Kind::Lookup(error) => error.suggestion(),
            Kind::Pattern(error) => error.suggestion(),
            Kind::Topic { meant, .. } => meant.as_deref(),
            _ => None,
        }
    }

    /// Which bytes of the text are wrong; none where the question was no text.
    pub fn span(&self) -> Option<Range<usize>> {
        self.at.map(Place::bytes)
    }

    /// The line of the text that is wrong, from 1; none where the question was no text.
    pub fn line(&self) -> Option<usize> {
        self.at.map(Place::line)
    }

    /// The column that is wrong, in characters of the line, from 1; none where the question was no text.
    pub fn column(&self) -> Option<usize> {
        self.at.map(Place::column)
    }

    /// The message, and below it the line of the query that is wrong, with a mark under the fault.
    ///
    /// The text is the one that was asked.
    pub fn show(&self, text: &str) -> String {
        match self.at {
            Some(at) => format!("{self}\n{}", at.show(text)),
            None => self.to_string(),
        }
    }
}

impl From<LookupError> for QueryError {
    fn from(error: LookupError) -> QueryError {
        QueryError::new(Span::default(), Kind::Lookup(error))
    }
}

impl From<PatternError> for QueryError {
    fn from(error: PatternError) -> QueryError {
        QueryError::new(Span(error.place()), Kind::Pattern(error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::EventId;
    use crate::timeline::{Lookup, Timeline};

    #[test]
    fn what_a_timeline_tells_has_its_place_in_the_text() {
        let text = "find ?s\nwhere statement ?s about tallks";
        let mut places = super::super::pattern::Places::of(text).unwrap();
        let span = Span(Some(places.place(33..39)));
        let mut t = Timeline::builder();
        t.add(crate::model::Meeting::new("talks").with("putin"));
        t.add(crate::model::Actor::person("putin", "Vladimir Putin"));
        let t = t.build().unwrap();
        let unknown = Lookup::<EventId>::look_up("tallks", &t).unwrap_err();

        let error = QueryError::at(span, unknown.clone());
        assert_eq!(
            (error.line(), error.column(), error.span()),
            (Some(2), Some(26), Some(33..39))
        );
        assert_eq!(error.suggestion(), Some("talks"));
        assert!(error.is_lookup() && !error.is_pattern());
        assert_eq!(
            error.show(text),
            "line 2, column 26: there is no event \"tallks\"; did you mean \"talks\"?
  | where statement ?s about tallks
  |                          ^^^^^^"
        );

        let error = QueryError::at(Span::default(), unknown);
        assert_eq!(
            (error.line(), error.column(), error.span()),
            (None, None, None)
        );
        assert_eq!(
            error.show(text),
            "there is no event \"tallks\"; did you mean \"talks\"?"
        );

        let error = QueryError::unknown_topic(span, "tallks", Some("talks".into()));
        assert_eq!(error.suggestion(), Some("talks"));
        assert_eq!(
            error.to_string(),
            "line 2, column 26: there is no topic or event \"tallks\"; did you mean \"talks\"?"
        );
        let error = QueryError::topic_and_event(span, "Peace", "talks");
        assert!(error.is_lookup());
        assert_eq!(
            error.to_string(),
            "line 2, column 26: \"Peace\" is both a topic and the event \"talks\"; for the event write `about ?e and \
             ?e = \"talks\"`"
        );
    }
}
