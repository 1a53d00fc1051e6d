//! FollowTheMoney: entities as OpenAleph and others exchange them.

mod date;
mod event;
mod id;
mod write;

use std::io::{BufRead, BufReader, Read};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use self::date::{day_of_hour, edtf, within};
use self::id::decoded;
pub use self::write::write_ftm;
use super::read::failed;
use super::slug::{Keys, slug};
use crate::model::{
    Action, Actor, ActorKind, Affiliation, Common, Document, Fault, Input, Meeting, Note, Origin,
    Participant, Record, Role, Source, Statement, Status,
};

/// Whoever acts in an event that names nobody.
const NOBODY: &str = "text";

/// Reads entities of FollowTheMoney, JSON with one entity a line.
///
/// `Person`, `PublicBody`, `Organization`, `Company` and `LegalEntity` become actors; `Occupancy` (with its `Position`),
/// `Representation`, `Membership`, `Employment` and `Directorship` affiliations; an `Event` becomes what
/// [`write_ftm`](crate::write_ftm) says that it is, else a meeting of those involved, the organizers its hosts, and
/// where nobody is, an action of the group `text`. Several dates of one event are a set of which one holds. Addresses
/// of sources become sources. Entities of other schemata are left out, wherever they take part, too, and a note tells how
/// many. An hour is one from its first minute to its last, and where something began or ended, the day that it lies in.
///
/// The key of an entity is its identifier, but that of an entity that [`write_ftm`](crate::write_ftm) wrote is the key
/// of the record. The file is held in memory. As with [`read_records`](crate::read_records), reading never fails as a
/// whole.
///
/// ```
/// let entities = r#"{"id":"a1","schema":"Person","properties":{"name":["Ann Lee"],"alias":["Ann"]}}
/// {"id":"e1","schema":"Event","properties":{"name":["Talks"],"date":["2025-04"],"involved":["a1"]}}
/// "#;
/// let input = demarche::read_ftm(entities.as_bytes(), "talks.ftm");
/// assert!(input.is_sound());
/// let talks = input.records[1].0.common().unwrap();
/// assert_eq!((talks.title.as_deref(), talks.time.as_deref()), (Some("Talks"), Some("2025-04")));
/// ```
pub fn read_ftm(reader: impl Read, name: &str) -> Input {
    let name: Arc<str> = name.into();
    let mut input = Input::default();
    let mut entities = Vec::new();
    for (line, text) in (1..).zip(BufReader::new(reader).split(b'\n')) {
        let origin = Origin::new(Arc::clone(&name), line);
        let text = match text {
            Ok(text) => text,
            Err(error) => {
                input.fault(failed(&name, line, &error));
                break;
            }
        };
        if text.trim_ascii().is_empty() {
            continue;
        }
        match Entity::read(&text, origin.clone()) {
            Ok(entity) => entities.push(entity),
            Err(message) => input.fault(Fault::new(message).at(origin)),
        }
    }
    let keys = keys(&entities);
    let mut adding = Adding {
        entities: &entities,
        by_id: entities.iter().map(|it| (it.id.as_str(), it)).collect(),
        keys,
        sources: FxHashMap::default(),
        source_keys: Keys::default(),
        nobody: None,
        left_out: Vec::new(),
        left_out_at: FxHashMap::default(),
    };
    adding.add(&mut input);
    input
}

/// One entity.
struct Entity {
    id: String,
    schema: String,
    properties: FxHashMap<String, Vec<String>>,
    origin: Origin,
}

impl Entity {
    fn read(text: &[u8], origin: Origin) -> Result<Entity, String> {
        let value: Value =
            serde_json::from_slice(text).map_err(|error| format!("not JSON: {error}"))?;
        let text = |name: &str| {
            let text = value.get(name).and_then(Value::as_str);
            let text = text.filter(|text| !text.is_empty()).map(str::to_owned);
            text.ok_or_else(|| format!("no entity: it has no text `{name}`"))
        };
        let (id, schema) = (text("id")?, text("schema")?);
        let mut properties = FxHashMap::default();
        for (name, values) in value
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let shown = |value: &Value| match value {
                Value::String(text) => Some(text.clone()),
                Value::Number(number) => Some(number.to_string()),
                // Entities may stand within others.
                Value::Object(inner) => inner.get("id")?.as_str().map(str::to_owned),
                _ => None,
            };
            let values = match values {
                Value::Array(all) => all.iter().filter_map(shown).collect(),
                one => shown(one).into_iter().collect(),
            };
            properties.insert(name.clone(), values);
        }
        Ok(Entity {
            id,
            schema,
            properties,
            origin,
        })
    }

    fn all(&self, name: &str) -> &[String] {
        self.properties
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    fn first(&self, name: &str) -> Option<&String> {
        self.all(name).first()
    }

    /// What kind of actor it is, if it is one.
    fn actor(&self) -> Option<ActorKind> {
        let is_state = self
            .all("classification")
            .iter()
            .any(|class| class == "state");
        Some(match self.schema.as_str() {
            "Person" => ActorKind::Person,
            "PublicBody" if is_state => ActorKind::State,
            "PublicBody" | "Organization" | "Company" => ActorKind::Organization,
            "LegalEntity" => ActorKind::Group,
            _ => return None,
        })
    }

    /// The kind and the key of the record that it was written from.
    fn written(&self) -> Option<(&str, &str)> {
        let (kind, key) = self.first("recordId")?.split_once(':')?;
        let is_kind = matches!(kind, "meeting" | "statement" | "document" | "action");
        (is_kind && !key.is_empty()).then_some((kind, key))
    }
}

/// The keys of entities by their identifiers.
fn keys(entities: &[Entity]) -> FxHashMap<String, String> {
    let mut keys = FxHashMap::default();
    let mut taken: FxHashSet<(bool, String)> = FxHashSet::default();
    for entity in entities {
        let is_event = entity.schema == "Event";
        let written = entity.written().map(|(_, key)| key.to_owned());
        let key = if is_event {
            written
        } else {
            decoded("actor", &entity.id)
        };
        let key = key.unwrap_or_else(|| entity.id.clone());
        let free = taken.insert((is_event, key.clone()));
        keys.insert(
            entity.id.clone(),
            if free { key } else { entity.id.clone() },
        );
    }
    keys
}

/// Entities on the way to records.
struct Adding<'a> {
    entities: &'a [Entity],
    by_id: FxHashMap<&'a str, &'a Entity>,
    keys: FxHashMap<String, String>,
    sources: FxHashMap<&'a str, String>,
    source_keys: Keys,
    /// The key of whoever acts in an event that names nobody, once it is needed.
    nobody: Option<String>,
    /// The schemata that were left out, with where each first stands and how many there are.
    left_out: Vec<(&'a str, Origin, usize)>,
    /// Where each of these stands among them.
    left_out_at: FxHashMap<&'a str, usize>,
}

impl<'a> Adding<'a> {
    fn add(&mut self, input: &mut Input) {
        for entity in self.entities {
            if let Some(kind) = entity.actor() {
                let record = self.actor(entity, kind);
                input.push(record.into(), entity.origin.clone());
                continue;
            }
            match entity.schema.as_str() {
                "Event" => self.event(entity, input),
                // What they say stands in the occupancies.
                "Position" => {}
                "Occupancy" | "Representation" | "Membership" | "Employment" | "Directorship" => {
                    match self.affiliation(entity) {
                        Some(record) => input.push(record.into(), entity.origin.clone()),
                        None => self.leave_out(entity),
                    }
                }
                _ => self.leave_out(entity),
            }
        }
        for (what, origin, times) in std::mem::take(&mut self.left_out) {
            let what = what.to_owned();
            input.notes.push(Note::ElementsLeftOut {
                origin,
                what,
                times,
            });
        }
    }

    fn leave_out(&mut self, entity: &'a Entity) {
        let schema = entity.schema.as_str();
        let known = self.left_out_at.get(schema);
        match known.and_then(|&at| self.left_out.get_mut(at)) {
            Some((_, _, times)) => *times += 1,
            None => {
                self.left_out_at.insert(schema, self.left_out.len());
                self.left_out.push((schema, entity.origin.clone(), 1));
            }
        }
    }

    fn key(&self, id: &str) -> String {
        self.keys.get(id).map_or(id, String::as_str).to_owned()
    }

    /// The key of an actor; none of an entity that is something else, a vessel, an address, and so was left out.
    fn actor_key(&self, id: &str) -> Option<String> {
        let is_other = self.by_id.get(id).is_some_and(|it| it.actor().is_none());
        (!is_other).then(|| self.key(id))
    }

    fn actor_keys(&self, ids: &[String]) -> Vec<String> {
        ids.iter().filter_map(|id| self.actor_key(id)).collect()
    }

    fn actor(&self, entity: &Entity, kind: ActorKind) -> Actor {
        let mut actor = Actor::new(kind, self.key(&entity.id));
        let mut names = entity.all("name").iter();
        actor.name = names.next().cloned();
        actor.aliases = names.chain(entity.all("alias")).cloned().collect();
        if let Some(id) = entity.first("wikidataId") {
            actor.ids.insert("wikidata".to_owned(), id.clone());
        }
        actor
    }

    /// An affiliation, unless an end of it is missing or no actor.
    fn affiliation(&self, entity: &Entity) -> Option<Affiliation> {
        let first = |name: &str| entity.first(name).cloned();
        let (actor, of, role) = match entity.schema.as_str() {
            "Occupancy" => {
                let post = self.by_id.get(entity.first("post")?.as_str())?;
                let of = post.first("organization")?.clone();
                (first("holder")?, of, post.first("name").cloned())
            }
            "Representation" => (first("agent")?, first("client")?, first("role")),
            "Membership" => (first("member")?, first("organization")?, first("role")),
            "Employment" => (first("employee")?, first("employer")?, first("role")),
            _ => (first("director")?, first("organization")?, first("role")),
        };
        let mut affiliation = Affiliation::new(self.actor_key(&actor)?, self.actor_key(&of)?);
        affiliation.role = role;
        affiliation.from = first("startDate").map(day_of_hour);
        affiliation.until = first("endDate").map(day_of_hour);
        Some(affiliation)
    }

    fn event(&mut self, entity: &'a Entity, input: &mut Input) {
        let written = entity.written();
        let key = self.key(&entity.id);
        let mut common = Common::new(&key);
        let is_title = |name: &&String| written.is_none() || **name != key;
        common.title = entity.first("name").filter(is_title).cloned();
        common.time = time(entity);
        common.place = entity.first("location").cloned();
        common.topics = entity.all("keywords").to_vec();
        common.notes = entity.all("notes").to_vec();
        let mut summary = entity.all("summary").iter().peekable();
        let status = summary
            .peek()
            .and_then(|text| text.strip_prefix("Status: "));
        let status = status
            .filter(|_| written.is_some())
            .and_then(|word| word.parse::<Status>().ok());
        if let Some(status) = status {
            common.status = status;
            summary.next();
        }
        let gist = summary.next().cloned();
        if written.is_none() {
            let texts = gist.iter().chain(summary).chain(entity.all("description"));
            common.notes.extend(texts.cloned());
            for url in entity.all("sourceUrl") {
                let source = self.source(url, entity, input);
                common.sources.push(source.into());
            }
        }
        let (by, others) = (
            self.actor_keys(entity.all("organizer")),
            self.actor_keys(entity.all("involved")),
        );
        let nobody = by.is_empty() && others.is_empty();
        let record: Record = match written.map(|(kind, _)| kind) {
            Some("statement") if !by.is_empty() => Statement {
                common,
                by,
                to: others,
                gist,
                ..Statement::default()
            }
            .into(),
            Some("document") if !nobody => Document {
                common,
                by,
                parties: others,
                ..Document::default()
            }
            .into(),
            Some("action") if !by.is_empty() => Action {
                common,
                by,
                to: others,
            }
            .into(),
            _ if nobody => Action {
                common,
                by: vec![self.nobody(entity, input)],
                to: Vec::new(),
            }
            .into(),
            _ => {
                let hosts = by
                    .into_iter()
                    .map(|key| Participant::new(key).role(Role::Host));
                let others = others.into_iter().map(Participant::new);
                Meeting {
                    common,
                    participants: hosts.chain(others).collect(),
                    ..Meeting::default()
                }
                .into()
            }
        };
        input.push(record, entity.origin.clone());
    }

    /// The key of whoever acts in an event that names nobody: one that no entity has.
    fn nobody(&mut self, entity: &Entity, input: &mut Input) -> String {
        if let Some(key) = &self.nobody {
            return key.clone();
        }
        let mut keys = Keys::default();
        for entity in self.entities {
            keys.take(&self.key(&entity.id));
        }
        let key = keys.free(NOBODY.to_owned());
        let actor = Actor::group(&key, "whoever the text tells of");
        input.push(actor.into(), entity.origin.clone());
        self.nobody = Some(key.clone());
        key
    }

    /// The key of the source at an address.
    fn source(&mut self, url: &'a str, entity: &Entity, input: &mut Input) -> String {
        if let Some(key) = self.sources.get(url) {
            return key.clone();
        }
        let wanted = Some(slug(url)).filter(|slug| !slug.is_empty());
        let key = self
            .source_keys
            .free(wanted.unwrap_or_else(|| "source".to_owned()));
        let mut source = Source::new(&key);
        source.url = Some(url.to_owned());
        source.publisher = entity.first("publisher").cloned();
        input.push(source.into(), entity.origin.clone());
        self.sources.insert(url, key.clone());
        key
    }
}

/// When an event was, as EDTF.
fn time(entity: &Entity) -> Option<String> {
    let first = |name: &str| entity.first(name).map(String::as_str);
    match entity.all("date") {
        [] | [_] => edtf(first("date"), first("startDate"), first("endDate")),
        many => {
            let dates: Vec<String> = many.iter().map(|date| within(date)).collect();
            Some(format!("[{}]", dates.join(",")))
        }
    }
}
