//! Who says what, on whose word: W3C PROV in JSON.

use std::borrow::Borrow;
use std::io::{self, BufWriter, Write};

use serde_json::{Map, Value, json};

use super::book::{Book, title};
use super::ical::encoded;
use super::losses::{Fate, Losses, stated};
use super::telling::participant;
use super::when::{Local, Part, Parts, Time, Unit, When, date_time};
use crate::model::{ActorKind, Citation, Participant, Presence, Record, Source};
use crate::time::Zone;

/// Writes a document of W3C PROV as PROV-JSON (`--to prov`).
///
/// Events are activities, actors agents, sources entities; and so is every claim: that an event was, that somebody acts
/// for somebody, a relation, a date. A claim is derived from each of its sources as a primary source; what it is about
/// are attributes. Participants, speakers and authors are associated with the activity, in a role; who acts for whom is
/// a delegation.
///
/// `prov:startTime` and `prov:endTime` are moments: they stand where these are known, and nothing but moments becomes
/// one. Any other time is the attribute `demarche:time`, as written, and reported. [What goes where](crate::formats).
///
/// The document is held in memory.
///
/// ```
/// use demarche::{Actor, Meeting, Record, write_prov};
///
/// let records = [
///     Record::from(Actor::person("ann", "Ann")),
///     Record::from(Meeting::new("talks").with("ann").on("2025-04-25T12:00Z/2025-04-25T15:00Z")),
/// ];
/// let mut text = Vec::new();
/// write_prov(&records, &mut text)?;
/// let document: serde_json::Value = serde_json::from_slice(&text).unwrap();
/// assert_eq!(document["activity"]["event:talks"]["prov:startTime"], "2025-04-25T12:00:00.000000Z");
/// assert_eq!(document["wasAssociatedWith"]["_:1"]["prov:agent"], "actor:ann");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_prov(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<Losses> {
    let held: Vec<_> = records.into_iter().collect();
    let records: Vec<&Record> = held.iter().map(Borrow::borrow).collect();
    let book = Book::new(&records);
    let mut document = Document {
        book: &book,
        parts: Map::new(),
        relations: 0,
        claims: 0,
        losses: Losses::default(),
    };
    for record in &records {
        document.record(record);
    }
    let mut out = BufWriter::new(writer);
    let mut all = Map::new();
    all.insert("prefix".to_owned(), prefixes());
    all.append(&mut document.parts);
    serde_json::to_writer_pretty(&mut out, &all)?;
    out.write_all(b"\n")?;
    out.flush()?;
    Ok(document.losses)
}

fn prefixes() -> Value {
    let own = |kind: &str| format!("urn:x-demarche:{kind}:");
    json!({
        "demarche": "https://docs.rs/demarche/latest/demarche/formats/#",
        "actor": own("actor"),
        "event": own("event"),
        "source": own("source"),
        "claim": own("claim"),
    })
}

/// A key as a qualified name.
fn name(kind: &str, key: &str) -> String {
    format!("{kind}:{}", encoded(key))
}

/// A qualified name as a value.
fn reference(kind: &str, key: &str) -> Value {
    json!({"$": name(kind, key), "type": "prov:QUALIFIED_NAME"})
}

fn references(kind: &str, keys: &[String]) -> Value {
    keys.iter().map(|key| reference(kind, key)).collect()
}

/// The attributes of something.
type Attributes = Map<String, Value>;

/// A document under way.
struct Document<'a> {
    book: &'a Book<'a>,
    /// The records of the document by kind.
    parts: Map<String, Value>,
    /// How many relations have been given a name.
    relations: usize,
    claims: usize,
    losses: Losses,
}

impl Document<'_> {
    /// Adds a record of the document; the first of a name counts.
    fn put(&mut self, kind: &str, name: String, attributes: Attributes) {
        let part = self
            .parts
            .entry(kind.to_owned())
            .or_insert_with(|| json!({}));
        if let Value::Object(part) = part {
            part.entry(name).or_insert(attributes.into());
        }
    }

    /// Adds a relation, which has no name of its own.
    fn relate(&mut self, kind: &str, ends: &[(&str, String)], mut more: Attributes) {
        for (end, name) in ends {
            more.insert(format!("prov:{end}"), name.as_str().into());
        }
        self.relations += 1;
        let blank = format!("_:{}", self.relations);
        self.put(kind, blank, more);
    }

    fn record(&mut self, record: &Record) {
        match record {
            Record::Timeline(header) => {
                self.losses.others(record, &["zone"], Fate::LeftOut);
                if header.zone.is_some() {
                    self.losses
                        .field(record, "zone", "worked into every date", Fate::Changed);
                }
            }
            Record::Source(source) => self.source(source, record),
            Record::Actor(actor) => {
                let kind = match actor.kind {
                    ActorKind::Person => "prov:Person",
                    ActorKind::State | ActorKind::Organization => "prov:Organization",
                    ActorKind::Group => "demarche:group",
                };
                let mut attributes = self.attributes(record, &["id", "name"]);
                attributes.insert(
                    "prov:type".to_owned(),
                    json!({"$": kind, "type": "prov:QUALIFIED_NAME"}),
                );
                attributes.insert("prov:label".to_owned(), self.book.name(&actor.id).into());
                self.put("agent", name("actor", &actor.id), attributes);
            }
            Record::Affiliation(it) => {
                let mut more = self.attributes(record, &["actor", "of", "sources"]);
                let ends = [
                    ("delegate", name("actor", &it.actor)),
                    ("responsible", name("actor", &it.of)),
                ];
                self.relate("actedOnBehalfOf", &ends, more.clone());
                more.insert("demarche:actor".to_owned(), reference("actor", &it.actor));
                more.insert("demarche:of".to_owned(), reference("actor", &it.of));
                self.claim("affiliation", more, &it.sources);
            }
            Record::Relation(it) => {
                let held = ["left", "right", "is", "gap", "sources"];
                let mut more = self.attributes(record, &held);
                more.insert("demarche:left".to_owned(), reference("event", &it.left));
                more.insert("demarche:is".to_owned(), it.is.to_string().into());
                more.insert("demarche:right".to_owned(), reference("event", &it.right));
                for (field, gap) in [("gap_min", it.gap.min), ("gap_max", it.gap.max)] {
                    more.extend(
                        gap.map(|gap| (format!("demarche:{field}"), gap.to_string().into())),
                    );
                }
                if !it.gap_extra.is_empty() {
                    self.losses
                        .field(record, "gap", "fields of one's own", Fate::LeftOut);
                }
                self.claim("relation", more, &it.sources);
            }
            Record::Claim(it) => {
                let mut more = self.attributes(record, &["event", "sources"]);
                more.insert("demarche:event".to_owned(), reference("event", &it.event));
                self.claim("claim", more, &it.sources);
            }
            event => self.event(event),
        }
    }

    /// The fields of a record other than `held` as attributes; of lists and objects the JSON, which is reported.
    fn attributes(&mut self, record: &Record, held: &[&str]) -> Attributes {
        let mut attributes = Attributes::new();
        for (field, text) in stated(record) {
            if held.contains(&field.as_str()) {
                continue;
            }
            // Numbers that no double holds stay texts.
            let value = serde_json::from_str(&text).unwrap_or(Value::String(text.clone()));
            let is_plain = |value: &Value| matches!(value, Value::String(_) | Value::Bool(_));
            let value = match value {
                value if is_plain(&value) => value,
                Value::Array(all) if all.iter().all(Value::is_string) => all.into(),
                _ => {
                    self.losses
                        .field(record, &field, "an object, as JSON", Fate::InText);
                    text.into()
                }
            };
            // Other letters would not be a name.
            attributes.insert(format!("demarche:{}", encoded(&field)), value);
        }
        attributes
    }

    fn source(&mut self, source: &Source, record: &Record) {
        let mut attributes = self.attributes(record, &["id", "title", "speaks_for"]);
        let kind = json!({"$": "demarche:source", "type": "prov:QUALIFIED_NAME"});
        attributes.insert("prov:type".to_owned(), kind);
        let label = source.title.as_deref().or(source.publisher.as_deref());
        attributes.insert("prov:label".to_owned(), label.unwrap_or(&source.id).into());
        if !source.speaks_for.is_empty() {
            let whom = references("actor", &source.speaks_for);
            attributes.insert("demarche:speaks_for".to_owned(), whom);
        }
        self.put("entity", name("source", &source.id), attributes);
    }

    /// Adds a claim with what it is derived from.
    fn claim(&mut self, kind: &str, mut attributes: Attributes, cited: &[Citation]) {
        self.claims += 1;
        let claim = format!("claim:{}", self.claims);
        let value = json!({"$": format!("demarche:{kind}"), "type": "prov:QUALIFIED_NAME"});
        attributes.insert("prov:type".to_owned(), value);
        self.put("entity", claim.clone(), attributes);
        self.derive(&claim, cited, &Attributes::new());
    }

    fn derive(&mut self, claim: &str, cited: &[Citation], common: &Attributes) {
        for citation in cited {
            let mut more = common.clone();
            let kind = json!({"$": "prov:PrimarySource", "type": "prov:QUALIFIED_NAME"});
            more.insert("prov:type".to_owned(), kind);
            let credibility = citation.credibility.map(|digit| digit.to_string());
            let cited_as = citation.cited_as.map(|word| word.name().to_owned());
            let texts = [
                ("credibility", credibility),
                ("where", citation.place.clone()),
                ("quote", citation.quote.clone()),
                ("as", cited_as),
            ];
            for (field, text) in texts {
                more.extend(text.map(|text| (format!("demarche:{field}"), text.into())));
            }
            for (field, json) in &citation.extra {
                more.insert(format!("demarche:{}", encoded(field)), json.as_str().into());
            }
            let ends = [
                ("generatedEntity", claim.to_owned()),
                ("usedEntity", name("source", &citation.source)),
            ];
            self.relate("wasDerivedFrom", &ends, more);
        }
    }

    fn event(&mut self, event: &Record) {
        let Some(common) = event.common() else {
            return;
        };
        let held = [
            "id",
            "title",
            "sources",
            "participants",
            "absent",
            "concerns",
            "by",
            "to",
            "parties",
            "part_of",
            "about",
            "replies_to",
            "links",
        ];
        let mut attributes = self.attributes(event, &held);
        let kind = format!("demarche:{}", event.type_name());
        attributes.insert(
            "prov:type".to_owned(),
            json!({"$": kind, "type": "prov:QUALIFIED_NAME"}),
        );
        attributes.insert(
            "prov:label".to_owned(),
            title(event).unwrap_or(&common.id).into(),
        );
        self.times(event, &mut attributes);
        let activity = name("event", &common.id);
        let mut lists: Vec<(&str, &str, &[String])> = vec![("part_of", "event", &common.part_of)];
        let mut associated: Vec<(&str, &str)> = Vec::new();
        match event {
            Record::Meeting(it) => {
                lists.extend([
                    ("absent", "actor", &*it.absent),
                    ("concerns", "actor", &it.concerns),
                ]);
                self.participants(&activity, &it.participants, &mut attributes);
                let more = it.participants.iter().filter(|it| has_more(it));
                let told: Vec<String> = more.map(|it| participant(self.book, it)).collect();
                if !told.is_empty() {
                    let what = "more than who they are, and than which sources say so";
                    self.losses.field(event, "participants", what, Fate::InText);
                    attributes.insert("demarche:participants".to_owned(), told.into());
                }
            }
            Record::Statement(it) => {
                lists.extend([("to", "actor", &*it.to), ("about", "event", &it.about)]);
                associated.extend(it.by.iter().map(|key| (key.as_str(), "by")));
                for answered in &it.replies_to {
                    let ends = [
                        ("informed", activity.clone()),
                        ("informant", name("event", answered)),
                    ];
                    self.relate("wasInformedBy", &ends, Attributes::new());
                }
            }
            Record::Document(it) => {
                lists.push(("to", "actor", &it.to));
                associated.extend(it.by.iter().map(|key| (key.as_str(), "by")));
                associated.extend(it.parties.iter().map(|key| (key.as_str(), "party")));
            }
            Record::Action(it) => {
                lists.push(("to", "actor", &it.to));
                associated.extend(it.by.iter().map(|key| (key.as_str(), "by")));
            }
            _ => {}
        }
        for (field, kind, keys) in lists.into_iter().filter(|(_, _, keys)| !keys.is_empty()) {
            attributes.insert(format!("demarche:{field}"), references(kind, keys));
        }
        for link in &common.links {
            let list = attributes.entry(format!("demarche:{}", link.kind.name()));
            if let Value::Array(list) = list.or_insert_with(|| json!([])) {
                list.push(reference("event", &link.to));
            }
        }
        if common.links.iter().any(|link| !link.extra.is_empty()) {
            self.losses
                .field(event, "links", "fields of one's own", Fate::LeftOut);
        }
        self.put("activity", activity.clone(), attributes);
        for (key, role) in associated {
            self.associate(&activity, key, role, Attributes::new());
        }
        let mut about = Attributes::new();
        about.insert("demarche:event".to_owned(), reference("event", &common.id));
        self.claim("event", about, &common.sources);
    }

    /// Adds those who take part in a meeting. Whose presence is denied, or only implied, is an attribute.
    fn participants(&mut self, activity: &str, all: &[Participant], attributes: &mut Attributes) {
        for it in all {
            let list = match it.presence {
                Presence::Reported => {
                    let mut more = Attributes::new();
                    if !it.sources.is_empty() {
                        let sources: Vec<String> = it
                            .sources
                            .iter()
                            .map(|cited| cited.source.clone())
                            .collect();
                        more.insert(
                            "demarche:sources".to_owned(),
                            references("source", &sources),
                        );
                    }
                    for (field, json) in &it.extra {
                        more.insert(format!("demarche:{}", encoded(field)), json.as_str().into());
                    }
                    let role = it.role.map_or("participant", |role| role.name());
                    self.associate(activity, &it.actor, role, more);
                    None
                }
                Presence::Implied => Some("implied"),
                Presence::Denied => Some("denied"),
            };
            if let Some(field) = list {
                let list = attributes.entry(format!("demarche:{field}"));
                if let Value::Array(list) = list.or_insert_with(|| json!([])) {
                    list.push(reference("actor", &it.actor));
                }
            }
            for whom in it.acts_for.iter().filter(|_| list.is_none()) {
                let ends = [
                    ("delegate", name("actor", &it.actor)),
                    ("responsible", name("actor", whom)),
                    ("activity", activity.to_owned()),
                ];
                self.relate("actedOnBehalfOf", &ends, Attributes::new());
            }
        }
    }

    fn associate(&mut self, activity: &str, key: &str, role: &str, mut more: Attributes) {
        let role = json!({"$": format!("demarche:{role}"), "type": "prov:QUALIFIED_NAME"});
        more.insert("prov:role".to_owned(), role);
        let ends = [
            ("activity", activity.to_owned()),
            ("agent", name("actor", key)),
        ];
        self.relate("wasAssociatedWith", &ends, more);
    }

    /// Adds the moments of an event, and what is known of its time otherwise.
    fn times(&mut self, event: &Record, attributes: &mut Attributes) {
        let when = self.book.when(event);
        let time = match &when {
            When::Undated => return,
            When::Unreadable(..) => {
                self.losses
                    .field(event, "time", "a date that can't be read", Fate::InText);
                return;
            }
            When::Dated(time) => time,
        };
        for (field, tick) in [("earliest", time.earliest), ("latest", time.latest)] {
            let tick = tick.map(|tick| tick.to_string());
            attributes.extend(tick.map(|tick| (format!("demarche:{field}"), tick.into())));
        }
        let bounds = match time.parts() {
            Parts::One(part) => part.map(|part| (Some(part), Some(part))),
            Parts::Two(begin, end) => Some((begin, end)),
        };
        let (begin, end) = bounds.unwrap_or_default();
        let moment = |part: Option<Part>| part.and_then(|part| moment(time, &part));
        let (start, stop) = (moment(begin), moment(end));
        let is_whole = start.is_some() && stop.is_some();
        if !is_whole {
            let what = "no moment, so that it is an attribute";
            self.losses.field(event, "time", what, Fate::InText);
        } else if time.is_doubtful {
            self.losses
                .field(event, "time", "a doubtful moment", Fate::InText);
        }
        attributes.extend(start.map(|start| ("prov:startTime".to_owned(), start.into())));
        attributes.extend(stop.map(|stop| ("prov:endTime".to_owned(), stop.into())));
    }
}

/// Whether more is said of a participant than an association or a reference to an actor holds.
fn has_more(it: &Participant) -> bool {
    let is_bare =
        it.role.is_none() && it.acts_for.is_empty() && it.sources.is_empty() && it.extra.is_empty();
    let cites_more = |cited: &Citation| *cited != Citation::new(&*cited.source);
    it.presence != Presence::Reported && !is_bare || it.sources.iter().any(cites_more)
}

/// The moment of a part, in UTC, or by the clock where the zone is not known; none where it is no moment.
fn moment(time: &Time<'_>, part: &Part) -> Option<String> {
    let local = Local::of(part.first, &Zone::UTC);
    if part.unit() != Unit::Moment || !(1..=9999).contains(&local.year) {
        return None;
    }
    let text = date_time(part.first);
    let mark = if time.floating { "" } else { "Z" };
    Some(format!("{}{mark}", text.trim_end_matches('Z')))
}
