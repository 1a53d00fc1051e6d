//! How the value of each kind of field is read and written.

use std::collections::BTreeMap;

use serde::ser::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::shape::{Fields, Shape, found, is_null, list, shape, string};
use super::walk::Walk;
use crate::model::{
    ActorKind, CitedAs, Credibility, DocumentForm, DocumentState, LinkKind, Listed, Number,
    Presence, Reliability, Role, StanceKind, Status, Word, WordError,
};
use crate::time::{Duration, RelationSet};

/// The value of one field.
pub(crate) trait Field {
    /// Reads a value that is not null; where it cannot be read, tells so and leaves a default.
    fn read(&mut self, raw: &RawValue, walk: &mut Walk);

    /// Whether it says no more than a field that is left out.
    fn is_absent(&self) -> bool;

    /// Writes it.
    ///
    /// # Errors
    ///
    /// If the serializer fails.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A field under the trait of serde.
pub(crate) struct Written<'a, F>(pub(crate) &'a F);

impl<F: Field> Serialize for Written<'_, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}

impl Field for String {
    fn read(&mut self, raw: &RawValue, walk: &mut Walk) {
        match string(raw) {
            Some(Ok(text)) => *self = text.into_owned(),
            Some(Err(_)) => walk.fault("an escape stands for half a character"),
            None => walk.fault(format!("expected a string, found {}", found(raw))),
        }
    }

    fn is_absent(&self) -> bool {
        false
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

/// A field that may be left out: read as what it holds, and written where it holds something.
macro_rules! optional_field {
    ($($kind:ty: |$raw:ident, $walk:ident| $read:expr, |$value:ident| $write:expr;)+) => {
        $(impl Field for Option<$kind> {
            fn read(&mut self, $raw: &RawValue, $walk: &mut Walk) {
                *self = $read;
            }

            fn is_absent(&self) -> bool {
                self.is_none()
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match self {
                    Some($value) => $write.serialize(serializer),
                    None => serializer.serialize_unit(),
                }
            }
        })+
    };
}

optional_field! {
    String: |raw, walk| read_text(raw, walk), |text| text;
    bool: |raw, walk| match raw.get() {
        "true" => Some(true),
        "false" => Some(false),
        _ => {
            walk.fault(format!("expected true or false, found {}", found(raw)));
            None
        }
    }, |truth| truth;
    Number: |raw, walk| match shape(raw) {
        Shape::Number => Some(Number::from_json(raw.get())),
        _ => {
            walk.fault(format!("expected a number, found {}", found(raw)));
            None
        }
    }, |number| number;
    Reliability: |raw, walk| {
        let letter = string(raw).and_then(Result::ok).unwrap_or_default();
        letter.parse().map_err(|error| {
            let capital = letter.to_uppercase();
            let meant = capital.parse::<Reliability>().ok().map(|_| capital);
            walk.fault_near(format!("{error}, found {}", found(raw)), meant);
        }).ok()
    }, |reliability| reliability.name();
    Credibility: |raw, walk| match raw.get().as_bytes() {
        [digit @ b'1'..=b'6'] => Credibility::new(digit - b'0').ok(),
        _ => {
            walk.fault(format!("expected a number from 1 to 6, found {}", found(raw)));
            None
        }
    }, |credibility| credibility.digit();
    Duration: |raw, walk| {
        let duration = read_text(raw, walk).map(|text| Duration::parse(&text));
        duration.and_then(|parsed| parsed.map_err(|error| walk.fault(error.to_string())).ok())
    }, |duration| duration.to_string();
    Role: |raw, walk| read_word(raw, walk), |word| word.name();
    CitedAs: |raw, walk| read_word(raw, walk), |word| word.name();
    DocumentForm: |raw, walk| read_word(raw, walk), |word| word.name();
    DocumentState: |raw, walk| read_word(raw, walk), |word| word.name();
}

fn read_text(raw: &RawValue, walk: &mut Walk) -> Option<String> {
    let faults = walk.faults.len();
    let mut text = String::new();
    text.read(raw, walk);
    (walk.faults.len() == faults).then_some(text)
}

fn read_word<W: Word>(raw: &RawValue, walk: &mut Walk) -> Option<W> {
    let text = match string(raw) {
        Some(Ok(text)) => text,
        Some(Err(_)) => "".into(),
        None => {
            let known = Listed(W::NAMES);
            walk.fault(format!("expected {known}, found {}", found(raw)));
            return None;
        }
    };
    let word = W::named(&text);
    if word.is_none() {
        let error = WordError::new(&text, W::WHAT, W::NAMES);
        walk.fault_near(error.message(), error.suggestion().map(str::to_owned));
    }
    word
}

/// A word that is always there: left out of what is written where it is the default, if it has one.
macro_rules! word_field {
    ($($kind:ty, $absent:expr;)+) => {
        $(impl Field for $kind {
            fn read(&mut self, raw: &RawValue, walk: &mut Walk) {
                if let Some(word) = read_word(raw, walk) {
                    *self = word;
                }
            }

            fn is_absent(&self) -> bool {
                Some(*self) == $absent
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.name())
            }
        })+
    };
}

word_field! {
    Status, Some(Status::Occurred);
    Presence, Some(Presence::Reported);
    ActorKind, None;
    LinkKind, None;
    StanceKind, None;
}

impl Field for Vec<String> {
    fn read(&mut self, raw: &RawValue, walk: &mut Walk) {
        match (shape(raw), list(raw)) {
            (Shape::String, _) => self.extend(read_text(raw, walk)),
            (_, Some(members)) => {
                self.reserve_exact(members.len());
                for (i, member) in members.into_iter().enumerate() {
                    // What cannot be read keeps its place, so that the others keep theirs.
                    let mut text = String::new();
                    walk.member(i, |walk| text.read(member, walk));
                    self.push(text);
                }
            }
            _ => walk.fault(format!(
                "expected a string or a list of strings, found {}",
                found(raw)
            )),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

impl Field for BTreeMap<String, String> {
    fn read(&mut self, raw: &RawValue, walk: &mut Walk) {
        let Ok(fields) = Fields::parse(raw.get()) else {
            walk.fault(format!(
                "expected an object of strings, found {}",
                found(raw)
            ));
            return;
        };
        for field in &fields.0 {
            let value = field.value;
            match string(value) {
                _ if field.repeated => walk.fault_of(&field.name, "given twice", None),
                _ if is_null(value) => {}
                Some(Ok(text)) => {
                    self.insert(field.name.clone().into_owned(), text.into_owned());
                }
                _ => walk.fault_of(
                    &field.name,
                    &format!("expected a string, found {}", found(value)),
                    None,
                ),
            }
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.serialize(serializer)
    }
}

impl Field for RelationSet {
    fn read(&mut self, raw: &RawValue, walk: &mut Walk) {
        let mut names: Vec<String> = Vec::new();
        let before = walk.faults.len();
        names.read(raw, walk);
        let alone = shape(raw) != Shape::List;
        for (i, name) in names.iter().enumerate() {
            let mut add = |walk: &mut Walk| match RelationSet::parse_name(name) {
                Ok(set) => *self |= set,
                // What is not a string is told already.
                Err(_) if name.is_empty() && walk.faults.len() > before => {}
                Err(error) => walk.fault_near(
                    format!("{name:?} is neither a relation nor a named set of them"),
                    error.suggestion().map(str::to_owned),
                ),
            };
            if alone {
                add(walk);
            } else {
                walk.member(i, add);
            }
        }
        if walk.faults.len() > before {
            // Of all relations nothing more is wrong.
            *self = RelationSet::ALL;
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = self.to_string();
        if RelationSet::parse_name(&name).is_ok() {
            serializer.serialize_str(&name)
        } else {
            serializer.collect_seq(self.iter().map(crate::time::Relation::name))
        }
    }
}
