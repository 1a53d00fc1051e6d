//! Random timelines by seed, in two shapes, and random questions about them.
//!
//! Every timeline has a hidden world. Most claims are written so that it satisfies them, at a precision of
//! their own; a share of claims, different from seed to seed (often none), is drawn at random instead and
//! brings contradictions, among them claims that no ends satisfy. That keeps most timelines consistent
//! with something left to find out, and many inconsistent in small ways.
//!
//! Shape [`Shape::Dated`]: few events, each dated by at least one claim within a range of three, four or
//! eight ticks. The range often straddles a midnight at a turn of the year, so that days, months and years
//! (which can be marked doubtful) say something about single ticks, or a step of ten ticks.
//! Shape [`Shape::Mixed`]: up to twelve events over some forty ticks, many undated or half-open.

use super::dates::{DAY, DateText, Form, Member, Piece, Suffix, civil_from_days, days_from_civil};
use super::judge::{Atom, Binding};
use super::relation::{
    AFTER, ALL, BEFORE, GAPPED, Gap, Mask, Span, WITHIN, claimable, gap_size, relation_of,
};
use super::rng::Rng;
use super::spec::{
    Actor, Affiliation, Citation, Dating, Event, Header, Kind, Line, Presence, Relation, Side,
    Source, Spec, Status,
};

/// The two shapes of timelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Every event dated in a small range of ticks: oracle A can list the worlds.
    Dated,
    /// Up to twelve events, undated, half-open and dated: for oracle B.
    Mixed,
}

/// The timeline of a seed.
pub fn spec(seed: u64, shape: Shape) -> Spec {
    let mut maker = Maker::new(seed, shape);
    maker.actors();
    maker.sources();
    maker.events();
    maker.relations();
    maker.implied();
    maker.affiliations();
    maker.repeat();
    let mut spec = maker.spec;
    spec.layout = spec.plain_layout();
    if maker.rng.chance(50) {
        shuffle(&mut spec, &mut maker.rng);
    }
    spec
}

/// The same timeline with its lines in another order; indices stay, line numbers don't. The order of
/// insertion must change no answer.
pub fn reorder(spec: &Spec, seed: u64) -> Spec {
    let mut other = spec.clone();
    shuffle(&mut other, &mut Rng::new(seed));
    other
}

fn shuffle(spec: &mut Spec, rng: &mut Rng) {
    spec.layout.retain(|&line| line != Line::Blank);
    rng.shuffle(&mut spec.layout);
    for _ in 0..rng.below(3) {
        let place = rng.below(spec.layout.len() + 1);
        spec.layout.insert(place, Line::Blank);
    }
}

struct Maker {
    rng: Rng,
    shape: Shape,
    spec: Spec,
    /// The range in which events happen.
    low: i64,
    high: i64,
    /// The share of claims drawn at random, of a hundred.
    noise: u32,
    /// Whether zones are used at all.
    zones: bool,
    hidden: Vec<Span>,
}

impl Maker {
    fn new(seed: u64, shape: Shape) -> Self {
        let mut rng = Rng::new(seed.wrapping_mul(2) + u64::from(shape == Shape::Mixed));
        let width = match shape {
            Shape::Dated => *rng.pick(&[3, 4, 8]),
            Shape::Mixed => rng.between(6, 40),
        };
        // A midnight at a turn of the year, one in April, a step of ten ticks, year one.
        let turns = [
            0,
            0,
            0,
            days_from_civil(2025, 4, 25) * DAY,
            8,
            days_from_civil(1, 1, 1) * DAY,
        ];
        let low = rng.pick(&turns) - rng.between(0, width);
        let noise = *rng.pick(&[0, 0, 0, 5, 10, 25]);
        let zones = rng.chance(20);
        Self {
            rng,
            shape,
            spec: Spec::default(),
            low,
            high: low + width - 1,
            noise,
            zones,
            hidden: Vec::new(),
        }
    }

    fn some_zone(&mut self, percent: u32) -> Option<i64> {
        (self.zones && self.rng.chance(percent)).then(|| *self.rng.pick(&[180, -300, 0, 345]))
    }

    fn actors(&mut self) {
        if self.rng.chance(30) {
            self.spec.header = Some(Header {
                zone: self.some_zone(50),
            });
        }
        for (id, kind) in [
            ("anna", "person"),
            ("boris", "person"),
            ("cem", "person"),
            ("desk", "organization"),
            ("x-land", "state"),
            ("y-land", "state"),
        ] {
            self.spec.actors.push(Actor {
                id: id.into(),
                kind,
            });
        }
    }

    fn sources(&mut self) {
        for index in 0..1 + self.rng.below(4) {
            let reliability = self
                .rng
                .chance(70)
                .then(|| *self.rng.pick(&['A', 'B', 'B', 'C', 'D', 'E', 'F']));
            let published = self.rng.chance(40).then(|| {
                let tick = self.rng.between(self.low, self.high + 2);
                let date = match self.rng.below(4) {
                    0 => Form::Range(None, Some(Piece::Moment(tick).into())),
                    1 => Form::Range(
                        Some(Piece::Moment(self.low).into()),
                        Some(Piece::Moment(tick).into()),
                    ),
                    2 => Form::Plain(Piece::Tenth(tick).into()),
                    _ => Form::Plain(Piece::Moment(tick).into()),
                };
                let suffix = self.suffix();
                DateText { form: date, suffix }
            });
            self.spec.sources.push(Source {
                id: format!("s{index}"),
                reliability,
                published,
            });
        }
    }

    fn suffix(&mut self) -> Suffix {
        match self.rng.below(10) {
            0 if self.zones => Suffix::Offset(*self.rng.pick(&[0, 120, -300])),
            1 | 2 => Suffix::Bare,
            _ => Suffix::Zulu,
        }
    }

    fn citations(&mut self) -> Vec<Citation> {
        let mut sources: Vec<usize> = (0..self.spec.sources.len()).collect();
        self.rng.shuffle(&mut sources);
        sources.truncate(*self.rng.pick(&[0, 1, 1, 1, 2]));
        let cite = |source| {
            let credibility = self.rng.chance(50).then(|| self.rng.between(1, 6) as u8);
            Citation {
                source,
                credibility,
                announced: self.rng.chance(15),
            }
        };
        sources.into_iter().map(cite).collect()
    }

    fn wrong(&mut self) -> bool {
        self.rng.chance(self.noise)
    }

    fn events(&mut self) {
        let count = match (self.shape, self.high - self.low + 1) {
            (Shape::Dated, 3) => self.rng.between(3, 5),
            (Shape::Dated, 4) => self.rng.between(2, 4),
            (Shape::Dated, _) => self.rng.between(2, 3),
            (Shape::Mixed, _) => self.rng.between(3, 12),
        };
        // The order of the keys is not the order of the file.
        let mut keys: Vec<String> = (0..count).map(|i| format!("e{}", i * 3)).collect();
        self.rng.shuffle(&mut keys);
        for id in keys {
            self.event(id);
        }
    }

    fn event(&mut self, id: String) {
        let index = self.spec.events.len();
        let kind = *self.rng.pick(&[
            Kind::Meeting,
            Kind::Meeting,
            Kind::Meeting,
            Kind::Statement,
            Kind::Statement,
            Kind::Statement,
            Kind::Document,
            Kind::Action,
        ]);
        let instant = self.rng.chance(25).then(|| self.rng.chance(50));
        // Whether the own time has a slash decides whether the event is an instant, hence the hidden
        // world, hence the dates.
        let (own, slash) = (self.rng.chance(60), self.rng.chance(50));
        let event = Event {
            id,
            kind,
            instant,
            status: if self.rng.chance(15) {
                Status::Alleged
            } else {
                Status::Occurred
            },
            participants: if kind == Kind::Meeting {
                self.participants()
            } else {
                Vec::new()
            },
            by: self.rng.below(self.spec.actors.len()),
            time: None,
            zone: self.some_zone(30),
            part_of: Vec::new(),
            replies_to: Vec::new(),
            sources: Vec::new(),
        };
        self.spec.events.push(event);
        let slashed = DateText {
            form: Form::Slash {
                begin: None,
                end: Some(Piece::Moment(self.low).into()),
                dots: true,
            },
            suffix: Suffix::Zulu,
        };
        self.spec.events[index].time = (own && slash).then_some(slashed);
        let is_instant = self.spec.events[index].is_instant();
        self.spec.events[index].time = None;
        let begin = self.rng.between(self.low, self.high);
        let longest = if self.rng.chance(70) {
            3
        } else {
            self.high - self.low
        };
        let end = if is_instant {
            begin
        } else {
            self.rng.between(begin, self.high.min(begin + longest))
        };
        self.hidden.push((begin, end));

        let (mut anchored, dates) = match self.shape {
            Shape::Dated => (false, 1 + self.rng.below(3)),
            Shape::Mixed if self.rng.chance(40) => (true, 0),
            Shape::Mixed => (!self.rng.chance(50), 1 + self.rng.below(2)),
        };
        for turn in 0..dates {
            let slash = match (turn, own) {
                (0, true) => Some(slash),
                _ => None,
            };
            let zone = if slash.is_some() {
                None
            } else {
                self.some_zone(40)
            };
            let applies = zone.unwrap_or_else(|| self.spec.event_zone(index));
            let time = self.date(index, slash, !anchored, applies);
            anchored = true;
            if slash.is_some() {
                self.spec.events[index].time = Some(time);
            } else {
                let sources = self.citations();
                self.spec.datings.push(Dating {
                    event: index,
                    time,
                    zone,
                    sources,
                });
            }
        }
    }

    fn participants(&mut self) -> Vec<(usize, Presence)> {
        let mut who: Vec<usize> = (0..self.spec.actors.len()).collect();
        self.rng.shuffle(&mut who);
        who.truncate(1 + self.rng.below(3));
        let presences = [
            Presence::Reported,
            Presence::Reported,
            Presence::Reported,
            Presence::Implied,
            Presence::Denied,
        ];
        who.into_iter()
            .map(|actor| (actor, *self.rng.pick(&presences)))
            .collect()
    }

    /// A date for an event, true in the hidden world or drawn at random; `slash` settles whether it has
    /// one, `anchor` asks for both ends to be kept within the range.
    fn date(&mut self, event: usize, slash: Option<bool>, anchor: bool, zone: i64) -> DateText {
        let wrong = self.wrong();
        loop {
            let (begin, end) = if wrong {
                let begin = self.rng.between(self.low, self.high);
                (begin, self.rng.between(begin, self.high))
            } else {
                self.hidden[event]
            };
            let form = self.form(slash, (begin, end), zone);
            let date = DateText {
                form,
                suffix: self.suffix(),
            };
            let window = date.window(zone);
            let bound = window.begin.0.is_some_and(|low| low >= self.low)
                && window.end.1.is_some_and(|high| high <= self.high);
            // Two ends of an instant may differ in a claim that is drawn at random: a conflict of one.
            if date.is_valid(zone) && (bound || !anchor) && (wrong || window.holds((begin, end))) {
                return date;
            }
        }
    }

    fn form(&mut self, slash: Option<bool>, (begin, end): Span, zone: i64) -> Form {
        let slash = slash.unwrap_or_else(|| self.rng.chance(35));
        if slash {
            let dots = self.rng.chance(50);
            let (first, last) = (self.member(begin, zone), self.member(end, zone));
            return match self.rng.below(4) {
                0 => Form::Slash {
                    begin: Some(first),
                    end: None,
                    dots,
                },
                1 => Form::Slash {
                    begin: None,
                    end: Some(last),
                    dots,
                },
                _ => Form::Slash {
                    begin: Some(first),
                    end: Some(last),
                    dots,
                },
            };
        }
        let from = self.rng.between(self.low, begin);
        let to = self.rng.between(end, self.high);
        let (first, last) = (self.member(from, zone), self.member(to, zone));
        match self.rng.below(8) {
            0 => Form::Range(Some(first), None),
            1 => Form::Range(None, Some(last)),
            2 => Form::List(vec![first, self.member(begin, zone), last]),
            3 => Form::List(vec![first, last]),
            4 => Form::Plain(self.member(begin, zone)),
            _ => Form::Range(Some(first), Some(last)),
        }
    }

    /// A piece that covers the tick, mostly exactly.
    fn member(&mut self, tick: i64, zone: i64) -> Member {
        let day = (tick + zone * super::dates::MINUTE).div_euclid(DAY);
        let (year, month, _) = civil_from_days(day);
        let piece = match self.rng.below(16) {
            0 => Piece::Tenth(tick),
            1 => Piece::Second(tick),
            2 | 3 => Piece::Day(day),
            4 => Piece::Month(year, month),
            5 => Piece::Year(year),
            _ => Piece::Moment(tick),
        };
        let coarse = matches!(piece, Piece::Day(_) | Piece::Month(..) | Piece::Year(_));
        Member {
            piece,
            doubtful: coarse && self.rng.chance(75),
        }
    }

    fn relations(&mut self) {
        let events = self.spec.events.len();
        let count = match self.shape {
            Shape::Dated => self.rng.below(2 * events),
            Shape::Mixed => events / 2 + self.rng.below(events),
        };
        for _ in 0..count {
            let left = self.rng.below(events);
            let right = (left + 1 + self.rng.below(events - 1)) % events;
            let wrong = self.wrong();
            let actual = relation_of(self.hidden[left], self.hidden[right]);
            let fits = |mask: Mask| wrong || mask >> actual & 1 == 1;
            let named = [
                WITHIN,
                super::relation::INTERSECTS,
                1 << BEFORE | 1 << super::relation::MEETS,
            ];
            let single = if wrong {
                1 << self.rng.below(13)
            } else {
                1 << actual
            };
            let is = match self.rng.below(10) {
                0..4 => single,
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

    fn implied(&mut self) {
        let events = self.spec.events.len();
        // Parts come later than wholes in a random order, so that there is no circle.
        let mut ranked: Vec<usize> = (0..events).collect();
        self.rng.shuffle(&mut ranked);
        for place in 1..events {
            let (part, whole) = (ranked[place], ranked[self.rng.below(place)]);
            let fits = WITHIN >> relation_of(self.hidden[part], self.hidden[whole]) & 1 == 1;
            if (fits && self.rng.chance(60)) || (self.rng.chance(20) && self.wrong()) {
                self.spec.events[part].part_of.push(whole);
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

    fn affiliations(&mut self) {
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
    fn repeat(&mut self) {
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

/// A random atom about two different events (or one): any set of relations, sometimes with a gap where a
/// query may have one, or a window of ticks, or an affiliation.
pub fn atom(rng: &mut Rng, spec: &Spec) -> Atom {
    let events = spec.events.len();
    let left = rng.below(events);
    let right = (left + 1 + rng.below(events - 1)) % events;
    let gap = |rng: &mut Rng| {
        let min = rng.chance(60).then(|| rng.between(0, 4));
        let max = rng.chance(60).then(|| min.unwrap_or(0) + rng.between(0, 4));
        Gap { min, max }
    };
    let any = |rng: &mut Rng| (rng.next() as Mask & ALL).max(1);
    match rng.below(10) {
        0..3 => Atom::relation(left, 1 << rng.below(13), right),
        3 => Atom::before(left, right),
        4..6 => Atom::relation(left, any(rng), right),
        6 | 7 => {
            let is = match any(rng) & GAPPED {
                0 => 1 << BEFORE,
                is => is,
            };
            let gap = gap(rng);
            Atom::Relation {
                left,
                is,
                right,
                gap,
            }
        }
        8 if !spec.affiliations.is_empty() => Atom::During {
            event: left,
            affiliation: rng.below(spec.affiliations.len()),
        },
        _ => {
            // Around some tick that the timeline speaks of.
            let near = (0..events)
                .filter_map(|e| spec.own_window(e))
                .find_map(|w| w.begin.0.or(w.end.1));
            let from = near.unwrap_or(0) + rng.between(-3, 3);
            Atom::In {
                event: left,
                from,
                to: from + rng.between(0, 6),
            }
        }
    }
}

/// Random bindings, one to three of one to three atoms each, with coins and a denial now and then.
pub fn bindings(rng: &mut Rng, spec: &Spec) -> Vec<Binding> {
    let binding = |rng: &mut Rng| {
        let atoms = (0..1 + rng.below(3)).map(|_| atom(rng, spec)).collect();
        let coins = if rng.chance(15) {
            vec![rng.below(3) as u32]
        } else {
            Vec::new()
        };
        Binding {
            atoms,
            coins,
            unless: Vec::new(),
        }
    };
    (0..1 + rng.below(3))
        .map(|_| {
            let mut outer = binding(rng);
            if rng.chance(25) {
                outer.unless.push(binding(rng));
            }
            outer
        })
        .collect()
}
