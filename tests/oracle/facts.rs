//! What the records of a Spec say beside times: who took part as what, what about, where, links.
//!
//! The Spec itself holds what claims are made of; this holds what only questions look at, and may be
//! left empty. Like the Spec it knows nothing of the crate, and writes its part of the JSON Lines.

use std::fmt::Write;

use super::spec::{Kind, Presence, Spec};

/// What a meeting's record says of one entry among its participants.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    pub role: Option<&'static str>,
    /// The field `for`.
    pub acts_for: Vec<usize>,
}

/// What an event's record says; fields that its kind does not have stay empty.
#[derive(Clone, Debug, Default)]
pub struct EventFacts {
    /// Beside `Event::participants`, entry by entry; it may be shorter.
    pub entries: Vec<Entry>,
    pub absent: Vec<usize>,
    pub concerns: Vec<usize>,
    /// Authors beside `Event::by`.
    pub authors: Vec<usize>,
    /// A document of its parties, without any author.
    pub anonymous: bool,
    pub to: Vec<usize>,
    pub parties: Vec<usize>,
    pub place: Option<&'static str>,
    pub topics: Vec<&'static str>,
    pub channel: Option<&'static str>,
    pub about: Vec<usize>,
    /// Kinds of stances and their topics.
    pub stances: Vec<(&'static str, &'static str)>,
    pub state: Option<&'static str>,
    pub code: Option<&'static str>,
    /// Kinds of links and the events they lead to.
    pub links: Vec<(&'static str, usize)>,
}

/// What the records of a timeline say beside times; lists may be shorter than the Spec's.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub events: Vec<EventFacts>,
    /// The roles of affiliations.
    pub offices: Vec<Option<&'static str>>,
    /// The names of actors.
    pub names: Vec<Option<&'static str>>,
}

static NOTHING: EventFacts = EventFacts {
    entries: Vec::new(),
    absent: Vec::new(),
    concerns: Vec::new(),
    authors: Vec::new(),
    anonymous: false,
    to: Vec::new(),
    parties: Vec::new(),
    place: None,
    topics: Vec::new(),
    channel: None,
    about: Vec::new(),
    stances: Vec::new(),
    state: None,
    code: None,
    links: Vec::new(),
};

impl Facts {
    /// What is said of an event.
    pub fn event(&self, event: usize) -> &EventFacts {
        self.events.get(event).unwrap_or(&NOTHING)
    }

    /// As what an affiliation has its actor act.
    pub fn office(&self, affiliation: usize) -> Option<&'static str> {
        self.offices.get(affiliation).copied().flatten()
    }

    /// An actor's name.
    pub fn name(&self, actor: usize) -> Option<&'static str> {
        self.names.get(actor).copied().flatten()
    }
}

impl Spec {
    /// Who spoke, wrote or acted; nobody for a meeting.
    pub fn authors(&self, event: usize) -> Vec<usize> {
        let (record, facts) = (&self.events[event], self.facts.event(event));
        if record.kind == Kind::Meeting || facts.anonymous {
            return Vec::new();
        }
        let mut authors = vec![record.by];
        authors.extend(&facts.authors);
        authors
    }

    /// The entries of an actor among the participants of a meeting, with what is said of each.
    pub fn entries(
        &self,
        event: usize,
        actor: usize,
    ) -> impl Iterator<Item = (Presence, Option<&Entry>)> {
        let entries = &self.facts.event(event).entries;
        let participants = self.events[event].participants.iter().enumerate();
        participants
            .filter(move |(_, entry)| entry.0 == actor)
            .map(move |(place, &(_, presence))| (presence, entries.get(place)))
    }

    /// Writes the fields of an event that say who and what.
    pub(super) fn write_facts(&self, out: &mut String, index: usize) {
        let (event, facts) = (&self.events[index], self.facts.event(index));
        let actors = |list: &[usize]| strings(list.iter().map(|&a| self.actors[a].id.as_str()));
        let events = |list: &[usize]| strings(list.iter().map(|&e| self.events[e].id.as_str()));
        if event.kind == Kind::Meeting {
            let entries = (0..event.participants.len()).map(|place| self.entry(index, place));
            let entries = entries.collect::<Vec<_>>().join(",");
            write!(out, r#","participants":[{entries}]"#).unwrap();
        }
        if let Some(place) = facts.place {
            write!(out, r#","place":"{place}""#).unwrap();
        }
        let lists = [
            ("by", actors(&self.authors(index))),
            ("to", actors(&facts.to)),
            ("absent", actors(&facts.absent)),
            ("concerns", actors(&facts.concerns)),
            ("parties", actors(&facts.parties)),
            ("about", events(&facts.about)),
            ("topics", strings(facts.topics.iter().copied())),
        ];
        for (name, list) in lists {
            if !list.is_empty() {
                write!(out, r#","{name}":[{list}]"#).unwrap();
            }
        }
        let texts = [
            ("channel", facts.channel),
            ("state", facts.state),
            ("code", facts.code),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                write!(out, r#","{name}":"{text}""#).unwrap();
            }
        }
        if !facts.stances.is_empty() {
            let stances = facts
                .stances
                .iter()
                .map(|(stance, topic)| format!(r#"{{"topic":"{topic}","stance":"{stance}"}}"#));
            let stances = stances.collect::<Vec<_>>().join(",");
            write!(out, r#","stances":[{stances}]"#).unwrap();
        }
        if !facts.links.is_empty() {
            let links = facts
                .links
                .iter()
                .map(|&(kind, to)| format!(r#"{{"kind":"{kind}","to":"{}"}}"#, self.events[to].id));
            let links = links.collect::<Vec<_>>().join(",");
            write!(out, r#","links":[{links}]"#).unwrap();
        }
    }

    fn entry(&self, index: usize, place: usize) -> String {
        let (actor, presence) = self.events[index].participants[place];
        let id = &self.actors[actor].id;
        let entry = self.facts.event(index).entries.get(place);
        let mut text = format!(r#"{{"actor":"{id}""#);
        let bare = text.len();
        if let Some(role) = entry.and_then(|entry| entry.role) {
            write!(text, r#","role":"{role}""#).unwrap();
        }
        let acts_for = entry.map_or(&[][..], |entry| &entry.acts_for);
        if !acts_for.is_empty() {
            let list = strings(acts_for.iter().map(|&a| self.actors[a].id.as_str()));
            write!(text, r#","for":[{list}]"#).unwrap();
        }
        match presence {
            Presence::Reported => {}
            Presence::Implied => text.push_str(r#","presence":"implied""#),
            Presence::Denied => text.push_str(r#","presence":"denied""#),
        }
        if text.len() == bare {
            return format!(r#""{id}""#);
        }
        text + "}"
    }
}

/// A list of JSON strings, without its brackets; none of them needs escapes.
fn strings<'a>(list: impl Iterator<Item = &'a str>) -> String {
    let quoted: Vec<String> = list.map(|text| format!(r#""{text}""#)).collect();
    quoted.join(",")
}
