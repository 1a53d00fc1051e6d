//! Actors and events as nodes, and what records say of two of them as edges: what the formats of graphs share.

use rustc_hash::FxHashSet;

use super::book::{Book, title};
use super::losses::{Fate, Losses};
use super::others::Named;
use super::telling::{by_sources, extra, names, report, tell, tell_claims};
use super::when::When;
use crate::model::{Affiliation, Meeting, Presence, Record, RelationClaim};
use crate::time::Tick;

/// What an attribute holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text(String),
    Flag(bool),
}

/// The attributes of nodes, each with whether it is a flag.
pub(super) const NODE: [(&str, bool); 15] = [
    ("type", false),
    ("key", false),
    ("time", false),
    ("zone", false),
    ("earliest", false),
    ("latest", false),
    ("doubtful", true),
    ("instant", true),
    ("status", false),
    ("place", false),
    ("code", false),
    ("topics", false),
    ("aliases", false),
    ("ids", false),
    ("details", false),
];

/// The attributes of edges.
pub(super) const EDGE: [(&str, bool); 10] = [
    ("kind", false),
    ("role", false),
    ("presence", false),
    ("for", false),
    ("is", false),
    ("gap_min", false),
    ("gap_max", false),
    ("from", false),
    ("until", false),
    ("details", false),
];

/// Values by the names of attributes, in the order in which these are declared.
pub(super) type Values = Vec<(&'static str, Value)>;

/// When something was at the earliest and at the latest, none where that is open.
pub(super) type Span = (Option<Tick>, Option<Tick>);

pub(super) struct Node {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) values: Values,
    pub(super) span: Span,
}

pub(super) struct Edge {
    pub(super) source: String,
    pub(super) target: String,
    pub(super) values: Values,
    pub(super) span: Span,
}

impl Edge {
    /// What kind of edge it is.
    pub(super) fn kind(&self) -> &str {
        match self.values.first() {
            Some((_, Value::Text(kind))) => kind,
            _ => "",
        }
    }
}

/// All nodes and edges.
pub(super) struct Graph<'a> {
    pub(super) title: Option<&'a str>,
    pub(super) nodes: Vec<Node>,
    pub(super) edges: Vec<Edge>,
}

impl<'a> Graph<'a> {
    /// The graph of all records, and a report of what stands in texts only. `timed` is whether times are bounds of
    /// nodes and edges, so that a window is no longer one.
    pub(super) fn of(book: &Book<'a>, timed: bool, losses: &mut Losses) -> Graph<'a> {
        let mut graph = Graph {
            title: book.header.and_then(|header| header.title.as_deref()),
            nodes: Vec::new(),
            edges: Vec::new(),
        };
        let told = Named::of(book, true, &FxHashSet::default());
        let mut before = FxHashSet::default();
        for record in book.records {
            match record {
                Record::Timeline(header) => {
                    losses.others(record, &["title", "zone"], Fate::LeftOut);
                    if header.zone.is_some() {
                        losses.field(record, "zone", "worked into every date", Fate::Changed);
                    }
                }
                Record::Source(_) => told.report_source(record, losses),
                Record::Actor(actor) => {
                    let mut values = vec![text("type", actor.kind.name()), text("key", &actor.id)];
                    if !actor.aliases.is_empty() {
                        values.push(text("aliases", &actor.aliases.join("; ")));
                    }
                    if !actor.ids.is_empty() {
                        let ids = actor.ids.iter().map(|(list, id)| format!("{list}: {id}"));
                        values.push(text("ids", &ids.collect::<Vec<_>>().join("; ")));
                    }
                    let own = actor.extra.iter();
                    let own = own.map(|(name, json)| format!("{name}: {}", json.as_str()));
                    let own: Vec<String> = own.collect();
                    if !own.is_empty() {
                        values.push(text("details", &own.join("\n")));
                    }
                    graph.node(
                        &mut before,
                        actor_id(&actor.id),
                        book.name(&actor.id),
                        values,
                        (None, None),
                    );
                    losses.others(record, &["id", "kind", "name"], Fate::InText);
                }
                Record::Claim(claim) if book.event(&claim.event).is_some() => {
                    losses.whole(record, "no place for it", Fate::InText);
                }
                Record::Claim(_) => {
                    losses.whole(record, "no event that it is about", Fate::LeftOut);
                }
                Record::Affiliation(it) => graph.affiliation(book, it, record, timed, losses),
                Record::Relation(it) => graph.relation(book, it, record, losses),
                event => graph.event(book, event, timed, &mut before, losses),
            }
        }
        graph.complete(before);
        graph
    }

    fn node(
        &mut self,
        before: &mut FxHashSet<String>,
        id: String,
        label: &str,
        values: Values,
        span: Span,
    ) {
        if before.insert(id.clone()) {
            self.nodes.push(Node {
                id,
                label: label.to_owned(),
                values,
                span,
            });
        }
    }

    fn edge(&mut self, ends: (String, String), kind: &str, more: Values, span: Span) {
        let mut values = vec![text("kind", kind)];
        values.extend(more);
        self.edges.push(Edge {
            source: ends.0,
            target: ends.1,
            values,
            span,
        });
    }

    /// Adds a node for whoever and whatever edges lead to, and no record describes.
    fn complete(&mut self, mut before: FxHashSet<String>) {
        let ends = self
            .edges
            .iter()
            .flat_map(|edge| [&edge.source, &edge.target]);
        let ends: Vec<String> = ends.filter(|id| !before.contains(*id)).cloned().collect();
        for id in ends {
            let key = id.split_once(':').map_or("", |(_, key)| key).to_owned();
            let values = vec![text("type", "unknown"), text("key", &key)];
            self.node(&mut before, id, &key, values, (None, None));
        }
    }

    fn event(
        &mut self,
        book: &Book<'a>,
        event: &'a Record,
        timed: bool,
        before: &mut FxHashSet<String>,
        losses: &mut Losses,
    ) {
        let Some(common) = event.common() else {
            return;
        };
        let when = book.when(event);
        let mut span = (None, None);
        let mut values = vec![text("type", event.type_name()), text("key", &common.id)];
        match &when {
            When::Undated => {}
            When::Unreadable(written, _) => {
                values.push(text("time", written));
                losses.field(event, "time", "a date that can't be read", Fate::InText);
            }
            When::Dated(time) => {
                span = (time.earliest, time.latest);
                values.push(text("time", time.text));
                if let Some(zone) = time.zone {
                    values.push(text("zone", zone));
                }
                let ticks = [("earliest", span.0), ("latest", span.1)];
                let ticks = ticks
                    .into_iter()
                    .filter_map(|(name, tick)| Some((name, tick?)));
                values.extend(ticks.map(|(name, tick)| text(name, &tick.to_string())));
                if time.is_doubtful {
                    values.push(("doubtful", Value::Flag(true)));
                }
                if timed && !time.is_exact() {
                    let what = "a window, written as the whole of it";
                    losses.field(event, "time", what, Fate::Widened);
                }
            }
        }
        values.extend(
            common
                .instant
                .map(|instant| ("instant", Value::Flag(instant))),
        );
        values.push(text("status", common.status.name()));
        values.extend(common.place.as_deref().map(|place| text("place", place)));
        values.extend(common.code.as_deref().map(|code| text("code", code)));
        if !common.topics.is_empty() {
            values.push(text("topics", &common.topics.join("; ")));
        }
        let told = tell(book, event, &HELD);
        let claims = tell_claims(book, &common.id);
        let lines = told.iter().map(|told| told.text.as_str());
        let lines: Vec<&str> = lines.chain(claims.iter().map(String::as_str)).collect();
        if !lines.is_empty() {
            values.push(text("details", &lines.join("\n")));
        }
        report(losses, event, &told, "no place for it");
        let label = title(event).unwrap_or(&common.id);
        self.node(before, event_id(&common.id), label, values, span);
        self.people(book, event, span, losses);
        let id = || event_id(&common.id);
        for whole in &common.part_of {
            self.edge((id(), event_id(whole)), "part_of", Vec::new(), (None, None));
        }
        if let Record::Statement(it) = event {
            for (kind, keys) in [("about", &it.about), ("replies_to", &it.replies_to)] {
                for key in keys {
                    self.edge((id(), event_id(key)), kind, Vec::new(), (None, None));
                }
            }
        }
        for link in &common.links {
            let ends = (id(), event_id(&link.to));
            self.edge(ends, link.kind.name(), Vec::new(), (None, None));
        }
        if common.links.iter().any(|link| !link.extra.is_empty()) {
            losses.field(event, "links", "fields of one's own", Fate::LeftOut);
        }
    }

    /// Adds an edge from everybody who has a part in an event.
    fn people(&mut self, book: &Book<'_>, event: &Record, span: Span, losses: &mut Losses) {
        let Some(common) = event.common() else {
            return;
        };
        let mut lists: Vec<(&str, &[String])> = Vec::new();
        match event {
            Record::Meeting(it) => {
                self.participants(book, it, span);
                if it
                    .participants
                    .iter()
                    .any(|it| !it.sources.is_empty() || !it.extra.is_empty())
                {
                    let what = "sources and fields of one's own";
                    losses.field(event, "participants", what, Fate::InText);
                }
                lists.extend([("absent", &*it.absent), ("concerned", &it.concerns)]);
            }
            Record::Statement(it) => lists.extend([("by", &*it.by), ("to", &it.to)]),
            Record::Document(it) => {
                lists.extend([("by", &*it.by), ("to", &it.to), ("party", &it.parties)]);
            }
            Record::Action(it) => lists.extend([("by", &*it.by), ("to", &it.to)]),
            _ => {}
        }
        for (kind, keys) in lists {
            for key in keys {
                let ends = (actor_id(key), event_id(&common.id));
                self.edge(ends, kind, Vec::new(), span);
            }
        }
    }

    fn participants(&mut self, book: &Book<'_>, meeting: &Meeting, span: Span) {
        for it in &meeting.participants {
            let mut more = Vec::new();
            more.extend(it.role.map(|role| text("role", role.name())));
            more.push(text("presence", it.presence.name()));
            if !it.acts_for.is_empty() {
                more.push(text("for", &names(book, &it.acts_for)));
            }
            // A sum over participants must not count who was not there.
            let kind = match it.presence {
                Presence::Denied => "denied",
                Presence::Reported | Presence::Implied => "participant",
            };
            let own = extra(&it.extra);
            let details = by_sources(book, &it.sources) + &own;
            if !details.is_empty() {
                more.push(text("details", details.trim_start_matches(", ")));
            }
            let ends = (actor_id(&it.actor), event_id(&meeting.common.id));
            self.edge(ends, kind, more, span);
        }
    }

    fn affiliation(
        &mut self,
        book: &Book<'_>,
        it: &'a Affiliation,
        record: &Record,
        timed: bool,
        losses: &mut Losses,
    ) {
        let mut more = Vec::new();
        more.extend(it.role.as_deref().map(|role| text("role", role)));
        let mut bound = |field: &'static str, date: &'a Option<String>| {
            let date = date.as_deref()?;
            more.push(text(field, date));
            // Nothing, or two points, is no end on that side.
            let when = match date {
                "" | ".." => return None,
                date => book.when_dated(date),
            };
            match when {
                When::Dated(time) => {
                    if timed && !time.is_exact() {
                        let what = "a window, written as the whole of it";
                        losses.field(record, field, what, Fate::Widened);
                    }
                    Some((time.earliest, time.latest))
                }
                _ => {
                    losses.field(record, field, "a date that can't be read", Fate::InText);
                    None
                }
            }
        };
        let (from, until) = (bound("from", &it.from), bound("until", &it.until));
        let span = (
            from.and_then(|(first, _)| first),
            until.and_then(|(_, last)| last),
        );
        let details = by_sources(book, &it.sources) + &extra(&it.extra);
        if !details.is_empty() {
            more.push(text("details", details.trim_start_matches(", ")));
        }
        losses.others(
            record,
            &["actor", "of", "role", "from", "until"],
            Fate::InText,
        );
        self.edge(
            (actor_id(&it.actor), actor_id(&it.of)),
            "acts_for",
            more,
            span,
        );
    }

    fn relation(
        &mut self,
        book: &Book<'_>,
        it: &RelationClaim,
        record: &Record,
        losses: &mut Losses,
    ) {
        let mut more = vec![text("is", &it.is.to_string())];
        let gaps = [("gap_min", it.gap.min), ("gap_max", it.gap.max)];
        let gaps = gaps
            .into_iter()
            .filter_map(|(name, gap)| Some((name, gap?)));
        more.extend(gaps.map(|(name, gap)| text(name, &gap.to_string())));
        let id = it
            .id
            .as_ref()
            .map(|id| format!(", id: {id}"))
            .unwrap_or_default();
        let own = extra(&it.extra);
        let details = by_sources(book, &it.sources) + &id + &own;
        if !details.is_empty() {
            more.push(text("details", details.trim_start_matches(", ")));
        }
        losses.others(record, &["left", "is", "right", "gap"], Fate::InText);
        if !it.gap_extra.is_empty() {
            losses.field(record, "gap", "fields of one's own", Fate::LeftOut);
        }
        let ends = (event_id(&it.left), event_id(&it.right));
        self.edge(ends, "relation", more, (None, None));
    }
}

/// What attributes and edges hold of an event.
const HELD: [&str; 20] = [
    "title",
    "time",
    "zone",
    "instant",
    "status",
    "place",
    "code",
    "topics",
    "part_of",
    "links",
    "about",
    "replies_to",
    "participants",
    "absent",
    "concerns",
    "by",
    "to",
    "parties",
    "type",
    "id",
];

fn text(name: &'static str, text: &str) -> (&'static str, Value) {
    (name, Value::Text(text.to_owned()))
}

fn actor_id(key: &str) -> String {
    format!("actor:{key}")
}

fn event_id(key: &str) -> String {
    format!("event:{key}")
}
