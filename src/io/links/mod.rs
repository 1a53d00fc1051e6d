//! Lists of temporal links, as annotators of texts make them.

mod row;
#[cfg(test)]
mod tests;

use std::io::{BufReader, Read};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::{LONGEST, Line, Lines, column_of_invalid, not_utf8};
use super::read::failed;
use crate::model::{Action, Actor, Claim, Fault, Input, Note, Origin, Record, Source, nearest};
#[cfg(feature = "timeml")]
pub(super) use row::relations;
use row::{COLUMNS, Row};

/// The key of the actor of all events.
pub(super) const ACTOR: &str = "text";

/// The link lists of a file, one for each text.
///
/// ```
/// let list = "wsj_0122\te1\tBEFORE\te2\tee\tTLINK\t1\nwsj_0124\te1\tAFTER\te2\tee\tTLINK\t1\n";
/// let lists = demarche::read_links(list.as_bytes(), "wsj.rel.tsv");
/// assert!(lists.is_sound());
/// assert_eq!(lists.lists.len(), 2);
/// assert_eq!(lists.get("wsj_0124").map(|list| list.text.as_str()), Some("wsj_0124"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkLists {
    /// The lists in the order in which the texts first appear.
    pub lists: Vec<LinkList>,
    /// What is wrong with lines of which it is not known to which text they belong.
    pub faults: Vec<Fault>,
}

/// The temporal links of one text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkList {
    /// What the file calls the text.
    pub text: String,
    /// The records, with the faults of this text and what was left out; a timeline can be built of them.
    pub input: Input,
}

impl LinkLists {
    /// The list of the text that the file calls so.
    pub fn get(&self, text: &str) -> Option<&LinkList> {
        self.lists.iter().find(|list| list.text == text)
    }

    /// Whether nothing has been found wrong with any of the lists.
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty() && self.lists.iter().all(|list| list.input.is_sound())
    }

    /// All lists as one input. Keys hold the name of their text, so that nothing is mixed up: the events of
    /// each text make components of their own.
    pub fn into_input(self) -> Input {
        let mut all = Input::default();
        for fault in self.faults {
            all.fault(fault);
        }
        let mut has_actor = false;
        for LinkList { input, .. } in self.lists {
            for (record, origin) in input.records {
                if matches!(record, Record::Actor(_)) && std::mem::replace(&mut has_actor, true) {
                    continue;
                }
                all.push(record, origin);
            }
            for fault in input.faults {
                all.fault(fault);
            }
            for note in input.notes {
                add_up(&mut all.notes, note);
            }
        }
        all.faults.sort_by_key(|fault| fault.origin.line);
        all
    }
}

/// Reads lists of temporal links between the events and time expressions of texts, as corpora of annotated
/// texts have them.
///
/// A line has seven cells, with tabs between: the text, the left event, the relation, the right event, what the
/// two are (`e` for an event, `t` for a time expression, `?` where that is not known), the type of the link
/// (`TLINK`), and a number of the link. A first line with the names of the columns (`doc`, `left`, `relation`,
/// `right`, `kind`, `link`, `lid`) is passed over, and so are empty lines. `name` is what messages call the file.
///
/// The relations are those of TimeML, read as relations of closed intervals:
///
/// | in the list | here |
/// | --- | --- |
/// | `BEFORE`, `AFTER` | before, after |
/// | `IBEFORE`, `IAFTER` | meets, met by |
/// | `BEGINS`, `BEGUN_BY` | starts, started by |
/// | `ENDS`, `ENDED_BY` | finishes, finished by |
/// | `INCLUDES`, `IS_INCLUDED` | contains, during |
/// | `SIMULTANEOUS`, `IDENTITY` | equals |
/// | `OVERLAP` | `intersects`: annotators use it without direction, and store it both ways |
/// | `VAGUE`, `MEASURE` | nothing: the links are left out, and counted in [`Note::LeftOut`] |
///
/// For each text, the records are a [`Source`] with the name of the text for its key; an [`Action`] for each
/// event or time expression, also one that only such links name as say nothing, in the order in which they
/// first appear; and a [`RelationClaim`](crate::RelationClaim) for each link. Keys begin with the text, then a
/// colon: `wsj_0122:e12` is an event, `wsj_0122:7` the claim of link 7. Each record cites the text, and the field
/// `x_kind` of an action is the letter of its kind. Who acts is not in the list: one group, `text`, stands for
/// all. No event has a date, and each is an interval, which may be of one moment.
///
/// Reading never fails as a whole: faults are listed with their lines, in the input of the text they are about.
///
/// ```
/// use demarche::prelude::*;
///
/// let list = "wsj_0122\te1\tBEFORE\te2\tee\tTLINK\t1\n\
///             wsj_0122\te2\tIS_INCLUDED\tt3\tet\tTLINK\t2\n";
/// let lists = demarche::read_links(list.as_bytes(), "wsj.rel.tsv");
/// let mut t = Timeline::builder();
/// t.add_input(lists.into_input());
/// let t = t.build()?;
/// let pair = t.relate("wsj_0122:t3", "wsj_0122:e1")?;
/// assert_eq!(pair.certainty(Before), Certainty::Impossible);
///
/// let lists = demarche::read_links(&b"wsj_0122\te1\tBEFOR\te2\tee\tTLINK\t1"[..], "wsj.rel.tsv");
/// assert_eq!(
///     lists.lists[0].input.faults[0].to_string(),
///     "wsj.rel.tsv:1: field `relation`: \"BEFOR\" is not a temporal relation of TimeML; did you mean \"BEFORE\"?",
/// );
/// # Ok::<(), demarche::Error>(())
/// ```
pub fn read_links(reader: impl Read, name: &str) -> LinkLists {
    let name: Arc<str> = name.into();
    let mut lines = Lines::new(BufReader::new(reader));
    let mut found = Found::default();
    loop {
        let (number, line) = match lines.next() {
            Ok(Some(next)) => next,
            Ok(None) => break,
            Err((number, error)) => {
                found.faults.push(failed(&name, number, &error));
                break;
            }
        };
        let origin = Origin::new(Arc::clone(&name), number);
        let Line::Bytes(mut bytes) = line else {
            let limit = LONGEST >> 20;
            let fault = Fault::new(format!("a line of more than {limit} MiB, the limit"));
            found.faults.push(fault.at(origin));
            continue;
        };
        if number == 1 {
            bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        }
        match std::str::from_utf8(bytes) {
            Ok("") => {}
            Ok(text) if number == 1 && is_header(text) => found.header(text, &origin),
            Ok(text) => found.line(text, &origin),
            Err(_) => {
                let column = column_of_invalid(bytes).unwrap_or(1);
                found.faults.push(Fault::new(not_utf8(column)).at(origin));
            }
        }
    }
    LinkLists {
        lists: found.lists,
        faults: found.faults,
    }
}

/// Whether the line names the columns.
fn is_header(text: &str) -> bool {
    text.split('\t').next() == Some(COLUMNS[0])
}

/// What has been read so far.
#[derive(Default)]
struct Found {
    lists: Vec<LinkList>,
    faults: Vec<Fault>,
    /// The place of each text's list.
    place: FxHashMap<String, usize>,
    /// The keys of all events.
    known: FxHashSet<String>,
}

impl Found {
    /// Checks the names of the columns.
    fn header(&mut self, text: &str, origin: &Origin) {
        let names: Vec<&str> = text.split('\t').collect();
        if names == COLUMNS {
            return;
        }
        let message = format!("the columns are not {}, in this order", COLUMNS.join(", "));
        let mut fault = Fault::new(message).at(origin.clone());
        if let Some(other) = names.iter().find(|name| !COLUMNS.contains(name)) {
            fault = fault.field(*other);
            fault.suggestion = nearest(other, COLUMNS);
        }
        self.faults.push(fault);
    }

    /// Reads the link on one line.
    fn line(&mut self, line: &str, origin: &Origin) {
        let cells: Vec<&str> = line.split('\t').collect();
        let text = cells.first().copied().unwrap_or_default();
        let row = match <[&str; 7]>::try_from(cells.as_slice()) {
            Ok(row) => Row::read(row).map_err(|faults| (text, faults)),
            Err(_) => {
                let message = format!(
                    "expected {} cells with tabs between ({}), found {}",
                    COLUMNS.len(),
                    COLUMNS.join(", "),
                    cells.len()
                );
                // Only what is followed by a tab is known to be the name of a text.
                let text = if cells.len() > 1 { text } else { "" };
                Err((text, vec![Fault::new(message)]))
            }
        };
        match row {
            Ok(row) => self.link(&row, origin),
            Err((text, faults)) => {
                let into = if text.is_empty() {
                    &mut self.faults
                } else {
                    &mut self.list(text, origin).input.faults
                };
                into.extend(faults.into_iter().map(|fault| fault.at(origin.clone())));
            }
        }
    }

    /// The list of a text, begun where there is none yet.
    fn list(&mut self, text: &str, origin: &Origin) -> &mut LinkList {
        let place = match self.place.get(text) {
            Some(place) => *place,
            None => {
                let mut list = LinkList {
                    text: text.to_owned(),
                    input: Input::default(),
                };
                let actor = Actor::group(ACTOR, "whoever the text tells of");
                list.input.push(actor.into(), origin.clone());
                list.input.push(Source::new(text).into(), origin.clone());
                self.place.insert(text.to_owned(), self.lists.len());
                self.lists.push(list);
                self.lists.len() - 1
            }
        };
        &mut self.lists[place]
    }

    /// Adds a link, and its events where they are new.
    fn link(&mut self, row: &Row<'_>, origin: &Origin) {
        let keys = [row.left, row.right].map(|id| format!("{}:{id}", row.text));
        for (key, kind) in keys.iter().zip(row.kinds) {
            if !self.known.contains(key) {
                self.known.insert(key.clone());
                let event = Action::new(key).by(ACTOR).source(row.text);
                let event = event.extra("x_kind", kind);
                self.list(row.text, origin)
                    .input
                    .push(event.into(), origin.clone());
            }
        }
        let input = &mut self.list(row.text, origin).input;
        let Some(set) = row.says else {
            let note = Note::LeftOut {
                origin: origin.clone(),
                what: row.relation.to_owned(),
                times: 1,
            };
            add_up(&mut input.notes, note);
            return;
        };
        let [left, right] = keys;
        let claim = Claim::that(left)
            .is(set, right)
            .id(format!("{}:{}", row.text, row.number))
            .source(row.text);
        input.push(claim.into(), origin.clone());
    }
}

/// Adds a note; what is left out many times is one note.
pub(super) fn add_up(notes: &mut Vec<Note>, note: Note) {
    for known in notes.iter_mut() {
        match (known, &note) {
            (
                Note::LeftOut {
                    what: same,
                    times: sum,
                    ..
                },
                Note::LeftOut { what, times, .. },
            )
            | (
                Note::ElementsLeftOut {
                    what: same,
                    times: sum,
                    ..
                },
                Note::ElementsLeftOut { what, times, .. },
            ) if same == what => {
                *sum += times;
                return;
            }
            _ => {}
        }
    }
    notes.push(note);
}
