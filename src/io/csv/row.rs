//! One row, and the records that it stands for.

use super::guard::unguarded;
use super::people::People;
use super::sources::Sources;
use crate::io::slug::Keys;
use crate::model::words::words;
use crate::model::{
    Action, Citation, Claim, Common, Document, Fault, Input, Listed, Meeting, Origin, Participant,
    Record, Statement, Status, Word, WordError,
};
use crate::time::{Date, Relation, RelationSet};

words! {
    /// A column that plain CSV knows.
    pub(in crate::io) enum Column: "a column" {
        /// What other rows call it.
        Key = "key",
        /// What kind of event it is.
        Kind = "kind",
        /// The title.
        Title = "title",
        /// When it was.
        Date = "date",
        /// The zone of the date.
        Zone = "zone",
        /// Who takes part, or between whom it is.
        With = "with",
        /// Who was not there.
        Absent = "absent",
        /// Who does, says or puts forward.
        By = "by",
        /// To whom.
        To = "to",
        /// Where it was.
        Place = "place",
        /// What it was about.
        Topic = "topic",
        /// What was said.
        Quote = "quote",
        /// By what means.
        Channel = "channel",
        /// Whether it took place.
        Status = "status",
        /// The events after which it was.
        After = "after",
        /// The events before which it was.
        Before = "before",
        /// The events within which it was.
        During = "during",
        /// What tells of it.
        Source = "source",
        /// Where the source can be found.
        Url = "url",
        /// When the source was published.
        Published = "published",
        /// How reliable the source is.
        Reliability = "reliability",
        /// A remark.
        Notes = "notes",
    }
}

words! {
    /// What kind of event a row is.
    pub(in crate::io) enum Kind: "a kind of event" {
        /// A meeting.
        Meeting = "meeting",
        /// A statement.
        Statement = "statement",
        /// A document.
        Document = "document",
        /// Any other event.
        Action = "action",
    }
}

impl Column {
    /// Whether its cells hold lists.
    pub(in crate::io) fn is_list(self) -> bool {
        use Column::{Absent, After, Before, By, During, Source, To, Topic, With};
        matches!(
            self,
            With | Absent | By | To | Topic | After | Before | During | Source
        )
    }
}

impl Kind {
    /// The columns, of those that only some kinds have, that this one has.
    fn columns(self) -> &'static [Column] {
        match self {
            Kind::Meeting => &[Column::With, Column::Absent],
            Kind::Statement => &[Column::By, Column::To, Column::Quote, Column::Channel],
            Kind::Document => &[Column::With, Column::By, Column::To],
            Kind::Action => &[Column::By, Column::To],
        }
    }
}

/// The columns that only some kinds of event have.
const OF_SOME_KINDS: [Column; 6] = [
    Column::With,
    Column::Absent,
    Column::By,
    Column::To,
    Column::Quote,
    Column::Channel,
];

/// The cells of a row, without the white space around them.
#[derive(Debug)]
pub(in crate::io) struct Row<'a> {
    pub(in crate::io) origin: Origin,
    cells: [&'a str; Column::ALL.len()],
    faults: Vec<Fault>,
    /// Whether cells are missing, so that what the row lacks may have stood in them.
    is_torn: bool,
    /// Whether texts may stand behind an apostrophe for the sake of a spreadsheet.
    is_guarded: bool,
}

impl<'a> Row<'a> {
    /// A row that begins there, with nothing in it.
    pub(in crate::io) fn new(origin: Origin) -> Row<'a> {
        Row {
            origin,
            cells: [""; Column::ALL.len()],
            faults: Vec::new(),
            is_torn: false,
            is_guarded: true,
        }
    }

    /// A row that no spreadsheet has seen.
    pub(in crate::io) fn bare(origin: Origin) -> Row<'a> {
        Row {
            is_guarded: false,
            ..Row::new(origin)
        }
    }

    /// The row as a whole is wrong.
    pub(in crate::io) fn tear(&mut self, message: impl Into<String>) {
        self.is_torn = true;
        self.faults.push(Fault::new(message));
    }

    /// Fills a cell.
    pub(in crate::io) fn set(&mut self, column: Column, text: &'a str) {
        if let Some(cell) = self.cells.get_mut(column as usize) {
            let text = text.trim();
            // The parts of a list are guarded one by one.
            *cell = if column.is_list() || !self.is_guarded {
                text
            } else {
                unguarded(text)
            };
        }
    }

    /// What a cell holds; nothing where the file lacks the column.
    pub(in crate::io) fn get(&self, column: Column) -> &'a str {
        self.cells.get(column as usize).copied().unwrap_or_default()
    }

    /// The parts of a cell that holds a list.
    pub(in crate::io) fn list(&self, column: Column) -> impl Iterator<Item = &'a str> + use<'a> {
        let parts = self.get(column).split(';').map(str::trim);
        let is_guarded = self.is_guarded;
        let parts = parts.map(move |part| if is_guarded { unguarded(part) } else { part });
        parts.filter(|part| !part.is_empty())
    }

    /// Something is wrong with a cell.
    pub(in crate::io) fn fault(&mut self, column: Column, message: impl Into<String>) {
        self.faults.push(Fault {
            field: Some(column.name().to_owned()),
            ..Fault::new(message)
        });
    }

    /// Something is wrong with a cell, and this was probably meant.
    pub(in crate::io) fn fault_near(
        &mut self,
        column: Column,
        message: String,
        meant: Option<String>,
    ) {
        self.fault(column, message);
        if let Some(fault) = self.faults.last_mut() {
            fault.suggestion = meant;
        }
    }

    fn text(&self, column: Column) -> Option<String> {
        Some(self.get(column))
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    }

    /// The date, told in the words of the columns where it is none.
    fn date(&mut self) -> Option<String> {
        let text = self.text(Column::Date)?;
        match Date::parse(&text) {
            Ok(_) => Some(text),
            Err(error) => {
                self.fault(Column::Date, error.to_string());
                None
            }
        }
    }

    /// Adds the event of the row, who and what it names for the first time, and what it claims of other rows.
    pub(in crate::io) fn add(
        mut self,
        keys: &mut Keys,
        people: &mut People,
        sources: &mut Sources,
        input: &mut Input,
    ) {
        let key = match self.text(Column::Key) {
            Some(key) => key,
            None => keys.free(format!("row-{}", self.origin.line)),
        };
        let kind = self.kind();
        let status = self.word::<Status>(Column::Status).unwrap_or_default();
        let sources = sources.cited(&mut self, input);
        let mut named = |column| -> Vec<String> {
            let names = self.list(column);
            let keys = names.map(|name| people.key(name, &self.origin, input));
            keys.collect()
        };
        let [with, absent, by, to] =
            [Column::With, Column::Absent, Column::By, Column::To].map(&mut named);
        let common = Common {
            title: self.text(Column::Title),
            time: self.date(),
            zone: self.text(Column::Zone),
            place: self.text(Column::Place),
            topics: self.list(Column::Topic).map(str::to_owned).collect(),
            status,
            notes: self.text(Column::Notes).into_iter().collect(),
            sources: sources.clone(),
            ..Common::new(&key)
        };
        let record: Record = match kind.unwrap_or(Kind::Action) {
            Kind::Meeting => Meeting {
                common,
                participants: with.into_iter().map(Participant::from).collect(),
                absent,
                ..Meeting::default()
            }
            .into(),
            Kind::Statement => Statement {
                common,
                by,
                to,
                channel: self.text(Column::Channel),
                quotes: self.text(Column::Quote).into_iter().collect(),
                ..Statement::default()
            }
            .into(),
            Kind::Document => Document {
                common,
                by,
                to,
                parties: with,
                ..Document::default()
            }
            .into(),
            Kind::Action => Action { common, by, to }.into(),
        };
        // Of what kind the row should be decides what it lacks.
        if let Some(kind) = kind.filter(|_| !self.is_torn) {
            for column in OF_SOME_KINDS {
                if !kind.columns().contains(&column) && !self.get(column).is_empty() {
                    let others = Kind::ALL.into_iter();
                    let others = others.filter(|other| other.columns().contains(&column));
                    let others: Vec<&str> = others.map(Kind::name).collect();
                    let others = Listed(&others);
                    let message =
                        format!("only rows of kind {others} have one; this one is of kind {kind}");
                    self.fault(column, message);
                }
            }
            self.check(&record);
        }
        let claims = self.claims(&key, &sources);
        input.push_judged(record, self.origin.clone(), self.faults);
        for claim in claims {
            input.push_judged(claim, self.origin.clone(), Vec::new());
        }
    }

    /// What the row claims of other rows.
    fn claims(&mut self, key: &str, sources: &[Citation]) -> Vec<Record> {
        let relations: [(Column, RelationSet); 3] = [
            (Column::After, Relation::After.into()),
            (Column::Before, Relation::Before.into()),
            (Column::During, RelationSet::WITHIN),
        ];
        let mut claims = Vec::new();
        for (column, set) in relations {
            for other in self.list(column) {
                if other == key {
                    self.fault(column, format!("{key:?} is the row itself"));
                }
                let mut claim = Claim::that(key).is(set, other);
                claim.sources = sources.to_vec();
                claims.push(claim.into());
            }
        }
        claims
    }

    /// Adds what is wrong with the event by itself, in the words of the columns.
    fn check(&mut self, event: &Record) {
        let first = self.faults.len();
        event.check(&mut self.faults);
        for fault in self.faults.iter_mut().skip(first) {
            let field = fault.field.as_deref().unwrap_or_default();
            fault.field = match field.split('[').next() {
                Some("participants") => Some("with".to_owned()),
                field => field.map(str::to_owned),
            };
            fault.message = fault.message.replace("`parties`", "`with`");
        }
    }

    /// The kind of the event, as the row names it or else shows it.
    fn kind(&mut self) -> Option<Kind> {
        if !self.get(Column::Kind).is_empty() {
            return self.word(Column::Kind);
        }
        let has = |column| !self.get(column).is_empty();
        if has(Column::With) {
            Some(Kind::Meeting)
        } else if has(Column::By) || has(Column::Quote) {
            Some(Kind::Statement)
        } else {
            let message = "missing, and none of `with`, `by` and `quote` tells whether it is a meeting or a statement";
            self.fault(Column::Kind, message);
            None
        }
    }

    /// The word in a cell, or the one that was probably meant.
    fn word<W: Word>(&mut self, column: Column) -> Option<W> {
        let text = self.get(column);
        if text.is_empty() {
            return None;
        }
        let word = W::named(text);
        if word.is_some() {
            return word;
        }
        let error = WordError::new(text, W::WHAT, W::NAMES);
        let meant = error.suggestion().and_then(W::named);
        self.fault_near(
            column,
            error.message(),
            error.suggestion().map(str::to_owned),
        );
        meant
    }
}
