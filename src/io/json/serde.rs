//! Records under the traits of serde: the same form, by the same code.

use std::fmt::{self, Write};

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess,
    Visitor,
};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::field::Field;
use super::record::{read_fields, write_kind, write_record};
use super::shape::Fields;
use crate::model::{
    Action, Actor, Affiliation, DateClaim, Document, Header, Json, Meeting, Number, Record,
    RelationClaim, Source, Statement,
};
use crate::time::RelationSet;

impl Serialize for Record {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        write_record(self, &mut map)?;
        map.end()
    }
}

/// Numbers pass through the deserializer, which may hold them as doubles;
/// [`read_records`](crate::read_records) keeps every digit.
impl<'de> Deserialize<'de> for Record {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Record, D::Error> {
        read(deserializer, None)
    }
}

fn read<'de, D: Deserializer<'de>>(
    deserializer: D,
    expected: Option<&'static str>,
) -> Result<Record, D::Error> {
    let mut text = String::new();
    Transcript(&mut text).deserialize(deserializer)?;
    let fields = Fields::parse(&text).map_err(|_| D::Error::custom("expected an object"))?;
    let found = read_fields(fields, expected);
    match found.record {
        Some(record) if found.faults.is_empty() => Ok(record),
        _ => {
            let faults: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
            Err(D::Error::custom(faults.join("; ")))
        }
    }
}

/// Each kind of record alone; `type` is written, and may be left out of what is read.
macro_rules! records {
    ($($name:literal => $variant:ident($kind:ty),)+) => {
        $(impl Serialize for $kind {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let mut map = serializer.serialize_map(None)?;
                write_kind($name, self, &mut map)?;
                map.end()
            }
        }

        impl<'de> Deserialize<'de> for $kind {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$kind, D::Error> {
                match read(deserializer, Some($name))? {
                    Record::$variant(record) => Ok(record),
                    other => Err(D::Error::custom(format!(
                        "expected the type {}, found {}", $name, other.type_name()
                    ))),
                }
            }
        })+
    };
}
records! {
    "timeline" => Timeline(Header),
    "source" => Source(Source),
    "actor" => Actor(Actor),
    "affiliation" => Affiliation(Affiliation),
    "meeting" => Meeting(Meeting),
    "statement" => Statement(Statement),
    "document" => Document(Document),
    "action" => Action(Action),
    "relation" => Relation(RelationClaim),
    "claim" => Claim(DateClaim),
}

/// As a claim has it in `is`: the name of a relation or of a named set, else a list of names.
///
/// ```
/// use demarche::{Relation, RelationSet};
///
/// let shown = |set: RelationSet| serde_json::to_string(&set);
/// assert_eq!(shown(RelationSet::WITHIN)?, r#""within""#);
/// assert_eq!(shown(Relation::Before | Relation::Meets)?, r#"["before","meets"]"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
impl Serialize for RelationSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

/// As an integer or double where one has the same text, else as the text itself, which serde_json takes over.
impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = self.as_str();
        if let Ok(integer) = text.parse::<i64>()
            && integer.to_string() == text
        {
            return serializer.serialize_i64(integer);
        }
        if let Ok(integer) = text.parse::<u64>()
            && integer.to_string() == text
        {
            return serializer.serialize_u64(integer);
        }
        let double = self.as_f64();
        let shortest = Value::from(double).to_string();
        if double.is_finite() && shortest == text {
            return serializer.serialize_f64(double);
        }
        raw(text, serializer)
    }
}

/// As a value of serde_json where that has the same text, else as the text itself, which serde_json takes over.
impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(value) = serde_json::from_str::<Value>(self.as_str()) {
            let text = value.to_string();
            if text == self.as_str() {
                return value.serialize(serializer);
            }
        }
        raw(self.as_str(), serializer)
    }
}

fn raw<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let raw: &RawValue = serde_json::from_str(text).map_err(serde::ser::Error::custom)?;
    raw.serialize(serializer)
}

/// Writes what a deserializer holds as JSON, so that one walk reads records from any format.
struct Transcript<'a>(&'a mut String);

impl Transcript<'_> {
    fn push<E: serde::de::Error>(self, text: fmt::Arguments<'_>) -> Result<(), E> {
        self.0.write_fmt(text).map_err(E::custom)
    }

    fn string<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        let text = serde_json::to_string(text).map_err(E::custom)?;
        self.0.push_str(&text);
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Transcript<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

/// The only field of the map by which serde_json, if some crate asks it to, stands for a number of any length.
const NUMBER: &str = "$serde_json::private::Number";

impl<'de> Visitor<'de> for Transcript<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_bool<E: serde::de::Error>(self, truth: bool) -> Result<(), E> {
        self.push(format_args!("{truth}"))
    }

    fn visit_i64<E: serde::de::Error>(self, number: i64) -> Result<(), E> {
        self.push(format_args!("{number}"))
    }

    fn visit_i128<E: serde::de::Error>(self, number: i128) -> Result<(), E> {
        self.push(format_args!("{number}"))
    }

    fn visit_u64<E: serde::de::Error>(self, number: u64) -> Result<(), E> {
        self.push(format_args!("{number}"))
    }

    fn visit_u128<E: serde::de::Error>(self, number: u128) -> Result<(), E> {
        self.push(format_args!("{number}"))
    }

    fn visit_f64<E: serde::de::Error>(self, number: f64) -> Result<(), E> {
        if !number.is_finite() {
            return Err(E::custom(format!("{number} is not a number of JSON")));
        }
        self.push(format_args!("{}", Value::from(number)))
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<(), E> {
        self.string(text)
    }

    fn visit_unit<E: serde::de::Error>(self) -> Result<(), E> {
        self.push(format_args!("null"))
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<(), E> {
        self.push(format_args!("null"))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        let text = self.0;
        text.push('[');
        let mut first = true;
        loop {
            let end = text.len();
            if !first {
                text.push(',');
            }
            if list.next_element_seed(Transcript(text))?.is_none() {
                text.truncate(end);
                break;
            }
            first = false;
        }
        text.push(']');
        Ok(())
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<(), M::Error> {
        let text = self.0;
        text.push('{');
        let mut first = true;
        while let Some(name) = map.next_key::<String>()? {
            if first && name == NUMBER {
                text.pop();
                text.push_str(&map.next_value::<String>()?);
                return match map.next_key::<IgnoredAny>()? {
                    Some(_) => Err(M::Error::custom("a number has one text")),
                    None => Ok(()),
                };
            }
            if !first {
                text.push(',');
            }
            first = false;
            Transcript(text).string(&name)?;
            text.push(':');
            map.next_value_seed(Transcript(text))?;
        }
        text.push('}');
        Ok(())
    }
}
