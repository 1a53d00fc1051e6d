//! Records on their way from one thread to another.

use super::draft::Draft;
use crate::model::{EventKind, Origin, PlainEvent, Record, Sink};
use std::sync::mpsc::SyncSender;

/// Records in a row, most of them as texts in one arena, so that few are allocated.
#[derive(Debug, Default)]
pub(crate) struct Tape {
    texts: String,
    /// Where each text ends.
    ends: Vec<u32>,
    items: Vec<Item>,
    /// Where plain events stand; one for all of a file that differ only in their lines.
    origins: Vec<Origin>,
}

#[derive(Debug)]
enum Item {
    /// An event in borrowed texts: how many texts each of its lists has, and where it stands.
    Plain {
        kind: EventKind,
        lists: [u16; 5],
        line: u32,
        origin: u32,
    },
    /// Any record.
    Record(Box<(Record, Origin)>),
}

/// How many bytes of texts a tape holds before it is handed on.
const LONG: usize = 1 << 18;
/// How many items a tape holds before it is handed on.
const MANY: usize = 1 << 12;
/// How many texts of an event are not in lists.
const ALONE: usize = 5;
/// How many items' keys are looked for at a time.
const NEAR: usize = 32;
/// How many tapes are on their way at most.
pub(crate) const UNDER_WAY: usize = 4;

impl Tape {
    /// One with room for what it holds when it is handed on.
    fn with_room() -> Tape {
        Tape {
            texts: String::with_capacity(LONG + LONG / 4),
            ends: Vec::with_capacity(LONG / 4),
            items: Vec::with_capacity(MANY),
            origins: Vec::new(),
        }
    }

    fn text(&mut self, text: &str) {
        self.texts.push_str(text);
        self.ends.push(self.texts.len() as u32);
    }

    /// Puts an event on the tape; whether there was room for all it says.
    fn plain(&mut self, event: &PlainEvent<'_>, origin: &Origin) -> bool {
        let lists = [event.topics, event.with, event.by, event.to, event.sources];
        let short = |list: &&[&str]| u16::try_from(list.len()).is_ok();
        if !lists.iter().all(short) {
            return false;
        }
        for text in [event.id, event.title, event.time, event.place, event.code] {
            self.text(text);
        }
        lists
            .iter()
            .copied()
            .flatten()
            .for_each(|text| self.text(text));
        if self
            .origins
            .last()
            .is_none_or(|last| last.file != origin.file)
        {
            self.origins.push(origin.clone());
        }
        self.items.push(Item::Plain {
            kind: event.kind,
            lists: lists.map(|list| list.len() as u16),
            line: origin.line,
            origin: self.origins.len() as u32 - 1,
        });
        true
    }

    fn is_full(&self) -> bool {
        self.texts.len() >= LONG || self.items.len() >= MANY
    }

    /// Adds all to a draft, in order.
    pub(crate) fn play(self, draft: &mut Draft) {
        let Tape {
            texts,
            ends,
            items,
            mut origins,
        } = self;
        let text = |at: usize| {
            let begin = at.checked_sub(1).map_or(0, |before| ends[before]);
            &texts[begin as usize..ends[at] as usize]
        };
        let mut row: Vec<&str> = Vec::new();
        let mut items = items.into_iter();
        let mut next = 0;
        while !items.as_slice().is_empty() {
            let near = &items.as_slice()[..items.len().min(NEAR)];
            let mut at = next;
            let keys = near.iter().map(|item| {
                let own = at;
                at += item.texts();
                (item.texts() > 0).then(|| text(own))
            });
            draft.expect(keys.flatten());
            for item in items.by_ref().take(NEAR) {
                let first = next;
                next += item.texts();
                match item {
                    Item::Plain {
                        kind,
                        lists,
                        line,
                        origin,
                    } => {
                        let mut event = PlainEvent::new(kind, text(first));
                        [event.title, event.time, event.place, event.code] =
                            std::array::from_fn(|place| text(first + 1 + place));
                        row.clear();
                        row.extend((first + ALONE..next).map(text));
                        let mut rest = row.as_slice();
                        [event.topics, event.with, event.by, event.to, event.sources] =
                            lists.map(|count| {
                                let (list, behind) = rest.split_at(usize::from(count));
                                rest = behind;
                                list
                            });
                        if let Some(origin) = origins.get_mut(origin as usize) {
                            origin.line = line;
                            draft.plain_or_record(&event, origin);
                        }
                    }
                    Item::Record(kept) => draft.push(kept.0, kept.1),
                }
            }
        }
    }
}

impl Item {
    /// How many texts it has, the key first.
    fn texts(&self) -> usize {
        match self {
            Item::Plain { lists, .. } => {
                ALONE + lists.iter().map(|&n| usize::from(n)).sum::<usize>()
            }
            Item::Record(_) => 0,
        }
    }
}

/// Hands records to another thread, many at a time.
#[derive(Debug)]
pub(crate) struct TapeSink {
    tape: Tape,
    sender: SyncSender<Tape>,
    closed: bool,
}

impl TapeSink {
    pub(crate) fn new(sender: SyncSender<Tape>) -> TapeSink {
        TapeSink {
            tape: Tape::with_room(),
            sender,
            closed: false,
        }
    }

    /// Hands on what is left.
    pub(crate) fn finish(self) {
        // If nobody listens any more, nothing is wanted.
        let _ = self.sender.send(self.tape);
    }

    fn send(&mut self) {
        let tape = std::mem::replace(&mut self.tape, Tape::with_room());
        self.closed |= self.sender.send(tape).is_err();
    }
}

impl Sink for TapeSink {
    fn put(&mut self, record: Record, origin: Origin) {
        self.tape
            .items
            .push(Item::Record(Box::new((record, origin))));
        if self.tape.is_full() {
            self.send();
        }
    }

    fn put_plain(&mut self, event: PlainEvent<'_>, origin: &Origin) {
        if !self.tape.plain(&event, origin) {
            self.put(event.into(), origin.clone());
        } else if self.tape.is_full() {
            self.send();
        }
    }

    fn is_closed(&self) -> bool {
        self.closed
    }
}
