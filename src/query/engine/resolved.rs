//! A pattern whose names are numbers of one timeline.

use crate::model::{DocumentState, Grade, Role, StanceKind, Status};
use crate::query::joint::Point;
use crate::query::pattern::CodeTest;
use crate::time::{Gap, RelationSet};
use crate::timeline::{EventKind, Moment, Named, Part};

/// The number of a variable, in all scopes of a pattern.
pub(super) type Slot = u16;

/// Nothing is bound to a slot.
pub(super) const FREE: u32 = u32::MAX;

/// A variable or a thing of the timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Operand {
    Slot(Slot),
    Is(u32),
}

impl Operand {
    /// What it stands for, [`FREE`] where that is open.
    pub(super) fn value(self, env: &[u32]) -> u32 {
        match self {
            Operand::Slot(slot) => env[slot as usize],
            Operand::Is(value) => value,
        }
    }

    pub(super) fn slot(self) -> Option<Slot> {
        match self {
            Operand::Slot(slot) => Some(slot),
            Operand::Is(_) => None,
        }
    }

    pub(super) fn is(self, slot: Slot) -> bool {
        self == Operand::Slot(slot)
    }
}

/// What a variable stands for.
#[derive(Clone, Debug)]
pub(super) struct Variable {
    pub(super) name: String,
    pub(super) is_event: bool,
}

/// A pattern, resolved.
#[derive(Debug)]
pub(super) struct Resolved {
    pub(super) variables: Vec<Variable>,
    pub(super) top: Scope,
}

/// Atoms with variables of their own.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) own: Vec<Slot>,
    pub(super) checks: Vec<Check>,
    /// The checks that name each slot, by slot.
    pub(super) watch: Vec<Vec<u32>>,
}

impl Scope {
    /// Notes which checks name each slot, in this scope and those denied in it; cheap ones first.
    pub(super) fn watch(&mut self, slots: usize) {
        self.checks
            .sort_by_key(|check| (check.what.cost(), check.ordinal));
        self.watch = vec![Vec::new(); slots];
        for (i, check) in self.checks.iter_mut().enumerate() {
            for &slot in &check.slots {
                self.watch[slot as usize].push(i as u32);
            }
            if let What::Not(inner) = &mut check.what {
                inner.watch(slots);
            }
        }
    }
}

/// One condition on what is bound.
#[derive(Debug)]
pub(super) struct Check {
    pub(super) what: What,
    /// All slots that it needs, each once.
    pub(super) slots: Vec<Slot>,
    /// As it stands in the pattern.
    pub(super) text: String,
    /// Its place among the conditions of its scope, as they stand in the pattern.
    pub(super) ordinal: usize,
}

/// A bound that a relation puts on an end of one event by an end of another: it lies no more than `weight`
/// after the other where `upper`, else no more than that before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// Whether the end of the other event counts, or its beginning.
    pub(super) other: bool,
    pub(super) upper: bool,
    pub(super) weight: i128,
}

/// The kinds of conditions.
#[derive(Debug)]
pub(super) enum What {
    /// The event is of a kind and a status that are matched.
    Kind {
        event: Operand,
        kind: Option<EventKind>,
        status: Vec<Status>,
    },
    With {
        event: Operand,
        members: Vec<(Operand, Option<Role>)>,
    },
    Involved {
        event: Operand,
        part: Part,
        actor: Operand,
    },
    For {
        event: Operand,
        actors: Vec<Operand>,
    },
    /// The place has a number if any event is there.
    At {
        event: Operand,
        place: Option<u32>,
        name: String,
    },
    Topic {
        event: Operand,
        topic: u32,
    },
    About {
        event: Operand,
        of: Operand,
    },
    Stance {
        event: Operand,
        stance: StanceKind,
        topic: String,
    },
    Via {
        event: Operand,
        channel: String,
    },
    State {
        event: Operand,
        state: DocumentState,
    },
    Code {
        event: Operand,
        test: CodeTest,
    },
    /// Within these ticks, by the number of the zone that the event's dates are read in; the last
    /// is the timeline's. `None` where the date means nothing in the zone.
    In {
        event: Operand,
        hulls: Vec<Option<(i128, i128)>>,
    },
    Sources {
        event: Operand,
        least: Grade,
    },
    Relation {
        left: Operand,
        set: RelationSet,
        right: Operand,
        gap: Gap,
        /// What it says of the left event by the right one, and the other way round.
        reach: [Vec<Reach>; 2],
    },
    SameDay(Operand, Operand),
    Unordered(Operand, Operand),
    Link {
        from: Operand,
        way: Named,
        to: Operand,
    },
    ActsFor {
        actor: Operand,
        of: Operand,
        role: Option<String>,
        during: Option<Operand>,
    },
    Same {
        left: Operand,
        right: Operand,
        denied: bool,
    },
    Not(Scope),
    /// It never holds.
    Never,
}

impl What {
    /// The operands, apart from those of a denied scope.
    pub(super) fn operands(&self) -> Vec<Operand> {
        match self {
            What::Kind { event, .. }
            | What::At { event, .. }
            | What::Topic { event, .. }
            | What::Stance { event, .. }
            | What::Via { event, .. }
            | What::State { event, .. }
            | What::Code { event, .. }
            | What::In { event, .. }
            | What::Sources { event, .. } => vec![*event],
            What::With { event, members } => {
                let mut all = vec![*event];
                all.extend(members.iter().map(|m| m.0));
                all
            }
            What::For { event, actors } => {
                let mut all = vec![*event];
                all.extend(actors);
                all
            }
            What::Involved { event, actor, .. } => vec![*event, *actor],
            What::About { event, of } => vec![*event, *of],
            What::Relation { left, right, .. } | What::Same { left, right, .. } => {
                vec![*left, *right]
            }
            What::SameDay(left, right) | What::Unordered(left, right) => vec![*left, *right],
            What::Link { from, to, .. } => vec![*from, *to],
            What::ActsFor {
                actor, of, during, ..
            } => {
                let mut all = vec![*actor, *of];
                all.extend(during);
                all
            }
            What::Not(_) | What::Never => Vec::new(),
        }
    }

    /// How much work it is to judge it: what is cheap is judged first.
    pub(super) fn cost(&self) -> u8 {
        match self {
            What::Never | What::Kind { .. } | What::Same { .. } | What::At { .. } => 0,
            What::With { .. } | What::Involved { .. } | What::About { .. } | What::Link { .. } => 1,
            What::Topic { .. } | What::In { .. } | What::Sources { .. } => 2,
            What::Relation { .. } | What::SameDay(..) => 3,
            What::Stance { .. } | What::Via { .. } | What::State { .. } | What::Code { .. } => 4,
            What::Unordered(..) => 5,
            What::For { .. } | What::ActsFor { .. } => 6,
            What::Not(_) => 7,
        }
    }
}

/// An end of an event as a point.
pub(super) fn point(event: u32, is_end: bool) -> Point {
    Point::Event(Moment { event, is_end })
}
