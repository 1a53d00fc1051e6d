//! The rows that a timeline should have, found by plain loops over its records and views.

use std::collections::BTreeMap;

use demarche::{
    Bound, Common, Date, DocumentState, EventView, Presence, Record, Role, Table, Tick, Timeline,
    Zone,
};

use crate::rows::{Row, Value, row};

/// The rows of all tables but `distances`. What follows of an event from claims beside its windows, `solved` tells: how
/// long it lasts at least and at most, and its component.
pub(crate) fn expected(
    t: &Timeline,
    set_aside: bool,
    solved: impl Fn(&str) -> [Value; 3],
) -> BTreeMap<Table, Vec<Row>> {
    let mut tables: BTreeMap<Table, Vec<Row>> = Table::ALL.map(|table| (table, Vec::new())).into();
    let mut put = |table: Table, row: Row| {
        let rows = tables.get_mut(&table).unwrap();
        // Rows of these are unique.
        let unique = matches!(table, Table::Names | Table::Topics | Table::Links);
        if !(unique && rows.contains(&row)) {
            rows.push(row);
        }
    };
    let offset = offset(t.zone());
    put(
        Table::Timeline,
        row![
            1,
            t.title(),
            &*t.zone().to_string(),
            offset,
            set_aside,
            "part_of,replies_to,published"
        ],
    );
    for (actor, ordinal) in t.actors().zip(0_i64..) {
        let record = actor.record().unwrap();
        let key = &*record.id;
        let name = record.name.as_deref();
        put(
            Table::Actors,
            row![ordinal, key, record.kind.name(), name.unwrap_or(key)],
        );
        if let Some(name) = name {
            put(Table::Names, row![key, name, false]);
        }
        for alias in record
            .aliases
            .iter()
            .filter(|alias| Some(alias.as_str()) != name)
        {
            put(Table::Names, row![key, &**alias, true]);
        }
    }
    for (one, ordinal) in t.affiliations().zip(0_i64..) {
        let record = one.record().unwrap();
        let end = |end: Option<demarche::EndWindow>| {
            [
                end.and_then(|end| end.earliest),
                end.and_then(|end| end.latest),
            ]
            .map(|b| b.map(ticks))
        };
        let ([a, b], [c, d]) = (end(one.from()), end(one.until()));
        let (actor, of, role) = (&*record.actor, &*record.of, record.role.as_deref());
        put(
            Table::Affiliations,
            row![ordinal, actor, of, role, a, b, c, d],
        );
    }
    for (event, ordinal) in t.events().zip(0_i64..) {
        let record = event.record();
        let what = what_it_is(t, event, &record, solved(event.key()));
        let common = record.common().unwrap();
        let (channel, state) = match &record {
            Record::Statement(statement) => (statement.channel.as_deref(), None),
            Record::Document(document) => (None, document.state.map(DocumentState::name)),
            _ => (None, None),
        };
        let key = &*common.id;
        let mut row = row![ordinal, key];
        row.extend(what.clone());
        row.extend(row![
            common.title.as_deref(),
            common.place.as_deref(),
            channel,
            state,
            common.code.as_deref(),
            common.time.as_deref(),
            common.zone.as_deref(),
        ]);
        put(Table::Events, row);
        for mut row in participants(t, &record) {
            row.insert(7, ordinal.into());
            row.extend(what.clone());
            put(Table::Participants, row);
        }
        for topic in &common.topics {
            put(Table::Topics, row![key, &**topic, None::<&str>]);
        }
        if let Record::Statement(statement) = &record {
            for stance in &statement.stances {
                put(
                    Table::Topics,
                    row![key, &*stance.topic, stance.stance.name()],
                );
            }
        }
        for (kind, target) in links(&record, common) {
            put(Table::Links, row![key, kind, target]);
        }
        for citation in &common.sources {
            let source = t.source(&*citation.source).unwrap();
            let source = source.record().unwrap();
            let published = source.published.as_deref();
            let published =
                published.map(|date| Date::parse(date).unwrap().hull(t.zone()).unwrap());
            put(
                Table::Citations,
                row![
                    key,
                    &*source.id,
                    source.publisher.as_deref(),
                    source
                        .reliability
                        .map_or("F", |reliability| reliability.name()),
                    citation
                        .credibility
                        .map_or(6, |credibility| i64::from(credibility.digit())),
                    citation.cited_as.map_or("occurred", |cited| cited.name()),
                    published
                        .and_then(|hull| hull.earliest)
                        .map(Tick::as_micros),
                    published.and_then(|hull| hull.latest).map(Tick::as_micros),
                ],
            );
        }
    }
    for ((record, origin), ordinal) in t.revise().records().into_iter().zip(0_i64..) {
        let mut line = Vec::new();
        demarche::write_jsonl([&record], &mut line).unwrap();
        let line = String::from_utf8(line).unwrap();
        let place = (origin.line > 0).then_some(i64::from(origin.line));
        let file = origin.file.as_deref();
        put(
            Table::Records,
            row![ordinal, record.type_name(), line.trim_end(), file, place],
        );
    }
    let sorted = |(table, rows)| (table, crate::rows::sorted(table, rows));
    tables.into_iter().map(sorted).collect()
}

/// A bound in ticks.
pub(crate) fn ticks(bound: Bound) -> i64 {
    bound.micros().try_into().unwrap()
}

/// The offset of a zone in ticks; `floating` counts as UTC, and a name has none.
fn offset(zone: &Zone) -> Option<i64> {
    let text = zone.to_string();
    let fixed = zone.is_floating() || text == "UTC" || text.starts_with(['+', '-']);
    fixed.then(|| zone.offset_at(Tick::from_micros(0)))
}

fn what_it_is(t: &Timeline, event: EventView<'_>, record: &Record, solved: [Value; 3]) -> Row {
    let common = record.common().unwrap();
    let zone = common
        .zone
        .as_deref()
        .map(|zone| Zone::parse(zone).unwrap());
    let zone = zone.unwrap_or(*t.zone());
    let hour = 3_600_000_000;
    let shift = if zone.is_floating() {
        [Some(14 * hour), Some(-12 * hour)]
    } else {
        [offset(&zone), offset(&zone)]
    };
    let (begin, end) = (event.begin(), event.end());
    let mut row = row![
        record.type_name(),
        common.status.name(),
        event.is_instant(),
        begin.earliest.map(ticks),
        begin.latest.map(ticks),
        end.earliest.map(ticks),
        end.latest.map(ticks),
    ];
    row.extend(solved);
    row.extend(row![shift[0], shift[1]]);
    row
}

/// An actor's part as the record has it: actor, part, role, presence, on whose behalf.
type Named<'a> = (&'a str, &'a str, Option<&'a str>, Presence, Vec<&'a str>);

/// The rows of those who have a part in an event, without what it is and without its ordinal.
fn participants(t: &Timeline, record: &Record) -> Vec<Row> {
    let mut named: Vec<Named<'_>> = Vec::new();
    fn plain<'a>(named: &mut Vec<Named<'a>>, part: &'a str, list: &'a [String]) {
        named.extend(
            list.iter()
                .map(|a| (a.as_str(), part, None, Presence::Reported, Vec::new())),
        );
    }
    match record {
        Record::Meeting(meeting) => {
            named.extend(meeting.participants.iter().map(|one| {
                let acts_for = one.acts_for.iter().map(String::as_str).collect();
                let role = one.role.map(Role::name);
                (
                    one.actor.as_str(),
                    "participant",
                    role,
                    one.presence,
                    acts_for,
                )
            }));
            plain(&mut named, "absent", &meeting.absent);
            plain(&mut named, "concerned", &meeting.concerns);
        }
        Record::Statement(it) => {
            plain(&mut named, "by", &it.by);
            plain(&mut named, "to", &it.to);
        }
        Record::Document(it) => {
            plain(&mut named, "party", &it.parties);
            plain(&mut named, "by", &it.by);
            plain(&mut named, "to", &it.to);
        }
        Record::Action(it) => {
            plain(&mut named, "by", &it.by);
            plain(&mut named, "to", &it.to);
        }
        _ => {}
    }
    // What is known of each actor, part and role.
    let mut seen: Vec<(&str, &str, Option<&str>)> = Vec::new();
    for (actor, part, role, ..) in &named {
        if !seen.contains(&(actor, part, *role)) {
            seen.push((actor, part, *role));
        }
    }
    let mut rows = Vec::new();
    for &(actor, part, role) in &seen {
        let of_actor = || {
            named
                .iter()
                .filter(move |one| one.0 == actor && one.1 == part)
        };
        let own = || of_actor().filter(move |one| one.2 == role);
        let is = |presence: Presence, mut list: Box<dyn Iterator<Item = &_> + '_>| {
            list.any(|one: &Named<'_>| one.3 == presence)
        };
        let denied = own().all(|one| one.3 == Presence::Denied);
        let presence = if denied {
            "denied"
        } else if is(Presence::Reported, Box::new(of_actor())) {
            "reported"
        } else {
            "implied"
        };
        // Roles of the same actor that come before: those not denied first.
        let denies = |role: Option<&str>| {
            let mut all = of_actor().filter(move |one| one.2 == role);
            all.all(|one| one.3 == Presence::Denied)
        };
        let roles: Vec<Option<&str>> = seen
            .iter()
            .filter(|one| one.0 == actor && one.1 == part)
            .map(|one| one.2)
            .collect();
        let mut ordered: Vec<Option<&str>> =
            roles.iter().copied().filter(|&r| !denies(r)).collect();
        ordered.extend(roles.iter().copied().filter(|&r| denies(r)));
        let nth = ordered.iter().position(|&r| r == role).unwrap() as i64;
        let mut acts_for: Vec<&str> = Vec::new();
        for key in own().flat_map(|one| one.4.iter().copied()) {
            if !acts_for.contains(&key) {
                acts_for.push(key);
            }
        }
        let acts_for = (!acts_for.is_empty()).then(|| acts_for.join(","));
        let ordinal = t.actors().position(|one| one.key() == actor).unwrap() as i64;
        let key = record.id().unwrap();
        rows.push(row![
            key,
            actor,
            part,
            role,
            presence,
            nth,
            acts_for.as_deref(),
            ordinal
        ]);
    }
    rows
}

/// The events that a record names, with how.
fn links<'a>(record: &'a Record, common: &'a Common) -> Vec<(&'static str, &'a str)> {
    let mut links: Vec<(&str, &str)> = Vec::new();
    links.extend(common.part_of.iter().map(|key| ("part_of", key.as_str())));
    if let Record::Statement(statement) = record {
        links.extend(
            statement
                .replies_to
                .iter()
                .map(|key| ("replies_to", key.as_str())),
        );
        links.extend(statement.about.iter().map(|key| ("about", key.as_str())));
    }
    links.extend(
        common
            .links
            .iter()
            .map(|link| (link.kind.name(), link.to.as_str())),
    );
    links
}
