//! ICEWS in its published layout.

use std::io::Read;

use super::actors::Actors;
use super::cells::{NONE, given, intensity, intensity_of, number, numbered};
use super::event::{Form, put_all, stem};
use super::held::NOBODY;
use super::location::{ICEWS, joined, locate};
use super::names::Names;
use super::{Collector, Detail, Held, Relation};
use crate::io::slug::{Keys, slug};
use crate::io::stream::{
    Cells, Column, Header, Layout, ReadError, ReadReport, Reading, Reject, Row, Run,
};
use crate::model::{Actor, Cameo, Citation, Common, Json, Sink, Source};

const LAYOUT: Layout = Layout {
    columns: &[
        Column::optional("Event ID"),
        Column::needed("Event Date"),
        Column::needed("Source Name"),
        Column::optional("Source Sectors"),
        Column::optional("Source Country"),
        Column::optional("Event Text"),
        Column::needed("CAMEO Code"),
        Column::optional("Intensity"),
        Column::needed("Target Name"),
        Column::optional("Target Sectors"),
        Column::optional("Target Country"),
        Column::optional("Story ID"),
        Column::optional("Sentence Number"),
        Column::optional("Publisher"),
        Column::optional("City"),
        Column::optional("District"),
        Column::optional("Province"),
        Column::optional("Country"),
        Column::optional("Latitude"),
        Column::optional("Longitude"),
    ],
    header: Header::Maybe,
    cells: Cells::Exactly,
};

const EVENT_ID: usize = 0;
const EVENT_DATE: usize = 1;
/// The name; the sectors and the country follow it.
const SOURCE: usize = 2;
const EVENT_TEXT: usize = 5;
const CODE: usize = 6;
const INTENSITY: usize = 7;
const TARGET: usize = 8;
const STORY: usize = 11;
const SENTENCE: usize = 12;
const PUBLISHER: usize = 13;
/// The city; the other parts of the place follow it.
const CITY: usize = 14;
const COUNTRY: usize = 17;

/// What a row tells besides who, what, whom and when.
#[derive(Clone, Copy, Debug)]
struct Told {
    event: u64,
    story: u64,
    sentence: u32,
    publisher: u32,
    location: u32,
    /// In tenths; [`i16::MIN`] where it is that of the table of CAMEO, or is not given.
    intensity: i16,
}

/// How many bytes a row takes.
#[cfg(test)]
pub(super) const ROW: usize = size_of::<Held<Told>>();

impl Detail for Told {
    fn report(&self) -> (u64, u64) {
        (self.story, u64::from(self.sentence))
    }
}

impl Reading<'_> {
    /// Reads coded events of ICEWS in the layout in which they are published: 20 columns with tabs between, from
    /// `Event ID` to `Longitude`.
    ///
    /// Under a header columns are found by their names, and only `Event Date`, `Source Name`, `CAMEO Code` and
    /// `Target Name` are needed; without one a row has all 20. `NA`, `NULL` and nothing are alike: not given. Codes are
    /// texts, in which leading zeros count. Days are `2018-06-01` or `6/1/2018`.
    ///
    /// Rows become events as in [`quads`](Reading::quads), and fold alike. Besides:
    ///
    /// - Rows of meetings and of signed agreements fold whatever story they are from. Statements and actions are one
    ///   report if parties, code, day, story and sentence are the same; in another story they are events of their own.
    ///   The column `Event ID` decides nothing, since its numbers are used more than once.
    /// - The source of a row is its publisher, or else the file; where it stands tells line, event, story and sentence. An
    ///   intensity that differs from the Goldstein value of the code is the citation's field `x_intensity`.
    /// - The place of an event is the city, or else the province or the country, as exactly as any of its
    ///   rows has it, if none contradicts another; the columns of the place are its field `x_location`, or that of each
    ///   citation where they differ.
    /// - An actor is a state if its name is that of a country in any row; sectors and country of the row that first names
    ///   it are its fields `x_sectors` and `x_country`.
    /// - A code that CAMEO does not have is read as the name in `Event Text`; if that is none either, the row becomes an
    ///   action without a code. Without a target a row is about its source alone.
    ///
    /// Rows are held as numbers, 56 bytes each, until the end of the file, and each name and place once.
    ///
    /// ```
    /// use demarche::{Input, Reading, Record};
    ///
    /// let rows = "\
    /// Event ID\tEvent Date\tSource Name\tEvent Text\tCAMEO Code\tTarget Name\tStory ID\tSentence Number\tPublisher\tCity
    /// 7\t2018-06-01\tJapan\tConsult\t040\tVietnam\t3\t2\tThe Gazette\tHanoi
    /// 8\t2018-06-01\tVietnam\tConsult\t040\tJapan\t3\t2\tThe Gazette\tHanoi
    /// ";
    /// let mut input = Input::default();
    /// Reading::new().icews(rows.as_bytes(), "june.tab", &mut input)?;
    /// let Some((Record::Meeting(talks), _)) = input.records.last() else { panic!() };
    /// assert_eq!(talks.common.place.as_deref(), Some("Hanoi"));
    /// assert_eq!(talks.common.sources[1].source, "the-gazette");
    /// assert_eq!(talks.common.sources[1].place.as_deref(), Some("line 3, event 8, story 3, sentence 2"));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the reader, or the writer of rejected rows, fails; if a header lacks one of the columns; at the first rejected
    /// row, where that was asked for.
    pub fn icews(
        self,
        reader: impl Read,
        name: &str,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let mut run = Run::new(self, sink);
        let mut all = Collector::default();
        let mut icews = Icews::new(name);
        let mut actors = Actors::default();
        run.rows(reader, name, &LAYOUT, |row, _| {
            icews.hold(row, &mut all, &mut actors)
        })?;
        put_all(all, actors, &mut icews, name, &mut run);
        run.finish()
    }
}

/// What is known of all rows.
#[derive(Debug)]
struct Icews {
    name: String,
    publishers: Names,
    locations: Names,
    /// The sectors and the country of each actor, as its first row has them.
    actors: Vec<(u32, u32)>,
    words: Names,
    /// The keys of the sources, by the numbers of publishers, the last one that of the file.
    keys: Vec<Option<String>>,
    taken: Keys,
}

impl Icews {
    fn new(name: &str) -> Icews {
        let mut words = Names::default();
        // What is not given is the text of number 0.
        words.number("");
        Icews {
            name: name.to_owned(),
            publishers: Names::default(),
            locations: Names::default(),
            actors: Vec::new(),
            words,
            keys: Vec::new(),
            taken: Keys::default(),
        }
    }

    /// Holds one row.
    fn hold(
        &mut self,
        row: &Row<'_>,
        all: &mut Collector<Told>,
        actors: &mut Actors,
    ) -> Result<(), Reject> {
        let day = row.day(EVENT_DATE)?;
        let subject = given(row, SOURCE).ok_or_else(|| row.bad(SOURCE, "missing"))?;
        let object = given(row, TARGET);
        let relation = relation(row, all)?;
        let event = number(row, EVENT_ID)?;
        let story = number(row, STORY)?;
        let sentence = u32::try_from(number(row, SENTENCE)?).unwrap_or(u32::MAX);
        let intensity = intensity(row, INTENSITY, relation)?;
        for column in [SOURCE + 2, TARGET + 2, COUNTRY] {
            if let Some(country) = given(row, column) {
                actors.country(country);
            }
        }
        let location = joined(std::array::from_fn(|part| given(row, CITY + part)));
        let detail = Told {
            event,
            story,
            sentence,
            publisher: numbered(&mut self.publishers, given(row, PUBLISHER)),
            location: numbered(&mut self.locations, location.as_deref()),
            intensity,
        };
        let subject = self.actor(row, SOURCE, subject, all);
        let object = object.map_or(NOBODY, |object| self.actor(row, TARGET, object, all));
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

    /// The number of an actor; its sectors and country are noted when it first comes.
    fn actor(
        &mut self,
        row: &Row<'_>,
        column: usize,
        name: &str,
        all: &mut Collector<Told>,
    ) -> u32 {
        let number = all.actors.number(name);
        if self.actors.len() <= number as usize {
            let sectors = self
                .words
                .number(given(row, column + 1).unwrap_or_default());
            let country = self
                .words
                .number(given(row, column + 2).unwrap_or_default());
            self.actors.push((sectors, country));
        }
        number
    }
}

impl Icews {
    /// The source of a row: its key, and the record of it if it is cited for the first time.
    fn source(&mut self, row: &Held<Told>) -> (String, Option<Source>) {
        let publisher = (row.detail.publisher != u32::MAX).then_some(row.detail.publisher);
        let at = publisher.map_or(self.publishers.len(), |number| number as usize);
        if self.keys.len() <= self.publishers.len() {
            self.keys.resize(self.publishers.len() + 1, None);
        }
        if let Some(Some(key)) = self.keys.get(at) {
            return (key.clone(), None);
        }
        let name = publisher.map(|number| self.publishers.get(number));
        let slug = name.map_or_else(|| stem(&self.name), slug);
        let slug = Some(slug).filter(|slug| !slug.is_empty());
        let key = self.taken.free(slug.unwrap_or_else(|| "source".to_owned()));
        let source = match name {
            Some(name) => Source::new(key.clone()).publisher(name),
            None => Source::new(key.clone()).title(self.name.clone()),
        };
        if let Some(own) = self.keys.get_mut(at) {
            *own = Some(key.clone());
        }
        (key, Some(source))
    }
}

impl Form<Told> for Icews {
    fn cite(&mut self, row: &Held<Told>, give: &mut dyn FnMut(Option<Source>, Citation)) {
        let (key, source) = self.source(row);
        let mut citation = Citation::new(key);
        let detail = &row.detail;
        let mut place = format!("line {}", row.line);
        let sentence = if detail.sentence == u32::MAX {
            NONE
        } else {
            u64::from(detail.sentence)
        };
        for (what, number) in [
            ("event", detail.event),
            ("story", detail.story),
            ("sentence", sentence),
        ] {
            if number != NONE {
                place.push_str(&format!(", {what} {number}"));
            }
        }
        citation.place = Some(place);
        if let Some(value) = intensity_of(detail.intensity) {
            citation.extra.insert("x_intensity".to_owned(), value);
        }
        give(source, citation);
    }

    fn dress(&self, rows: &[Held<Told>], common: &mut Common) {
        locate(
            common,
            rows,
            |row| row.detail.location,
            &self.locations,
            &ICEWS,
        );
    }

    fn describe(&self, actor: u32, record: &mut Actor) {
        let Some((sectors, country)) = self.actors.get(actor as usize) else {
            return;
        };
        let mut sectors: Vec<&str> = self.words.get(*sectors).split(',').map(str::trim).collect();
        sectors.retain(|sector| !sector.is_empty());
        sectors.sort_unstable();
        sectors.dedup();
        if !sectors.is_empty() {
            let list = serde_json::Value::from(sectors);
            record
                .extra
                .insert("x_sectors".to_owned(), Json::from(list));
        }
        match self.words.get(*country) {
            "" => {}
            country => {
                record.extra.insert("x_country".to_owned(), country.into());
            }
        }
    }
}

/// What happened: by the code, or else by the text.
fn relation(row: &Row<'_>, all: &mut Collector<Told>) -> Result<Relation, Reject> {
    let code = given(row, CODE);
    if let Some(code) = code.and_then(Cameo::find) {
        return Ok(Relation::Code(code));
    }
    match (given(row, EVENT_TEXT), code) {
        (Some(text), Some(code)) if Cameo::named(text).is_none() => {
            Ok(all.relation(&format!("{code} {text}")))
        }
        (Some(text), _) | (None, Some(text)) => Ok(all.relation(text)),
        (None, None) => Err(row.bad(CODE, "missing, and no event text either")),
    }
}
