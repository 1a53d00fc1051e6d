//! JSON values, kept as they are written.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use rustc_hash::FxHashSet;
use serde_json::value::RawValue;

use super::Number;

/// The fields of a record whose names begin with `x_`: kept as they are, and written back.
pub type Extra = BTreeMap<String, Json>;

/// Any JSON value, kept as its text without the white space between its parts.
///
/// Numbers keep their digits, objects the order of their fields, strings their escapes. Two are equal if
/// their texts are.
///
/// ```
/// use demarche::Json;
///
/// let value = Json::parse(r#"{ "b": 1.50, "a": [true, null] }"#)?;
/// assert_eq!(value.as_str(), r#"{"b":1.50,"a":[true,null]}"#);
/// assert_eq!(value.to_value()["a"][0], true);
/// assert_eq!(Json::from("high").as_str(), r#""high""#);
/// assert!(Json::parse(r#"{"a":1,"a":2}"#).is_err());
/// # Ok::<(), demarche::JsonError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Json {
    /// How deep lists and objects may stand in each other.
    pub const MAX_DEPTH: usize = 100;

    /// Reads a text.
    ///
    /// # Errors
    ///
    /// If it is not JSON, if an object gives a field twice, or if lists and objects stand in each other more
    /// than [`Json::MAX_DEPTH`] deep.
    pub fn parse(text: &str) -> Result<Json, JsonError> {
        let raw: &RawValue =
            serde_json::from_str(text).map_err(|error| JsonError(error.to_string()))?;
        Json::compact(raw)
    }

    /// The JSON text, as it was written but for white space.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value as `serde_json` holds it: numbers as 64-bit integers or doubles, so possibly less exact.
    /// One that holds a number out of their range, which it cannot hold, becomes a string of its text.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::from_str(&self.0)
            .unwrap_or_else(|_| serde_json::Value::String(self.0.to_string()))
    }

    /// Leaves out white space; refuses what serde_json lets pass where it does not look inside. One pass.
    pub(crate) fn compact(raw: &RawValue) -> Result<Json, JsonError> {
        let text = raw.get();
        let bytes = text.as_bytes();
        let mut out = String::with_capacity(text.len());
        // The names given so far in every object that is open, none for a list.
        let mut open: Vec<Option<FxHashSet<Cow<'_, str>>>> = Vec::new();
        let mut name_next = false;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let begin = at;
            at += 1;
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => continue,
                b'"' => {
                    at = string_end(bytes, at);
                    let string = text.get(begin..at).unwrap_or_default();
                    let name = if string.contains('\\') {
                        let name: String = serde_json::from_str(string).map_err(|_| {
                            JsonError(format!("{string} is not a string of Unicode"))
                        })?;
                        Cow::Owned(name)
                    } else {
                        Cow::Borrowed(string.trim_matches('"'))
                    };
                    if name_next && let Some(Some(names)) = open.last_mut() {
                        if names.contains(&name) {
                            return Err(JsonError(format!("the field {name:?} is given twice")));
                        }
                        names.insert(name);
                    }
                    name_next = false;
                    out.push_str(string);
                    continue;
                }
                b'{' => open.push(Some(FxHashSet::default())),
                b'[' => open.push(None),
                b'}' | b']' => drop(open.pop()),
                _ => {}
            }
            if open.len() > Json::MAX_DEPTH {
                return Err(too_deep());
            }
            if matches!(byte, b'{' | b',') {
                name_next = matches!(open.last(), Some(Some(_)));
            }
            // Outside strings JSON is ASCII.
            out.push(char::from(byte));
        }
        Ok(Json(out.into()))
    }

    /// Whether lists and objects stand in each other deeper than a file may hold.
    pub(crate) fn is_too_deep(&self) -> bool {
        let bytes = self.0.as_bytes();
        let (mut depth, mut at) = (0_usize, 0);
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b'"' => at = string_end(bytes, at),
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth > Json::MAX_DEPTH {
                return true;
            }
        }
        false
    }
}

/// That lists and objects stand in each other deeper than a record may hold.
pub(crate) fn too_deep() -> JsonError {
    let limit = Json::MAX_DEPTH;
    JsonError(format!(
        "lists and objects stand in each other more than {limit} deep"
    ))
}

/// The place after the quotation mark that ends the string whose content begins `at`.
fn string_end(bytes: &[u8], mut at: usize) -> usize {
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'"' => break,
            b'\\' => at += 1,
            _ => {}
        }
    }
    at
}

impl FromStr for Json {
    type Err = JsonError;

    fn from_str(text: &str) -> Result<Json, JsonError> {
        Json::parse(text)
    }
}

impl From<serde_json::Value> for Json {
    fn from(value: serde_json::Value) -> Json {
        Json(value.to_string().into())
    }
}

impl From<&str> for Json {
    /// A JSON string of this content; [`Json::parse`] reads a text.
    fn from(content: &str) -> Json {
        serde_json::Value::from(content).into()
    }
}

impl From<bool> for Json {
    fn from(truth: bool) -> Json {
        serde_json::Value::from(truth).into()
    }
}

impl From<Number> for Json {
    fn from(number: Number) -> Json {
        Json(number.as_str().into())
    }
}

impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Why a text is not a JSON value that a record can keep.
#[derive(Clone, PartialEq, Eq)]
pub struct JsonError(String);

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for JsonError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_json_text_loses_its_white_space_only() {
        let text =
            " {\t\"a \\\" b\" :\r\n[ 1.0 , \"x , y\\\\\" , { } , [ ] , null ] , \"\" : -0 } ";
        let compact = "{\"a \\\" b\":[1.0,\"x , y\\\\\",{},[],null],\"\":-0}";
        assert_eq!(Json::parse(text).unwrap().as_str(), compact);
        assert_eq!(Json::parse(compact).unwrap().as_str(), compact);
    }

    #[test]
    fn a_json_text_that_cannot_be_kept_is_refused() {
        for wrong in [
            "",
            "{",
            "1 2",
            "{\"a\":{\"b\":1,\"b\":2}}",
            "{\"b\":1,\"\\u0062\":2}",
            "\"\\ud800\"",
            "[\"\\ud800x\"]",
        ] {
            assert!(Json::parse(wrong).is_err(), "{wrong}");
        }
        assert!(Json::parse("[{\"b\":1},{\"b\":[\"b\",\"b\"]}]").is_ok());
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert!(!Json::parse(&nested(Json::MAX_DEPTH)).unwrap().is_too_deep());
        assert!(Json::parse(&nested(Json::MAX_DEPTH + 1)).is_err());
        assert!(Json::parse(&nested(1_000_000)).is_err());
        assert!(Json(nested(Json::MAX_DEPTH + 1).into()).is_too_deep());
    }
}
