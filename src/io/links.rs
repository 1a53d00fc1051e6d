//! Lists of temporal links, as annotators of texts make them.

use std::io::{BufReader, Read};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::lines::{LONGEST, Line, Lines, column_of_invalid, not_utf8};
use super::read::failed;
use crate::model::{Action, Actor, Claim, Fault, Input, Note, Origin, Record, Source, nearest};
use crate::time::{Relation, RelationSet};

/// The columns, in their order; also the header, where a file has one.
const COLUMNS: [&str; 7] = ["doc", "left", "relation", "right", "kind", "link", "lid"];

/// The only link type that speaks of time.
const LINK: &str = "TLINK";

/// The key of the actor of all events.
const ACTOR: &str = "text";

/// What the temporal relations of TimeML say: relations of two intervals, or nothing.
fn relations() -> [(&'static str, Option<RelationSet>); 15] {
    let one = |relation: Relation| Some(RelationSet::from(relation));
    [
        ("BEFORE", one(Relation::Before)),
        ("AFTER", one(Relation::After)),
        ("IBEFORE", one(Relation::Meets)),
        ("IAFTER", one(Relation::MetBy)),
        ("BEGINS", one(Relation::Starts)),
        ("BEGUN_BY", one(Relation::StartedBy)),
        ("ENDS", one(Relation::Finishes)),
        ("ENDED_BY", one(Relation::FinishedBy)),
        ("INCLUDES", one(Relation::Contains)),
        ("IS_INCLUDED", one(Relation::During)),
        ("SIMULTANEOUS", one(Relation::Equals)),
        ("IDENTITY", one(Relation::Equals)),
        ("OVERLAP", Some(RelationSet::INTERSECTS)),
        ("VAGUE", None),
        ("MEASURE", None),
    ]
}

/// The link lists of a file, one for each text.
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

/// Adds a note; what is left out in many lines is one note.
fn add_up(notes: &mut Vec<Note>, note: Note) {
    if let Note::LeftOut { what, times, .. } = &note {
        for known in notes.iter_mut() {
            if let Note::LeftOut {
                what: same,
                times: sum,
                ..
            } = known
                && same == what
            {
                *sum += times;
                return;
            }
        }
    }
    notes.push(note);
}

/// One line that is in order.
struct Row<'a> {
    text: &'a str,
    left: &'a str,
    relation: &'a str,
    right: &'a str,
    /// The letters of the kinds of the two.
    kinds: [&'a str; 2],
    number: &'a str,
    /// What it says of the time of the two, if anything.
    says: Option<RelationSet>,
}

impl<'a> Row<'a> {
    /// Reads the cells of a line, or tells all that is wrong with them.
    fn read(cells: [&'a str; 7]) -> Result<Row<'a>, Vec<Fault>> {
        let [text, left, relation, right, kind, link, number] = cells;
        let mut faults = Vec::new();
        for (column, cell) in COLUMNS.into_iter().zip(cells) {
            if cell.is_empty() {
                faults.push(Fault::new("missing").field(column));
            }
        }
        if left == right && !left.is_empty() {
            let message = format!("{left:?} is `left` too; a link is between two");
            faults.push(Fault::new(message).field("right"));
        }
        let says = relations()
            .into_iter()
            .find(|(known, _)| *known == relation);
        if says.is_none() && !relation.is_empty() {
            let message = format!("{relation:?} is not a temporal relation of TimeML");
            let mut fault = Fault::new(message).field("relation");
            fault.suggestion = nearest(relation, relations().map(|(known, _)| known));
            faults.push(fault);
        }
        let is_kind = |letter: &str| matches!(letter, "e" | "t" | "?");
        let kinds = kind.split_at_checked(1).map(<[&str; 2]>::from);
        let kinds = kinds.filter(|kinds| kinds.iter().all(|each| is_kind(each)));
        if kinds.is_none() && !kind.is_empty() {
            let message = format!(
                "expected a letter for each of the two, `e` for an event, `t` for a time, \
                 `?` where that is not known, found {kind:?}"
            );
            faults.push(Fault::new(message).field("kind"));
        }
        if link != LINK && !link.is_empty() {
            let message =
                format!("expected {LINK}, the type of links that speak of time, found {link:?}");
            faults.push(Fault::new(message).field("link"));
        }
        match (says, kinds) {
            (Some((_, says)), Some(kinds)) if faults.is_empty() => Ok(Row {
                text,
                left,
                relation,
                right,
                kinds,
                number,
                says,
            }),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file of links of one text: the names of the relations, each between the next two of `e1`, `e2`, ...
    fn file(relations: &[&str]) -> String {
        let rows = relations.iter().enumerate().map(|(i, relation)| {
            let (left, right) = (2 * i + 1, 2 * i + 2);
            format!("d\te{left}\t{relation}\te{right}\tee\tTLINK\t{i}\n")
        });
        rows.collect()
    }

    fn faults(text: impl AsRef<[u8]>) -> Vec<String> {
        let lists = read_links(text.as_ref(), "f");
        assert!(!lists.is_sound());
        let input = lists.into_input();
        input.faults.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_text_becomes_a_source_its_events_and_its_claims() {
        let file = "doc\tleft\trelation\tright\tkind\tlink\tlid\r\n\
                    d\te1\tBEFORE\tt2\tet\tTLINK\t8\r\n\r\n\
                    d\t?3\tOVERLAP\te1\t?e\tTLINK\t9";
        let lists = read_links(file.as_bytes(), "f");
        assert!(lists.is_sound());
        assert!(lists.get("c").is_none());
        let found = &lists.get("d").unwrap().input.records;
        let event =
            |id: &str, kind: &str| Action::new(id).by("text").source("d").extra("x_kind", kind);
        let expected: [(Record, u32); 7] = [
            (Actor::group("text", "whoever the text tells of").into(), 2),
            (Source::new("d").into(), 2),
            (event("d:e1", "e").into(), 2),
            (event("d:t2", "t").into(), 2),
            (
                Claim::that("d:e1")
                    .is(Relation::Before, "d:t2")
                    .id("d:8")
                    .source("d")
                    .into(),
                2,
            ),
            (event("d:?3", "?").into(), 4),
            (
                Claim::that("d:?3")
                    .is(RelationSet::INTERSECTS, "d:e1")
                    .id("d:9")
                    .source("d")
                    .into(),
                4,
            ),
        ];
        let expected = expected.map(|(record, line)| (record, Origin::new("f", line)));
        assert_eq!(*found, expected);
        let mut input = lists.into_input();
        input.check();
        assert!(input.is_sound(), "{:?}", input.faults);
    }

    #[test]
    fn texts_are_kept_apart_wherever_their_lines_stand() {
        let file = "b\te1\tBEFORE\te2\tee\tTLINK\t1\n\
                    a\te1\tVAGUE\te2\tee\tTLINK\t1\n\
                    b\te2\tBEFORE\te3\tee\tTLINK\t2\n";
        let lists = read_links(file.as_bytes(), "f");
        let texts: Vec<_> = lists.lists.iter().map(|list| list.text.as_str()).collect();
        assert_eq!(texts, ["b", "a"]);
        let ids = |input: &Input| -> Vec<String> {
            let ids = input.records.iter().filter_map(|(record, _)| record.id());
            ids.map(str::to_owned).collect()
        };
        assert_eq!(
            ids(&lists.lists[0].input),
            ["text", "b", "b:e1", "b:e2", "b:1", "b:e3", "b:2"]
        );
        assert_eq!(ids(&lists.lists[1].input), ["text", "a", "a:e1", "a:e2"]);
        assert_eq!(
            ids(&lists.into_input()),
            [
                "text", "b", "b:e1", "b:e2", "b:1", "b:e3", "b:2", "a", "a:e1", "a:e2"
            ]
        );
    }

    #[test]
    fn every_relation_of_timeml_is_known() {
        let names = relations().map(|(name, _)| name);
        let input = read_links(file(&names).as_bytes(), "f").into_input();
        let said: Vec<String> = input
            .records
            .iter()
            .filter_map(|(record, _)| match record {
                Record::Relation(claim) => Some(claim.is.to_string()),
                _ => None,
            })
            .collect();
        assert_eq!(
            said,
            [
                "before",
                "after",
                "meets",
                "met_by",
                "starts",
                "started_by",
                "finishes",
                "finished_by",
                "contains",
                "during",
                "equals",
                "equals",
                "intersects",
            ]
        );
    }

    #[test]
    fn what_says_nothing_is_left_out_and_counted() {
        let lists = read_links(
            file(&["VAGUE", "BEFORE", "MEASURE", "VAGUE"]).as_bytes(),
            "f",
        );
        let mut twice = lists.clone();
        twice.lists.extend(lists.lists.clone());
        let notes = |lists: LinkLists| -> Vec<String> {
            let notes = lists.into_input().notes;
            notes.iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            notes(lists),
            [
                "f:1: 2 lines left out that say VAGUE",
                "f:3: 1 line left out that says MEASURE"
            ]
        );
        assert_eq!(
            notes(twice),
            [
                "f:1: 4 lines left out that say VAGUE",
                "f:3: 2 lines left out that say MEASURE"
            ]
        );
    }

    #[test]
    fn every_fault_of_a_line_is_named() {
        assert_eq!(
            faults("d\te1\tbefore\te1\tex\tALINK\t"),
            [
                "f:1: field `lid`: missing",
                "f:1: field `right`: \"e1\" is `left` too; a link is between two",
                "f:1: field `relation`: \"before\" is not a temporal relation of TimeML; did you mean \"BEFORE\"?",
                "f:1: field `kind`: expected a letter for each of the two, `e` for an event, `t` for a time, \
                 `?` where that is not known, found \"ex\"",
                "f:1: field `link`: expected TLINK, the type of links that speak of time, found \"ALINK\"",
            ]
        );
        assert_eq!(faults(file(&["BEFORE", "AFTR", "", "INCLUDE"])).len(), 3);
        assert_eq!(
            faults("d\te1\tCAUSES\te2\t\u{e9}\tTLINK\t1")[0],
            "f:1: field `relation`: \"CAUSES\" is not a temporal relation of TimeML"
        );
    }

    #[test]
    fn ragged_lines_are_faults_of_their_text() {
        let file = "d\te1\tBEFORE\te2\n\
                    d\te1\tBEFORE\te2\tee\tTLINK\t1\t\n\
                    d e1 BEFORE e2 ee TLINK 1\n\
                    \te1\tBEFORE\te2\tee\tTLINK\t1\n";
        let lists = read_links(file.as_bytes(), "f");
        assert_eq!(lists.lists.len(), 1);
        assert_eq!(lists.lists[0].input.faults.len(), 2);
        assert_eq!(lists.faults.len(), 2);
        let expected = "expected 7 cells with tabs between (doc, left, relation, right, kind, link, lid), found";
        assert_eq!(
            faults(file),
            [
                format!("f:1: {expected} 4"),
                format!("f:2: {expected} 8"),
                format!("f:3: {expected} 1"),
                "f:4: field `doc`: missing".to_owned(),
            ]
        );
    }

    #[test]
    fn a_header_names_the_columns_in_their_order() {
        assert_eq!(
            faults("doc\tleft\treltion\tright\tkind\tlink\tlid"),
            [
                "f:1: field `reltion`: the columns are not doc, left, relation, right, kind, link, lid, \
                 in this order; did you mean \"relation\"?"
            ]
        );
        assert_eq!(
            faults("doc\tleft\tright\trelation\tkind\tlink\tlid"),
            ["f:1: the columns are not doc, left, relation, right, kind, link, lid, in this order"]
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_faults() {
        assert_eq!(
            faults(b"d\te1\xff\n"),
            ["f:1: not UTF-8 at column 5; save the file as UTF-8"]
        );
        struct Failing;
        impl Read for Failing {
            fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
                Err(std::io::Error::other("no disk"))
            }
        }
        assert_eq!(
            read_links(Failing, "f").faults[0].to_string(),
            "f:1: can't be read: no disk"
        );
        assert_eq!(
            read_links(&b"\xef\xbb\xbf\n"[..], "f"),
            LinkLists::default()
        );
    }
}
