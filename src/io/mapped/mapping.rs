//! What the columns of a table of CSV mean.

use std::fmt;

use serde_json::{Map, Value};

use super::date::Format;
use crate::io::json::field_names;
use crate::model::{ActorKind, Listed, Word, nearest};

/// The kinds of record that a row can become.
pub(super) const RECORDS: [&str; 5] = ["meeting", "statement", "document", "action", "affiliation"];

/// Fields of a meeting that name participants by their role.
pub(super) const ROLES: [&str; 5] = ["host", "guest", "mediator", "observer", "delegate"];

/// What the columns of a table of CSV mean: which field of a record each fills, and how.
///
/// It is read from JSON, an object with these fields:
///
/// | field | what it says |
/// | --- | --- |
/// | `record` | what a row becomes: `meeting`, `statement`, `document`, `action` or `affiliation` |
/// | `fields` | an object: for each field of such a record, as the interchange format calls it, whence it comes |
/// | `delimiter` | what stands between cells, one ASCII character; a comma if absent, `"\t"` for tabs |
/// | `actors` | of what kind those are who are named: `person` (if absent), `state`, `organization` or `group` |
/// | `source` | the fields of the source record that all records cite; its `id` and `title` are those of the file if absent |
///
/// A meeting also has the fields `host`, `guest`, `mediator`, `observer` and `delegate`: participants in that role.
/// `type` is given by `record`, and `sources` by `source`. Fields of one's own begin with `x_`.
///
/// A field comes from one of these, or in a field that holds a list from a list of them, one after the other:
///
/// | written | what it is |
/// | --- | --- |
/// | `"Where"` | the cell of the column that the header calls so |
/// | `{"column": "Where"}` | the same, with any of the options below |
/// | `{"constant": ...}` | this, whatever the row holds; any JSON that the field takes |
/// | `{"from": ..., "to": ...}` | of `time` alone: an interval from one date to the other; one date if they are equal or the other is empty |
///
/// | option | what it does |
/// | --- | --- |
/// | `split` | the cell is a list, with this text between its parts |
/// | `values` | an object: a cell (or part) that is one of its names stands for the text beside it |
/// | `default` | what an empty cell stands for |
/// | `format` | of dates (`time`, `from`, `until`): how they are written, one format or a list to be tried in order |
/// | `kind` | of fields that name actors: of what kind these are |
///
/// In a format `%Y` is the year in four digits, `%m` the month, `%b` or `%B` its English name or the first three
/// letters of that, `%d` the day, `%H`, `%M` and `%S` hour, minute and second, `%%` a percent sign; all else is itself,
/// and white space may be any or none. A date has the precision of its format: `%m/%Y` gives a month. Without a
/// format, dates are EDTF.
///
/// Whoever a field names becomes an actor, whose key is made of the name. Without `id` a row is called by its line,
/// behind the key of the source: `ledger:2`. Empty cells are as good as absent. Columns that the mapping does not name
/// are left out; one that it names and the file lacks is an error.
///
/// ```
/// use demarche::{Mapping, Reading, Timeline};
///
/// let mapping = Mapping::parse(r#"{
///     "record": "meeting",
///     "delimiter": ";",
///     "actors": "state",
///     "source": {"title": "A ledger", "reliability": "B"},
///     "fields": {
///         "id": "No",
///         "time": {"from": {"column": "Begin", "format": "%d.%m.%Y"}, "to": {"column": "End", "format": "%d.%m.%Y"}},
///         "participants": {"column": "Who", "split": ","},
///         "host": {"column": "Host", "kind": "person"},
///         "place": {"column": "Where", "values": {"GVA": "Geneva"}},
///         "status": {"constant": "alleged"},
///         "x_ledger": "No"
///     }
/// }"#)?;
/// let rows = "\
/// No;Begin;End;Who;Host;Where;Remark
/// m1;3.4.2025;5.4.2025;Borduria, Syldavia;Ada Lind;GVA;\"a note;
/// over two lines\"
/// m2;31.4.2025;;Borduria;;GVA;
/// ";
/// let mut t = Timeline::builder();
/// let report = Reading::new().csv_mapped(rows.as_bytes(), "ledger.csv", &mapping, &mut t)?;
/// assert_eq!(
///     report.rejects[0].to_string(),
///     "ledger.csv:4: column 2 (Begin): expected a date such as %d.%m.%Y, found \"31.4.2025\"",
/// );
/// let t = t.build()?;
/// let meeting = t.event("m1").map(|event| (event.time(), event.place()));
/// assert_eq!(meeting.ok(), Some((Some("2025-04-03/2025-04-05".into()), Some("Geneva"))));
///
/// let error = Mapping::parse(r#"{"record": "meeting", "fields": {"tiem": "Begin"}}"#).unwrap_err();
/// assert_eq!(error.to_string(), "`fields.tiem`: a meeting has no such field; did you mean \"time\"?");
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    pub(super) record: &'static str,
    pub(super) delimiter: u8,
    pub(super) source: Map<String, Value>,
    pub(super) actors: ActorKind,
    pub(super) fields: Vec<(String, Vec<Whence>)>,
}

/// Whence the value of a field comes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Whence {
    Column(Column),
    Constant(Value),
    Interval(Column, Column),
}

/// A column, and how its cells are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) split: Option<String>,
    pub(super) values: Map<String, Value>,
    pub(super) default: Option<String>,
    pub(super) formats: Vec<(Format, String)>,
    pub(super) kind: ActorKind,
}

/// Why a text is no mapping.
///
/// ```
/// let error = demarche::Mapping::parse(r#"{"record": "meting", "fields": {}}"#).unwrap_err();
/// assert_eq!(error.path(), "record");
/// assert_eq!(
///     error.to_string(),
///     "`record`: \"meting\" is none of meeting, statement, document, action or affiliation; did you mean \"meeting\"?",
/// );
/// ```
#[derive(Clone, PartialEq, Eq, thiserror::Error)]
pub struct MappingError {
    path: String,
    message: String,
    suggestion: Option<String>,
}

impl MappingError {
    fn new(path: impl Into<String>, message: impl Into<String>) -> MappingError {
        MappingError {
            path: path.into(),
            message: message.into(),
            suggestion: None,
        }
    }

    /// The field at fault, as a path such as `fields.time.format`; empty if the text is no JSON object.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What was probably meant.
    pub fn suggestion(&self) -> Option<&str> {
        self.suggestion.as_deref()
    }
}

impl fmt::Display for MappingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path)?;
        }
        f.write_str(&self.message)?;
        match &self.suggestion {
            Some(meant) => write!(f, "; did you mean {meant:?}?"),
            None => Ok(()),
        }
    }
}

type Result<T> = std::result::Result<T, MappingError>;

impl Mapping {
    /// Reads a mapping from JSON.
    ///
    /// # Errors
    ///
    /// What is wrong with it first, and where: an unknown field comes with the nearest known one.
    pub fn parse(text: &str) -> Result<Mapping> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let value: Value = serde_json::from_str(text)
            .map_err(|error| MappingError::new("", format!("no JSON: {error}")))?;
        let top = object("", &value)?;
        known(
            "",
            top,
            &["record", "fields", "delimiter", "actors", "source"],
        )?;
        let record = match top.get("record") {
            None => return Err(MappingError::new("record", "missing")),
            Some(record) => word("record", record, &RECORDS)?,
        };
        let kind = kind("actors", top.get("actors"), ActorKind::Person)?;
        let delimiter = match top.get("delimiter").map(|it| text_of("delimiter", it)) {
            None => b',',
            Some(delimiter) => match delimiter?.as_bytes() {
                [byte] if byte.is_ascii() && !b"\"\r\n".contains(byte) => *byte,
                _ => {
                    let message =
                        "expected one ASCII character that is no quotation mark or line end";
                    return Err(MappingError::new("delimiter", message));
                }
            },
        };
        let source = match top.get("source") {
            None => Map::new(),
            Some(source) => {
                let source = object("source", source)?;
                fields_of("source", "a source", source, field_names("source"))?;
                let mut whole = source.clone();
                whole.entry("id").or_insert_with(|| "id".into());
                if let Some(fault) = super::record("source", whole).faults.into_iter().next() {
                    let path = format!("source.{}", fault.field.unwrap_or_default());
                    return Err(MappingError {
                        suggestion: fault.suggestion,
                        ..MappingError::new(path, fault.message)
                    });
                }
                source.clone()
            }
        };
        let Some(fields) = top.get("fields") else {
            return Err(MappingError::new("fields", "missing"));
        };
        let fields = object("fields", fields)?;
        let names = field_names(record);
        let mut allowed: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| *name != "sources")
            .collect();
        if record == "meeting" {
            allowed.extend(ROLES);
        }
        let article = if matches!(record, "action" | "affiliation") {
            "an"
        } else {
            "a"
        };
        fields_of("fields", &format!("{article} {record}"), fields, &allowed)?;
        let mut all = Vec::new();
        for (name, value) in fields {
            let path = format!("fields.{name}");
            let whence = match value {
                Value::Array(several) => {
                    let each = several.iter().enumerate();
                    each.map(|(i, one)| whence(&format!("{path}[{i}]"), name, one, kind))
                        .collect::<Result<Vec<_>>>()?
                }
                one => vec![whence(&path, name, one, kind)?],
            };
            all.push((name.clone(), whence));
        }
        Ok(Mapping {
            record,
            delimiter,
            source,
            actors: kind,
            fields: all,
        })
    }

    /// The columns that it names, each once, in the order of the fields.
    pub(super) fn columns(&self) -> Vec<&str> {
        let mut columns = Vec::new();
        for whence in self.fields.iter().flat_map(|(_, whence)| whence) {
            let named = match whence {
                Whence::Column(column) => vec![column],
                Whence::Interval(from, to) => vec![from, to],
                Whence::Constant(_) => Vec::new(),
            };
            for column in named {
                if !columns.contains(&column.name.as_str()) {
                    columns.push(&column.name);
                }
            }
        }
        columns
    }
}

/// Whether a field is a date.
pub(super) fn is_date(field: &str) -> bool {
    matches!(field, "time" | "from" | "until")
}

/// Whether a field names actors.
pub(super) fn is_of_actors(field: &str) -> bool {
    const FIELDS: [&str; 8] = [
        "participants",
        "absent",
        "concerns",
        "by",
        "to",
        "parties",
        "actor",
        "of",
    ];
    FIELDS.contains(&field) || ROLES.contains(&field)
}

fn whence(path: &str, field: &str, value: &Value, actors: ActorKind) -> Result<Whence> {
    if let Value::String(name) = value {
        return Ok(Whence::Column(plain(name, actors)));
    }
    let given = object(path, value).map_err(|error| {
        MappingError::new(error.path, "expected the name of a column, or an object")
    })?;
    if let Some(constant) = given.get("constant") {
        known(path, given, &["constant"])?;
        return Ok(Whence::Constant(constant.clone()));
    }
    if field == "time" && !given.contains_key("column") {
        known(path, given, &["from", "to", "column", "constant"])?;
        let end = |name: &str| match given.get(name) {
            None => Err(MappingError::new(format!("{path}.{name}"), "missing")),
            Some(end) => match whence(&format!("{path}.{name}"), "until", end, actors)? {
                Whence::Column(column) => Ok(column),
                _ => Err(MappingError::new(
                    format!("{path}.{name}"),
                    "expected a column",
                )),
            },
        };
        return Ok(Whence::Interval(end("from")?, end("to")?));
    }
    known(
        path,
        given,
        &["column", "split", "values", "default", "format", "kind"],
    )?;
    let Some(name) = given.get("column") else {
        return Err(MappingError::new(format!("{path}.column"), "missing"));
    };
    let mut column = plain(text_of(&format!("{path}.column"), name)?, actors);
    let option = |name: &str| {
        given
            .get(name)
            .map(|value| (format!("{path}.{name}"), value))
    };
    if let Some((path, split)) = option("split") {
        let split = text_of(&path, split)?;
        if split.is_empty() {
            return Err(MappingError::new(path, "empty"));
        }
        column.split = Some(split.to_owned());
    }
    if let Some((path, values)) = option("values") {
        let values = object(&path, values)?;
        for (name, value) in values {
            text_of(&format!("{path}.{name}"), value)?;
        }
        column.values = values.clone();
    }
    if let Some((path, default)) = option("default") {
        column.default = Some(text_of(&path, default)?.to_owned());
    }
    if let Some((path, formats)) = option("format") {
        if !is_date(field) {
            return Err(MappingError::new(path, format!("`{field}` is no date")));
        }
        let several = match formats {
            Value::Array(several) => several.as_slice(),
            one => std::slice::from_ref(one),
        };
        for format in several {
            let text = text_of(&path, format)?;
            let format = Format::parse(text).map_err(|error| MappingError::new(&path, error))?;
            column.formats.push((format, text.to_owned()));
        }
    }
    if let Some((path, value)) = option("kind") {
        if !is_of_actors(field) {
            return Err(MappingError::new(
                path,
                format!("`{field}` names no actors"),
            ));
        }
        column.kind = kind(&path, Some(value), actors)?;
    }
    Ok(Whence::Column(column))
}

fn plain(name: &str, kind: ActorKind) -> Column {
    Column {
        name: name.trim().to_owned(),
        split: None,
        values: Map::new(),
        default: None,
        formats: Vec::new(),
        kind,
    }
}

fn kind(path: &str, value: Option<&Value>, absent: ActorKind) -> Result<ActorKind> {
    let Some(value) = value else {
        return Ok(absent);
    };
    let word = word(path, value, ActorKind::NAMES)?;
    Ok(ActorKind::named(word).unwrap_or(absent))
}

fn object<'v>(path: &str, value: &'v Value) -> Result<&'v Map<String, Value>> {
    value
        .as_object()
        .ok_or_else(|| MappingError::new(path, "expected an object"))
}

fn text_of<'v>(path: &str, value: &'v Value) -> Result<&'v str> {
    value
        .as_str()
        .ok_or_else(|| MappingError::new(path, "expected a string"))
}

/// One of these words.
fn word(path: &str, value: &Value, words: &[&'static str]) -> Result<&'static str> {
    let text = text_of(path, value)?;
    match words.iter().find(|word| **word == text) {
        Some(word) => Ok(word),
        None => Err(MappingError {
            suggestion: nearest(text, words.iter().copied()),
            ..MappingError::new(path, format!("{text:?} is none of {}", Listed(words)))
        }),
    }
}

/// Whether an object has known fields only.
fn known(path: &str, object: &Map<String, Value>, names: &[&str]) -> Result<()> {
    match object.keys().find(|name| !names.contains(&name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let at = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            let suggestion = nearest(name, names.iter().copied());
            let message = match suggestion {
                Some(_) => "unknown".to_owned(),
                None => format!("unknown; expected {}", Listed(names)),
            };
            Err(MappingError {
                suggestion,
                ..MappingError::new(at, message)
            })
        }
    }
}

/// Whether a kind of record has all these fields.
fn fields_of(path: &str, what: &str, fields: &Map<String, Value>, names: &[&str]) -> Result<()> {
    let is_unknown = |name: &&String| !names.contains(&name.as_str()) && !name.starts_with("x_");
    match fields.keys().find(is_unknown) {
        None => Ok(()),
        Some(name) => {
            let message = match name.as_str() {
                "sources" => "every record cites the file; say what it is in `source`".to_owned(),
                "type" => "`record` says what a row becomes".to_owned(),
                _ => format!("{what} has no such field"),
            };
            Err(MappingError {
                suggestion: nearest(name, names.iter().copied()),
                ..MappingError::new(format!("{path}.{name}"), message)
            })
        }
    }
}
