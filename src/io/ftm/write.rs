//! Records as entities of FollowTheMoney.

use std::borrow::Borrow;
use std::io::{self, BufWriter, Write};

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value, json};

use super::date::prefix;
use super::event::parts;
use super::id::encoded;
use crate::io::out::{Book, Fate, Losses, NO_PLACE, Named, Parts, When, by_sources, extra};
use crate::io::slug::Keys;
use crate::model::{Actor, ActorKind, Affiliation, Record};

/// Writes entities of FollowTheMoney (`.ftm`), JSON with one entity a line, as OpenAleph and others import them.
///
/// Actors become a `Person`, a `PublicBody` (states), an `Organization` or a `LegalEntity` (groups), events an `Event`;
/// a person who has an office becomes the `Occupancy` of a `Position`, any other affiliation a `Representation`. Dates
/// are those of the format, a year, month, day, minute or second in UTC; a window is written as its first and its last
/// day, and reported; an undated event has none. What has no property stands in the description.
///
/// [`read_ftm`](crate::read_ftm) reads what comes of it again. [What goes where](crate::formats).
///
/// ```
/// use demarche::{Actor, Record, write_ftm};
///
/// let mut entities = Vec::new();
/// write_ftm([Record::from(Actor::person("ann", "Ann Lee"))], &mut entities)?;
/// assert_eq!(
///     String::from_utf8_lossy(&entities),
///     "{\"id\":\"actor-ann\",\"properties\":{\"name\":[\"Ann Lee\"]},\"schema\":\"Person\"}\n",
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_ftm(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<Losses> {
    let held: Vec<_> = records.into_iter().collect();
    let records: Vec<&Record> = held.iter().map(Borrow::borrow).collect();
    let book = Book::new(&records);
    let mut entities = Entities {
        ids: Ids::of(&book),
        book: &book,
        positions: FxHashMap::default(),
        linked: Keys::default(),
        losses: Losses::default(),
        out: BufWriter::new(writer),
    };
    entities.write()?;
    entities.out.flush()?;
    Ok(entities.losses)
}

/// The identifiers of all that is named.
pub(super) struct Ids<'a> {
    actors: FxHashMap<&'a str, String>,
    /// The keys that records name, and that no record describes.
    unknown: Vec<&'a str>,
    /// Keys that no identifier can hold are counted.
    odd: usize,
}

impl<'a> Ids<'a> {
    fn of(book: &Book<'a>) -> Ids<'a> {
        let mut ids = Ids {
            actors: FxHashMap::default(),
            unknown: Vec::new(),
            odd: 0,
        };
        let known = book.records.iter().filter_map(|record| match record {
            Record::Actor(actor) => Some(actor.id.as_str()),
            _ => None,
        });
        for key in known {
            ids.add(key);
        }
        for record in book.records {
            for key in linked(record) {
                if !ids.actors.contains_key(key) {
                    ids.unknown.push(key);
                    ids.add(key);
                }
            }
        }
        ids
    }

    fn add(&mut self, key: &'a str) {
        let odd = &mut self.odd;
        self.actors.entry(key).or_insert_with(|| {
            encoded("actor", key).unwrap_or_else(|| {
                *odd += 1;
                format!("nameless-{odd}")
            })
        });
    }

    pub(super) fn actor(&self, key: &str) -> &str {
        self.actors.get(key).map_or("", String::as_str)
    }
}

/// The actors that properties of an event or an affiliation point to: those who organise, and those involved.
fn linked(record: &Record) -> impl Iterator<Item = &str> {
    let (organizers, involved) = parts(record);
    let ends = match record {
        Record::Affiliation(it) => vec![it.actor.as_str(), it.of.as_str()],
        _ => Vec::new(),
    };
    organizers.into_iter().chain(involved).chain(ends)
}

/// Entities under way.
pub(super) struct Entities<'a, W: Write> {
    pub(super) book: &'a Book<'a>,
    pub(super) ids: Ids<'a>,
    /// The positions written so far, by whose they are and what they are called.
    positions: FxHashMap<(&'a str, &'a str), String>,
    /// The identifiers of positions, occupancies and representations.
    linked: Keys,
    pub(super) losses: Losses,
    out: BufWriter<W>,
}

/// The properties of an entity, each with its values.
pub(super) type Properties = Vec<(&'static str, Vec<String>)>;

impl<'a, W: Write> Entities<'a, W> {
    fn write(&mut self) -> io::Result<()> {
        let told = Named::of(self.book, true, &FxHashSet::default());
        let mut odd = 0;
        let unknown = std::mem::take(&mut self.ids.unknown);
        for record in self.book.records {
            match record {
                Record::Timeline(header) => {
                    self.losses.others(record, &["zone"], Fate::LeftOut);
                    if header.zone.is_some() {
                        self.losses
                            .field(record, "zone", "told with each date", Fate::InText);
                    }
                }
                Record::Source(_) => told.report_source(record, &mut self.losses),
                Record::Actor(actor) => self.actor(actor, record)?,
                Record::Affiliation(it) => self.affiliation(it, record)?,
                Record::Relation(it) => {
                    let has_event = self.book.event(&it.left).is_some();
                    self.claim(record, has_event);
                }
                Record::Claim(it) => {
                    let has_event = self.book.event(&it.event).is_some();
                    self.claim(record, has_event);
                }
                event => self.event(event, &mut odd)?,
            }
        }
        for key in unknown {
            let name = vec![key.to_owned()];
            let id = self.ids.actor(key).to_owned();
            self.entity(&id, "LegalEntity", vec![("name", name)])?;
        }
        Ok(())
    }

    fn claim(&mut self, record: &Record, has_event: bool) {
        let (what, fate) = if has_event {
            (NO_PLACE, Fate::InText)
        } else {
            ("no event that it is about", Fate::LeftOut)
        };
        self.losses.whole(record, what, fate);
    }

    /// Writes an entity; empty values are none.
    pub(super) fn entity(
        &mut self,
        id: &str,
        schema: &str,
        properties: Properties,
    ) -> io::Result<()> {
        let mut map = Map::new();
        for (name, mut values) in properties {
            values.retain(|value| !value.trim().is_empty());
            if !values.is_empty() {
                map.insert(name.to_owned(), values.into());
            }
        }
        let entity: Value = json!({"id": id, "schema": schema, "properties": map});
        serde_json::to_writer(&mut self.out, &entity)?;
        self.out.write_all(b"\n")
    }

    fn actor(&mut self, actor: &Actor, record: &Record) -> io::Result<()> {
        let (schema, class) = match actor.kind {
            ActorKind::Person => ("Person", None),
            ActorKind::State => ("PublicBody", Some("state".to_owned())),
            ActorKind::Organization => ("Organization", None),
            ActorKind::Group => ("LegalEntity", None),
        };
        let (wikidata, others): (Vec<_>, Vec<_>) = actor.ids.iter().partition(|(list, id)| {
            let digits = id.strip_prefix('Q').unwrap_or_default();
            let is_item = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            *list == "wikidata" && is_item
        });
        let mut notes: Vec<String> = others
            .iter()
            .map(|(list, id)| format!("{list}: {id}"))
            .collect();
        notes.extend(Some(
            extra(&actor.extra).trim_start_matches(", ").to_owned(),
        ));
        let name = self.book.name(&actor.id).to_owned();
        let id = self.ids.actor(&actor.id).to_owned();
        let losses = &mut self.losses;
        if actor.name.as_deref() != Some(&*name) {
            losses.field(record, "name", "called by key", Fate::Changed);
        }
        if !others.is_empty() {
            losses.field(record, "ids", "lists other than wikidata", Fate::InText);
        }
        if actor.aliases.iter().any(|alias| alias.trim().is_empty()) {
            losses.field(record, "aliases", "an empty text", Fate::LeftOut);
        }
        losses.others(
            record,
            &["id", "kind", "name", "aliases", "ids"],
            Fate::InText,
        );
        if !is_own("actor", &actor.id, &id) {
            losses.field(
                record,
                "id",
                "a key that no identifier can hold",
                Fate::Changed,
            );
        }
        let properties = vec![
            ("name", vec![name]),
            ("alias", actor.aliases.clone()),
            ("classification", class.into_iter().collect()),
            (
                "wikidataId",
                wikidata.into_iter().map(|(_, id)| id.clone()).collect(),
            ),
            ("notes", notes),
        ];
        self.entity(&id, schema, properties)
    }

    fn affiliation(&mut self, it: &'a Affiliation, record: &Record) -> io::Result<()> {
        let mut properties: Properties = Vec::new();
        let mut text = Vec::new();
        let bounds = [
            ("from", "startDate", &it.from),
            ("until", "endDate", &it.until),
        ];
        for (field, property, date) in bounds {
            // Nothing, or two points, is no end on that side.
            let Some(date) = date.as_deref().filter(|date| !matches!(*date, "" | "..")) else {
                continue;
            };
            let when = self.book.when_dated(date);
            let plain = match &when {
                When::Dated(time) if !time.is_interval && !time.is_doubtful => match time.parts() {
                    Parts::One(Some(part)) => prefix(time, &part),
                    _ => None,
                },
                _ => None,
            };
            match plain {
                Some((date, true)) => properties.push((property, vec![date])),
                _ => {
                    text.push(format!("{field}: {when}"));
                    self.losses
                        .field(record, field, "not a plain date", Fate::InText);
                }
            }
        }
        if !it.sources.is_empty() {
            text.push(
                by_sources(self.book, &it.sources)
                    .trim_start_matches(", ")
                    .to_owned(),
            );
        }
        text.push(extra(&it.extra).trim_start_matches(", ").to_owned());
        self.losses.others(
            record,
            &["actor", "of", "role", "from", "until"],
            Fate::InText,
        );
        properties.push(("description", text));
        if [&it.actor, &it.of]
            .into_iter()
            .any(|key| self.book.actor(key).is_none())
        {
            let what = "somebody whom no record describes becomes a legal entity";
            self.losses.whole(record, what, Fate::Changed);
        }
        let ends = [&it.from, &it.until].map(|date| date.as_deref().unwrap_or_default());
        let role = it.role.as_deref().unwrap_or_default();
        let parts = [&it.actor, &it.of, role, ends[0], ends[1]];
        let (actor, of) = (
            self.ids.actor(&it.actor).to_owned(),
            self.ids.actor(&it.of).to_owned(),
        );
        let kind = |key: &str| self.book.actor(key).map(|actor| actor.kind);
        let is_office = kind(&it.actor) == Some(ActorKind::Person)
            && matches!(
                kind(&it.of),
                Some(ActorKind::State | ActorKind::Organization)
            );
        match it
            .role
            .as_deref()
            .filter(|role| is_office && !role.trim().is_empty())
        {
            Some(role) => {
                let post = self.position(&it.of, role)?;
                properties.extend([("holder", vec![actor]), ("post", vec![post])]);
                let id = self.link("occupancy", &parts);
                self.entity(&id, "Occupancy", properties)
            }
            None => {
                let role = it.role.iter().cloned().collect();
                properties.extend([("agent", vec![actor]), ("client", vec![of]), ("role", role)]);
                let id = self.link("representation", &parts);
                self.entity(&id, "Representation", properties)
            }
        }
    }

    /// An identifier made of what tells the entity from others, so that it does not depend on what else is written; the same
    /// once more is counted, and so is what no identifier can hold.
    fn link(&mut self, kind: &str, parts: &[&str]) -> String {
        // No text that people write has this between its letters.
        let id = encoded(kind, &parts.join("\u{1f}")).unwrap_or_else(|| format!("{kind}-long"));
        self.linked.free(id)
    }

    /// The identifier of a position, which is written when it is first asked for.
    fn position(&mut self, of: &'a str, role: &'a str) -> io::Result<String> {
        if let Some(id) = self.positions.get(&(of, role)) {
            return Ok(id.clone());
        }
        let id = self.link("position", &[of, role]);
        self.positions.insert((of, role), id.clone());
        let organization = vec![self.ids.actor(of).to_owned()];
        let properties = vec![
            ("name", vec![role.to_owned()]),
            ("organization", organization),
        ];
        self.entity(&id, "Position", properties)?;
        Ok(id)
    }
}

/// Whether an identifier was made from the key alone.
fn is_own(kind: &str, key: &str, id: &str) -> bool {
    encoded(kind, key).as_deref() == Some(id)
}
