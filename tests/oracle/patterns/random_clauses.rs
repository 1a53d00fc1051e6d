//! Random clauses of event atoms.

use super::codes::{code_tests, is_code};
use super::pattern::{Clause, Term};
use super::random::Maker;
use super::timeline::{CHANNELS, CODES, PLACES, ROLES, STANCES, STATES, TOPICS};
use crate::oracle::dates::{
    DAY, DateText, Form, MINUTE, Member, Piece, Suffix, civil_from_days, days_from_civil,
};
use crate::oracle::rng::Rng;
use crate::oracle::spec::{Kind, Presence};

impl Maker<'_> {
    /// A clause that the record satisfies, or might by an implied presence; often none comes out.
    pub(super) fn true_clause(&mut self, event: usize) -> Option<Clause> {
        let spec = self.spec;
        let (record, facts) = (&spec.events[event], spec.facts.event(event));
        let choice = self.rng.below(24);
        let one = |maker: &mut Self, list: &[usize]| -> Option<Term> {
            let actor = (!list.is_empty()).then(|| *maker.rng.pick(list))?;
            Some(maker.actor(actor))
        };
        match choice {
            0..7 => {
                if record.kind != Kind::Meeting {
                    if record.kind == Kind::Document && choice < 3 {
                        return self.with_parties(&facts.parties);
                    }
                    return Some(Clause::By(one(self, &spec.authors(event))?));
                }
                self.with_participants(event)
            }
            7 => Some(Clause::Absent(one(self, &facts.absent)?)),
            8 => Some(Clause::Concerns(one(self, &facts.concerns)?)),
            9 => Some(Clause::By(one(self, &spec.authors(event))?)),
            10 => Some(Clause::To(one(self, &facts.to)?)),
            11..14 => self.for_somebody(event),
            14 => Some(Clause::At(facts.place?)),
            15 => {
                let stances = facts.stances.iter().map(|&(_, topic)| topic);
                let topics: Vec<&'static str> =
                    facts.topics.iter().copied().chain(stances).collect();
                (!topics.is_empty()).then(|| Clause::AboutTopic(self.word(&topics)))
            }
            16 => {
                let about = (!facts.about.is_empty()).then(|| *self.rng.pick(&facts.about))?;
                Some(Clause::AboutEvent(self.event(about)))
            }
            17 => {
                let stances = &facts.stances;
                let stance = (!stances.is_empty()).then(|| *self.rng.pick(stances))?;
                Some(Clause::Stance(stance.0, stance.1))
            }
            18 => Some(Clause::Via(facts.channel?)),
            19 => Some(Clause::State(facts.state?)),
            20 => {
                let code = facts.code?;
                if self.rng.chance(40) {
                    let mut tests = code_tests();
                    tests.retain(|test| is_code(code, test));
                    return (!tests.is_empty()).then(|| Clause::Code(self.word(&tests)));
                }
                let shorter = code.len() - self.rng.below(2);
                Some(Clause::Code(&code[..shorter]))
            }
            21 | 22 => Some(Clause::In(self.date(event))),
            _ => {
                let citation = *spec.events[event].sources.first()?;
                let letter = spec.sources[citation.source].reliability?;
                let digit = citation.credibility?;
                let letter = letter.min('E');
                Some(Clause::Sources(letter, digit.min(5)))
            }
        }
    }

    fn with_parties(&mut self, parties: &[usize]) -> Option<Clause> {
        let mut parties = parties.to_vec();
        self.rng.shuffle(&mut parties);
        parties.truncate(1 + self.rng.below(2));
        let members: Vec<_> = parties.iter().map(|&p| (self.actor(p), None)).collect();
        distinct(members)
    }

    fn with_participants(&mut self, event: usize) -> Option<Clause> {
        let entries = &self.spec.events[event].participants;
        let mut there: Vec<usize> = Vec::new();
        for &(actor, presence) in entries {
            if presence != Presence::Denied && !there.contains(&actor) {
                there.push(actor);
            }
        }
        self.rng.shuffle(&mut there);
        there.truncate(*self.rng.pick(&[1, 1, 2, 2, 2, 3]));
        let mut members = Vec::new();
        for actor in there {
            let roles: Vec<&'static str> = self
                .spec
                .entries(event, actor)
                .filter(|(presence, _)| *presence != Presence::Denied)
                .filter_map(|(_, entry)| entry.and_then(|e| e.role))
                .collect();
            let role = if roles.is_empty() || !self.rng.chance(30) {
                None
            } else {
                Some(*self.rng.pick(&roles))
            };
            members.push((self.actor(actor), role));
        }
        distinct(members)
    }

    /// Somebody for whom somebody at the event may act.
    fn for_somebody(&mut self, event: usize) -> Option<Clause> {
        let spec = self.spec;
        let mut there: Vec<usize> = spec.authors(event);
        there.extend(&spec.facts.event(event).parties);
        there.extend(spec.events[event].participants.iter().map(|p| p.0));
        if there.is_empty() {
            return None;
        }
        let mut principals: Vec<usize> = Vec::new();
        for _ in 0..*self.rng.pick(&[1, 1, 1, 2, 2]) {
            let mut at = *self.rng.pick(&there);
            for _ in 0..2 {
                let named = spec
                    .entries(event, at)
                    .flat_map(|(_, entry)| entry.map_or(&[][..], |e| &e.acts_for).iter().copied());
                let offices = spec
                    .affiliations
                    .iter()
                    .filter(|a| a.actor == at)
                    .map(|a| a.of);
                let next: Vec<usize> = named.chain(offices).collect();
                if !next.is_empty() && self.rng.chance(75) {
                    at = *self.rng.pick(&next);
                }
            }
            principals.push(at);
        }
        principals.dedup();
        Some(Clause::For(
            principals.into_iter().map(|p| self.actor(p)).collect(),
        ))
    }

    /// Any clause about anything; none where it would name a topic that the timeline does not have, since
    /// that is an error.
    pub(super) fn random_clause(&mut self, event: usize) -> Option<Clause> {
        let actor = self.rng.below(self.spec.actors.len());
        let other = self.any_event();
        Some(match self.rng.below(14) {
            0 => {
                let role = self.rng.chance(50).then(|| self.word(&ROLES));
                Clause::With(vec![(self.actor(actor), role)])
            }
            1 => Clause::Absent(self.actor(actor)),
            2 => Clause::Concerns(self.actor(actor)),
            3 => Clause::By(self.actor(actor)),
            4 => Clause::To(self.actor(actor)),
            5 => Clause::For(vec![self.actor(actor)]),
            6 => Clause::At(self.word(&PLACES)),
            7 => Clause::AboutTopic(self.topic()?),
            8 => Clause::AboutEvent(self.event(other)),
            9 => Clause::Stance(self.word(&STANCES), self.topic()?),
            10 => Clause::Via(self.word(&CHANNELS)),
            11 => match self.rng.below(2) {
                0 => Clause::State(self.word(&STATES)),
                _ if self.rng.chance(50) => Clause::Code(self.word(&CODES)),
                _ => Clause::Code(self.word(&code_tests())),
            },
            12 => Clause::Sources(
                *self.rng.pick(&['A', 'B', 'C', 'D', 'E']),
                self.rng.between(1, 5) as u8,
            ),
            _ => Clause::In(self.date(event)),
        })
    }

    fn word(&mut self, words: &[&'static str]) -> &'static str {
        words[self.rng.below(words.len())]
    }

    /// A topic that the timeline has.
    fn topic(&mut self) -> Option<&'static str> {
        let facts = &self.spec.facts.events;
        let has = |topic: &&&str| {
            facts
                .iter()
                .any(|f| f.topics.contains(topic) || f.stances.iter().any(|(_, own)| own == *topic))
        };
        let known: Vec<&'static str> = TOPICS.iter().filter(has).copied().collect();
        (!known.is_empty()).then(|| *self.rng.pick(&known))
    }

    fn date(&mut self, event: usize) -> DateText {
        // Years before 0000 are written otherwise.
        let tick = (self.times.near)(event).max(days_from_civil(0, 1, 3) * DAY);
        let zone = self.spec.zone();
        let member = |rng: &mut Rng, tick: i64| -> Member {
            let day = (tick + zone * MINUTE).div_euclid(DAY);
            let (year, month, _) = civil_from_days(day);
            let piece = match rng.below(12) {
                0 => Piece::Tenth(tick),
                1 | 2 => Piece::Day(day),
                3 => Piece::Month(year, month),
                4 => Piece::Year(year),
                _ => Piece::Moment(tick),
            };
            piece.into()
        };
        let rng = &mut *self.rng;
        let from = tick - rng.between(0, 3);
        let to = tick + rng.between(0, 3);
        let (first, last) = (member(rng, from), member(rng, to));
        let form = match rng.below(10) {
            0 => Form::Plain(Piece::Second(tick).into()),
            1 | 2 => Form::Plain(member(rng, tick)),
            3 | 4 => Form::Slash {
                begin: Some(first),
                end: Some(last),
                dots: true,
            },
            5 => Form::Slash {
                begin: Some(first),
                end: None,
                dots: rng.chance(50),
            },
            6 => Form::Slash {
                begin: None,
                end: Some(last),
                dots: rng.chance(50),
            },
            7 => Form::List(vec![first, last]),
            8 => Form::Range(None, Some(last)),
            _ => Form::Range(Some(first), Some(last)),
        };
        let suffix = match rng.below(6) {
            0 => Suffix::Bare,
            1 => Suffix::Offset(*rng.pick(&[0, 180, -300])),
            _ => Suffix::Zulu,
        };
        DateText { form, suffix }
    }
}

/// The members of one `with`, unless a constant stands twice.
fn distinct(members: Vec<(Term, Option<&'static str>)>) -> Option<Clause> {
    let repeated = (1..members.len()).any(|i| members[..i].iter().any(|m| m.0 == members[i].0));
    (!repeated && !members.is_empty()).then_some(Clause::With(members))
}
