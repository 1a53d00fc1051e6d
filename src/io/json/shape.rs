//! A JSON text taken apart one level at a time, without copying it.
//!
//! What stands inside is left as text until it is asked for, so that numbers keep their digits, a field given
//! twice is seen, and no depth of nesting costs stack.

use std::borrow::Cow;
use std::fmt;

use rustc_hash::FxHashSet;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// The fields of an object, in the order of the text.
pub(crate) struct Fields<'a>(pub(crate) Vec<Field<'a>>);

/// One field of an object.
pub(crate) struct Field<'a> {
    pub(crate) name: Cow<'a, str>,
    pub(crate) value: &'a RawValue,
    /// Whether the object has given a field of this name before.
    pub(crate) repeated: bool,
}

impl<'a> Fields<'a> {
    /// Takes an object apart.
    ///
    /// # Errors
    ///
    /// If the text is not one JSON object, and no more.
    pub(crate) fn parse(text: &'a str) -> Result<Fields<'a>, serde_json::Error> {
        let mut fields: Fields<'a> = serde_json::from_str(text)?;
        fields.mark_repeated();
        Ok(fields)
    }

    fn mark_repeated(&mut self) {
        // Comparing each with each is faster where there are few, and never ends where there are very many.
        if self.0.len() <= 32 {
            for i in 1..self.0.len() {
                let (before, rest) = self.0.split_at_mut(i);
                if let [field, ..] = rest {
                    field.repeated = before.iter().any(|other| other.name == field.name);
                }
            }
        } else {
            let mut names: FxHashSet<&str> = FxHashSet::default();
            for field in &mut self.0 {
                field.repeated = !names.insert(&field.name);
            }
        }
    }

    /// The value of a field, unless it is absent or null.
    pub(crate) fn get(&self, name: &str) -> Option<&'a RawValue> {
        self.0
            .iter()
            .find(|field| field.name == name)
            .map(|field| field.value)
            .filter(|value| !is_null(value))
    }
}

impl<'de> Deserialize<'de> for Fields<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Fields<'de>, D::Error> {
        struct Object;

        impl<'de> Visitor<'de> for Object {
            type Value = Fields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Fields<'de>, M::Error> {
                let mut fields = Vec::with_capacity(12);
                while let Some(name) = map.next_key_seed(Name)? {
                    fields.push(Field {
                        name,
                        value: map.next_value()?,
                        repeated: false,
                    });
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(Object)
    }
}

/// A name that is copied only where it has an escape in it.
pub(crate) struct Name;

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Name {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Borrowed(name))
    }

    fn visit_str<E>(self, name: &str) -> Result<Cow<'de, str>, E> {
        Ok(Cow::Owned(name.to_owned()))
    }
}

/// The members of a list, added one by one, so that those before a fault are had in any case.
pub(crate) struct Members<'a, 'de>(pub(crate) &'a mut Vec<&'de RawValue>);

impl<'de> DeserializeSeed<'de> for Members<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Members<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<(), S::Error> {
        while let Some(member) = list.next_element()? {
            self.0.push(member);
        }
        Ok(())
    }
}

/// What kind of value a text is. The text is JSON, so that its first letter tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Null,
    Boolean,
    Number,
    String,
    List,
    Object,
}

/// What kind of value this is.
pub(crate) fn shape(raw: &RawValue) -> Shape {
    match raw.get().as_bytes().first() {
        Some(b'n') => Shape::Null,
        Some(b't' | b'f') => Shape::Boolean,
        Some(b'"') => Shape::String,
        Some(b'[') => Shape::List,
        Some(b'{') => Shape::Object,
        _ => Shape::Number,
    }
}

/// Whether the value is null.
pub(crate) fn is_null(raw: &RawValue) -> bool {
    shape(raw) == Shape::Null
}

/// The value as a message names what it found.
pub(crate) fn found(raw: &RawValue) -> Cow<'_, str> {
    match shape(raw) {
        Shape::List => "a list".into(),
        Shape::Object => "an object".into(),
        _ => shortened(raw.get()),
    }
}

/// A text, or as much of its beginning as a message can hold.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    const ENOUGH: usize = 40;
    match text.char_indices().nth(ENOUGH) {
        Some((end, _)) => format!("{}...", text.get(..end).unwrap_or_default()).into(),
        None => text.into(),
    }
}

/// The content of a string; none if the value is not a string.
///
/// # Errors
///
/// If an escape in it stands for half a character, which no text can hold.
pub(crate) fn string(raw: &RawValue) -> Option<Result<Cow<'_, str>, NotUnicode>> {
    let content = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    Some(if content.contains('\\') {
        serde_json::from_str::<String>(raw.get())
            .map(Cow::Owned)
            .map_err(|_| NotUnicode)
    } else {
        Ok(Cow::Borrowed(content))
    })
}

/// An escape stands for half a character.
#[derive(Debug)]
pub(crate) struct NotUnicode;

/// The members of a list; none if the value is not a list.
pub(crate) fn list(raw: &RawValue) -> Option<Vec<&RawValue>> {
    match shape(raw) {
        Shape::List => serde_json::from_str(raw.get()).ok(),
        _ => None,
    }
}

/// What is wrong with a text that is not JSON, and in which column of its line, counted in characters.
pub(crate) fn syntax(text: &str, error: &serde_json::Error) -> String {
    if error.is_eof() {
        return "not JSON: it ends too early".to_owned();
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    let line = text.lines().nth(error.line().saturating_sub(1));
    // The column of the error counts bytes, and 0 is the end of the line before.
    let column = line
        .and_then(|line| line.get(..error.column().saturating_sub(1)))
        .map_or(error.column(), |before| before.chars().count() + 1);
    format!("not JSON: {message} at column {column}")
}
