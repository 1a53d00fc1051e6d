//! What a reader hands to the builder of a timeline.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::{Fault, Origin, Record};

/// What was read: the records, where each stands, and everything that is wrong with them.
///
/// Reading never fails as a whole. A record that is in part at fault is among the records with what could be
/// read of it, so that references to it are not at fault as well; one whose key cannot be read is left out.
///
/// ```
/// let lines = r#"{"type":"actor","id":"us","kind":"state"}
/// {"type":"actor","id":"ussr","knd":"state"}"#;
/// let input = demarche::read_records(lines.as_bytes(), "actors.jsonl");
/// assert_eq!(input.records.len(), 2);
/// assert!(!input.is_sound());
/// assert_eq!(
///     input.faults[0].to_string(),
///     r#"actors.jsonl:2: field `knd` of "ussr": unknown field; did you mean "kind"?"#,
/// );
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    /// The records in the order of the file, each with where it begins.
    pub records: Vec<(Record, Origin)>,
    /// What is wrong with the form of the file, in its order.
    pub faults: Vec<Fault>,
    /// What the reader did of its own accord, or found doubtful.
    pub notes: Vec<Note>,
    /// How many of the records, from the first, [`Record::check`] has judged.
    checked: usize,
    /// The places of those behind that have been judged already, in order.
    checked_behind: Vec<usize>,
}

impl Input {
    /// Adds a record of sound form.
    pub(crate) fn push(&mut self, record: Record, origin: Origin) {
        self.records.push((record, origin));
    }

    /// Adds what is wrong with the file apart from its records.
    pub(crate) fn fault(&mut self, fault: Fault) {
        self.faults.push(fault);
    }

    /// Adds a record with what is wrong with its form, and judges it at once: only here is it known which of
    /// its fields hold a default in place of what could not be read.
    ///
    /// A record without a readable key is left out, since none can refer to it.
    pub(crate) fn push_faulty(
        &mut self,
        record: Option<Record>,
        origin: Origin,
        mut faults: Vec<Fault>,
    ) {
        if let Some(record) = &record {
            let mut more = Vec::new();
            record.check(&mut more);
            more.retain(|fault| !faults.iter().any(|known| known.overlaps(fault)));
            faults.append(&mut more);
        }
        self.add_judged(record, origin, faults);
    }

    /// Adds a record with everything that is wrong with it by itself.
    #[cfg(feature = "csv")]
    pub(crate) fn push_judged(&mut self, record: Record, origin: Origin, faults: Vec<Fault>) {
        self.add_judged(Some(record), origin, faults);
    }

    fn add_judged(&mut self, record: Option<Record>, origin: Origin, mut faults: Vec<Fault>) {
        let label = record.as_ref().and_then(Record::label);
        for fault in &mut faults {
            fault.record.clone_from(&label);
            fault.origin = origin.clone();
        }
        let sound = faults.is_empty();
        self.faults.append(&mut faults);
        if let Some(record) = record
            && (sound || record.id().is_some())
        {
            self.checked_behind.push(self.records.len());
            self.records.push((record, origin));
        }
    }

    /// Judges by [`Record::check`] every record that has not been judged yet, and adds what is wrong to the
    /// faults, in the order of the lines.
    ///
    /// A builder of timelines does so; it is for those who only want to know whether a file is sound.
    ///
    /// ```
    /// let mut input = demarche::read_records(&br#"{"type":"action","id":"annexation"}"#[..], "acts.jsonl");
    /// assert!(input.is_sound());
    /// input.check();
    /// assert_eq!(
    ///     input.faults[0].to_string(),
    ///     "acts.jsonl:1: field `by` of \"annexation\": missing; an action is done by at least one actor",
    /// );
    /// ```
    pub fn check(&mut self) {
        let before = self.faults.len();
        let mut judged = self.checked_behind.iter().copied().peekable();
        for (i, (record, origin)) in self.records.iter().enumerate().skip(self.checked) {
            if judged.next_if_eq(&i).is_some() {
                continue;
            }
            let first = self.faults.len();
            record.check(&mut self.faults);
            for fault in self.faults.iter_mut().skip(first) {
                fault.origin = origin.clone();
            }
        }
        self.checked = self.records.len();
        self.checked_behind.clear();
        if self.faults.len() > before {
            self.faults.sort_by_key(|fault| fault.origin.line);
        }
    }

    /// Adds what was read from another file.
    ///
    /// An actor or a source that is there already, word for word, is left out of what is added, with the note on it:
    /// two spreadsheets name the same people. All other keys have to differ, as within one file; that they do, a
    /// builder tells. Linear in both.
    ///
    /// ```
    /// use demarche::prelude::*;
    ///
    /// let lines = r#"{"type":"actor","id":"us","kind":"state"}"#;
    /// let mut input = demarche::read_records(lines.as_bytes(), "one.jsonl");
    /// input.append(demarche::read_records(lines.as_bytes(), "two.jsonl"));
    /// let mut t = Timeline::builder();
    /// t.add_input(input);
    /// assert_eq!(t.build()?.actors().count(), 1);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn append(&mut self, other: Input) {
        let key = |record: &Record| match record {
            Record::Actor(actor) => Some((true, actor.id.clone())),
            Record::Source(source) => Some((false, source.id.clone())),
            _ => None,
        };
        let places = self.records.iter().enumerate();
        let known: HashMap<(bool, String), usize> = places
            .filter_map(|(place, (record, _))| Some((key(record)?, place)))
            .collect();
        let mut judged = other.checked_behind.into_iter().peekable();
        let mut left_out = HashSet::new();
        for (place, (record, origin)) in other.records.into_iter().enumerate() {
            let is_judged = judged.next_if_eq(&place).is_some() || place < other.checked;
            let same = key(&record).and_then(|key| self.records.get(*known.get(&key)?));
            if same.is_some_and(|(same, _)| *same == record) {
                left_out.extend(record.id().map(str::to_owned));
                continue;
            }
            if is_judged {
                self.checked_behind.push(self.records.len());
            }
            self.records.push((record, origin));
        }
        self.faults.extend(other.faults);
        let notes = other.notes.into_iter();
        self.notes
            .extend(notes.filter(
                |note| !matches!(note, Note::NewActor { id, .. } if left_out.contains(id)),
            ));
    }

    /// Whether nothing has been found wrong so far.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }
}

/// What a reader did of its own accord, or found doubtful. Nothing in it is an error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Note {
    /// A name that no record knows became an actor.
    NewActor {
        /// Where the name first stands.
        origin: Origin,
        /// The name.
        name: String,
        /// The key that the actor was given.
        id: String,
    },
    /// Two names differ so little that one person may be meant.
    NearDuplicate {
        /// Where the later name first stands.
        origin: Origin,
        /// The later name.
        name: String,
        /// The earlier one.
        other: String,
    },
    /// Lines that say nothing that a timeline can hold were left out.
    LeftOut {
        /// Where the first of them stands.
        origin: Origin,
        /// The word in them that says so.
        what: String,
        /// How many there are.
        times: usize,
    },
    /// Elements of a kind that says nothing of time were left out.
    ElementsLeftOut {
        /// Where the first of them begins.
        origin: Origin,
        /// What the kind is called.
        what: String,
        /// How many there are.
        times: usize,
    },
    /// Time expressions have values that are no time on the calendar; they became actions without a time.
    WithoutTime {
        /// Where the first of them begins.
        origin: Origin,
        /// The value of the first of them.
        what: String,
        /// How many there are.
        times: usize,
    },
    /// Rows of coded events say what happened in a word that is no known code; they became actions without one.
    WithoutCode {
        /// Where the first of them stands.
        origin: Origin,
        /// The word.
        what: String,
        /// How many there are.
        times: usize,
    },
    /// Mentions of events that the table of events does not have were left out.
    UnknownEvents {
        /// Where the first of them stands.
        origin: Origin,
        /// How many there are.
        times: usize,
    },
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::NewActor { origin, name, id } => {
                write!(f, "{origin}: {name:?} becomes the new actor {id:?}")
            }
            Note::NearDuplicate {
                origin,
                name,
                other,
            } => write!(f, "{origin}: {name:?} may be the same as {other:?}"),
            Note::LeftOut {
                origin,
                what,
                times: 1,
            } => write!(f, "{origin}: 1 line left out that says {what}"),
            Note::LeftOut {
                origin,
                what,
                times,
            } => write!(f, "{origin}: {times} lines left out that say {what}"),
            Note::ElementsLeftOut {
                origin,
                what,
                times,
            } => {
                let end = if *times == 1 { "" } else { "s" };
                write!(f, "{origin}: {times} element{end} {what} left out")
            }
            Note::WithoutTime {
                origin,
                what,
                times: 1,
            } => write!(
                f,
                "{origin}: 1 time expression is no time on the calendar: {what:?}"
            ),
            Note::WithoutTime {
                origin,
                what,
                times,
            } => write!(
                f,
                "{origin}: {times} time expressions are no times on the calendar, the first of them {what:?}"
            ),
            Note::UnknownEvents { origin, times: 1 } => {
                write!(
                    f,
                    "{origin}: 1 mention left out, of an event that is not in the table"
                )
            }
            Note::UnknownEvents { origin, times } => {
                write!(
                    f,
                    "{origin}: {times} mentions left out, of events that are not in the table"
                )
            }
            Note::WithoutCode {
                origin,
                what,
                times: 1,
            } => write!(
                f,
                "{origin}: 1 row became an action without a code: {what:?} is none"
            ),
            Note::WithoutCode {
                origin,
                what,
                times,
            } => write!(
                f,
                "{origin}: {times} rows became actions without a code: {what:?} is none"
            ),
        }
    }
}
