//! From the options of `add` to a record.

use demarche::{Duration, Input, Origin, read_records, slug};
use serde_json::{Map, Value};

use super::args::{NewRecord, Shape};

/// A record as it was typed, as the object of the interchange format that stands for it.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    object: Map<String, Value>,
    /// What its key is made of, where none was given.
    pub(crate) made: Option<Made>,
}

/// A key that was made.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    pub(crate) key: String,
    /// The field of which it was made.
    pub(crate) of: &'static str,
}

impl Typed {
    /// Reads what was typed.
    ///
    /// # Errors
    ///
    /// What of it has not the form that it should, or that there is nothing to make a key of.
    pub(crate) fn read(new: &NewRecord) -> Result<Typed, String> {
        let mut object = Map::new();
        object.insert("type".to_owned(), new.kind.into());
        for (field, values) in &new.fields {
            let read = value(field.shape, values);
            let read = read.map_err(|why| format!("--{}: {why}", field.name.replace('_', "-")))?;
            object.insert(field.name.to_owned(), read);
        }
        let mut typed = Typed { object, made: None };
        let has_key = !matches!(new.kind, "affiliation" | "relation" | "claim");
        if has_key && !typed.object.contains_key("id") {
            typed.made = Some(made(new)?);
        }
        Ok(typed)
    }

    /// The record as a reader finds it, with what is wrong with its form.
    pub(crate) fn input(&self, origin: &Origin) -> Input {
        let mut object = self.object.clone();
        if let Some(made) = &self.made {
            object.insert("id".to_owned(), made.key.as_str().into());
        }
        let line = Value::Object(object).to_string();
        let mut input = read_records(line.as_bytes(), "");
        for (_, at) in &mut input.records {
            *at = origin.clone();
        }
        input
    }
}

/// The fields of which a key can be made, the best first.
const NAMES: [&str; 5] = ["name", "title", "publisher", "gist", "quote"];

/// So many words make a key that can still be typed.
const WORDS: usize = 5;

/// A key for a record without one.
fn made(new: &NewRecord) -> Result<Made, String> {
    for of in NAMES {
        let mut fields = new.fields.iter();
        let given = fields.find(|(field, _)| field.name == of);
        let Some(text) = given.and_then(|(_, values)| values.first()) else {
            continue;
        };
        let slug = slug(text);
        let words: Vec<&str> = slug.split('-').take(WORDS).collect();
        let key = words.join("-");
        if !key.is_empty() {
            return Ok(Made { key, of });
        }
    }
    let of = match new.kind {
        "actor" => "--name",
        "source" => "--title or --publisher",
        "statement" => "--title, --gist or --quote",
        _ => "--title",
    };
    Err(format!(
        "no key: give one with --id, or {of}, of which one is made"
    ))
}

/// What was typed for a field.
fn value(shape: Shape, values: &[String]) -> Result<Value, String> {
    let all = |read: &dyn Fn(&String) -> Result<Value, String>| {
        let values: Result<Vec<Value>, String> = values.iter().map(read).collect();
        values.map(Value::Array)
    };
    match shape {
        Shape::One => Ok(values.concat().into()),
        Shape::Switch => match values.concat().as_str() {
            "true" => Ok(true.into()),
            "false" => Ok(false.into()),
            other => Err(format!("expected true or false, found {other:?}")),
        },
        Shape::List => all(&|text| Ok(text.as_str().into())),
        Shape::Keyed(key) => all(&|text| keyed(text, key)),
        Shape::Objects => all(&|text| object(text).map(Value::Object)),
        Shape::Object => {
            let mut whole = Map::new();
            for text in values {
                whole.extend(object(text)?);
            }
            Ok(Value::Object(whole))
        }
    }
}

/// A key, a key with fields behind it, or an object.
fn keyed(text: &str, key: &str) -> Result<Value, String> {
    let (first, fields) = parts(text);
    match first {
        _ if is_json(text) => object(text).map(Value::Object),
        Some(first) if fields.is_empty() => Ok(first.into()),
        Some(first) => {
            let mut object = named(fields);
            object.insert(key.to_owned(), first.into());
            Ok(Value::Object(object))
        }
        None => Ok(Value::Object(named(fields))),
    }
}

/// An object, in JSON or as fields.
fn object(text: &str) -> Result<Map<String, Value>, String> {
    if is_json(text) {
        return serde_json::from_str(text).map_err(|error| format!("not JSON: {error}"));
    }
    match parts(text) {
        (None, fields) => Ok(named(fields)),
        (Some(first), _) => Err(format!(
            "expected fields, as in `kind=rejects,to=draft`, or an object in JSON, found {first:?}"
        )),
    }
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// What stands in front of the first field, and the fields. A comma behind which no field begins is part of a value.
fn parts(text: &str) -> (Option<String>, Vec<(&str, String)>) {
    let mut first: Option<String> = None;
    let mut fields: Vec<(&str, String)> = Vec::new();
    for part in text.split(',') {
        let is_name = |name: &str| {
            !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_')
        };
        let field = part.split_once('=');
        let field = field.map(|(name, value)| (name.trim(), value));
        match (field, fields.last_mut(), &mut first) {
            (Some((name, value)), ..) if is_name(name) => fields.push((name, value.to_owned())),
            (_, Some((_, value)), _) | (_, None, Some(value)) => {
                value.push(',');
                value.push_str(part);
            }
            (_, None, None) => first = Some(part.to_owned()),
        }
    }
    (first, fields)
}

fn named(fields: Vec<(&str, String)>) -> Map<String, Value> {
    let field = |(name, text): (&str, String)| (name.to_owned(), plain_value(name, text));
    fields.into_iter().map(field).collect()
}

/// The value of a field in short: a number where files have one, and a duration as files have it.
fn plain_value(name: &str, text: String) -> Value {
    let read = match name {
        "value" | "credibility" => serde_json::from_str(&text).ok().filter(Value::is_number),
        "min" | "max" => Duration::parse_short(&text)
            .ok()
            .map(|duration| duration.to_string().into()),
        _ => None,
    };
    read.unwrap_or_else(|| text.into())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_stand_alone_or_with_fields_behind_them() {
        for (text, expected) in [
            ("reyk", json!("reyk")),
            (
                "reyk,role=host,for=brusk",
                json!({"actor":"reyk","role":"host","for":"brusk"}),
            ),
            ("Smith, John", json!("Smith, John")),
            (
                "role=host,actor=reyk",
                json!({"actor":"reyk","role":"host"}),
            ),
            (
                r#"{"actor":"reyk","role":"host"}"#,
                json!({"actor":"reyk","role":"host"}),
            ),
        ] {
            assert_eq!(keyed(text, "actor"), Ok(expected), "{text}");
        }
    }

    #[test]
    fn objects_are_fields_or_json() {
        for (text, expected) in [
            (
                "kind=rejects,to=draft",
                json!({"kind":"rejects","to":"draft"}),
            ),
            (
                "topic=water,text=one, two",
                json!({"topic":"water","text":"one, two"}),
            ),
            (
                "of=drones,value=40,unit=a day",
                json!({"of":"drones","value":40,"unit":"a day"}),
            ),
            ("text=E=mc2", json!({"text":"E=mc2"})),
            ("min=1h,max=P2D", json!({"min":"PT1H","max":"P2D"})),
            (r#"{"to":"x"}"#, json!({"to":"x"})),
        ] {
            assert_eq!(object(text).map(Value::Object), Ok(expected), "{text}");
        }
        assert!(object("draft").unwrap_err().contains("kind=rejects"));
        assert!(object("{\"to\":").unwrap_err().starts_with("not JSON: "));
    }
}
