//! Random timelines by seed, in two shapes.
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
use super::relation::Span;
use super::rng::Rng;
use super::spec::{
    Actor, Citation, Dating, Event, Header, Kind, Line, Presence, Source, Spec, Status,
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

pub(super) fn shuffle(spec: &mut Spec, rng: &mut Rng) {
    spec.layout.retain(|&line| line != Line::Blank);
    rng.shuffle(&mut spec.layout);
    for _ in 0..rng.below(3) {
        let place = rng.below(spec.layout.len() + 1);
        spec.layout.insert(place, Line::Blank);
    }
}

pub(super) struct Maker {
    pub(super) rng: Rng,
    pub(super) shape: Shape,
    pub(super) spec: Spec,
    /// The range in which events happen.
    pub(super) low: i64,
    pub(super) high: i64,
    /// The share of claims drawn at random, of a hundred.
    pub(super) noise: u32,
    /// Whether zones are used at all.
    pub(super) zones: bool,
    /// Whether claims say little, so that much stays open.
    pub(super) loose: bool,
    pub(super) hidden: Vec<Span>,
}

impl Maker {
    pub(super) fn new(seed: u64, shape: Shape) -> Self {
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
        let noise = *rng.pick(&[0, 0, 15, 30, 50]);
        let zones = rng.chance(20);
        let loose = rng.chance(65);
        Self {
            rng,
            shape,
            spec: Spec::default(),
            low,
            high: low + width - 1,
            noise,
            zones,
            loose,
            hidden: Vec::new(),
        }
    }

    fn some_zone(&mut self, percent: u32) -> Option<i64> {
        (self.zones && self.rng.chance(percent)).then(|| *self.rng.pick(&[180, -300, 0, 345]))
    }

    pub(super) fn actors(&mut self) {
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

    pub(super) fn sources(&mut self) {
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

    pub(super) fn suffix(&mut self) -> Suffix {
        match self.rng.below(10) {
            0 if self.zones => Suffix::Offset(*self.rng.pick(&[0, 120, -300])),
            1 | 2 => Suffix::Bare,
            _ => Suffix::Zulu,
        }
    }

    pub(super) fn citations(&mut self) -> Vec<Citation> {
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

    pub(super) fn wrong(&mut self) -> bool {
        self.rng.chance(self.noise)
    }

    pub(super) fn events(&mut self) {
        let count = match (self.shape, self.high - self.low + 1) {
            (Shape::Dated, 3) => self.rng.between(4, 5),
            (Shape::Dated, 4) => self.rng.between(3, 4),
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

    pub(super) fn event(&mut self, id: String) {
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
        let instant = self.rng.chance(40).then(|| self.rng.chance(30));
        // Whether the own time has a slash decides whether the event is an instant, hence the hidden
        // world, hence the dates.
        let own = self.rng.chance(60);
        let slash = self.rng.chance(if self.loose { 15 } else { 50 });
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
            Shape::Dated if self.loose => (false, 1 + usize::from(self.rng.chance(30))),
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
        let slash = slash.unwrap_or_else(|| self.rng.chance(if self.loose { 15 } else { 35 }));
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
        let mut from = self.rng.between(self.low, begin);
        let mut to = self.rng.between(end, self.high);
        if self.loose {
            from = if self.rng.chance(60) { self.low } else { from };
            to = if self.rng.chance(60) { self.high } else { to };
        }
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
    pub(super) fn member(&mut self, tick: i64, zone: i64) -> Member {
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
            doubtful: self.rng.chance(if coarse { 75 } else { 8 }),
        }
    }
}
