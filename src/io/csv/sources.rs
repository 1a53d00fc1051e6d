//! The sources that the rows cite.

use rustc_hash::FxHashMap;

use super::row::{Column, Row};
use crate::io::slug::{Keys, slug};
use crate::model::{Citation, Input, Origin, Record, Reliability, Source};

/// The sources so far, by name.
#[derive(Debug, Default)]
pub(in crate::io) struct Sources {
    by_name: FxHashMap<String, Cited>,
    keys: Keys,
}

#[derive(Debug)]
struct Cited {
    id: String,
    /// How many sources came before it.
    number: usize,
    /// The source with all that was told of it so far, and where it first stands.
    source: Source,
    origin: Origin,
    /// The place of the source among the records of its row.
    record: usize,
    /// The lines that told its details, 0 where none has, in the order of [`DETAILS`].
    told: [u32; DETAILS.len()],
}

/// The columns that tell more of a source.
const DETAILS: [Column; 3] = [Column::Url, Column::Published, Column::Reliability];

impl Sources {
    /// What a row cites. A source that is new becomes a record.
    pub(super) fn cited(&mut self, row: &mut Row<'_>, input: &mut Input) -> Vec<Citation> {
        let mut names: Vec<&str> = row.list(Column::Source).collect();
        let url = row.get(Column::Url);
        let titled = !names.is_empty();
        if !titled && !url.is_empty() {
            names.push(url);
        }
        if names.len() != 1 {
            for column in DETAILS {
                if !row.get(column).is_empty() {
                    let message = format!(
                        "tells more of a source, but the row names {}",
                        if names.is_empty() { "none" } else { "several" }
                    );
                    row.fault(column, message);
                }
            }
        }
        let mut citations = Vec::with_capacity(names.len());
        for name in names.iter().copied() {
            let id = self.one(name, titled, row, input);
            if names.len() == 1 {
                self.tell(name, row);
            }
            citations.push(Citation::new(id));
        }
        citations
    }

    /// The key of the source so called, if a row named it before, and nothing is to be told of it.
    pub(super) fn known(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).map(|cited| cited.id.as_str())
    }

    /// The sources with all that was told of them, in the order in which they first stand.
    pub(super) fn into_records(self) -> impl Iterator<Item = (Source, Origin)> {
        let mut all: Vec<Cited> = self.by_name.into_values().collect();
        all.sort_by_key(|cited| cited.number);
        all.into_iter().map(|cited| (cited.source, cited.origin))
    }

    /// Writes all that was told of the sources into their records, where these were kept.
    pub(in crate::io) fn complete(self, input: &mut Input) {
        let mut all: Vec<Cited> = self.by_name.into_values().collect();
        all.sort_by_key(|cited| cited.number);
        for cited in all {
            if let Some((Record::Source(source), _)) = input.records.get_mut(cited.record) {
                *source = cited.source;
            }
        }
    }

    /// The key of the source so called.
    fn one(&mut self, name: &str, titled: bool, row: &Row<'_>, input: &mut Input) -> String {
        if let Some(cited) = self.by_name.get(name) {
            return cited.id.clone();
        }
        let slug = Some(slug(name)).filter(|slug| !slug.is_empty());
        let id = self.keys.free(slug.unwrap_or_else(|| "source".to_owned()));
        let mut source = Source::new(&id);
        source.title = titled.then(|| name.to_owned());
        let cited = Cited {
            id: id.clone(),
            number: self.by_name.len(),
            source: source.clone(),
            origin: row.origin.clone(),
            record: input.records.len(),
            told: [0; DETAILS.len()],
        };
        self.by_name.insert(name.to_owned(), cited);
        input.push(source.into(), row.origin.clone());
        id
    }

    /// Adds what the row tells of the source so called.
    fn tell(&mut self, name: &str, row: &mut Row<'_>) {
        let Some(cited) = self.by_name.get_mut(name) else {
            return;
        };
        let source = &mut cited.source;
        for (column, told) in DETAILS.into_iter().zip(&mut cited.told) {
            let text = row.get(column);
            if text.is_empty() {
                continue;
            }
            let known = match column {
                Column::Url => source.url.get_or_insert_with(|| text.to_owned()).clone(),
                Column::Published => source
                    .published
                    .get_or_insert_with(|| text.to_owned())
                    .clone(),
                _ => match text.parse::<Reliability>() {
                    Ok(letter) => source.reliability.get_or_insert(letter).to_string(),
                    Err(error) => {
                        let capital = text.to_uppercase();
                        let meant = capital.parse::<Reliability>().ok().map(|_| capital);
                        row.fault_near(column, format!("{error}, found {text:?}"), meant);
                        continue;
                    }
                },
            };
            if *told == 0 {
                *told = row.origin.line;
            }
            if known != text {
                let message =
                    format!("{text:?} contradicts line {told}, which tells {known:?} of {name:?}");
                row.fault(column, message);
            }
        }
    }
}
