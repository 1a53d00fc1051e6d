//! Any table of CSV, by a mapping that says what its columns mean.

mod date;
mod mapping;
mod row;

use std::cell::RefCell;
use std::io::Read;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::{Map, Value};

pub use self::mapping::{Mapping, MappingError};
use super::json::{Fields, Found, read_fields};
use super::slug::{Keys, slug};
use super::stream::{ReadError, ReadReport, Reading, Reject, Run};
use crate::model::{Actor, ActorKind, Origin, Record, Sink, Source, nearest};

/// # Any table of CSV
impl Reading<'_> {
    /// Reads a table of CSV by a [`Mapping`], each row one record. `name` is what messages call the file.
    ///
    /// The first row names the columns. Cells may be in quotation marks, and then hold delimiters and line ends (up to
    /// 100 lines), and quotation marks doubled; the line of a record is that on which its row begins. A row is
    /// rejected if a date is none, if the record lacks what it must have, or if another row has its key. Holds the
    /// names of actors and the keys of rows; all else is handed on row by row.
    ///
    /// # Errors
    ///
    /// If the reader or the writer of rejected rows fails, if the header lacks a column of the mapping or has it twice,
    /// and at the first rejected row where [`stop_at_first`](Reading::stop_at_first) asks for it.
    ///
    /// ```
    /// use demarche::{Input, Mapping, Reading};
    ///
    /// let mapping = Mapping::parse(r#"{"record": "action", "fields": {"by": "Who", "time": "Day"}}"#)?;
    /// let mut input = Input::default();
    /// let report = Reading::new().csv_mapped(&b"Day,Who\n2025,Borduria\n,\n"[..], "acts.csv", &mapping, &mut input)?;
    /// assert_eq!(
    ///     report.rejects[0].to_string(),
    ///     "acts.csv:3: column 2 (Who): missing; an action is done by at least one actor",
    /// );
    /// let error = Reading::new().csv_mapped(&b"Date,Who\n"[..], "acts.csv", &mapping, &mut input).unwrap_err();
    /// assert_eq!(error.to_string(), "acts.csv:1: no column \"Day\"; the columns are Date, Who");
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn csv_mapped(
        self,
        reader: impl Read,
        name: &str,
        mapping: &Mapping,
        sink: &mut dyn Sink,
    ) -> Result<ReadReport, ReadError> {
        let mut run = Run::new(self, sink);
        let columns = mapping.columns();
        let mut table = Table::new(mapping, name);
        // The header comes before all rows, which ask where it has the columns.
        let places = RefCell::new(Places::default());
        run.delimited(
            reader,
            name,
            mapping.delimiter,
            |names| {
                places.replace(Places::find(&columns, names)?);
                Ok(())
            },
            |cells, run| table.row(cells, &places.borrow(), run),
        )?;
        run.finish()
    }
}

/// Where the file has the columns of a mapping, by their names.
#[derive(Debug, Default)]
struct Places(FxHashMap<String, usize>);

impl Places {
    /// # Errors
    ///
    /// If a column is lacking, or there twice.
    fn find(columns: &[&str], names: &[String]) -> Result<Places, Reject> {
        let mut places = Places::default();
        for column in columns {
            let mut found = names.iter().enumerate().filter(|(_, name)| name == column);
            let Some((place, _)) = found.next() else {
                let meant = nearest(column, names.iter().map(String::as_str));
                let mut message = format!("no column {column:?}");
                if meant.is_none() {
                    message.push_str(&format!("; the columns are {}", names.join(", ")));
                }
                return Err(Reject::row(message).suggest(meant));
            };
            if let Some((twice, name)) = found.next() {
                let mut reject = Reject::row("given twice");
                reject.column = twice + 1;
                reject.field = Some(name.clone());
                return Err(reject);
            }
            places.0.insert((*column).to_owned(), place);
        }
        Ok(places)
    }

    fn of(&self, column: &str) -> usize {
        self.0.get(column).copied().unwrap_or(usize::MAX)
    }

    /// That a row is rejected for what stands in a column.
    fn bad(&self, column: &str, message: impl Into<String>) -> Reject {
        let mut reject = Reject::row(message);
        reject.column = self.0.get(column).map_or(0, |place| place + 1);
        reject.field = Some(column.to_owned());
        reject
    }
}

/// What is kept from row to row.
struct Table<'m> {
    mapping: &'m Mapping,
    source: Option<Source>,
    /// The key of the source.
    cited: String,
    actors: FxHashMap<String, String>,
    keys: Keys,
    taken: FxHashSet<String>,
}

impl<'m> Table<'m> {
    fn new(mapping: &'m Mapping, name: &str) -> Table<'m> {
        let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let id = Some(slug(stem)).filter(|id| !id.is_empty());
        let id = id.unwrap_or_else(|| "table".to_owned());
        let mut fields = mapping.source.clone();
        fields.entry("id").or_insert_with(|| id.clone().into());
        fields.entry("title").or_insert_with(|| file.into());
        let source = match record("source", fields).record {
            Some(Record::Source(source)) if !source.id.is_empty() => source,
            _ => Source::new(id),
        };
        Table {
            mapping,
            cited: source.id.clone(),
            source: Some(source),
            actors: FxHashMap::default(),
            keys: Keys::default(),
            taken: FxHashSet::default(),
        }
    }

    /// The key of whoever is so called, who is handed on before the first record that names him.
    fn actor(
        &mut self,
        name: &str,
        kind: ActorKind,
        origin: &Origin,
        run: &mut Run<'_, '_>,
    ) -> String {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(key) = self.actors.get(&name) {
            return key.clone();
        }
        let wanted = Some(slug(&name)).filter(|key| !key.is_empty());
        let key = self.keys.free(wanted.unwrap_or_else(|| "actor".to_owned()));
        run.put(Actor::new(kind, &key).name(&name), origin.clone());
        self.actors.insert(name, key.clone());
        key
    }
}

/// The record of a kind that has these fields, with what is wrong with them.
fn record(kind: &'static str, fields: Map<String, Value>) -> Found {
    let text = Value::Object(fields).to_string();
    match Fields::parse(&text) {
        Ok(fields) => read_fields(fields, Some(kind)),
        // What was just written can be read.
        Err(_) => Found {
            record: None,
            faults: Vec::new(),
        },
    }
}
