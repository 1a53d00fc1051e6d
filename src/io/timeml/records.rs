//! From elements to records.

use rustc_hash::{FxHashMap, FxHashSet};

use super::place::Places;
use super::text::{Element, Kind};
use super::value::edtf;
use crate::io::LinkList;
use crate::io::links::{ACTOR, add_up, relations};
use crate::model::{Action, Actor, Claim, Note, Source, nearest};
use crate::time::RelationSet;

/// What attributes may name the left side of a link.
const LEFT: [&str; 3] = ["eventInstanceID", "timeID", "eventID"];

/// What attributes may name the right side.
const RIGHT: [&str; 3] = ["relatedToEventInstance", "relatedToTime", "relatedToEvent"];

/// After so many faults no more is told of what may have been meant, since that takes a look at everything each time.
const SUGGESTED: usize = 20;

/// What a relation of TimeML says; nothing, if it is known to; none, if there is no such relation.
fn meaning(name: &str) -> Option<Option<RelationSet>> {
    match name {
        "DURING" => Some(Some(RelationSet::WITHIN)),
        "DURING_INV" => Some(Some(RelationSet::WITHIN.converse())),
        _ => {
            let mut known = relations().into_iter();
            known
                .find(|(known, _)| *known == name)
                .map(|(_, meaning)| meaning)
        }
    }
}

/// A text under way.
struct Adding<'a> {
    places: &'a Places<'a>,
    list: &'a mut LinkList,
    /// The identifiers that are taken.
    taken: FxHashSet<&'a str>,
    /// Those of the actions.
    known: FxHashSet<&'a str>,
}

/// Adds the records of all elements.
pub(super) fn add<'a>(elements: &'a [Element], places: &'a Places<'a>, list: &'a mut LinkList) {
    let of = |kind: Kind| elements.iter().filter(move |element| element.kind == kind);
    let actor = Actor::group(ACTOR, "whoever the text tells of");
    list.input.push(actor.into(), places.origin(0));
    let mut source = Source::new(list.text.as_str());
    let made = of(Kind::Time).find(|time| {
        let function = time.get("functionInDocument");
        matches!(function, Some("CREATION_TIME" | "PUBLICATION_TIME"))
    });
    source.published = made.and_then(|time| edtf(time.get("value")?));
    list.input.push(source.into(), places.origin(0));
    let mut adding = Adding {
        places,
        list,
        taken: FxHashSet::default(),
        known: FxHashSet::default(),
    };
    let mut events: FxHashMap<&str, &Element> = FxHashMap::default();
    let mut instances: FxHashSet<&str> = FxHashSet::default();
    for event in of(Kind::Event) {
        if let Some(id) = adding.id(event, "eid") {
            events.insert(id, event);
        }
    }
    instances.extend(of(Kind::Instance).filter_map(|it| it.get("eventID")));
    for element in elements {
        match element.kind {
            Kind::Event => {
                let own = element.get("eid");
                let own = own.filter(|id| events.get(id).is_some_and(|it| it.at == element.at));
                if let Some(id) = own.filter(|id| !instances.contains(id)) {
                    adding.action(id, element, &element.words, None);
                }
            }
            Kind::Instance => adding.instance(element, &events),
            Kind::Time => adding.time(element),
            Kind::Link | Kind::Other(_) => {}
        }
    }
    for element in elements {
        match element.kind {
            Kind::Link => adding.link(element),
            Kind::Other(what) => {
                let note = Note::ElementsLeftOut {
                    origin: places.origin(element.at),
                    what: what.to_owned(),
                    times: 1,
                };
                add_up(&mut adding.list.input.notes, note);
            }
            _ => {}
        }
    }
}

impl<'a> Adding<'a> {
    /// Tells what is wrong with an attribute of an element.
    fn bad(&mut self, element: &Element, field: &str, message: &str, meant: Option<String>) {
        let mut fault = self.places.fault(element.at, message).field(field);
        fault.suggestion = meant;
        self.list.input.fault(fault);
    }

    /// Which identifier may have been meant, whatever order they are held in.
    fn meant<'b>(&self, id: &str, known: impl Iterator<Item = &'b str>) -> Option<String> {
        if self.list.input.faults.len() >= SUGGESTED {
            return None;
        }
        let mut known: Vec<&str> = known.collect();
        known.sort_unstable();
        nearest(id, known)
    }

    /// The identifier of an element, if it has one that is not taken.
    fn id(&mut self, element: &'a Element, field: &str) -> Option<&'a str> {
        let Some(id) = element.get(field) else {
            self.bad(element, field, "missing", None);
            return None;
        };
        if !self.taken.insert(id) {
            self.bad(element, field, &format!("{id:?} is taken already"), None);
            return None;
        }
        Some(id)
    }

    /// Adds an action.
    fn action(&mut self, id: &'a str, element: &Element, words: &str, time: Option<String>) {
        let is_time = element.kind == Kind::Time;
        let text = self.list.text.as_str();
        let mut action = Action::new(format!("{text}:{id}"))
            .by(ACTOR)
            .source(text)
            .extra("x_kind", if is_time { "t" } else { "e" });
        action.common.time = time;
        action.common.title = Some(words.to_owned()).filter(|words| !words.is_empty());
        let origin = self.places.origin(element.at);
        self.list.input.push(action.into(), origin);
        self.known.insert(id);
    }

    fn instance(&mut self, element: &'a Element, events: &FxHashMap<&str, &Element>) {
        let Some(id) = self.id(element, "eiid") else {
            return;
        };
        match element.get("eventID") {
            None => self.bad(element, "eventID", "missing", None),
            Some(event) => match events.get(event) {
                Some(event) => self.action(id, element, &event.words, None),
                None => {
                    let meant = self.meant(event, events.keys().copied());
                    self.bad(element, "eventID", &format!("no event {event:?}"), meant);
                }
            },
        }
    }

    fn time(&mut self, element: &'a Element) {
        let Some(id) = self.id(element, "tid") else {
            return;
        };
        let value = element.get("value").unwrap_or_default();
        let time = edtf(value);
        if time.is_none() {
            let notes = &mut self.list.input.notes;
            let known = notes.iter_mut().find_map(|note| match note {
                Note::WithoutTime { times, .. } => Some(times),
                _ => None,
            });
            match known {
                Some(times) => *times += 1,
                None => notes.push(Note::WithoutTime {
                    origin: self.places.origin(element.at),
                    what: value.to_owned(),
                    times: 1,
                }),
            }
        }
        self.action(id, element, &element.words, time);
    }

    fn link(&mut self, element: &'a Element) {
        let id = match element.get("lid") {
            None => None,
            Some(_) => match self.id(element, "lid") {
                None => return,
                id => id,
            },
        };
        let (left, right) = (self.side(element, LEFT), self.side(element, RIGHT));
        let name = element.get("relType");
        let says = name.map(meaning);
        match (name, says) {
            (Some(name), Some(None)) => {
                let message = format!("{name:?} is not a temporal relation of TimeML");
                let all = relations().into_iter().map(|(known, _)| known);
                let meant = nearest(name, all.chain(["DURING", "DURING_INV"]));
                self.bad(element, "relType", &message, meant);
            }
            (None, _) => self.bad(element, "relType", "missing", None),
            _ => {}
        }
        let (Some(left), Some(right), Some(Some(says))) = (left, right, says) else {
            return;
        };
        if left == right {
            let message = format!("{left:?} on both sides; a link is between two");
            self.bad(element, "relType", &message, None);
            return;
        }
        let origin = self.places.origin(element.at);
        let Some(says) = says else {
            let note = Note::LeftOut {
                origin,
                what: name.unwrap_or_default().to_owned(),
                times: 1,
            };
            add_up(&mut self.list.input.notes, note);
            return;
        };
        let text = self.list.text.as_str();
        let mut claim = Claim::that(format!("{text}:{left}"))
            .is(says, format!("{text}:{right}"))
            .source(text);
        if let Some(id) = id {
            claim = claim.id(format!("{text}:{id}"));
        }
        self.list.input.push(claim.into(), origin);
    }

    /// What a link names on one side, if it is known.
    fn side(&mut self, element: &'a Element, fields: [&str; 3]) -> Option<&'a str> {
        let mut given = fields
            .into_iter()
            .filter_map(|field| Some((field, element.get(field)?)));
        let (first, second) = (given.next(), given.next());
        let Some((field, id)) = first else {
            let [event, time, _] = fields;
            self.bad(element, event, &format!("missing, and {time} too"), None);
            return None;
        };
        if let Some((other, _)) = second {
            self.bad(element, other, &format!("there is {field} too"), None);
            return None;
        }
        if !self.known.contains(id) {
            let meant = self.meant(id, self.known.iter().copied());
            let message = format!("no event or time expression {id:?}");
            self.bad(element, field, &message, meant);
            return None;
        }
        Some(id)
    }
}
