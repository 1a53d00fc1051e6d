//! What a format could not hold.

use std::borrow::Cow;
use std::fmt;

use rustc_hash::FxHashMap;

use crate::io::json::Fields;
use crate::model::Record;

/// What became of something that a format has no place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Fate {
    /// It is not in what was written.
    LeftOut,
    /// It stands in a description, a note or another text for people, where no program looks for it.
    InText,
    /// A time is written wider than it is known, never narrower: a window as the span that it covers.
    Widened,
    /// It is written otherwise than the record has it, as [`Loss::what`] tells.
    Changed,
}

impl fmt::Display for Fate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Fate::LeftOut => "left out",
            Fate::InText => "told in a text",
            Fate::Widened => "widened",
            Fate::Changed => "changed",
        })
    }
}

/// One thing that a format could not hold as the record has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Loss {
    /// The kind of the record, as files have it in `type`.
    pub kind: &'static str,
    /// The key of the record; of one without a key what it says in short, where it says anything.
    pub record: Option<String>,
    /// The field, as files have it; none where the whole record is concerned.
    pub field: Option<String>,
    /// What the format could not hold, or in which way it is written instead.
    pub what: Cow<'static, str>,
    /// What became of it.
    pub fate: Fate,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)?;
        if let Some(record) = &self.record {
            write!(f, " {record:?}")?;
        }
        if let Some(field) = &self.field {
            write!(f, ", field `{}`", Tame(field))?;
        }
        write!(f, ": {}: {}", self.what, self.fate)
    }
}

/// The loss report of a writer: everything in the records that the format could not hold, in the order in which it
/// was met.
///
/// It is displayed in short: for each kind of loss how often it occurred, and the first few records.
///
/// ```
/// use demarche::{Fate, Meeting, Record, write_ical};
///
/// let talks = Record::from(Meeting::new("talks").between(["witkoff", "putin"]).on("2025-04"));
/// let mut calendar = Vec::new();
/// let losses = write_ical([talks], &mut calendar)?;
///
/// let time = losses.iter().find(|loss| loss.field.as_deref() == Some("time")).unwrap();
/// assert_eq!(time.fate, Fate::Widened);
/// assert_eq!(
///     losses.to_string(),
///     "told in a text: `participants` of a meeting, no place for it: 1 (talks)\n\
///      widened: `time` of a meeting, a window, written as the whole of it: 1 (talks)\n",
/// );
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses(Vec<Loss>);

impl Losses {
    /// Each loss, in the order in which it was met.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Loss> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether the format could hold everything.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds those of another report.
    #[cfg(feature = "csv")]
    pub(in crate::io) fn append(&mut self, mut other: Losses) {
        self.0.append(&mut other.0);
    }

    /// Something about a field of a record.
    pub(in crate::io) fn field(
        &mut self,
        record: &Record,
        field: &str,
        what: impl Into<Cow<'static, str>>,
        fate: Fate,
    ) {
        self.add(record, Some(field.to_owned()), what.into(), fate);
    }

    /// Something about a record as a whole.
    pub(in crate::io) fn whole(
        &mut self,
        record: &Record,
        what: impl Into<Cow<'static, str>>,
        fate: Fate,
    ) {
        self.add(record, None, what.into(), fate);
    }

    fn add(&mut self, record: &Record, field: Option<String>, what: Cow<'static, str>, fate: Fate) {
        self.0.push(Loss {
            kind: record.type_name(),
            record: record.label(),
            field,
            what,
            fate,
        });
    }

    /// Every field with a letter that the format forbids, and that is written as U+FFFD instead.
    pub(super) fn letters(&mut self, record: &Record, is_forbidden: fn(char) -> bool) {
        for (name, json) in stated(record) {
            // Controls are escaped in JSON, so that few texts need a closer look.
            if !json.contains("\\u") && !json.contains(is_forbidden) {
                continue;
            }
            let value: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
            if any_text(&value, &|text| text.contains(is_forbidden)) {
                self.field(record, &name, "control characters", Fate::Changed);
            }
        }
    }

    /// Every field that the record states and the format does not hold: all but `held`.
    pub(in crate::io) fn others(&mut self, record: &Record, held: &[&str], fate: Fate) {
        for (name, _) in stated(record) {
            if !held.contains(&name.as_str()) {
                self.field(record, &name, NO_PLACE, fate);
            }
        }
    }
}

impl<'a> IntoIterator for &'a Losses {
    type Item = &'a Loss;
    type IntoIter = std::slice::Iter<'a, Loss>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl fmt::Display for Losses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        type Kind<'a> = (Fate, Option<&'a str>, &'static str, &'a str);
        let mut places: FxHashMap<Kind<'_>, usize> = FxHashMap::default();
        let mut kinds: Vec<(Kind<'_>, usize, Vec<&str>)> = Vec::new();
        for loss in &self.0 {
            let field = loss.field.as_deref();
            let kind: Kind<'_> = (loss.fate, field, loss.kind, &loss.what);
            let place = *places.entry(kind).or_insert_with(|| {
                kinds.push((kind, 0, Vec::new()));
                kinds.len() - 1
            });
            if let Some((_, count, examples)) = kinds.get_mut(place) {
                *count += 1;
                let example = loss.record.as_deref().unwrap_or_default();
                if examples.len() <= EXAMPLES && !example.is_empty() && !examples.contains(&example)
                {
                    examples.push(example);
                }
            }
        }
        // Stable, so that kinds of one fate stay in the order in which they were met.
        kinds.sort_by_key(|((fate, ..), ..)| *fate);
        for ((fate, field, kind, what), count, examples) in kinds {
            write!(f, "{fate}: ")?;
            let article = if kind.starts_with('a') { "an" } else { "a" };
            match field {
                Some(field) => write!(f, "`{}` of {article} {kind}", Tame(field))?,
                None => write!(f, "{article} {kind} as a whole")?,
            }
            write!(f, ", {what}: {count}")?;
            for (i, example) in examples.iter().take(EXAMPLES).enumerate() {
                let mark = if i == 0 { " (" } else { ", " };
                write!(f, "{mark}{}", Tame(example))?;
            }
            match examples.len() {
                0 => {}
                few if few <= EXAMPLES => f.write_str(")")?,
                _ => f.write_str(", ...)")?,
            }
            f.write_str("\n")?;
        }
        Ok(())
    }
}

/// What is said of a field that the format does not know.
pub(in crate::io) const NO_PLACE: &str = "no place for it";

/// So many records are named for each kind of loss.
const EXAMPLES: usize = 3;

/// A text on one line, and not longer than a line may be.
struct Tame<'a>(&'a str);

impl fmt::Display for Tame<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 40;
        let mut letters = self.0.chars();
        for letter in letters.by_ref().take(LONGEST) {
            let letter = if letter.is_control() { ' ' } else { letter };
            fmt::Write::write_char(f, letter)?;
        }
        f.write_str(if letters.next().is_some() { "..." } else { "" })
    }
}

/// Whether any text in a value passes the test.
fn any_text(value: &serde_json::Value, test: &dyn Fn(&str) -> bool) -> bool {
    match value {
        serde_json::Value::String(text) => test(text),
        serde_json::Value::Array(list) => list.iter().any(|value| any_text(value, test)),
        serde_json::Value::Object(map) => map.values().any(|value| any_text(value, test)),
        _ => false,
    }
}

/// The fields that a record states apart from its type, as files have them, each with its JSON.
pub(super) fn stated(record: &Record) -> Vec<(String, String)> {
    // Records are always written, and what is written is always an object.
    let text = serde_json::to_string(record).unwrap_or_default();
    let fields = Fields::parse(&text).map(|fields| fields.0);
    let fields = fields.unwrap_or_default().into_iter();
    // The version of the format is no statement of the timeline's.
    let version = matches!(record, Record::Timeline(_)).then_some("format");
    fields
        .filter(|field| field.name != "type" && Some(field.name.as_ref()) != version)
        .map(|field| (field.name.into_owned(), field.value.get().to_owned()))
        .collect()
}
