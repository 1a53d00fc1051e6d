//! What events say, told to people: a line for each thing that a format has no place for.

use std::fmt::Write;

use super::book::Book;
use super::losses::{Fate, Losses, stated};
use crate::model::{
    Citation, DateClaim, DocumentForm, DocumentState, Extra, Figure, Number, Participant, Presence,
    Record, RelationClaim, Source, Stance, Term,
};

/// One line, with the field that it tells of.
pub(in crate::io) struct Told {
    pub(in crate::io) field: String,
    pub(in crate::io) text: String,
}

/// Tells of every field that an event states but its key and `held`, in the order of files.
pub(in crate::io) fn tell(book: &Book<'_>, event: &Record, held: &[&str]) -> Vec<Told> {
    let mut all = Vec::new();
    for (field, json) in stated(event) {
        if field == "id" || held.contains(&field.as_str()) {
            continue;
        }
        for text in lines(book, event, &field, &json) {
            all.push(Told {
                field: field.clone(),
                text,
            });
        }
    }
    all
}

/// Tells of what is claimed of an event apart from its own record.
pub(in crate::io) fn tell_claims(book: &Book<'_>, event: &str) -> Vec<String> {
    let dates = book.dates_of(event).iter();
    let dates = dates.map(|claim| date_claim(book, claim));
    let relations = book.relations_of(event).iter();
    let relations = relations.map(|claim| relation(book, claim));
    dates.chain(relations).collect()
}

/// Adds to the report that these are told in the text of a record.
pub(in crate::io) fn report(
    losses: &mut Losses,
    event: &Record,
    told: &[Told],
    what: &'static str,
) {
    let mut before = "";
    for told in told {
        if told.field != before {
            losses.field(event, &told.field, what, Fate::InText);
        }
        before = &told.field;
    }
}

/// The lines for one field.
fn lines(book: &Book<'_>, event: &Record, field: &str, json: &str) -> Vec<String> {
    let Some(common) = event.common() else {
        return Vec::new();
    };
    let one = |label: &str, text: Option<&str>| {
        let text = text.map(|text| format!("{label}: {text}"));
        text.into_iter().collect::<Vec<_>>()
    };
    let names = |label: &str, keys: &[String]| one(label, Some(&names(book, keys)));
    let titles = |label: &str, keys: &[String]| {
        let titles: Vec<String> = keys.iter().map(|key| titled(book, key)).collect();
        one(label, Some(&titles.join(", ")))
    };
    match (field, event) {
        ("title", _) => one("Title", common.title.as_deref()),
        ("time", _) => one("When", Some(&book.when(event).to_string())),
        // The line of the time tells its zone.
        ("zone", _) if common.time.is_some() => Vec::new(),
        ("zone", _) => one("Zone", common.zone.as_deref()),
        ("status", _) => one("Status", Some(common.status.name())),
        ("code", _) => one("Code", common.code.as_deref()),
        ("instant", _) => {
            let is_instant = common.instant == Some(true);
            let text = if is_instant {
                "none"
            } else {
                "from a beginning to an end"
            };
            one("Extent in time", Some(text))
        }
        ("place", _) => one("Place", common.place.as_deref()),
        ("topics", _) => one("Topics", Some(&common.topics.join(", "))),
        ("part_of", _) => titles("Part of", &common.part_of),
        ("links", _) => {
            let links = common.links.iter();
            let line = |link: &crate::model::Link| {
                let kind = capital(&link.kind.name().replace('_', " "));
                format!("{kind}: {}{}", titled(book, &link.to), extra(&link.extra))
            };
            links.map(line).collect()
        }
        ("figures", _) => common.figures.iter().map(figure).collect(),
        ("notes", _) => common
            .notes
            .iter()
            .map(|note| format!("Note: {note}"))
            .collect(),
        ("sources", _) => {
            let cited = common.sources.iter();
            cited
                .map(|cited| format!("Source: {}", citation(book, cited)))
                .collect()
        }
        ("participants", Record::Meeting(it)) => {
            let people: Vec<_> = it
                .participants
                .iter()
                .map(|p| participant(book, p))
                .collect();
            one("With", Some(&people.join("; ")))
        }
        ("absent", Record::Meeting(it)) => names("Absent", &it.absent),
        ("concerns", Record::Meeting(it)) => names("Concerns", &it.concerns),
        ("format", Record::Meeting(it)) => one("Format", it.format.as_deref()),
        ("by", Record::Statement(it)) => names("By", &it.by),
        ("by", Record::Document(it)) => names("By", &it.by),
        ("by", Record::Action(it)) => names("By", &it.by),
        ("to", Record::Statement(it)) => names("To", &it.to),
        ("to", Record::Document(it)) => names("To", &it.to),
        ("to", Record::Action(it)) => names("To", &it.to),
        ("channel", Record::Statement(it)) => one("Channel", it.channel.as_deref()),
        ("about", Record::Statement(it)) => titles("About", &it.about),
        ("replies_to", Record::Statement(it)) => titles("Replies to", &it.replies_to),
        ("quote", Record::Statement(it)) => it
            .quotes
            .iter()
            .map(|quote| format!("Quote: {quote:?}"))
            .collect(),
        ("gist", Record::Statement(it)) => one("Gist", it.gist.as_deref()),
        ("language", Record::Statement(it)) => one("Language", it.language.as_deref()),
        ("stances", Record::Statement(it)) => {
            it.stances.iter().map(|it| stance(book, it)).collect()
        }
        ("form", Record::Document(it)) => one("Form", it.form.map(DocumentForm::name)),
        ("parties", Record::Document(it)) => names("Between", &it.parties),
        ("state", Record::Document(it)) => one("State", it.state.map(DocumentState::name)),
        ("terms", Record::Document(it)) => it.terms.iter().map(|it| term(book, it)).collect(),
        _ => vec![format!("{field}: {json}")],
    }
}

/// What people are called, one after the other.
pub(in crate::io) fn names(book: &Book<'_>, keys: &[String]) -> String {
    let names: Vec<&str> = keys.iter().map(|key| book.name(key)).collect();
    names.join(", ")
}

/// An event by its title, with its key where that is another text.
fn titled(book: &Book<'_>, key: &str) -> String {
    match book.title(key) {
        title if title == key => key.to_owned(),
        title => format!("{title} [{key}]"),
    }
}

pub(in crate::io) fn participant(book: &Book<'_>, it: &Participant) -> String {
    let mut more = Vec::new();
    more.extend(it.role.map(|role| role.name().to_owned()));
    if !it.acts_for.is_empty() {
        more.push(format!("for {}", names(book, &it.acts_for)));
    }
    match it.presence {
        Presence::Reported => {}
        Presence::Implied => more.push("presence implied only".to_owned()),
        Presence::Denied => more.push("presence denied".to_owned()),
    }
    more.extend(
        it.sources
            .iter()
            .map(|cited| format!("by {}", citation(book, cited))),
    );
    let mut text = book.name(&it.actor).to_owned();
    if !more.is_empty() {
        let _ = write!(text, " ({})", more.join(", "));
    }
    text + &extra(&it.extra)
}

/// A source and where and how it is cited.
pub(in crate::io) fn citation(book: &Book<'_>, it: &Citation) -> String {
    let mut text = match book.source(&it.source) {
        Some(known) => source(book, known),
        None => it.source.clone(),
    };
    if let Some(credibility) = it.credibility {
        let _ = write!(text, ", credibility {credibility}");
    }
    if let Some(place) = &it.place {
        let _ = write!(text, ", {place}");
    }
    if let Some(cited_as) = it.cited_as {
        let _ = write!(text, ", cited as {}", cited_as.name());
    }
    if let Some(quote) = &it.quote {
        let _ = write!(text, ": {quote:?}");
    }
    text + &extra(&it.extra)
}

/// A source with all that is known of it, its key where it has no name.
fn source(book: &Book<'_>, it: &Source) -> String {
    let texts = [&it.publisher, &it.title, &it.author];
    let mut parts: Vec<String> = texts.into_iter().flatten().cloned().collect();
    if parts.is_empty() {
        parts.push(it.id.clone());
    }
    parts.extend(
        it.published
            .as_ref()
            .map(|date| format!("published {date}")),
    );
    if !it.via.is_empty() {
        parts.push(format!("by way of {}", it.via.join(", ")));
    }
    if !it.speaks_for.is_empty() {
        parts.push(format!("speaks for {}", names(book, &it.speaks_for)));
    }
    parts.extend(it.reliability.map(|letter| format!("reliability {letter}")));
    parts.extend(it.url.clone());
    parts.join(", ") + &extra(&it.extra)
}

pub(in crate::io) fn by_sources(book: &Book<'_>, cited: &[Citation]) -> String {
    if cited.is_empty() {
        return String::new();
    }
    let cited: Vec<String> = cited.iter().map(|cited| citation(book, cited)).collect();
    format!(", by {}", cited.join("; "))
}

pub(in crate::io) fn date_claim(book: &Book<'_>, it: &DateClaim) -> String {
    let when = book.when_claimed(it);
    let sources = by_sources(book, &it.sources);
    format!("Claimed: on {when}{sources}{}", extra(&it.extra))
}

pub(in crate::io) fn relation(book: &Book<'_>, it: &RelationClaim) -> String {
    let mut text = format!("Claimed: {} {}", it.is, titled(book, &it.right));
    if !it.gap.is_any() {
        let _ = write!(text, ", {}", it.gap);
    }
    let sources = by_sources(book, &it.sources);
    text + &extra(&it.gap_extra) + &sources + &extra(&it.extra)
}

fn figure(it: &Figure) -> String {
    let value = it.value.as_ref().map(Number::as_str);
    let parts = [it.qualifier.as_deref(), value, it.unit.as_deref()];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    let of = it.of.as_deref().unwrap_or("a number");
    format!("Figure: {of}: {}{}", parts.join(" "), extra(&it.extra))
}

fn stance(book: &Book<'_>, it: &Stance) -> String {
    let mut text = format!("Stance: {} on {}", it.stance.name(), it.topic);
    if let Some(condition) = &it.condition {
        let _ = write!(text, ", on the condition: {condition}");
    }
    if let Some(holder) = &it.holder {
        let _ = write!(text, ", held by {}", book.name(holder));
    }
    if let Some(words) = &it.text {
        let _ = write!(text, ": {words:?}");
    }
    text + &extra(&it.extra)
}

fn term(book: &Book<'_>, it: &Term) -> String {
    let mut text = String::from("Term");
    if let Some(topic) = &it.topic {
        let _ = write!(text, " on {topic}");
    }
    if !it.obliges.is_empty() {
        let _ = write!(text, ", obliging {}", names(book, &it.obliges));
    }
    if let Some(words) = &it.text {
        let _ = write!(text, ": {words}");
    }
    text + &extra(&it.extra)
}

/// The fields of one's own, with their JSON.
pub(in crate::io) fn extra(extra: &Extra) -> String {
    let fields = extra.iter();
    fields
        .map(|(name, value)| format!(", {name}: {}", value.as_str()))
        .collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
