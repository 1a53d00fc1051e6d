//! The State Department's records: journeys, visits, terms of office, news conferences, and how names are spelled.

mod company;
mod journey;
mod offices;
mod people;
mod presidents;
mod records;
mod remarks;
mod span;
mod states;
mod table;
mod term;
mod titles;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use self::people::Spellings;
use self::records::Records;
pub use self::table::StateTable;
use self::term::Latest;
use super::stream::{Cells, Column, Header, Layout, Reject, Row, Run};
use super::stream::{ReadError, ReadReport, Reading};
use crate::model::{Sink, Statement};

/// # The State Department's records
impl Reading<'_> {
    /// Reads a folder of tables of the State Department's Office of the Historian, as many of the six of
    /// [`StateTable`] as it holds, in the order of [`StateTable::ALL`].
    ///
    /// | table | becomes |
    /// | --- | --- |
    /// | journeys, visits | [`Meeting`](crate::Meeting)s: `journey-1914`, `visit-2138`, of one day, or from day to day |
    /// | terms of office | [`Affiliation`](crate::Affiliation)s with the United States, in a role |
    /// | appointments without a term | [`Action`](crate::Action)s by the United States to whom they appointed |
    /// | news conferences | [`Statement`]s by the President: `news-conference-1960-01-13` |
    /// | spellings | [`Actor`](crate::Actor)s with aliases; several may share one |
    ///
    /// Every event, and every term, cites its table with the file and id that the row names. Remarks stay whole, as
    /// notes.
    ///
    /// **Who was there.** The traveller is reported, for the United States (but on journeys made before the office was
    /// taken), and so is a visitor, for the state he comes from. Of remarks a narrow grammar reads whom they name by
    /// title and name behind "with", "Met", "Briefed" and "Greeted" ("Met with President Baez and his Cabinet", "and
    /// German Chancellor Adenauer"); they are reported, each for the state or organization that the adjective names, on
    /// journeys else for that of the country, or of the visitor of just this title and name. Where it may be another's
    /// than the host's (two presidents in one place; "Palestinian President Abbas and Prime Minister Fayyad" in
    /// Jerusalem; a title and surname of visitors of other states alone) he acts for nobody. What the grammar does not read
    /// becomes nobody. Where a remark names nobody of
    /// the host's side, its state takes part as `implied`; so does a President whom a Secretary "Accompanied", and on
    /// visits whoever was President then, unless the description says that they met.
    ///
    /// **Who is who.** The id of the tables (`nixon-richard-m`) is the key. Whoever a remark or a visit describes by
    /// title and name, and who is no listed visitor, has a key of the state and the description
    /// (`dominican-republic.president-baez`): one description, one actor. A President's surname is understood by the
    /// day. A state is one under its older and newer names, but the Soviet Union (`ussr`) is not Russia.
    ///
    /// **Terms** begin when they were taken up, else on arrival, else (of principal officers) on appointment, and (of
    /// chiefs of mission) between appointment and end. Notes widen: "on or soon after" gives `[D..]`, "about" `D~`.
    /// Without an end, the term of whoever took the office last is without end (`..`), another has an end that is not
    /// known (`[FROM..]`).
    ///
    /// Holds the persons and states, and the terms without end; all else is handed on row by row.
    ///
    /// # Errors
    ///
    /// As [`state_department_table`](Reading::state_department_table), and if it is no folder, or one with none of the
    /// tables.
    ///
    /// ```no_run
    /// use demarche::{Reading, Timeline};
    ///
    /// let mut t = Timeline::builder();
    /// let report = Reading::new().state_department("state-department".as_ref(), &mut t)?;
    /// println!("{}", report.totals);
    /// let t = t.build()?;
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn state_department(
        self,
        folder: &Path,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let mut run = Run::new(self, sink);
        let mut records = Records::default();
        if !folder.is_dir() {
            return Err(run.unreadable(&folder.display().to_string(), "it is no folder"));
        }
        let mut found = false;
        for table in StateTable::ALL {
            let path = folder.join(table.file());
            let name = path.display().to_string();
            let file = match File::open(&path) {
                Ok(file) => file,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                Err(error) => return Err(run.unreadable(&name, &error.to_string())),
            };
            found = true;
            read(table, file, &name, &mut run, &mut records)?;
        }
        if !found {
            let names: Vec<&str> = StateTable::ALL.iter().map(|table| table.file()).collect();
            let message = format!("the folder holds none of {}", names.join(", "));
            return Err(run.unreadable(&folder.display().to_string(), &message));
        }
        end(run, records)
    }

    /// Reads one of the tables of [`state_department`](Reading::state_department). `name` is what messages call it.
    ///
    /// Rows are told apart by tabs, below a header that names the columns; others than those needed may stand between.
    /// A table alone knows less of who is who than the folder.
    ///
    /// # Errors
    ///
    /// If the reader or the writer of rejected rows fails, if the header lacks needed columns, and at the first
    /// rejected row where [`stop_at_first`](Reading::stop_at_first) asks for it.
    ///
    /// ```
    /// use demarche::{Reading, StateTable, Timeline};
    ///
    /// let rows = "\
    /// id\trole\twho\tname\tstart_date\tend_date\tcountry_id\tcountry\tlocale\tremarks
    /// 7\tsecretary\tdoe-jane\tJane Doe\t1972-05-22\t1972-05-30\trussia\tU.S.S.R.\tMoscow\tAccompanied President Nixon.
    /// 8\tsecretary\tdoe-jane\tJane Doe\t1972-05-30\t1972-05-31\tiran\tIran\tTehran\tMet with the Shah.
    /// ";
    /// let mut t = Timeline::builder();
    /// let reading = Reading::new();
    /// reading.state_department_table(StateTable::Travels, rows.as_bytes(), "travels.tsv", &mut t)?;
    /// let t = t.build()?;
    /// let accompanied = t.count("find count ?m where meeting ?m with doe-jane, nixon-richard-m")?;
    /// assert_eq!((accompanied.certain, accompanied.possible), (0, 1));
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn state_department_table(
        self,
        table: StateTable,
        reader: impl Read,
        name: &str,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let mut run = Run::new(self, sink);
        let mut records = Records::default();
        read(table, reader, name, &mut run, &mut records)?;
        end(run, records)
    }
}

/// Reads one table.
fn read(
    table: StateTable,
    reader: impl Read,
    name: &str,
    run: &mut Run<'_, '_>,
    records: &mut Records,
) -> Result<(), ReadError> {
    match table {
        StateTable::Aliases => run.rows(reader, name, &ALIASES, |row, _| spell(row, records)),
        StateTable::Visits => run.rows(reader, name, &journey::VISITS, |row, run| {
            journey::visit(row, run, records)
        }),
        StateTable::Travels => run.rows(reader, name, &journey::TRAVELS, |row, run| {
            journey::travel(row, run, records)
        }),
        StateTable::NewsConferences => run.rows(reader, name, &CONFERENCES, |row, run| {
            conference(row, run, records)
        }),
        StateTable::ChiefsOfMission | StateTable::PrincipalOfficers => {
            let layout = match table {
                StateTable::ChiefsOfMission => &term::CHIEFS,
                _ => &term::PRINCIPALS,
            };
            let mut latest = Latest::default();
            run.rows(reader, name, layout, |row, run| {
                term::term(table, row, run, records, &mut latest)
            })?;
            term::close(run, records, &latest);
            Ok(())
        }
    }
}

/// Hands on the actors, and ends.
fn end(mut run: Run<'_, '_>, records: Records) -> Result<ReadReport, ReadError> {
    for (actor, origin) in records.into_actors() {
        if run.is_closed() {
            break;
        }
        run.put(actor, origin);
    }
    run.finish()
}

const ALIASES: Layout = Layout {
    columns: &[
        Column::needed("id"),
        Column::needed("preferred_name"),
        Column::needed("variants"),
        Column::optional("source_kinds"),
    ],
    header: Header::Always,
    cells: Cells::Exactly,
};

/// Reads how the name of one person is spelled.
fn spell(row: &Row<'_>, records: &mut Records) -> Result<(), Reject> {
    let spellings = Spellings {
        number: row.needed(0)?,
        preferred: row.needed(1)?,
        variants: row.get(2),
        kinds: row.get(3),
    };
    records.people.spell(&spellings, row.origin());
    Ok(())
}

const CONFERENCES: Layout = Layout {
    columns: &[Column::needed("president"), Column::needed("date")],
    header: Header::Always,
    cells: Cells::Exactly,
};

/// Reads one news conference.
fn conference(row: &Row<'_>, run: &mut Run<'_, '_>, records: &mut Records) -> Result<(), Reject> {
    let name = row.needed(0)?;
    let day = row.day(1)?.to_string();
    let origin = row.origin();
    let president = match presidents::named(name, &day, &day) {
        Some(president) => records.president(president, &origin),
        None => records.office(&people::spelled(name), Some(name), &origin),
    };
    let citation = records.cite(StateTable::NewsConferences, day.clone(), &origin, run);
    let statement = Statement::new(records.event(format!("news-conference-{day}")))
        .title(format!("News conference of {name}, {day}"))
        .by(president)
        .via("news conference")
        .on(day)
        .source(citation);
    run.put(statement, origin);
    Ok(())
}
