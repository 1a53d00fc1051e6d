//! Random timelines in which word passes: short meetings in turn, and a statement as the last event.

use crate::oracle::dates::{DateText, Form, Piece, Suffix};
use crate::oracle::relation::{Gap, Mask, Span, claimable, relation_of};
use crate::oracle::rng::Rng;
use crate::oracle::spec::{Actor, Event, Kind, Presence, Relation, Spec, Status};

/// The most worlds before relations are claimed.
const MOST: i64 = 3_000;

/// A random timeline of short meetings in turn, and a statement that is its last event. Its claims agree.
pub fn encounters(seed: u64) -> Spec {
    let mut rng = Rng::new(seed ^ 0xE2C0);
    let mut spec = Spec::default();
    for id in ["anna", "boris", "cem", "desk", "x-land", "y-land"] {
        spec.actors.push(Actor {
            id: id.into(),
            kind: "person",
        });
    }
    let mut hidden: Vec<Span> = Vec::new();
    let mut worlds = 1;
    for index in 0..rng.between(3, 7) {
        let begin = rng.between(0, 9);
        let end = begin + *rng.pick(&[0, 0, 1, 2]);
        let spread = *rng.pick(&[0, 0, 1, 1, 2]);
        let participants = who(&mut rng);
        meet(&mut spec, Kind::Meeting, format!("m{index}"), participants);
        worlds *= date(&mut spec, &mut rng, (begin, end), spread, MOST / worlds);
        hidden.push((begin, end));
    }
    meet(&mut spec, Kind::Statement, "word".to_owned(), Vec::new());
    let last = rng.between(5, 12);
    let spread = *rng.pick(&[0, 1, 3]);
    date(&mut spec, &mut rng, (last, last), spread, MOST / worlds);
    hidden.push((last, last));
    for _ in 0..rng.below(4) {
        let (left, right) = (rng.below(hidden.len()), rng.below(hidden.len()));
        let actual = relation_of(hidden[left], hidden[right]);
        let fits = |is: &Mask| is >> actual & 1 == 1;
        let fitting: Vec<Mask> = claimable().iter().copied().filter(fits).collect();
        if left != right {
            spec.relations.push(Relation {
                left,
                is: *rng.pick(&fitting),
                right,
                gap: Gap::NONE,
                sources: Vec::new(),
            });
        }
    }
    spec.layout = spec.plain_layout();
    spec
}

/// Two or three of six, some of whose presences are implied or denied.
fn who(rng: &mut Rng) -> Vec<(usize, Presence)> {
    let mut actors: Vec<usize> = (0..6).collect();
    rng.shuffle(&mut actors);
    actors.truncate(2 + rng.below(2));
    let presences = [
        Presence::Reported,
        Presence::Reported,
        Presence::Reported,
        Presence::Reported,
        Presence::Implied,
    ];
    let mut list: Vec<(usize, Presence)> = Vec::new();
    for actor in actors {
        let presence = *rng.pick(&presences);
        list.push((
            actor,
            if rng.chance(6) {
                Presence::Denied
            } else {
                presence
            },
        ));
    }
    list
}

fn meet(spec: &mut Spec, kind: Kind, id: String, participants: Vec<(usize, Presence)>) {
    spec.events.push(Event {
        id,
        kind,
        instant: None,
        status: Status::Occurred,
        participants,
        by: 0,
        time: None,
        zone: None,
        part_of: Vec::new(),
        replies_to: Vec::new(),
        sources: Vec::new(),
    });
}

/// Dates the last event around its hidden ticks, in no more ways than allowed, and may leave open whether it
/// took place; gives the number of ways.
fn date(spec: &mut Spec, rng: &mut Rng, hidden: Span, mut spread: i64, most: i64) -> i64 {
    let ways = |spread: i64| {
        let ticks = hidden.1 - hidden.0 + 1 + 2 * spread;
        match (spread, hidden.0 == hidden.1) {
            (0, _) => 1,
            (_, true) => ticks,
            (_, false) => ticks * (ticks + 1) / 2,
        }
    };
    if ways(spread) > most {
        spread = 0;
    }
    let event = spec.events.last_mut().expect("just made");
    let at = |tick: i64| Some(Piece::Moment(tick).into());
    let (from, to) = (
        hidden.0 - rng.between(0, spread),
        hidden.1 + rng.between(0, spread),
    );
    let form = if spread == 0 && hidden.0 < hidden.1 {
        Form::Slash {
            begin: at(hidden.0),
            end: at(hidden.1),
            dots: false,
        }
    } else {
        Form::Range(at(from), at(to))
    };
    event.time = Some(DateText {
        form,
        suffix: Suffix::Zulu,
    });
    event.instant = (hidden.0 == hidden.1).then_some(true);
    event.status = match rng.below(12) {
        0 | 1 => Status::Alleged,
        2 if event.kind == Kind::Meeting => Status::Planned,
        _ => Status::Occurred,
    };
    ways(spread)
}
