//! Events as entities of FollowTheMoney.

use std::io::{self, Write};

use super::date::{Dates, edtf};
use super::id::encoded;
use super::write::{Entities, Properties};
use crate::io::out::{Fate, NO_PLACE, When, event_title, is_web, tell, tell_claims};
use crate::model::{Common, Participant, Presence, Record, Role, Status};

/// Who organises an event: hosts, and those who speak, write or act; and who else is involved.
pub(super) fn parts(record: &Record) -> (Vec<&str>, Vec<&str>) {
    fn keys(keys: &[String]) -> Vec<&str> {
        keys.iter().map(String::as_str).collect()
    }
    fn actors(all: Vec<&Participant>) -> Vec<&str> {
        all.into_iter().map(|it| it.actor.as_str()).collect()
    }
    match record {
        Record::Meeting(it) => {
            let present = it.participants.iter();
            let present = present.filter(|it| it.presence == Presence::Reported);
            let is_host = |it: &&Participant| it.role == Some(Role::Host);
            let (hosts, others): (Vec<&Participant>, Vec<&Participant>) =
                present.partition(is_host);
            (actors(hosts), actors(others))
        }
        Record::Statement(it) => (keys(&it.by), keys(&it.to)),
        Record::Document(it) => (keys(&it.by), keys(&it.parties)),
        Record::Action(it) => (keys(&it.by), keys(&it.to)),
        _ => (Vec::new(), Vec::new()),
    }
}

impl<'a, W: Write> Entities<'a, W> {
    /// Writes an event; `odd` counts those whose keys no identifier can hold.
    pub(super) fn event(&mut self, event: &'a Record, odd: &mut usize) -> io::Result<()> {
        let Some(common) = event.common() else {
            return Ok(());
        };
        let id = encoded("event", &common.id).unwrap_or_else(|| {
            *odd += 1;
            self.losses.field(
                event,
                "id",
                "a key that no identifier can hold",
                Fate::Changed,
            );
            format!("untitled-{odd}")
        });
        let mut held = vec!["title", "place", "topics", "notes", "gist"];
        let mut properties = self.dates(event, common, &mut held);
        let (organizers, involved) = parts(event);
        self.people(event, &mut held);
        let ids = |keys: Vec<&str>| -> Vec<String> {
            keys.into_iter()
                .map(|key| self.ids.actor(key).to_owned())
                .collect()
        };
        let sources = common
            .sources
            .iter()
            .filter_map(|it| self.book.source(&it.source));
        let urls = sources
            .filter_map(|source| source.url.clone())
            .filter(|url| is_web(url));
        let urls: Vec<String> = urls.collect();
        let mut summary = Vec::new();
        // Whoever sees the event should see that it may not have been.
        if common.status != Status::Occurred {
            summary.push(format!("Status: {}", common.status));
        }
        if let Record::Statement(it) = event {
            summary.extend(it.gist.clone());
        }
        let told = tell(self.book, event, &held);
        let claims = tell_claims(self.book, &common.id);
        let lines = told.iter().map(|told| told.text.clone()).chain(claims);
        let description = lines.collect::<Vec<_>>().join("\n");
        properties.extend([
            (
                "name",
                vec![event_title(event).unwrap_or(&common.id).to_owned()],
            ),
            ("organizer", ids(organizers)),
            ("involved", ids(involved)),
            ("location", common.place.iter().cloned().collect()),
            ("keywords", common.topics.clone()),
            ("summary", summary),
            ("notes", common.notes.clone()),
            ("description", vec![description]),
            ("sourceUrl", urls),
            (
                "recordId",
                vec![format!("{}:{}", event.type_name(), common.id)],
            ),
        ]);
        self.entity(&id, "Event", properties)?;
        let mut before = String::new();
        for told in told {
            if told.field != before
                && !matches!(told.field.as_str(), "time" | "zone" | "participants")
            {
                self.losses
                    .field(event, &told.field, NO_PLACE, Fate::InText);
            }
            before = told.field;
        }
        self.texts(event, common);
        Ok(())
    }

    /// Reports texts that are none, or that are taken for something else.
    fn texts(&mut self, event: &Record, common: &Common) {
        let is_blank = |text: &String| text.trim().is_empty();
        let mut blank = Vec::new();
        if common
            .title
            .as_deref()
            .is_some_and(|title| title.trim().is_empty() || title == common.id)
        {
            self.losses
                .field(event, "title", "an empty text, or the key", Fate::LeftOut);
        }
        if common.place.as_ref().is_some_and(is_blank) {
            blank.push("place");
        }
        if common.topics.iter().any(is_blank) {
            blank.push("topics");
        }
        if common.notes.iter().any(is_blank) {
            blank.push("notes");
        }
        if let Record::Statement(it) = event
            && it
                .gist
                .as_ref()
                .is_some_and(|gist| is_blank(gist) || gist.starts_with("Status: "))
        {
            blank.push("gist");
        }
        for field in blank {
            self.losses
                .field(event, field, "an empty text", Fate::LeftOut);
        }
    }

    /// The dates of an event.
    fn dates(
        &mut self,
        event: &'a Record,
        common: &Common,
        held: &mut Vec<&'static str>,
    ) -> Properties {
        if common.zone.is_some() {
            self.losses
                .field(event, "zone", "told in the description", Fate::InText);
        }
        let when = self.book.when(event);
        let time = match &when {
            When::Undated => return Vec::new(),
            When::Unreadable(..) => {
                self.losses
                    .field(event, "time", "a date that can't be read", Fate::InText);
                return Vec::new();
            }
            When::Dated(time) => time,
        };
        let Dates { properties, loss } = Dates::of(time);
        let first = |wanted: &str| {
            let found = properties.iter().find(|(name, _)| *name == wanted);
            found.map(|(_, date)| date.as_str())
        };
        let read = edtf(first("date"), first("startDate"), first("endDate"));
        if let Some((what, fate)) = loss {
            self.losses.field(event, "time", what, fate);
        } else if read.as_deref() != Some(time.text) {
            self.losses.field(
                event,
                "time",
                "another text, or a moment in UTC",
                Fate::Changed,
            );
        } else if time.zone.is_none() {
            held.push("time");
        }
        let mut named: Properties = Vec::new();
        for (name, date) in properties {
            match named.last_mut() {
                Some((last, dates)) if *last == name => dates.push(date),
                _ => named.push((name, vec![date])),
            }
        }
        named
    }

    /// Reports what organisers and those involved do not say, and says what they do.
    fn people(&mut self, event: &Record, held: &mut Vec<&'static str>) {
        let losses = &mut self.losses;
        match event {
            Record::Meeting(it) => {
                let is_plain = |it: &Participant| {
                    let host = Participant::new(&*it.actor).role(Role::Host);
                    *it == host || *it == Participant::new(&*it.actor)
                };
                let hosts = it.participants.iter().map(|it| it.role == Some(Role::Host));
                // Organisers are read first.
                let in_order = hosts
                    .collect::<Vec<_>>()
                    .is_sorted_by_key(|is_host| !is_host);
                if it.participants.iter().all(is_plain) && in_order {
                    held.push("participants");
                } else {
                    let what =
                        "roles but host, on whose behalf, presence and sources, and the order";
                    losses.field(event, "participants", what, Fate::InText);
                }
            }
            Record::Document(_) => held.extend(["by", "parties"]),
            _ => held.extend(["by", "to"]),
        }
        let (organizers, involved) = parts(event);
        let mut all = organizers.iter().chain(&involved);
        if all.any(|key| self.book.actor(key).is_none()) {
            let what = "somebody whom no record describes becomes a legal entity";
            losses.whole(event, what, Fate::Changed);
        }
    }
}
