//! An event in borrowed texts.

use super::{Action, Common, Document, EventKind, Meeting, Participant, Record, Statement};

/// An event that says no more than most do, in borrowed texts: what a fast reader hands to a [`Sink`](crate::Sink).
///
/// A timeline's builder puts it into columns without making a record of it.
///
/// ```
/// use demarche::{EventKind, PlainEvent, Record, Timeline};
///
/// let mut plain = PlainEvent::new(EventKind::Meeting, "talks");
/// plain.with = &["witkoff", "putin"];
/// plain.time = "2025-04-25";
/// assert_eq!(Record::from(plain).id(), Some("talks"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct PlainEvent<'a> {
    /// What kind of event it is.
    pub kind: EventKind,
    /// Its key.
    pub id: &'a str,
    /// Its title, empty for none.
    pub title: &'a str,
    /// When it was, empty for none.
    pub time: &'a str,
    /// Where it was, empty for none.
    pub place: &'a str,
    /// What was done, as a code of a known list; empty for none.
    pub code: &'a str,
    /// What it was about.
    pub topics: &'a [&'a str],
    /// The keys of those who take part in a meeting, or are parties to a document; nobody for other kinds.
    pub with: &'a [&'a str],
    /// The keys of those who speak, write or act; nobody for a meeting.
    pub by: &'a [&'a str],
    /// The keys of those to whom; nobody for a meeting.
    pub to: &'a [&'a str],
    /// The keys of the sources.
    pub sources: &'a [&'a str],
}

impl<'a> PlainEvent<'a> {
    /// An event of which only kind and key are known.
    pub fn new(kind: EventKind, id: &'a str) -> PlainEvent<'a> {
        PlainEvent {
            kind,
            id,
            title: "",
            time: "",
            place: "",
            code: "",
            topics: &[],
            with: &[],
            by: &[],
            to: &[],
            sources: &[],
        }
    }

    /// Whether nothing is wrong with it by itself: as [`Record::check`] would find.
    pub(crate) fn is_sound(&self) -> bool {
        let nobody = |list: &[&str]| list.is_empty();
        let people = match self.kind {
            EventKind::Meeting => !nobody(self.with) && nobody(self.by) && nobody(self.to),
            EventKind::Document => !(nobody(self.with) && nobody(self.by)),
            EventKind::Statement | EventKind::Action => nobody(self.with) && !nobody(self.by),
        };
        let lists = [self.topics, self.with, self.by, self.to, self.sources];
        people
            && !self.id.is_empty()
            && lists
                .iter()
                .all(|list| !list.iter().any(|text| text.is_empty()))
    }
}

impl From<PlainEvent<'_>> for Record {
    fn from(plain: PlainEvent<'_>) -> Record {
        let some = |text: &str| Some(text).filter(|t| !t.is_empty()).map(str::to_owned);
        let list = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect();
        let common = Common {
            title: some(plain.title),
            time: some(plain.time),
            place: some(plain.place),
            code: some(plain.code),
            topics: list(plain.topics),
            sources: plain.sources.iter().map(|&source| source.into()).collect(),
            ..Common::new(plain.id)
        };
        let (by, to) = (list(plain.by), list(plain.to));
        match plain.kind {
            EventKind::Meeting => Record::Meeting(Meeting {
                common,
                participants: plain
                    .with
                    .iter()
                    .map(|&key| Participant::new(key))
                    .collect(),
                ..Meeting::default()
            }),
            EventKind::Statement => Record::Statement(Statement {
                common,
                by,
                to,
                ..Statement::default()
            }),
            EventKind::Document => Record::Document(Document {
                common,
                by,
                to,
                parties: list(plain.with),
                ..Document::default()
            }),
            EventKind::Action => Record::Action(Action { common, by, to }),
        }
    }
}
