//! Timelines and patterns made by hand, in few words.

use crate::oracle::claims::{all, claims};
use crate::oracle::dates::{DateText, Form, Piece, Suffix};
use crate::oracle::dense::Dense;
use crate::oracle::facts::EventFacts;
use crate::oracle::judge::{Judge as _, Verdict};
use crate::oracle::patterns::answers::{Expected, expected};
use crate::oracle::patterns::ground::ground;
use crate::oracle::patterns::net::Open;
use crate::oracle::patterns::pattern::{Atom, Clause, Find, Pattern, Sort, Term, Variable};
use crate::oracle::patterns::ticks::Ticks;
use crate::oracle::relation::{Gap, Mask, mask_of};
use crate::oracle::spec::{
    Actor, Affiliation, Citation, Event, Kind, Presence, Relation, Side, Spec, Status,
};
use crate::oracle::worlds::Worlds;

pub const ANNA: usize = 0;
pub const BORIS: usize = 1;
pub const CEM: usize = 2;
pub const DESK: usize = 3;
pub const LAND: usize = 4;

pub use Term::{Const as C, Var as V};

/// A timeline in the making.
pub struct Sketch {
    pub spec: Spec,
}

/// A date that only bounds both ends.
pub fn loose(from: i64, to: i64) -> DateText {
    let form = Form::Range(
        Some(Piece::Moment(from).into()),
        Some(Piece::Moment(to).into()),
    );
    let suffix = Suffix::Zulu;
    DateText { form, suffix }
}

/// A date that says both ends.
pub fn exact(begin: i64, end: i64) -> DateText {
    let form = Form::Slash {
        begin: Some(Piece::Moment(begin).into()),
        end: Some(Piece::Moment(end).into()),
        dots: true,
    };
    let suffix = Suffix::Zulu;
    DateText { form, suffix }
}

impl Sketch {
    pub fn new() -> Self {
        let mut spec = Spec::default();
        for (id, kind) in [
            ("anna", "person"),
            ("boris", "person"),
            ("cem", "person"),
            ("desk", "organization"),
            ("x-land", "state"),
        ] {
            spec.actors.push(Actor {
                id: id.into(),
                kind,
            });
        }
        Self { spec }
    }

    /// An event of anna's; at a meeting she is alone until others are added.
    pub fn event(&mut self, kind: Kind, time: DateText) -> usize {
        let index = self.spec.events.len();
        self.spec.events.push(Event {
            id: format!("e{index}"),
            kind,
            instant: None,
            status: Status::Occurred,
            participants: if kind == Kind::Meeting {
                vec![(ANNA, Presence::Reported)]
            } else {
                Vec::new()
            },
            by: ANNA,
            time: Some(time),
            zone: None,
            part_of: Vec::new(),
            replies_to: Vec::new(),
            sources: Vec::new(),
        });
        self.spec.facts.events.push(EventFacts::default());
        index
    }

    /// An event without duration.
    pub fn instant(&mut self, kind: Kind, from: i64, to: i64) -> usize {
        let index = self.event(kind, loose(from, to));
        self.spec.events[index].instant = Some(true);
        index
    }

    pub fn meeting(&mut self, time: DateText, others: &[usize]) -> usize {
        let index = self.event(Kind::Meeting, time);
        let others = others.iter().map(|&other| (other, Presence::Reported));
        self.spec.events[index].participants.extend(others);
        index
    }

    pub fn facts(&mut self, event: usize) -> &mut EventFacts {
        &mut self.spec.facts.events[event]
    }

    pub fn relation(&mut self, left: usize, is: &[&str], right: usize) {
        self.spec.relations.push(Relation {
            left,
            is: mask_of(is),
            right,
            gap: Gap::NONE,
            sources: Vec::new(),
        });
    }

    pub fn affiliation(
        &mut self,
        actor: usize,
        of: usize,
        from: Option<DateText>,
        until: Option<DateText>,
    ) {
        let side = |date: Option<DateText>| date.map_or(Side::Missing, Side::At);
        self.spec.affiliations.push(Affiliation {
            actor,
            of,
            from: side(from),
            until: side(until),
            sources: Vec::new(),
        });
    }

    pub fn office(&mut self, role: &'static str) {
        let last = self.spec.affiliations.len();
        self.spec.facts.offices.resize(last, None);
        self.spec.facts.offices[last - 1] = Some(role);
    }

    pub fn cite(&mut self, event: usize, source: usize, credibility: u8) {
        self.spec.events[event].sources.push(Citation {
            source,
            credibility: Some(credibility),
            announced: false,
        });
    }

    /// What a pattern comes to, by both judges where both can.
    pub fn put(&self, pattern: &Pattern) -> Expected {
        let mut spec = self.spec.clone();
        spec.layout = spec.plain_layout();
        let claims = claims(&spec);
        let net = Dense::new(&spec, &claims)
            .net(all(&claims))
            .expect("consistent");
        let relations = |x: usize, y: usize| net.relations(x, y);
        let open = Open::new(&net);
        let ground = ground(&spec, pattern, &relations, &open);
        let by_net = expected(pattern, &ground, &open).expect("small");
        if let Some(worlds) = Worlds::enumerate(&spec, &claims, all(&claims)) {
            let ticks = Ticks {
                spec: &spec,
                worlds: &worlds,
            };
            assert_eq!(expected(pattern, &ground, &ticks).expect("small"), by_net);
        }
        by_net
    }

    /// The answers to `find` the first variables.
    pub fn find(
        &self,
        count: usize,
        names: &[&str],
        atoms: Vec<Atom>,
    ) -> Vec<(Vec<usize>, Verdict)> {
        let find = Find::List((0..count).collect());
        self.put(&pattern(find, names, atoms)).all
    }

    /// Whether the atoms, without variables of their own, hold at some event; any one will do.
    pub fn verdict(&self, atoms: Vec<Atom>) -> Verdict {
        let mut atoms = atoms;
        atoms.push(Atom::Equal {
            left: V(0),
            right: C(0),
            sort: Sort::Event,
            negated: false,
        });
        let answers = self.find(1, &["e"], atoms);
        answers
            .first()
            .map_or(Verdict::Impossible, |(_, verdict)| *verdict)
    }
}

/// A pattern; names of events begin with `e`, `m` or `s`, others are actors'.
pub fn pattern(find: Find, names: &[&str], atoms: Vec<Atom>) -> Pattern {
    let variable = |name: &&str| Variable {
        name: (*name).to_owned(),
        sort: if name.starts_with(['e', 'm', 's']) {
            Sort::Event
        } else {
            Sort::Actor
        },
    };
    Pattern {
        variables: names.iter().map(variable).collect(),
        find,
        atoms,
        certainly: false,
        possibly: false,
        limit: None,
    }
}

pub fn meeting(event: Term, clauses: Vec<Clause>) -> Atom {
    of(Some(Kind::Meeting), event, clauses)
}

pub fn statement(event: Term, clauses: Vec<Clause>) -> Atom {
    of(Some(Kind::Statement), event, clauses)
}

pub fn of(kind: Option<Kind>, event: Term, clauses: Vec<Clause>) -> Atom {
    Atom::Event {
        kind,
        event,
        clauses,
    }
}

pub fn with(members: &[Term]) -> Clause {
    Clause::With(members.iter().map(|&member| (member, None)).collect())
}

pub fn related(left: Term, is: &[&str], right: Term) -> Atom {
    Atom::Relation {
        left,
        is: mask_of(is),
        right,
        gap: Gap::NONE,
    }
}

pub fn before(left: Term, right: Term) -> Atom {
    related(left, &["before"], right)
}

pub fn within_gap(left: Term, is: Mask, right: Term, min: Option<i64>, max: Option<i64>) -> Atom {
    let gap = Gap { min, max };
    Atom::Relation {
        left,
        is,
        right,
        gap,
    }
}

pub fn acts_for(actor: Term, of: Term, role: Option<&'static str>, during: Option<Term>) -> Atom {
    Atom::ActsFor {
        actor,
        of,
        role,
        during,
    }
}
