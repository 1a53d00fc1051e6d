//! The rows of GDELT, held and cited.

use super::columns::{
    ACTOR_1, ACTOR_2, CODE, COUNTS, DATE, GOLDSTEIN, ID, MENTION_CONFIDENCE, MENTION_DOCUMENT,
    MENTION_EVENT, MENTION_SENTENCE, MENTION_SOURCE, MENTION_TIME, Version,
};
use super::documents::{Documents, Stamp, compact_day};
use super::mentions::{Mention, Mentions};
use super::{Collector, Held};
use crate::io::coded::Detail;
use crate::io::coded::cells::{NONE, intensity, intensity_of, number, numbered};
use crate::io::coded::event::{Form, stem};
use crate::io::coded::held::NOBODY;
use crate::io::coded::location::{Fields, joined, locate};
use crate::io::coded::names::Names;
use crate::io::stream::{Reject, Row, shortened};
use crate::model::{Actor, ActorKind, Citation, Common, Number, Source};

/// What a row tells besides who, what, whom and when.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told {
    pub(super) id: u64,
    pub(super) document: u32,
    location: u32,
    /// How many mentions, sources and articles; [`u32::MAX`] where it is not given.
    counts: [u32; 3],
    intensity: i16,
}

/// How many bytes a row takes.
#[cfg(test)]
pub(in crate::io::coded) const ROW: [usize; 2] = [size_of::<Held<Told>>(), size_of::<Mention>()];

impl Detail for Told {
    fn report(&self) -> (u64, u64) {
        (self.id, 0)
    }
}

/// The fields of a place in GDELT.
const FIELDS: Fields = [
    "name",
    "feature",
    "part",
    "country",
    "latitude",
    "longitude",
];

/// Who stands for a first actor that a row does not name.
const UNNAMED: &str = "unnamed\t";

/// What is known of all rows.
#[derive(Debug)]
pub(super) struct Gdelt {
    name: String,
    stem: String,
    pub(super) documents: Documents,
    pub(super) mentions: Mentions,
    locations: Names,
    /// The kinds of actors, as far as the row that first names each tells.
    kinds: Vec<Option<ActorKind>>,
    /// Whether the file was cited, for rows that name no document.
    is_cited: bool,
}

impl Gdelt {
    pub(super) fn new(name: &str) -> Gdelt {
        Gdelt {
            name: name.to_owned(),
            stem: stem(name),
            documents: Documents::default(),
            mentions: Mentions::default(),
            locations: Names::default(),
            kinds: Vec::new(),
            is_cited: false,
        }
    }

    /// Holds one row of events.
    pub(super) fn hold(
        &mut self,
        row: &Row<'_>,
        version: &Version,
        all: &mut Collector<Told>,
    ) -> Result<(), Reject> {
        let id = needed_number(row, ID)?;
        let cell = row.needed(DATE)?;
        let day = compact_day(cell).ok_or_else(|| {
            let message = format!("expected a day such as 20140131, found {}", shortened(cell));
            row.bad(DATE, message)
        })?;
        let code = row.needed(CODE)?;
        let added = Stamp::read(row, version.added)?;
        let mut counts = [u32::MAX; 3];
        for (column, count) in (COUNTS..).zip(&mut counts) {
            *count = u32::try_from(number(row, column)?).unwrap_or(u32::MAX);
        }
        let relation = all.relation(code);
        let intensity = intensity(row, GOLDSTEIN, relation)?;
        let (subject, object) = match (actor(row, ACTOR_1), actor(row, ACTOR_2)) {
            (None, None) => {
                return Err(row.bad(
                    ACTOR_1,
                    "missing, and so is the second actor; an event has one",
                ));
            }
            (subject, object) => (
                self.actor(
                    subject.unwrap_or((UNNAMED.to_owned(), Some(ActorKind::Group))),
                    all,
                ),
                object.map_or(NOBODY, |object| self.actor(object, all)),
            ),
        };
        let place = [
            row.given(version.place),
            row.given(version.latitude + 2),
            row.given(version.country + 1),
            row.given(version.country),
            row.given(version.latitude),
            row.given(version.latitude + 1),
        ];
        let document = row.given(version.added + 1);
        let detail = Told {
            id,
            document: document.map_or(u32::MAX, |it| self.documents.number(it, added, None)),
            location: numbered(&mut self.locations, joined(place).as_deref()),
            counts,
            intensity,
        };
        all.rows.push(Held {
            subject,
            object,
            relation,
            day,
            line: row.line(),
            detail,
        });
        Ok(())
    }

    /// The number of an actor; its kind is noted when it first comes.
    fn actor(&mut self, actor: (String, Option<ActorKind>), all: &mut Collector<Told>) -> u32 {
        let (text, kind) = actor;
        let number = all.actors.number(&text);
        if self.kinds.len() <= number as usize {
            self.kinds.push(kind);
        }
        number
    }

    /// Holds one row of mentions.
    pub(super) fn mention(&mut self, row: &Row<'_>) -> Result<(), Reject> {
        let event = needed_number(row, MENTION_EVENT)?;
        let at = Stamp::read(row, MENTION_TIME)?;
        let at = at.ok_or_else(|| row.bad(MENTION_TIME, "missing"))?;
        let document = row.needed(MENTION_DOCUMENT)?;
        let sentence = u32::try_from(number(row, MENTION_SENTENCE)?).unwrap_or(u32::MAX);
        let confidence = match number(row, MENTION_CONFIDENCE)? {
            NONE => u8::MAX,
            percent => u8::try_from(percent)
                .ok()
                .filter(|percent| *percent <= 100)
                .ok_or_else(|| row.bad(MENTION_CONFIDENCE, "expected a percentage, 0 to 100"))?,
        };
        let publisher = row.given(MENTION_SOURCE);
        self.mentions.list.push(Mention {
            event,
            at,
            document: self.documents.number(document, Some(at), publisher),
            sentence,
            line: row.line(),
            confidence,
        });
        Ok(())
    }

    /// The source of a row: its document, or else the file.
    fn source(&mut self, document: u32) -> (String, Option<Source>) {
        if document != u32::MAX {
            return self.documents.source(document, &self.stem);
        }
        let is_new = !std::mem::replace(&mut self.is_cited, true);
        let source = is_new.then(|| Source::new(self.stem.clone()).title(self.name.clone()));
        (self.stem.clone(), source)
    }
}

impl Form<Told> for Gdelt {
    fn key(&self, first: &Held<Told>) -> Option<String> {
        Some(format!("gdelt:{}", first.detail.id))
    }

    fn cite(&mut self, row: &Held<Told>, give: &mut dyn FnMut(Option<Source>, Citation)) {
        let detail = &row.detail;
        let (key, source) = self.source(detail.document);
        let mut citation = Citation::new(key).at(format!("line {}, event {}", row.line, detail.id));
        for (name, count) in ["x_mentions", "x_sources", "x_articles"]
            .iter()
            .zip(detail.counts)
        {
            if count != u32::MAX {
                let count = Number::from(i64::from(count));
                citation.extra.insert((*name).to_owned(), count.into());
            }
        }
        if let Some(value) = intensity_of(detail.intensity) {
            citation.extra.insert("x_intensity".to_owned(), value);
        }
        give(source, citation);
    }

    fn cite_more(&mut self, rows: &[Held<Told>], give: &mut dyn FnMut(Option<Source>, Citation)) {
        let mut seen: Vec<u64> = rows.iter().map(|row| row.detail.id).collect();
        // The same number may stand in several rows.
        seen.sort_unstable();
        seen.dedup();
        for id in seen {
            for mention in self.mentions.of(id) {
                let (key, source) = self.documents.source(mention.document, &self.stem);
                give(source, mention.citation(key, &self.mentions.name));
            }
        }
    }

    fn dress(&self, rows: &[Held<Told>], common: &mut Common) {
        locate(
            common,
            rows,
            |row| row.detail.location,
            &self.locations,
            &FIELDS,
        );
    }

    fn describe(&self, actor: u32, record: &mut Actor) {
        let text = record.name.take().unwrap_or_default();
        let (name, code) = text.split_once('\t').unwrap_or((&text, ""));
        record.name = Some(if name.is_empty() { code } else { name }.to_owned());
        if !code.is_empty() {
            record.ids.insert("cameo".to_owned(), code.to_owned());
        }
        if text == UNNAMED {
            record.name = Some("whoever the file does not name".to_owned());
        }
        if let Some(Some(kind)) = self.kinds.get(actor as usize) {
            record.kind = *kind;
            record.extra.remove("x_kind");
        }
    }
}

/// An actor of a row: its name and its code as one text, and its kind as far as the row tells.
fn actor(row: &Row<'_>, column: usize) -> Option<(String, Option<ActorKind>)> {
    let code = row.given(column);
    let name = row.given(column + 1);
    if code.is_none() && name.is_none() {
        return None;
    }
    let [country, group] = [column + 2, column + 3].map(|column| row.given(column));
    let is_any = |mut columns: std::ops::Range<usize>| columns.any(|it| row.given(it).is_some());
    let (is_people, has_type) = (
        is_any(column + 4..column + 7),
        is_any(column + 7..column + 10),
    );
    let kind = if group.is_some() {
        Some(ActorKind::Organization)
    } else if has_type {
        None
    } else if is_people {
        Some(ActorKind::Group)
    } else if country.is_some() && country == code {
        Some(ActorKind::State)
    } else {
        None
    };
    let text = format!("{}\t{}", name.unwrap_or_default(), code.unwrap_or_default());
    Some((text, kind))
}

/// A number that must be there.
fn needed_number(row: &Row<'_>, column: usize) -> Result<u64, Reject> {
    row.needed(column)?;
    match number(row, column)? {
        NONE => Err(row.bad(column, "missing")),
        number => Ok(number),
    }
}
