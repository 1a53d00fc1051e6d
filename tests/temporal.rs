//! Real annotated texts: the temporal links of NarrativeTime (34 news texts, by each of two annotators) and of
//! MEANTIME (120 news texts), from the folder that `DEMARCHE_DATA` names.
//!
//! They are judged here a second time, without the crate: a link is a few inequalities between the ends of two
//! events, as the definition of its relation has them, and links have a world if no strongly connected component
//! of `<` and `<=` holds a `<`.

mod data;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use demarche::{
    BuildError, Certainty, Conflict, EventId, Input, LinkList, LinkLists, Note, Policy, Relation,
    RelationSet, Timeline, read_links,
};

/// The sets, with what is known of each: its texts, its links, and how many of its texts have no world.
///
/// MEANTIME has no `OVERLAP`, so that its 36 texts have none whatever that means. NarrativeTime has it, always
/// stored both ways: read as "overlaps", which has a direction, it would contradict itself in the 14 texts of
/// either annotator that use it; read as "share some time", it is in nobody's way.
const SETS: [Set; 3] = [
    Set {
        file: "meantime.rel.tsv",
        texts: 120,
        links: 1_789,
        inconsistent: 36,
        inconsistent_if_directed: 36,
        entailed: 1_177,
    },
    Set {
        file: "nt_a1.rel.tsv",
        texts: 34,
        links: 89_086,
        inconsistent: 1,
        inconsistent_if_directed: 14,
        entailed: 67_274,
    },
    Set {
        file: "nt_a2.rel.tsv",
        texts: 34,
        links: 89_086,
        inconsistent: 0,
        inconsistent_if_directed: 14,
        entailed: 64_860,
    },
];

struct Set {
    file: &'static str,
    texts: usize,
    links: usize,
    inconsistent: usize,
    inconsistent_if_directed: usize,
    /// The links of the others, without those that say nothing and those that say `OVERLAP`.
    entailed: usize,
}

/// The beginning and end of a link's left event, then of its right one.
const BX: usize = 0;
const FX: usize = 1;
const BY: usize = 2;
const FY: usize = 3;

/// How two ends compare.
#[derive(Clone, Copy)]
enum Order {
    Less,
    LessOrEqual,
    Equal,
}
use Order::{Equal, Less, LessOrEqual};

type Definition = &'static [(usize, Order, usize)];

/// The thirteen relations: the beginnings compared, then the ends, then where both point the same way the end of
/// one with the beginning of the other.
const RELATIONS: [(Relation, Definition); 13] = [
    (
        Relation::Before,
        &[(BX, Less, BY), (FX, Less, FY), (FX, Less, BY)],
    ),
    (
        Relation::Meets,
        &[(BX, Less, BY), (FX, Less, FY), (FX, Equal, BY)],
    ),
    (
        Relation::Overlaps,
        &[(BX, Less, BY), (FX, Less, FY), (BY, Less, FX)],
    ),
    (Relation::FinishedBy, &[(BX, Less, BY), (FX, Equal, FY)]),
    (Relation::Contains, &[(BX, Less, BY), (FY, Less, FX)]),
    (Relation::Starts, &[(BX, Equal, BY), (FX, Less, FY)]),
    (Relation::Equals, &[(BX, Equal, BY), (FX, Equal, FY)]),
    (Relation::StartedBy, &[(BX, Equal, BY), (FY, Less, FX)]),
    (Relation::During, &[(BY, Less, BX), (FX, Less, FY)]),
    (Relation::Finishes, &[(BY, Less, BX), (FX, Equal, FY)]),
    (
        Relation::OverlappedBy,
        &[(BY, Less, BX), (FY, Less, FX), (BX, Less, FY)],
    ),
    (
        Relation::MetBy,
        &[(BY, Less, BX), (FY, Less, FX), (BX, Equal, FY)],
    ),
    (
        Relation::After,
        &[(BY, Less, BX), (FY, Less, FX), (FY, Less, BX)],
    ),
];

/// That two events share some time: none of them ends before the other begins.
const SHARE: Definition = &[(BX, LessOrEqual, FY), (BY, LessOrEqual, FX)];

/// What the name of a relation says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    Nothing,
    Share,
    One(Relation),
}

fn says(name: &str) -> Says {
    Says::One(match name {
        "BEFORE" => Relation::Before,
        "AFTER" => Relation::After,
        "IBEFORE" => Relation::Meets,
        "IAFTER" => Relation::MetBy,
        "BEGINS" => Relation::Starts,
        "BEGUN_BY" => Relation::StartedBy,
        "ENDS" => Relation::Finishes,
        "ENDED_BY" => Relation::FinishedBy,
        "INCLUDES" => Relation::Contains,
        "IS_INCLUDED" => Relation::During,
        "SIMULTANEOUS" | "IDENTITY" => Relation::Equals,
        "OVERLAP" => return Says::Share,
        "VAGUE" | "MEASURE" => return Says::Nothing,
        other => panic!("an unknown relation: {other}"),
    })
}

fn defined(relation: Relation) -> Definition {
    let found = RELATIONS.iter().find(|(known, _)| *known == relation);
    found.expect("all thirteen are defined").1
}

/// One link: its line, its events by number, what it says.
#[derive(Clone, Copy)]
struct Link {
    line: u32,
    left: usize,
    right: usize,
    says: Says,
}

impl Link {
    /// Its inequalities, between points: event `e` begins at point `2 * e` and ends at the next.
    fn edges(&self) -> Vec<Edge> {
        match self.says {
            Says::Nothing => Vec::new(),
            Says::Share => self.of(SHARE),
            Says::One(relation) => self.of(defined(relation)),
        }
    }

    fn of(&self, definition: Definition) -> Vec<Edge> {
        let point = |end| {
            [
                self.left * 2,
                self.left * 2 + 1,
                self.right * 2,
                self.right * 2 + 1,
            ][end]
        };
        let parts = definition
            .iter()
            .flat_map(|&(one, order, other)| edges(one, order, other));
        parts
            .map(|edge| Edge {
                low: point(edge.low),
                high: point(edge.high),
                ..edge
            })
            .collect()
    }
}

/// That one point is before another, or at least not after it.
#[derive(Clone, Copy)]
struct Edge {
    low: usize,
    high: usize,
    strict: bool,
}

fn edges(low: usize, order: Order, high: usize) -> Vec<Edge> {
    let edge = |low, high, strict| Edge { low, high, strict };
    match order {
        Less => vec![edge(low, high, true)],
        LessOrEqual => vec![edge(low, high, false)],
        Equal => vec![edge(low, high, false), edge(high, low, false)],
    }
}

/// One text as its lines state it.
struct Text {
    name: String,
    events: Vec<String>,
    links: Vec<Link>,
}

impl Text {
    /// The inequalities of some links, and that no event ends before it begins.
    fn edges<'a>(&self, links: impl IntoIterator<Item = &'a Link>) -> Vec<Edge> {
        let own = (0..self.events.len()).flat_map(|e| edges(e * 2, LessOrEqual, e * 2 + 1));
        own.chain(links.into_iter().flat_map(Link::edges)).collect()
    }

    fn has_world<'a>(&self, links: impl IntoIterator<Item = &'a Link>) -> bool {
        has_world(self.events.len() * 2, &self.edges(links))
    }

    fn link(&self, line: u32) -> &Link {
        let found = self.links.binary_search_by_key(&line, |link| link.line);
        &self.links[found.expect("a line of this text")]
    }

    fn key(&self, event: usize) -> String {
        format!("{}:{}", self.name, self.events[event])
    }

    /// The links that say something, in the order in which `SetAside` takes them: all have the same grade, so
    /// that the texts of the records decide.
    fn ranked(&self) -> Vec<&Link> {
        let mut ranked: Vec<&Link> = self
            .links
            .iter()
            .filter(|link| link.says != Says::Nothing)
            .collect();
        ranked.sort_by_cached_key(|link| {
            let names = match link.says {
                Says::Nothing => Vec::new(),
                Says::Share => RELATIONS[1..12]
                    .iter()
                    .map(|(relation, _)| relation.name())
                    .collect(),
                Says::One(relation) => vec![relation.name()],
            };
            (self.key(link.left), self.key(link.right), names.join(","))
        });
        ranked
    }

    /// The links that are kept when each is taken in that order that has a world with those kept before it, and
    /// the lines of the others. What has a world has one without some of its links, so that the next one to go
    /// is found by halving.
    fn set_aside(&self) -> (Vec<&Link>, BTreeSet<u32>) {
        let ranked = self.ranked();
        let mut rest = ranked.as_slice();
        let (mut kept, mut aside) = (Vec::new(), BTreeSet::new());
        loop {
            let (mut fits, mut too_many) = (0, rest.len() + 1);
            while fits + 1 < too_many {
                let half = (fits + too_many) / 2;
                let tried = kept.iter().chain(&rest[..half]).copied();
                if self.has_world(tried) {
                    fits = half;
                } else {
                    too_many = half;
                }
            }
            kept.extend(&rest[..fits]);
            let Some(link) = rest.get(fits) else {
                return (kept, aside);
            };
            aside.insert(link.line);
            rest = &rest[fits + 1..];
        }
    }
}

/// Whether no strongly connected component holds a strict edge.
fn has_world(points: usize, edges: &[Edge]) -> bool {
    let component = components(points, edges);
    !edges
        .iter()
        .any(|edge| edge.strict && component[edge.low] == component[edge.high])
}

/// The strongly connected component of each point (Kosaraju and Sharir): points in the order in which a search
/// leaves them, then backwards what reaches each.
fn components(points: usize, edges: &[Edge]) -> Vec<usize> {
    let (mut out, mut into) = (vec![Vec::new(); points], vec![Vec::new(); points]);
    for edge in edges {
        out[edge.low].push(edge.high);
        into[edge.high].push(edge.low);
    }
    let mut left = Vec::new();
    let mut seen = vec![false; points];
    for root in 0..points {
        let mut path = vec![(root, 0)];
        if std::mem::replace(&mut seen[root], true) {
            continue;
        }
        while let Some((point, next)) = path.last_mut() {
            match out[*point].get(*next) {
                Some(&to) => {
                    *next += 1;
                    if !std::mem::replace(&mut seen[to], true) {
                        path.push((to, 0));
                    }
                }
                None => left.extend(path.pop().map(|(point, _)| point)),
            }
        }
    }
    let mut component = vec![usize::MAX; points];
    for &root in left.iter().rev() {
        let mut open = vec![root];
        while let Some(point) = open.pop() {
            if component[point] == usize::MAX {
                component[point] = root;
                open.extend(&into[point]);
            }
        }
    }
    component
}

/// The texts of a file, read without the crate.
fn texts(file: &str) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for (at, row) in file.lines().enumerate().skip(1) {
        let [name, left, relation, right, ..] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("a ragged line: {row}");
        };
        if texts.last().is_none_or(|text| text.name != name) {
            assert!(
                texts.iter().all(|text| text.name != name),
                "{name} is spread"
            );
            numbers.clear();
            texts.push(Text {
                name: name.to_owned(),
                events: Vec::new(),
                links: Vec::new(),
            });
        }
        let text = texts.last_mut().expect("the text of this line");
        let [left, right] = [left, right].map(|event| {
            *numbers.entry(event.to_owned()).or_insert_with(|| {
                text.events.push(event.to_owned());
                text.events.len() - 1
            })
        });
        text.links.push(Link {
            line: at as u32 + 1,
            left,
            right,
            says: says(relation),
        });
    }
    texts
}

/// A text as this file reads it, and what the crate makes of it.
struct Judged {
    text: Text,
    /// How many records the reader made of it.
    records: usize,
    /// How many lines the reader left out, as it says.
    left_out: usize,
    built: Result<Timeline, BuildError>,
}

impl Judged {
    fn new(text: Text, list: LinkList) -> Judged {
        assert_eq!(text.name, list.text);
        let left_out = list.input.notes.iter().map(|note| match note {
            Note::LeftOut { times, .. } => *times,
            other => panic!("{other}"),
        });
        Judged {
            text,
            records: list.input.records.len(),
            left_out: left_out.sum(),
            built: build(list.input, Policy::Reject),
        }
    }

    fn conflicts(&self) -> &[Conflict] {
        match &self.built {
            Ok(timeline) => timeline.conflicts(),
            Err(error) => error.conflicts(),
        }
    }
}

fn build(input: Input, policy: Policy) -> Result<Timeline, BuildError> {
    let mut builder = Timeline::builder();
    builder.add_input(input).policy(policy);
    builder.build()
}

/// The texts of all sets; none where no data is at hand.
static JUDGED: LazyLock<Vec<(&Set, Vec<Judged>)>> = LazyLock::new(|| {
    let files = SETS.iter().map_while(|set| Some((set, file(set)?)));
    let judge = |(set, file): (_, String)| {
        let lists = read(set, &file);
        assert!(lists.is_sound(), "{}", set.file);
        let texts = texts(&file);
        assert_eq!(texts.len(), lists.lists.len(), "{}", set.file);
        let pairs = texts.into_iter().zip(lists.lists);
        let judged = pairs.map(|(text, list)| Judged::new(text, list));
        (set, judged.collect())
    };
    files.map(judge).collect()
});

fn file(set: &Set) -> Option<String> {
    let path = data::folder("annotated texts are")?
        .join("temporal")
        .join(set.file);
    Some(std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display())))
}

fn read(set: &Set, file: &str) -> LinkLists {
    read_links(file.as_bytes(), set.file)
}

#[test]
fn every_line_is_read() {
    for (set, judged) in JUDGED.iter() {
        assert_eq!(judged.len(), set.texts, "{}", set.file);
        let links: usize = judged.iter().map(|one| one.text.links.len()).sum();
        assert_eq!(links, set.links, "{}", set.file);
        for Judged {
            text,
            records,
            left_out,
            ..
        } in judged
        {
            let silent = text.links.iter().filter(|link| link.says == Says::Nothing);
            assert_eq!(*left_out, silent.count(), "{}", text.name);
            // The actor, the text, its events, and a claim for each link that says something.
            let expected = 2 + text.events.len() + text.links.len() - left_out;
            assert_eq!(*records, expected, "{}", text.name);
        }
    }
}

#[test]
fn texts_have_a_world_where_no_component_holds_a_strict_edge() {
    for (set, judged) in JUDGED.iter() {
        let (mut inconsistent, mut if_directed) = (0, 0);
        for Judged { text, built, .. } in judged {
            let expected = text.has_world(&text.links);
            assert_eq!(built.is_ok(), expected, "{}", text.name);
            if let Err(error) = built {
                assert!(error.is_inconsistent(), "{error}");
            }
            inconsistent += usize::from(!expected);
            let directed: Vec<Link> = text.links.iter().copied().map(direct).collect();
            if_directed += usize::from(!text.has_world(&directed));
        }
        let expected = (set.inconsistent, set.inconsistent_if_directed);
        assert_eq!((inconsistent, if_directed), expected, "{}", set.file);
    }
}

/// The link with `OVERLAP` read as a relation that has a direction.
fn direct(mut link: Link) -> Link {
    if link.says == Says::Share {
        link.says = Says::One(Relation::Overlaps);
    }
    link
}

#[test]
fn conflicts_are_minimal_and_name_the_lines() {
    for (_, judged) in JUDGED.iter() {
        for (text, conflict) in judged
            .iter()
            .flat_map(|one| one.conflicts().iter().map(|c| (&one.text, c)))
        {
            let lines = lines(conflict);
            assert_eq!(lines.len(), conflict.claims().len(), "{conflict}");
            let links: Vec<&Link> = lines.iter().map(|&line| text.link(line)).collect();
            assert!(!text.has_world(links.iter().copied()), "{conflict}");
            for without in &lines {
                let rest = links.iter().filter(|link| link.line != *without);
                assert!(text.has_world(rest.copied()), "{conflict}");
            }
        }
    }
}

fn lines(conflict: &Conflict) -> BTreeSet<u32> {
    conflict
        .claims()
        .iter()
        .map(|claim| claim.origin.line)
        .collect()
}

#[test]
fn a_text_without_a_world_is_built_of_the_claims_that_come_first() {
    for Judged { text, built, .. } in JUDGED.iter().flat_map(|(_, judged)| judged) {
        let Err(error) = built else {
            continue;
        };
        let mut builder = error.clone().into_builder();
        builder.policy(Policy::SetAside);
        let timeline = builder.build().unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(timeline.conflicts(), error.conflicts(), "{}", text.name);
        let (kept, aside) = text.set_aside();
        let found = timeline
            .conflicts()
            .iter()
            .map(|conflict| conflict.set_aside().origin.line);
        assert_eq!(found.collect::<BTreeSet<_>>(), aside, "{}", text.name);
        assert!(check_entailed(text, &kept, &timeline) > 0, "{}", text.name);
        check_possible(text, &kept, &timeline);
    }
}

#[test]
fn texts_do_not_touch_each_other_in_one_timeline() {
    for (set, judged) in JUDGED.iter() {
        let Some(file) = file(set) else {
            continue;
        };
        let all = build(read(set, &file).into_input(), Policy::SetAside);
        let all = all.unwrap_or_else(|error| panic!("{}: {error}", set.file));
        let events: usize = judged.iter().map(|one| one.text.events.len()).sum();
        assert_eq!(all.len(), events, "{}", set.file);
        let together: BTreeSet<_> = all.conflicts().iter().map(lines).collect();
        let apart: BTreeSet<_> = judged
            .iter()
            .flat_map(Judged::conflicts)
            .map(lines)
            .collect();
        assert_eq!(together, apart, "{}", set.file);
    }
}

#[test]
fn every_link_of_a_text_with_a_world_is_entailed() {
    for (set, judged) in JUDGED.iter() {
        let mut entailed = 0;
        for Judged { text, built, .. } in judged {
            if let Ok(timeline) = built {
                let links: Vec<&Link> = text.links.iter().collect();
                entailed += check_entailed(text, &links, timeline);
            }
        }
        assert_eq!(entailed, set.entailed, "{}", set.file);
    }
}

/// Checks that links are certain, and tells how many have been checked. `OVERLAP` is left out, since the claim
/// made of it is wider than what annotators mean by it.
fn check_entailed(text: &Text, links: &[&Link], timeline: &Timeline) -> usize {
    let ids = ids(text, timeline);
    let mut checked = 0;
    for link in links {
        let Says::One(relation) = link.says else {
            continue;
        };
        let pair = timeline
            .relate(ids[link.left], ids[link.right])
            .expect("both are known");
        let certainty = pair.certainty(relation);
        assert_eq!(
            certainty,
            Certainty::Certain,
            "{}, line {}",
            text.name,
            link.line
        );
        checked += 1;
    }
    checked
}

#[test]
fn two_events_of_a_text_stand_as_its_inequalities_allow() {
    for Judged { text, built, .. } in JUDGED.iter().flat_map(|(_, judged)| judged) {
        if let Ok(timeline) = built {
            let links: Vec<&Link> = text.links.iter().collect();
            check_possible(text, &links, timeline);
        }
    }
}

/// Checks the possible relations of each two events of a text against the closure of the links, which have a
/// world.
fn check_possible(text: &Text, links: &[&Link], timeline: &Timeline) {
    let ids = ids(text, timeline);
    let closure = Closure::of(ids.len() * 2, &text.edges(links.iter().copied()));
    for x in 0..ids.len() {
        for y in x + 1..ids.len() {
            let four = closure.four([x * 2, x * 2 + 1, y * 2, y * 2 + 1]);
            let expected: RelationSet = RELATIONS
                .iter()
                .filter(|(_, definition)| four.allows(definition))
                .map(|(relation, _)| *relation)
                .collect();
            let found = timeline.possible_relations(ids[x], ids[y]);
            assert_eq!(found, expected, "{}, {}", text.key(x), text.key(y));
        }
    }
}

fn ids(text: &Text, timeline: &Timeline) -> Vec<EventId> {
    let by_key: BTreeMap<&str, EventId> = timeline.events().map(|e| (e.key(), e.id())).collect();
    let keys = (0..text.events.len()).map(|event| text.key(event));
    let ids: Vec<EventId> = keys.map(|key| by_key[key.as_str()]).collect();
    assert_eq!(ids.len(), timeline.len());
    ids
}

/// Points as bits.
type Bits = [u64; 8];

fn has(bits: &Bits, point: usize) -> bool {
    bits[point / 64] >> (point % 64) & 1 == 1
}

/// What follows from inequalities that have a world: which points are not before a point, and which are after it.
struct Closure {
    not_before: Vec<Bits>,
    after: Vec<Bits>,
}

impl Closure {
    /// Warshall's algorithm.
    fn of(points: usize, edges: &[Edge]) -> Closure {
        let mut closure = Closure {
            not_before: vec![Bits::default(); points],
            after: vec![Bits::default(); points],
        };
        assert!(points <= 64 * Bits::default().len());
        for edge in edges {
            let bit = 1 << (edge.high % 64);
            closure.not_before[edge.low][edge.high / 64] |= bit;
            closure.after[edge.low][edge.high / 64] |= bit * u64::from(edge.strict);
        }
        for via in 0..points {
            let (weak, strict) = (closure.not_before[via], closure.after[via]);
            for from in 0..points {
                if !has(&closure.not_before[from], via) {
                    continue;
                }
                let more = if has(&closure.after[from], via) {
                    &weak
                } else {
                    &strict
                };
                for word in 0..weak.len() {
                    closure.not_before[from][word] |= weak[word];
                    closure.after[from][word] |= more[word];
                }
            }
        }
        closure
    }

    /// The part of four points.
    fn four(&self, points: [usize; 4]) -> Four {
        let part = |of: &[Bits]| points.map(|from| points.map(|to| has(&of[from], to)));
        Four {
            not_before: part(&self.not_before),
            after: part(&self.after),
        }
    }
}

/// The closure of four ends.
#[derive(Clone)]
struct Four {
    not_before: [[bool; 4]; 4],
    after: [[bool; 4]; 4],
}

impl Four {
    /// Whether the ends can compare as a relation's definition says: whether its inequalities, added one after
    /// the other, close no circle with a strict one in it.
    fn allows(&self, definition: Definition) -> bool {
        let mut four = self.clone();
        let added = definition
            .iter()
            .flat_map(|&(one, order, other)| edges(one, order, other));
        added.into_iter().all(|edge| four.add(edge))
    }

    fn add(&mut self, Edge { low, high, strict }: Edge) -> bool {
        if self.after[high][low] || strict && (low == high || self.not_before[high][low]) {
            return false;
        }
        let old = self.clone();
        for from in 0..4 {
            for to in 0..4 {
                if (from == low || old.not_before[from][low])
                    && (to == high || old.not_before[high][to])
                {
                    self.not_before[from][to] = true;
                    self.after[from][to] |= strict || old.after[from][low] || old.after[high][to];
                }
            }
        }
        true
    }
}
