//! POLECAT: events coded by PLOVER.

mod event;
mod lists;
mod plover;

use std::io::Read;

use super::actors::Actors;
use super::location::joined;
use super::names::Names;
use super::{Held, Relation};
use crate::io::stream::{
    Cells, Column, Header, Layout, ReadError, ReadReport, Reading, Reject, Row, Run, shortened,
};
use crate::model::{Number, Sink};
use lists::{Lists, places, says, split};

const LAYOUT: Layout = Layout {
    columns: &[
        Column::optional("Event ID"),
        Column::needed("Event Date"),
        Column::needed("Event Type"),
        Column::optional("Event Mode"),
        Column::optional("Intensity").or(&["Event Intensity"]),
        Column::optional("Quad Code"),
        Column::optional("Contexts"),
        Column::needed("Actor Name"),
        Column::optional("Actor Country"),
        Column::optional("Actor Sectors"),
        Column::optional("Wikipedia Actor ID"),
        Column::needed("Recipient Name"),
        Column::optional("Recipient Country"),
        Column::optional("Recipient Sectors"),
        Column::optional("Wikipedia Recipient ID"),
        Column::optional("City"),
        Column::optional("District"),
        Column::optional("Province"),
        Column::optional("Country"),
        Column::optional("Latitude"),
        Column::optional("Longitude"),
        Column::optional("Source"),
        Column::optional("Publication Date"),
    ],
    header: Header::Always,
    cells: Cells::AtLeastNeeded,
};

const EVENT_ID: usize = 0;
const EVENT_DATE: usize = 1;
const TYPE: usize = 2;
const MODE: usize = 3;
const INTENSITY: usize = 4;
const QUAD: usize = 5;
const CONTEXTS: usize = 6;
/// The names; the countries, sectors and pages in the encyclopedia follow them.
const ACTOR: usize = 7;
const RECIPIENT: usize = 11;
/// The city; the other parts of the place follow it.
const CITY: usize = 15;
const COUNTRY: usize = 18;
const SOURCE: usize = 21;
const PUBLISHED: usize = 22;

/// The number of what a row does not give.
const NONE: u32 = u32::MAX;

/// What a row tells besides who, what, whom and when, as the numbers of texts.
#[derive(Clone, Copy, Debug)]
struct Told {
    event: u32,
    /// The set of all whom it names.
    all: u32,
    publication: u32,
    location: u32,
    intensity: u32,
    quad: u32,
    contexts: u32,
}

/// How many bytes a row takes.
#[cfg(test)]
pub(super) const ROW: usize = size_of::<Held<Told>>();

impl Reading<'_> {
    /// Reads coded events of POLECAT: 40 columns with tabs between, below a header, from `Event ID` to `Version`.
    ///
    /// Columns are found by their names, in any order; only `Event Date`, `Event Type`, `Actor Name` and
    /// `Recipient Name` are needed. `None`, `NA`, `NULL` and nothing are alike: not given. Days are `2018-06-01` or
    /// `6/1/2018`. Cells that list something have `;` between its parts, as they are published.
    ///
    /// What happened is said in types and modes of PLOVER, which become codes such as `PLOVER:CONSULT:visit`:
    ///
    /// | type | here |
    /// | --- | --- |
    /// | `CONSULT` | a meeting: by telephone in the mode `phone`, in person in the mode `visit` |
    /// | `AGREE`, `SUPPORT`, `REQUEST`, `ACCUSE`, `REJECT`, `THREATEN`; in drafts `DEMAND`, `DISAPPROVE` | a statement |
    /// | `COOPERATE`, `AID`, `RETREAT`, `CONCEDE`, `PROTEST`, `SANCTION`, `MOBILIZE`, `COERCE`, `ASSAULT`; in drafts `INVESTIGATE`, `CRIME` | an action |
    /// | any other | an action without a code, its words in `x_relation`; a note counts the rows |
    ///
    /// - All actors of a row act together, towards all its recipients. A row without an actor is rejected; one without a
    ///   recipient is about its actors alone.
    /// - Meetings fold by day, code and the unordered set of all who take part, whoever is the actor. Nobody is host or
    ///   guest, since the mode `visit` does not tell. Statements and actions are one report if parties, code, day, event
    ///   number, source and day of publication are the same; else they are events of their own. The order of rows does
    ///   not matter to that.
    /// - An event is called by the file and its number, `june:20180601-7`; by the line, `june:line-2`, where it has
    ///   none. A second event of one number gets `-2` behind it.
    /// - `Event Date` is the time of the event, `Publication Date` that of the report: for each source and day of
    ///   publication there is one [`Source`](crate::Source), published on that day, which the events cite with line and
    ///   event number. Without a source it is the file.
    /// - Contexts become topics. Intensity and quad code are the fields `x_intensity` and `x_quad` of the event, or those
    ///   of its citations where its rows differ. The place is as in [`icews`](Reading::icews).
    /// - An actor is called by its name; it is a state if that stands in a column of countries, else a person with
    ///   `"x_kind":"not in the file"`. Its country and encyclopedia page are its fields `x_country` and `x_wikipedia`,
    ///   from the first row that names it, where that has as many of them as names; `x_sectors` where it is named alone.
    /// - The other columns, such as the people and places of the story, are passed over.
    ///
    /// Rows are held as numbers, 52 bytes each, until the end of the file, and each text and each set of actors once.
    ///
    /// ```
    /// use demarche::{Input, Reading, Record};
    ///
    /// let rows = "\
    /// Event ID\tEvent Date\tEvent Type\tEvent Mode\tContexts\tActor Name\tRecipient Name\tSource\tPublication Date
    /// 7\t2018-06-01\tCONSULT\tvisit\ttrade; energy\tJapan; France\tVietnam\tThe Gazette\t2018-06-03
    /// 8\t2018-06-01\tCONSULT\tvisit\tNone\tVietnam\tFrance; Japan\tThe Gazette\t2018-06-02
    /// ";
    /// let mut input = Input::default();
    /// let report = Reading::new().polecat(rows.as_bytes(), "june.tsv", &mut input)?;
    /// assert_eq!(report.totals.folded, 1);
    /// let Some((Record::Meeting(visit), _)) = input.records.last() else { panic!() };
    /// assert_eq!(visit.common.id, "june:7");
    /// assert_eq!(visit.common.code.as_deref(), Some("PLOVER:CONSULT:visit"));
    /// assert_eq!(visit.common.topics, ["energy", "trade"]);
    /// assert_eq!(visit.participants.len(), 3);
    /// assert_eq!(visit.common.sources[1].source, "the-gazette-2018-06-02");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the reader, or the writer of rejected rows, fails; if there is a first line that lacks one of the columns
    /// needed; at the first rejected row, where that was asked for.
    pub fn polecat(
        self,
        reader: impl Read,
        name: &str,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let mut run = Run::new(self, sink);
        let mut all = Polecat::default();
        run.rows(reader, name, &LAYOUT, |row, _| all.hold(row))?;
        all.put_all(name, &mut run);
        run.finish()
    }
}

/// All rows, with the texts of their numbers.
#[derive(Debug, Default)]
struct Polecat {
    rows: Vec<Held<Told>>,
    names: Names,
    lists: Lists,
    codes: Names,
    events: Names,
    /// The source and the day of publication, with a tab between.
    publications: Names,
    locations: Names,
    words: Names,
    /// What the first row that names an actor tells of it, by the actors' numbers.
    known: Vec<Known>,
    actors: Actors,
}

/// What is known of an actor, as the numbers of words.
#[derive(Clone, Copy, Debug)]
struct Known {
    country: u32,
    sectors: u32,
    wikipedia: u32,
}

/// What stands in a column, if it says something.
fn given<'a>(row: &Row<'a>, column: usize) -> Option<&'a str> {
    row.given(column).filter(|cell| says(cell))
}

impl Polecat {
    /// Holds one row.
    fn hold(&mut self, row: &Row<'_>) -> Result<(), Reject> {
        let day = row.day(EVENT_DATE)?;
        let missing = |column| row.bad(column, "missing");
        let name = given(row, TYPE).ok_or_else(|| missing(TYPE))?;
        let intensity = match given(row, INTENSITY) {
            Some(cell) if cell.parse::<Number>().is_err() => {
                let found = shortened(cell);
                let message = format!("expected a number such as -4.5, found {found}");
                return Err(row.bad(INTENSITY, message));
            }
            cell => cell,
        };
        let published = match given(row, PUBLISHED) {
            Some(_) => row.day(PUBLISHED)?.to_string(),
            None => String::new(),
        };
        if split(row.get(ACTOR)).next().is_none() {
            return Err(missing(ACTOR));
        }
        // The row is sound: only now is anything kept of it.
        let by = self.actors_of(row, ACTOR);
        let to = self.actors_of(row, RECIPIENT);
        if let Some(country) = given(row, COUNTRY) {
            self.actors.country(country);
        }
        let source = given(row, SOURCE).unwrap_or_default();
        let location = joined(std::array::from_fn(|part| given(row, CITY + part)));
        let all = self
            .lists
            .number(by.iter().chain(&to).copied().collect::<Vec<u32>>());
        let number =
            |names: &mut Names, text: Option<&str>| text.map_or(NONE, |text| names.number(text));
        let detail = Told {
            event: number(&mut self.events, given(row, EVENT_ID)),
            all,
            publication: self.publications.number(&format!("{source}\t{published}")),
            location: number(&mut self.locations, location.as_deref()),
            intensity: number(&mut self.words, intensity),
            quad: number(&mut self.words, given(row, QUAD)),
            contexts: number(&mut self.words, given(row, CONTEXTS)),
        };
        let code = self.codes.number(&plover::code(name, given(row, MODE)));
        self.rows.push(Held {
            subject: self.lists.number(by),
            object: self.lists.number(to),
            relation: Relation::Other(code),
            day,
            line: row.line(),
            detail,
        });
        Ok(())
    }

    /// The numbers of the actors that a column names; what else the row tells of one is noted when it first comes.
    fn actors_of(&mut self, row: &Row<'_>, column: usize) -> Vec<u32> {
        let names = places(row.get(column));
        let countries = places(row.get(column + 1));
        let pages = places(row.get(column + 3));
        for country in countries.iter().flatten() {
            self.actors.country(country);
        }
        let mut numbers = Vec::with_capacity(names.len());
        for (place, name) in names.iter().enumerate() {
            let Some(name) = name else { continue };
            let number = self.names.number(name);
            numbers.push(number);
            if (number as usize) < self.known.len() {
                continue;
            }
            // As many as there are names: one for each.
            let own = |cells: &[Option<&str>], words: &mut Names| {
                let cell = cells.get(place).copied().flatten();
                cell.filter(|_| cells.len() == names.len())
                    .map_or(NONE, |cell| words.number(cell))
            };
            let sectors = given(row, column + 2).filter(|_| names.len() == 1);
            self.known.push(Known {
                country: own(&countries, &mut self.words),
                wikipedia: own(&pages, &mut self.words),
                sectors: sectors.map_or(NONE, |cell| self.words.number(cell)),
            });
        }
        numbers
    }
}
