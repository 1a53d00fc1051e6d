//! Objects with known fields, and the lists of them.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use serde_json::value::RawValue;

use super::field::Field;
use super::shape::{Fields, Shape, found, is_null, list, shape, string};
use super::walk::Walk;
use crate::model::{
    Citation, Extra, Figure, Json, Link, Listed, Participant, Stance, Term, nearest,
};
use crate::time::RelationSet;

/// An object with known fields, as part of a record or as one.
pub(crate) trait Object: Sized {
    /// The names of its fields, in the order in which they are written.
    const NAMES: &'static [&'static str];
    /// The fields that have no default, each with what it may be.
    const REQUIRED: &'static [(&'static str, &'static [&'static str])] = &[];

    /// One that says nothing.
    fn blank() -> Self;

    /// Reads the field so called, if there is one.
    fn read_field(&mut self, name: &str, raw: &RawValue, walk: &mut Walk) -> bool;

    /// Its fields whose names begin with `x_`.
    fn extra(&self) -> &Extra;

    /// Its fields whose names begin with `x_`.
    fn extra_mut(&mut self) -> &mut Extra;

    /// Writes the fields that are not absent.
    ///
    /// # Errors
    ///
    /// If the serializer fails.
    fn write_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error>;

    /// Whether every field but the first is absent.
    fn is_key_alone(&self) -> bool;

    /// The names of its fields, each with its schema and whether it must be there.
    #[cfg(test)]
    fn schemas(&self) -> Vec<(&'static str, (serde_json::Value, bool))>;

    /// Where the values of its fields are kept, and those whose names begin with `x_`.
    #[cfg(test)]
    fn places() -> Vec<&'static str>;
}

/// Reads the fields of an object.
pub(crate) fn read_object<T: Object>(fields: &Fields<'_>, walk: &mut Walk) -> T {
    let mut object = T::blank();
    for field in &fields.0 {
        let name = field.name.as_ref();
        if field.repeated {
            walk.fault_of(name, "given twice", None);
        } else if is_null(field.value) && T::NAMES.contains(&name) {
            // Null is as good as absent.
        } else if object.read_field(name, field.value, walk) {
            // It is known, and read.
        } else if name.starts_with("x_") {
            match Json::compact(field.value) {
                Ok(value) => drop(object.extra_mut().insert(name.to_owned(), value)),
                Err(error) => walk.fault_of(name, &error.to_string(), None),
            }
        } else {
            let meant = nearest(name, T::NAMES.iter().copied());
            let meant = meant.or_else(|| other_word(name, T::NAMES));
            let message = match meant {
                Some(_) => "unknown field",
                None if is_relation(name) && T::NAMES.contains(&"part_of") => {
                    "unknown field; how an event stands to another is a record of its own, of type `relation`"
                }
                None => "unknown field; the name of a field of one's own begins with `x_`",
            };
            walk.fault_of(name, message, meant);
        }
    }
    for (name, known) in T::REQUIRED {
        if fields.get(name).is_none() {
            let known = Listed(known);
            walk.fault_of(name, &format!("missing; expected {known}"), None);
        }
    }
    object
}

/// The known field for which people use another word.
fn other_word(name: &str, known: &[&str]) -> Option<String> {
    let meant: &[&str] = match name {
        "date" | "when" | "on" => &["time"],
        "location" | "venue" => &["place"],
        "with" | "who" | "attendees" | "between" => &["participants", "parties", "by"],
        "author" | "speaker" | "actor" => &["by"],
        "text" | "words" => &["quote"],
        "summary" | "description" => &["gist", "notes"],
        "label" => &["name", "title"],
        "key" | "event" => &["id"],
        "link" | "address" => &["url"],
        "source" => &["sources"],
        _ => &[],
    };
    let found = meant.iter().find(|meant| known.contains(meant));
    found.map(|&meant| meant.to_owned())
}

/// Whether a field is called by a relation, as columns of plain CSV are.
fn is_relation(name: &str) -> bool {
    RelationSet::parse_name(name).is_ok()
}

/// Writes what the fields of an object say, and its own ones behind them.
pub(crate) fn write_object<T: Object, M: SerializeMap>(
    object: &T,
    map: &mut M,
) -> Result<(), M::Error> {
    object.write_fields(map)?;
    for (name, value) in object.extra() {
        map.serialize_entry(name, value)?;
    }
    Ok(())
}

/// An object of which a field holds a list, such as a participant.
pub(crate) trait Item: Object {
    /// What may stand in the list, as messages have it.
    const WHAT: &'static str;

    /// The object of which no more than the key is given.
    fn from_key(_key: String) -> Option<Self> {
        None
    }

    /// The key, where it can stand for the object if no more is given.
    fn key(&self) -> Option<&str> {
        None
    }
}

macro_rules! items {
    ($($kind:ty: $what:literal $(, $key:ident)?;)+) => {
        $(impl Item for $kind {
            const WHAT: &'static str = $what;

            $(fn from_key(key: String) -> Option<$kind> {
                Some(<$kind>::new(key))
            }

            fn key(&self) -> Option<&str> {
                Some(&self.$key)
            })?
        })+
    };
}

items! {
    Citation: "the key of a source or an object", source;
    Participant: "the key of an actor or an object", actor;
    Link: "an object with `kind` and `to`";
    Figure: "an object";
    Term: "an object";
    Stance: "an object with `topic` and `stance`";
}

fn read_item<T: Item>(raw: &RawValue, walk: &mut Walk, or_list: &str) -> T {
    let read = match shape(raw) {
        Shape::Object => Fields::parse(raw.get())
            .ok()
            .map(|fields| read_object(&fields, walk)),
        Shape::String => string(raw)
            .and_then(Result::ok)
            .and_then(|key| T::from_key(key.into_owned())),
        _ => None,
    };
    read.unwrap_or_else(|| {
        let what = T::WHAT;
        walk.fault(format!("expected {what}{or_list}, found {}", found(raw)));
        T::blank()
    })
}

impl<T: Item> Field for Vec<T> {
    fn read(&mut self, raw: &RawValue, walk: &mut Walk) {
        let Some(members) = list(raw) else {
            // One that is not in a list stands for a list of it, except where it could not stand in one either.
            let item = match shape(raw) {
                Shape::Object => walk.member(0, |walk| read_item(raw, walk, "")),
                _ => read_item(raw, walk, ", or a list of them"),
            };
            self.push(item);
            return;
        };
        self.reserve_exact(members.len());
        for (i, member) in members.into_iter().enumerate() {
            self.push(walk.member(i, |walk| read_item(member, walk, "")));
        }
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.len()))?;
        for item in self {
            list.serialize_element(&WrittenItem(item))?;
        }
        list.end()
    }
}

struct WrittenItem<'a, T>(&'a T);

impl<T: Item> Serialize for WrittenItem<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.key() {
            Some(key) if self.0.is_key_alone() => serializer.serialize_str(key),
            _ => {
                let mut map = serializer.serialize_map(None)?;
                write_object(self.0, &mut map)?;
                map.end()
            }
        }
    }
}
