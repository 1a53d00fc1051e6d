//! The second half of making a random timeline: relations, implied claims, affiliations, repetitions.
//!
//! As for dates, a claim is true in the hidden world unless the noise of the timeline makes it a random one.

use super::dates::{DateText, Form, Piece};
use super::r#gen::{Maker, Shape};
use super::relation::{
    AFTER, BEFORE, Gap, INTERSECTS, MEETS, Mask, WITHIN, claimable, gap_size, relation_of,
};
use super::spec::{Affiliation, Citation, Dating, Kind, Relation, Side, Status};

impl Maker {
    pub(super) fn relations(&mut self) {
        let events = self.spec.events.len();
        let count = match self.shape {
            Shape::Dated if self.loose => self.rng.below(events + 1),
            Shape::Dated => self.rng.below(2 * events),
            Shape::Mixed => events / 2 + self.rng.below(events),
        };
        for _ in 0..count {
            let left = self.rng.below(events);
            let right = (left + 1 + self.rng.below(events - 1)) % events;
            let wrong = self.wrong();
            let actual = relation_of(self.hidden[left], self.hidden[right]);
            let fits = |mask: Mask| wrong || mask >> actual & 1 == 1;
            let named = [WITHIN, INTERSECTS, 1 << BEFORE | 1 << MEETS];
            let single = if wrong {
                1 << self.rng.below(13)
            } else {
                1 << actual
            };
            let is = match self.rng.below(10) {
                0 => single,
                1..4 if !self.loose => single,
                4 if fits(named[0]) => named[0],
                5 if fits(named[1]) => named[1],
                6 if fits(named[2]) => named[2],
                _ => {
                    let fitting: Vec<Mask> = claimable()
                        .iter()
                        .copied()
                        .filter(|&mask| fits(mask))
                        .collect();
                    *self.rng.pick(&fitting)
                }
            };
            let gap = self.gap(
                is,
                if wrong {
                    None
                } else {
                    gap_size(actual, self.hidden[left], self.hidden[right])
                },
            );
            let sources = self.citations();
            self.spec.relations.push(Relation {
                left,
                is,
                right,
                gap,
                sources,
            });
        }
    }

    fn gap(&mut self, is: Mask, actual: Option<i64>) -> Gap {
        if (is != 1 << BEFORE && is != 1 << AFTER) || self.rng.chance(50) {
            return Gap::NONE;
        }
        let size = actual.unwrap_or_else(|| self.rng.between(0, 5));
        let min = self
            .rng
            .chance(50)
            .then(|| (size - self.rng.between(0, 2)).max(0));
        let max = self.rng.chance(50).then(|| size + self.rng.between(0, 2));
        Gap { min, max }
    }

    pub(super) fn implied(&mut self) {
        let events = self.spec.events.len();
        // Parts come later than wholes in a random order, so that there is no circle.
        let mut ranked: Vec<usize> = (0..events).collect();
        self.rng.shuffle(&mut ranked);
        for place in 1..events {
            for _ in 0..1 + self.rng.below(2) {
                let (part, whole) = (ranked[place], ranked[self.rng.below(place)]);
                let fits = WITHIN >> relation_of(self.hidden[part], self.hidden[whole]) & 1 == 1;
                let say = (fits && self.rng.chance(60)) || (self.rng.chance(20) && self.wrong());
                if say && !self.spec.events[part].part_of.contains(&whole) {
                    self.spec.events[part].part_of.push(whole);
                }
            }
        }
        let statements: Vec<usize> = (0..events)
            .filter(|&e| self.spec.events[e].kind == Kind::Statement)
            .collect();
        for &reply in &statements {
            let to = *self.rng.pick(&statements);
            let fits = self.hidden[reply].0 > self.hidden[to].0;
            if (fits && self.rng.chance(70)) || (reply != to && self.wrong()) {
                self.spec.events[reply].replies_to.push(to);
            }
        }
        for event in 0..events {
            let citations = self.citations();
            let keep = |citation: &Citation, maker: &mut Self| {
                let occurred =
                    maker.spec.events[event].status == Status::Occurred && !citation.announced;
                let early = maker
                    .spec
                    .published_end(citation.source)
                    .is_some_and(|end| end < maker.hidden[event].0);
                !(occurred && early) || maker.wrong()
            };
            let kept: Vec<Citation> = citations
                .into_iter()
                .filter(|citation| keep(citation, self))
                .collect();
            self.spec.events[event].sources = kept;
        }
    }

    pub(super) fn affiliations(&mut self) {
        for _ in 0..self.rng.below(4) {
            // Persons act for the desk and for states, the desk for states.
            let actor = self.rng.below(4);
            let of = 3 + self.rng.below(3);
            if actor == of {
                continue;
            }
            let (a, b) = (
                self.rng.between(self.low, self.high),
                self.rng.between(self.low, self.high),
            );
            let (from, until) = (self.side(a.min(b)), self.side(a.max(b)));
            let sources = self.citations();
            self.spec.affiliations.push(Affiliation {
                actor,
                of,
                from,
                until,
                sources,
            });
            let (from, until) = self
                .spec
                .affiliation_sides(self.spec.affiliations.len() - 1);
            if let (Some((Some(first), _)), Some((_, Some(last)))) = (from, until)
                && first > last
            {
                self.spec.affiliations.pop();
            }
        }
    }

    fn side(&mut self, tick: i64) -> Side {
        let zone = self.spec.zone();
        let member = self.member(tick, zone);
        let before = Piece::Moment(tick - self.rng.between(0, 2)).into();
        let after = Piece::Moment(tick + self.rng.between(0, 2)).into();
        let form = match self.rng.below(8) {
            0 => return Side::Missing,
            1 => return Side::Open,
            2 => Form::Range(Some(before), None),
            3 => Form::Range(None, Some(after)),
            4 => Form::Range(Some(before), Some(after)),
            _ => Form::Plain(member),
        };
        Side::At(DateText {
            form,
            suffix: self.suffix(),
        })
    }

    /// Says some things twice: the same claim again, from other sources or from the same.
    pub(super) fn repeat(&mut self) {
        if self.rng.chance(15) && !self.spec.relations.is_empty() {
            let mut again = self.rng.pick(&self.spec.relations).clone();
            if self.rng.chance(70) {
                again.sources = self.citations();
            }
            self.spec.relations.push(again);
        }
        if self.rng.chance(15) && !self.spec.datings.is_empty() {
            let mut again = self.rng.pick(&self.spec.datings).clone();
            if self.rng.chance(70) {
                again.sources = self.citations();
            }
            self.spec.datings.push(again);
        }
        if self.rng.chance(10)
            && let Some((event, time)) = self
                .spec
                .events
                .iter()
                .enumerate()
                .find_map(|(e, event)| event.time.clone().map(|time| (e, time)))
        {
            let sources = self.citations();
            self.spec.datings.push(Dating {
                event,
                time,
                zone: None,
                sources,
            });
        }
    }
}
