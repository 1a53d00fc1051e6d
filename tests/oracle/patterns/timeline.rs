//! Random timelines with everything that patterns ask about.
//!
//! Times, claims and affiliations are those of [`crate::oracle::gen`], without noise, so that the claims agree. On
//! top come some events that are dated to the tick (more events without more worlds), and what records say
//! beside times, from small pools of words, so that patterns often find something.

use crate::oracle::dates::{DateText, Form, MINUTE, Piece, Suffix};
use crate::oracle::facts::{Entry, EventFacts, Facts};
use crate::oracle::r#gen::{Maker, Shape, shuffle};
use crate::oracle::relation::Span;
use crate::oracle::rng::Rng;
use crate::oracle::spec::{Affiliation, Event, Header, Kind, Presence, Side, Spec, Status};

pub const PLACES: [&str; 3] = ["Moscow", "Lake House", "geneva"];
pub const TOPICS: [&str; 3] = ["peace", "grain deal", "gas"];
pub const CHANNELS: [&str; 2] = ["social_media", "press briefing"];
pub const STANCES: [&str; 4] = ["support", "oppose", "conditional", "neutral"];
pub const STATES: [&str; 5] = ["proposed", "rejected", "signed", "in_force", "withdrawn"];
pub const CODES: [&str; 6] = [
    "CAMEO:03",
    "CAMEO:036",
    "CAMEO:071",
    "CAMEO:112",
    "CAMEO:190",
    "CAMEO:1",
];
pub const ROLES: [&str; 5] = ["host", "guest", "mediator", "observer", "delegate"];
pub const OFFICES: [&str; 3] = ["envoy", "special envoy", "minister"];
pub const LINKS: [&str; 11] = [
    "quotes",
    "reaffirms",
    "contradicts",
    "rejects",
    "accepts",
    "amends",
    "replaces",
    "signs",
    "realizes",
    "cancels",
    "reports",
];
const NAMES: [&str; 6] = [
    "Anna of the Lake",
    "Boris \u{160}.",
    "Cem",
    "The Desk",
    "Republic of X",
    "Y Land",
];

/// The timeline of a seed. In shape `Dated` its worlds can be listed, as a rule.
pub fn rich(seed: u64, shape: Shape) -> Spec {
    let mut maker = Maker::new(seed ^ 0x9A77_E2A5, shape);
    maker.noise = 0;
    maker.loose |= maker.rng.chance(70);
    maker.zones |= maker.rng.chance(30);
    maker.actors();
    if maker.zones && maker.rng.chance(50) {
        // A midnight of the timeline's zone is of more use than one of UTC.
        let zone = *maker.rng.pick(&[180, -300, 345]);
        maker.spec.header = Some(Header { zone: Some(zone) });
        maker.low -= zone * MINUTE;
        maker.high -= zone * MINUTE;
    }
    maker.sources();
    maker.events();
    maker.relations();
    maker.implied();
    thin_out(&mut maker);
    if shape == Shape::Dated {
        exact_events(&mut maker);
    }
    replies(&mut maker);
    maker.affiliations();
    maker.repeat();
    let mut rng = maker.rng;
    let turn = rng.between(maker.low, maker.high);
    let mut spec = maker.spec;
    chain(&mut spec, &mut rng);
    if rng.chance(40) {
        offices(&mut spec, &mut rng, turn);
    }
    decorate(&mut spec, &mut rng);
    spec.layout = spec.plain_layout();
    if rng.chance(50) {
        shuffle(&mut spec, &mut rng);
    }
    spec
}

/// Leaves out claims that tie events to each other, so that more worlds are left.
fn thin_out(maker: &mut Maker) {
    let rng = &mut maker.rng;
    let keep = *rng.pick(&[0, 25, 50, 75]);
    maker.spec.relations.retain(|_| rng.chance(keep));
    for event in &mut maker.spec.events {
        event.part_of.retain(|_| rng.chance(keep));
    }
}

fn exact_events(maker: &mut Maker) {
    let (low, high) = (maker.low, maker.high);
    if maker.rng.chance(50) {
        // Two in turn, so that what is surely within one or the other is within neither for sure.
        let kind = *maker
            .rng
            .pick(&[Kind::Meeting, Kind::Document, Kind::Action]);
        let turn = maker.rng.between(low, high);
        let later = (turn + maker.rng.between(0, 1)).min(high);
        exact(maker, "y1".to_owned(), kind, (low, turn));
        exact(maker, "y2".to_owned(), kind, (later, high));
    }
    for extra in 0..maker.rng.below(3) {
        let kinds = [
            Kind::Meeting,
            Kind::Meeting,
            Kind::Statement,
            Kind::Document,
            Kind::Action,
        ];
        let kind = *maker.rng.pick(&kinds);
        let begin = maker.rng.between(low, high);
        let end = maker.rng.between(begin, high.min(begin + 2));
        exact(maker, format!("x{extra}"), kind, (begin, end));
    }
}

/// An event of which both ticks are known.
fn exact(maker: &mut Maker, id: String, kind: Kind, (begin, end): Span) {
    let at = |tick| Some(Piece::Moment(tick).into());
    let time = DateText {
        form: Form::Slash {
            begin: at(begin),
            end: at(end),
            dots: false,
        },
        suffix: Suffix::Zulu,
    };
    let participants = if kind == Kind::Meeting {
        let first = maker.rng.below(6);
        let second = (first + 1 + maker.rng.below(5)) % 6;
        vec![(first, Presence::Reported), (second, Presence::Reported)]
    } else {
        Vec::new()
    };
    maker.hidden.push((begin, end));
    // Publications imply bounds, so only sources without one are cited.
    let mut sources = maker.citations();
    sources.retain(|citation| maker.spec.published_end(citation.source).is_none());
    maker.spec.events.push(Event {
        id,
        kind,
        instant: None,
        status: Status::Occurred,
        participants,
        by: maker.rng.below(6),
        time: Some(time),
        zone: None,
        part_of: Vec::new(),
        replies_to: Vec::new(),
        sources,
    });
}

/// More replies than times alone need, each true in the hidden world.
fn replies(maker: &mut Maker) {
    for reply in 0..maker.spec.events.len() {
        let to = maker.rng.below(maker.spec.events.len());
        let fits = maker.hidden[reply].0 > maker.hidden[to].0;
        let event = &mut maker.spec.events[reply];
        if fits && event.kind == Kind::Statement && !event.replies_to.contains(&to) {
            event.replies_to.push(to);
        }
    }
}

/// Affiliations that lead on: a deputy of a person, a desk of a state, a state in a union.
fn chain(spec: &mut Spec, rng: &mut Rng) {
    let some = spec
        .affiliations
        .first()
        .map(|a| (a.from.clone(), a.until.clone()));
    for (actor, of) in [(0, 1), (1, 2), (3, 4), (4, 5)] {
        if !rng.chance(if actor == 3 { 35 } else { 12 }) {
            continue;
        }
        let (from, until) = match &some {
            Some(ends) if rng.chance(30) => ends.clone(),
            _ => (Side::Missing, Side::Missing),
        };
        spec.affiliations.push(Affiliation {
            actor,
            of,
            from,
            until,
            sources: Vec::new(),
        });
    }
}

/// An office that one leaves as the next takes it, both of whom are at some event: who acted depends on the
/// world, and often somebody did in all of them.
fn offices(spec: &mut Spec, rng: &mut Rng, turn: i64) {
    let at = |tick| Side::At(DateText::moment(tick));
    let first = rng.below(3);
    let second = (first + 1 + rng.below(2)) % 3;
    let of = 3 + rng.below(3);
    let gap = rng.between(0, 1);
    for (actor, from, until) in [
        (first, Side::Missing, at(turn)),
        (second, at(turn + gap), Side::Missing),
    ] {
        spec.affiliations.push(Affiliation {
            actor,
            of,
            from,
            until,
            sources: Vec::new(),
        });
    }
    for event in spec.events.iter_mut().filter(|e| e.kind == Kind::Meeting) {
        for actor in [first, second] {
            let named = event.participants.iter().any(|&(other, _)| other == actor);
            if !named && rng.chance(60) {
                event.participants.push((actor, Presence::Reported));
            }
        }
    }
}

fn decorate(spec: &mut Spec, rng: &mut Rng) {
    let offices = spec.affiliations.iter();
    let mut facts = Facts {
        offices: offices
            .map(|_| rng.chance(65).then(|| *rng.pick(&OFFICES)))
            .collect(),
        names: NAMES
            .iter()
            .map(|&name| rng.chance(50).then_some(name))
            .collect(),
        events: Vec::new(),
    };
    // Whoever is acted for has no `for` of its own: whether that would lead on is not settled.
    let principals: Vec<usize> = spec.affiliations.iter().map(|a| a.of).collect();
    let count = spec.events.len();
    for index in 0..count {
        let event = &mut spec.events[index];
        if event.status == Status::Occurred {
            event.status = match rng.below(20) {
                0 => Status::Planned,
                1 => Status::Cancelled,
                2 => Status::Denied,
                3 => Status::Alleged,
                _ => Status::Occurred,
            };
        }
        let mut own = EventFacts {
            place: rng.chance(60).then(|| *rng.pick(&PLACES)),
            ..EventFacts::default()
        };
        for topic in TOPICS {
            if rng.chance(25) {
                own.topics.push(topic);
            }
        }
        for _ in 0..rng.below(3) {
            let to = rng.below(count);
            if to != index && rng.chance(60) {
                own.links.push((*rng.pick(&LINKS), to));
            }
        }
        let somebody = |rng: &mut Rng, percent: u32| -> Vec<usize> {
            (0..6).filter(|_| rng.chance(percent)).collect()
        };
        match event.kind {
            Kind::Meeting => meeting(event, &mut own, &principals, rng),
            Kind::Statement => {
                own.to = somebody(rng, 20);
                own.channel = rng.chance(50).then(|| *rng.pick(&CHANNELS));
                own.about = (0..count)
                    .filter(|&e| e != index && rng.chance(30))
                    .collect();
                for _ in 0..rng.below(3) {
                    own.stances.push((*rng.pick(&STANCES), *rng.pick(&TOPICS)));
                }
            }
            Kind::Document => {
                own.to = somebody(rng, 15);
                own.parties = somebody(rng, 35);
                own.anonymous = !own.parties.is_empty() && rng.chance(40);
                own.state = rng.chance(60).then(|| *rng.pick(&STATES));
            }
            Kind::Action => {
                own.to = somebody(rng, 25);
            }
        }
        let coded = if event.kind == Kind::Action { 75 } else { 30 };
        own.code = rng.chance(coded).then(|| *rng.pick(&CODES));
        if event.kind != Kind::Meeting && rng.chance(20) {
            own.authors = vec![(event.by + 1 + rng.below(5)) % 6];
        }
        facts.events.push(own);
    }
    spec.facts = facts;
}

fn meeting(event: &mut Event, own: &mut EventFacts, principals: &[usize], rng: &mut Rng) {
    // More of them than the times alone need, and now and then somebody twice.
    for _ in 0..rng.below(3) {
        let actor = rng.below(6);
        if rng.chance(20) || event.participants.iter().all(|&(other, _)| other != actor) {
            let presence = match rng.below(10) {
                0 => Presence::Denied,
                1 | 2 => Presence::Implied,
                _ => Presence::Reported,
            };
            event.participants.push((actor, presence));
        }
    }
    for &(actor, presence) in &event.participants {
        let role = rng.chance(50).then(|| *rng.pick(&ROLES));
        let mut acts_for = Vec::new();
        if presence != Presence::Denied && actor < 3 && !principals.contains(&actor) {
            acts_for = (3..6).filter(|_| rng.chance(12)).collect();
        }
        own.entries.push(Entry { role, acts_for });
    }
    let there = |actor: usize| {
        let mut entries = event.participants.iter();
        entries.any(|&(other, presence)| other == actor && presence != Presence::Denied)
    };
    own.absent = (0..6).filter(|&a| !there(a) && rng.chance(25)).collect();
    own.concerns = (0..6).filter(|_| rng.chance(20)).collect();
}
