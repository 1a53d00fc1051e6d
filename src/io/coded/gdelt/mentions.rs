//! Mentions of events in documents.

use std::sync::Arc;

use super::documents::Stamp;
use super::rows::Told;
use crate::io::coded::Held;
use crate::io::stream::Run;
use crate::model::{Citation, Json, Note, Number, Origin};

/// One mention.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention {
    pub(super) event: u64,
    pub(super) at: Stamp,
    pub(super) document: u32,
    /// [`u32::MAX`] where it is not given.
    pub(super) sentence: u32,
    pub(super) line: u32,
    /// In percent; [`u8::MAX`] where it is not given.
    pub(super) confidence: u8,
}

/// All mentions, sorted by event once all are there.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    pub(super) name: String,
    pub(super) list: Vec<Mention>,
}

impl Mentions {
    /// Sorts them, and notes how many are of events that are not there.
    pub(super) fn settle(&mut self, rows: &[Held<Told>], run: &mut Run<'_, '_>) {
        self.list.sort_unstable_by_key(|it| (it.event, it.line));
        let mut known: Vec<u64> = rows.iter().map(|row| row.detail.id).collect();
        known.sort_unstable();
        let unknown = self
            .list
            .iter()
            .filter(|it| known.binary_search(&it.event).is_err());
        let lines = unknown.map(|it| it.line);
        let times = lines.clone().count();
        if let Some(line) = lines.min() {
            let file: Arc<str> = self.name.as_str().into();
            run.note(Note::UnknownEvents {
                origin: Origin::new(file, line),
                times,
            });
        }
    }

    /// Those of one event, in the order of the file.
    pub(super) fn of(&self, event: u64) -> &[Mention] {
        let begin = self.list.partition_point(|it| it.event < event);
        let rest = self.list.get(begin..).unwrap_or_default();
        let end = rest.partition_point(|it| it.event == event);
        rest.get(..end).unwrap_or_default()
    }
}

impl Mention {
    /// The citation of the document with this key.
    pub(super) fn citation(&self, key: String, file: &str) -> Citation {
        let mut place = format!("{file}, line {}", self.line);
        if self.sentence != u32::MAX {
            place.push_str(&format!(", sentence {}", self.sentence));
        }
        let mut citation = Citation::new(key).at(place);
        let at = Json::from(self.at.text().as_str());
        citation.extra.insert("x_mentioned".to_owned(), at);
        if self.confidence != u8::MAX {
            let percent = Number::from(i64::from(self.confidence));
            citation
                .extra
                .insert("x_confidence".to_owned(), percent.into());
        }
        citation
    }
}
