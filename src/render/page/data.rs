//! What the page knows, as JSON.

use super::Shown;
use super::facts::{Fact, facts};
use crate::graph::FACT;
use crate::id::ActorId;
use crate::model::{Citation, Grade, Presence, Source, Status};
use crate::query::Certainty;
use crate::render::lanes::{Lanes, Spacing};
use crate::render::scene::claims_of;
use crate::timeline::{
    Assertion, Bound, Conflict, EndWindow, EventView, Moment, Part, StatedClaim, Timeline,
};
use rustc_hash::FxHashMap;
use serde::Serialize;

/// Ticks are texts, since numbers in a page hold no more than 53 bits.
type Ticks = Option<String>;

#[derive(Serialize)]
struct Page<'t> {
    title: Option<&'t str>,
    zone: Clock,
    by: &'static str,
    condensed: bool,
    answers: bool,
    actors: Vec<(&'t str, &'t str)>,
    topics: Vec<&'t str>,
    lanes: [Vec<String>; 3],
    sources: Vec<SourceOf<'t>>,
    events: Vec<Event<'t>>,
    /// How many of the sections' events each holds, and whether their order is certain.
    sections: Vec<(usize, bool)>,
    claims: Vec<ClaimOf>,
    /// Each edge as four: from, to, weight, claim, -1 where no claim states it.
    edges: Vec<(u32, u32, String, i64)>,
    conflicts: Vec<ConflictOf>,
    arrows: Vec<ArrowOf>,
}

#[derive(Serialize)]
struct Clock {
    name: String,
    /// Microseconds ahead of UTC, where that is the same at all times.
    offset: Ticks,
}

#[derive(Serialize)]
struct SourceOf<'t> {
    key: &'t str,
    title: Option<&'t str>,
    publisher: Option<&'t str>,
    author: Option<&'t str>,
    published: Option<&'t str>,
    url: Option<&'t str>,
    via: &'t [String],
    reliability: Option<String>,
}

#[derive(Serialize)]
struct Event<'t> {
    key: &'t str,
    name: &'t str,
    kind: String,
    status: String,
    certainty: &'static str,
    instant: bool,
    begin: [Ticks; 2],
    end: [Ticks; 2],
    points: [u32; 2],
    people: Vec<Person>,
    place: Option<&'t str>,
    topics: Vec<usize>,
    lanes: [Vec<usize>; 3],
    facts: Vec<Fact>,
    sources: Vec<Cited>,
    conflict: bool,
}

#[derive(Serialize)]
struct Person {
    actor: usize,
    part: &'static str,
    role: Option<String>,
    presence: Option<String>,
}

#[derive(Serialize)]
struct Cited {
    source: usize,
    grade: String,
    place: Option<String>,
    quote: Option<String>,
}

#[derive(Serialize)]
struct ClaimOf {
    text: String,
    sources: Vec<Cited>,
    grade: String,
    doubtful: bool,
    events: Vec<usize>,
}

#[derive(Serialize)]
struct ConflictOf {
    aside: ClaimOf,
    claims: Vec<ClaimOf>,
}

#[derive(Serialize)]
struct ArrowOf {
    from: usize,
    to: usize,
    directed: bool,
    aside: bool,
    text: String,
}

/// All that the page knows.
pub(super) fn json(shown: &Shown<'_, '_>) -> String {
    let page = Collector::new(shown).page();
    // Only maps with keys that are no texts, and sources of data that fail, can't be written.
    serde_json::to_string(&page).unwrap_or_default()
}

/// Numbers things as they are met.
struct Collector<'p, 't> {
    shown: &'p Shown<'p, 't>,
    timeline: &'t Timeline,
    events: FxHashMap<&'t str, usize>,
    actors: FxHashMap<ActorId, usize>,
    topics: FxHashMap<&'t str, usize>,
    sources: FxHashMap<&'t str, usize>,
    source_records: Vec<(&'t str, Option<&'t Source>)>,
    lanes: [FxHashMap<u32, usize>; 3],
    page: Page<'t>,
}

const LANES: [Lanes; 3] = [Lanes::Actor, Lanes::State, Lanes::Kind];

impl<'p, 't> Collector<'p, 't> {
    fn new(shown: &'p Shown<'p, 't>) -> Collector<'p, 't> {
        let t = shown.timeline;
        let sources = t.sources().map(|source| (source.key(), source.record()));
        let source_records: Vec<(&str, Option<&Source>)> = sources.collect();
        let numbers = source_records.iter().enumerate();
        let events = shown.events.iter().enumerate();
        Collector {
            shown,
            timeline: t,
            events: events.map(|(at, event)| (event.key(), at)).collect(),
            actors: FxHashMap::default(),
            topics: FxHashMap::default(),
            sources: numbers.map(|(at, (key, _))| (*key, at)).collect(),
            source_records,
            lanes: [const { Vec::new() }; 3].map(|_: Vec<()>| FxHashMap::default()),
            page: Page {
                title: t.title(),
                zone: Clock {
                    name: t.zone().to_string(),
                    offset: t.zone().fixed_offset().map(|offset| offset.to_string()),
                },
                by: match shown.lanes {
                    Lanes::Actor => "actor",
                    Lanes::State => "state",
                    Lanes::Kind => "kind",
                },
                condensed: shown.spacing == Spacing::Condensed,
                answers: shown.answers.is_some(),
                actors: Vec::new(),
                topics: Vec::new(),
                lanes: [const { Vec::new() }; 3],
                sources: Vec::new(),
                events: Vec::new(),
                sections: Vec::new(),
                claims: Vec::new(),
                edges: Vec::new(),
                conflicts: Vec::new(),
                arrows: Vec::new(),
            },
        }
    }

    fn page(mut self) -> Page<'t> {
        let t = self.timeline;
        let ids: Vec<u32> = self.shown.events.iter().map(|event| event.id().0).collect();
        let explained = t.explained(&ids);
        for &event in &self.shown.events {
            let points = [Moment::begin(event.id().0), Moment::end(event.id().0)];
            let event = self.event(event, points.map(|moment| explained.point(moment)));
            self.page.events.push(event);
        }
        self.page.sources = self.source_records.iter().map(source).collect();
        for &claim in &explained.claims {
            let claim = self.claim(&t.store().state(claim));
            self.page.claims.push(claim);
        }
        let edges = explained.problem.edges().iter().map(|edge| {
            let claim = if edge.claim == FACT {
                -1
            } else {
                edge.claim.into()
            };
            (edge.from, edge.to, edge.weight.to_string(), claim)
        });
        self.page.edges = edges.collect();
        for conflict in t.conflicts() {
            let conflict = self.conflict(conflict);
            for &event in &conflict.aside.events {
                self.page.events[event].conflict = true;
            }
            self.page.conflicts.push(conflict);
        }
        self.page.arrows = claims_of(t)
            .filter_map(|claim| {
                let at = |key: &str| self.events.get(key).copied();
                Some(ArrowOf {
                    from: at(&claim.from)?,
                    to: at(&claim.to)?,
                    directed: claim.is_directed,
                    aside: claim.is_set_aside,
                    text: claim.told,
                })
            })
            .collect();
        let known = |id| self.events.contains_key(t.view(id).key());
        let sections = self.shown.sections.iter();
        let sections = sections.map(|section| {
            let shown = section.events.iter().filter(|id| known(id.0)).count();
            (shown, section.determinate)
        });
        self.page.sections = sections.filter(|section| section.0 > 0).collect();
        self.page
    }

    fn event(&mut self, event: EventView<'t>, points: [u32; 2]) -> Event<'t> {
        let record = event.record();
        let people = event
            .involved()
            .map(|(actor, part, role, presence)| Person {
                actor: *self.actors.entry(actor.id()).or_insert_with(|| {
                    self.page.actors.push((actor.key(), actor.name()));
                    self.page.actors.len() - 1
                }),
                part: part_name(part),
                role: role.map(|role| role.to_string()),
                presence: (presence != Presence::Reported).then(|| presence.to_string()),
            });
        let people = people.collect();
        let topics = event.topics().map(|topic| {
            *self.topics.entry(topic).or_insert_with(|| {
                self.page.topics.push(topic);
                self.page.topics.len() - 1
            })
        });
        let topics = topics.collect();
        let mut lanes = [const { Vec::new() }; 3];
        for (way, by) in LANES.into_iter().enumerate() {
            for (number, name) in by.of(event) {
                let names = &mut self.page.lanes[way];
                let at = *self.lanes[way].entry(number).or_insert_with(|| {
                    names.push(name);
                    names.len() - 1
                });
                lanes[way].push(at);
            }
        }
        Event {
            key: event.key(),
            name: event.name(),
            kind: event.kind().to_string(),
            status: event.status().to_string(),
            certainty: self.certainty(event),
            instant: event.is_instant(),
            begin: ticks(event.begin()),
            end: ticks(event.end()),
            points,
            people,
            place: event.place(),
            topics,
            lanes,
            facts: facts(&record),
            sources: self.cited(record.citations()),
            conflict: false,
        }
    }

    /// How sure it is that the event answers the question, or that it took place at all.
    fn certainty(&self, event: EventView<'_>) -> &'static str {
        let took_place = match event.status() {
            Status::Occurred => Certainty::Certain,
            Status::Alleged => Certainty::Possible,
            _ => Certainty::Impossible,
        };
        let answered = self.shown.answers.map(|answers| answers.get(&event.id()));
        match answered.map_or(took_place, |sure| sure.copied().unwrap_or(took_place)) {
            Certainty::Certain => "certain",
            Certainty::Possible => "possible",
            Certainty::Impossible => "impossible",
        }
    }

    fn claim(&self, claim: &StatedClaim) -> ClaimOf {
        let keys: Vec<&str> = match &claim.assertion {
            Assertion::Date { event, .. } => vec![event],
            Assertion::Relation { left, right, .. } => vec![left, right],
            Assertion::Implied { event, of, .. } => vec![event, of],
        };
        let events = keys.into_iter().filter_map(|key| self.events.get(key));
        ClaimOf {
            text: claim.to_string(),
            sources: self.cited(&claim.citations),
            grade: claim.grade.to_string(),
            doubtful: claim.doubtful,
            events: events.copied().collect(),
        }
    }

    fn conflict(&self, conflict: &Conflict) -> ConflictOf {
        let aside = conflict.set_aside();
        let others = conflict.claims().iter().filter(|&claim| claim != aside);
        ConflictOf {
            aside: self.claim(aside),
            claims: others.map(|claim| self.claim(claim)).collect(),
        }
    }

    fn cited(&self, citations: &[Citation]) -> Vec<Cited> {
        let cited = citations.iter().filter_map(|citation| {
            let source = *self.sources.get(citation.source.as_str())?;
            let record = self.source_records.get(source)?.1;
            let reliability = record.and_then(|record| record.reliability);
            Some(Cited {
                source,
                grade: Grade::of(reliability, citation.credibility).to_string(),
                place: citation.place.clone(),
                quote: citation.quote.clone(),
            })
        });
        cited.collect()
    }
}

fn source<'t>((key, record): &(&'t str, Option<&'t Source>)) -> SourceOf<'t> {
    let text = |of: fn(&Source) -> &Option<String>| record.and_then(|record| of(record).as_deref());
    SourceOf {
        key,
        title: text(|source| &source.title),
        publisher: text(|source| &source.publisher),
        author: text(|source| &source.author),
        published: text(|source| &source.published),
        url: text(|source| &source.url),
        via: record.map_or(&[], |record| &record.via),
        reliability: record.and_then(|record| Some(record.reliability?.to_string())),
    }
}

fn ticks(window: EndWindow) -> [Ticks; 2] {
    let text = |bound: Bound| bound.micros().to_string();
    [window.earliest.map(text), window.latest.map(text)]
}

fn part_name(part: Part) -> &'static str {
    match part {
        Part::Participant => "participant",
        Part::Party => "party",
        Part::By => "by",
        Part::To => "to",
        Part::Absent => "absent",
        Part::Concerned => "concerned",
    }
}
