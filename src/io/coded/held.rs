//! The rows of a file, held as numbers until all that tell of one event are together.

use chrono::NaiveDate;

use super::names::Names;
use crate::model::{Cameo, EventKind};

/// What happened, by its code where it has one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// A code of CAMEO.
    Code(Cameo),
    /// Something without a code, by the number of its text.
    Other(u32),
}

impl Relation {
    /// The kind of event.
    pub(super) fn kind(self) -> EventKind {
        match self {
            Relation::Code(code) => code.kind(),
            Relation::Other(_) => EventKind::Action,
        }
    }

    /// Whether both sides do it together, so that two rows may tell of it.
    fn is_mutual(self) -> bool {
        matches!(self.kind(), EventKind::Meeting | EventKind::Document)
    }

    /// The same for those that tell of one event: to host a visit (043) is the other side of making one (042).
    fn folded(self) -> Relation {
        match self {
            Relation::Code(code) if code.code() == HOST => {
                Cameo::find(VISIT).map_or(self, Relation::Code)
            }
            _ => self,
        }
    }
}

/// To make a visit.
pub(super) const VISIT: &str = "042";

/// To host one.
pub(super) const HOST: &str = "043";

/// What a form of table tells besides who, what, whom and when.
pub(super) trait Detail: Copy {
    /// What tells reports apart that are of the same parties, relation and day; two that do not differ in it are one
    /// report, given twice.
    fn report(&self) -> (u64, u64);
}

/// Quads have no more.
impl Detail for () {
    fn report(&self) -> (u64, u64) {
        (0, 0)
    }
}

/// One row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Held<D> {
    /// The number of who acts.
    pub(super) subject: u32,
    /// The number of towards whom; [`NOBODY`] where the row names none.
    pub(super) object: u32,
    pub(super) relation: Relation,
    pub(super) day: NaiveDate,
    pub(super) line: u32,
    pub(super) detail: D,
}

/// The number of no actor.
pub(super) const NOBODY: u32 = u32::MAX;

impl<D: Detail> Held<D> {
    /// What the rows of one event have in common.
    fn event(&self) -> impl Ord + use<D> {
        let (left, right, report) = if self.relation.is_mutual() {
            let least = self.subject.min(self.object);
            (least, self.subject.max(self.object), (0, 0))
        } else {
            (self.subject, self.object, self.detail.report())
        };
        (self.day, self.relation.folded(), left, right, report)
    }

    /// What the rows of one report have in common.
    fn report(&self) -> impl Ord + use<D> {
        (
            self.subject,
            self.object,
            self.relation,
            self.detail.report(),
        )
    }
}

/// All rows, with the texts of their numbers.
#[derive(Debug)]
pub(super) struct Collector<D> {
    pub(super) rows: Vec<Held<D>>,
    pub(super) actors: Names,
    /// The texts of relations without a code.
    pub(super) others: Names,
    /// The texts of relations, and what each means.
    known: Names,
    meant: Vec<Relation>,
}

impl<D> Default for Collector<D> {
    fn default() -> Collector<D> {
        Collector {
            rows: Vec::new(),
            actors: Names::default(),
            others: Names::default(),
            known: Names::default(),
            meant: Vec::new(),
        }
    }
}

impl<D> Collector<D> {
    /// What a text says that happened: the name of a code, or its digits, or else something without a code.
    pub(super) fn relation(&mut self, text: &str) -> Relation {
        let number = self.known.number(text);
        if let Some(meant) = self.meant.get(number as usize) {
            return *meant;
        }
        let meant = match Cameo::named(text).or_else(|| Cameo::find(text)) {
            Some(code) => Relation::Code(code),
            None => Relation::Other(self.others.number(text)),
        };
        self.meant.push(meant);
        meant
    }
}

/// The rows of one event among all rows, which are sorted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    /// The first line that tells of it.
    line: u32,
    begin: usize,
    end: usize,
    /// How many of its rows repeat a report.
    pub(super) repeated: u64,
}

impl Group {
    /// The rows, in the order of the file.
    pub(super) fn of<'a, D>(&self, rows: &'a [Held<D>]) -> &'a [Held<D>] {
        rows.get(self.begin..self.end).unwrap_or_default()
    }

    /// How many rows only tell of it from another side, or in another report.
    pub(super) fn folded(&self) -> u64 {
        (self.end - self.begin) as u64 - 1 - self.repeated
    }
}

impl<D: Detail> Collector<D> {
    /// Puts the rows of each event together, each in the order of the file, and gives the events in the order of their
    /// first lines. Takes `n log n` steps for `n` rows, and no more memory than a few words an event.
    pub(super) fn group(&mut self) -> Vec<Group> {
        self.rows.sort_unstable_by_key(Held::event);
        let mut groups = Vec::new();
        let mut begin = 0;
        for rows in self
            .rows
            .chunk_by_mut(|one, other| one.event() == other.event())
        {
            rows.sort_unstable_by_key(Held::report);
            let repeated = rows
                .windows(2)
                .filter(|pair| pair[0].report() == pair[1].report())
                .count() as u64;
            rows.sort_unstable_by_key(|row| row.line);
            let end = begin + rows.len();
            groups.push(Group {
                line: rows.first().map_or(0, |row| row.line),
                begin,
                end,
                repeated,
            });
            begin = end;
        }
        groups.sort_unstable_by_key(|group| (group.line, group.begin));
        groups
    }
}
