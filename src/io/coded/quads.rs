//! Quads: who, what, whom, when.

use std::io::Read;

use super::actors::{Actors, in_parentheses};
use super::event::{Form, put_all, stem};
use super::{Collector, Held};
use crate::io::stream::{
    Cells, Column, Header, Layout, ReadError, ReadReport, Reading, Reject, Row, Run,
};
use crate::model::{Citation, Sink, Source};

const LAYOUT: Layout = Layout {
    columns: &[
        Column::needed("subject").or(&["source", "head"]),
        Column::needed("relation").or(&["predicate", "event"]),
        Column::needed("object").or(&["target", "tail"]),
        Column::needed("date").or(&["day", "time"]),
    ],
    header: Header::Maybe,
    cells: Cells::AtLeastNeeded,
};

const SUBJECT: usize = 0;
const RELATION: usize = 1;
const OBJECT: usize = 2;
const DATE: usize = 3;

impl Reading<'_> {
    /// Reads quads: rows of a subject, a relation, an object and a day, with tabs between, as collections of coded
    /// events are given to learners of knowledge graphs.
    ///
    /// A header is optional; under one the columns `subject`, `relation`, `object` and `date` stand in any order, others
    /// are passed over. Days are `2014-01-31` or `1/31/2014`. A relation is the name of a [`Cameo`](crate::Cameo) code, or its digits;
    /// the code decides of what kind the event is. A relation that is neither makes an action without a code, its text in
    /// the field `x_relation`; a note counts the rows.
    ///
    /// What both sides do together stands in two rows, and becomes one event: meetings, and agreements signed, fold by
    /// unordered pair, day and relation, where hosting and making a visit are one (its code is that of making one, if a
    /// row says so; the roles are host and guest). A row that says the same as another is counted as `repeated`, one that
    /// is the other side as `folded`; whichever it is, the event cites it. The order of the rows does not matter to that.
    ///
    /// - An event is called by the file and the line of its first row: `events:17`.
    /// - An actor is called by its name, as a [key](crate::Actor::id) of letters, digits and hyphens, and comes before the
    ///   first event that names it. `Citizen (Nigeria)` is a group, and `Nigeria` then a state, as what stands in
    ///   parentheses behind another name; what else an actor is the file does not tell: it becomes a person, with
    ///   `"x_kind":"not in the file"`. Who acts for whom is not made up.
    /// - The source of all is the file, cited with the line.
    ///
    /// Rows are held as numbers, 24 bytes each, until the end of the file, and each name once.
    ///
    /// ```
    /// use demarche::{Input, Reading, Record};
    ///
    /// let rows = "\
    /// China\tMake a visit\tIran\t2014-01-01
    /// Iran\tHost a visit\tChina\t2014-01-01
    /// Iran\tMake statement\tChina\t2014-01-02
    /// ";
    /// let mut input = Input::default();
    /// let report = Reading::new().quads(rows.as_bytes(), "events.tsv", &mut input)?;
    /// let Some((Record::Meeting(visit), origin)) = input.records.get(3) else { panic!() };
    /// assert_eq!(origin.to_string(), "events.tsv:1");
    /// assert_eq!(visit.common.code.as_deref(), Some("CAMEO:042"));
    /// let cited: Vec<_> = visit.common.sources.iter().filter_map(|it| it.place.as_deref()).collect();
    /// assert_eq!(cited, ["line 1", "line 2"]);
    /// assert_eq!(report.totals.folded, 1);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the reader, or the writer of rejected rows, fails; if a header lacks one of the columns; at the first rejected
    /// row, where that was asked for.
    pub fn quads(
        self,
        reader: impl Read,
        name: &str,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let mut run = Run::new(self, sink);
        let mut all = Collector::default();
        run.rows(reader, name, &LAYOUT, |row, _| hold(row, &mut all))?;
        let mut actors = Actors::default();
        all.actors
            .iter()
            .filter_map(in_parentheses)
            .for_each(|country| actors.country(country));
        let mut form = Quads {
            source: Some(Source::new(stem(name)).title(name)),
            key: stem(name),
        };
        put_all(all, actors, &mut form, name, &mut run);
        run.finish()
    }
}

/// Holds one row.
fn hold(row: &Row<'_>, all: &mut Collector<()>) -> Result<(), Reject> {
    let subject = row.needed(SUBJECT)?;
    let relation = row.needed(RELATION)?;
    let object = row.needed(OBJECT)?;
    let day = row.day(DATE)?;
    let relation = all.relation(relation);
    let held = Held {
        subject: all.actors.number(subject),
        object: all.actors.number(object),
        relation,
        day,
        line: row.line(),
        detail: (),
    };
    all.rows.push(held);
    Ok(())
}

/// The one source of all rows.
struct Quads {
    key: String,
    source: Option<Source>,
}

impl Form<()> for Quads {
    fn cite(&mut self, row: &Held<()>, give: &mut dyn FnMut(Option<Source>, Citation)) {
        let citation = Citation::new(self.key.clone()).at(format!("line {}", row.line));
        give(self.source.take(), citation);
    }
}
