//! The elements of a text that speak of time.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use super::place::Places;
use crate::model::Fault;

/// How long the attributes of an element may be: whether one is there twice takes quadratic time to tell.
const LONGEST: usize = 1 << 16;

/// An element that speaks of time.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) kind: Kind,
    /// Where it begins.
    pub(super) at: usize,
    attributes: Vec<(String, String)>,
    /// What stands in it, with single spaces between.
    pub(super) words: String,
}

/// The kinds of elements that are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Event,
    Instance,
    Time,
    Link,
    /// One that says nothing of time.
    Other(&'static str),
}

impl Kind {
    fn of(name: &str) -> Option<Kind> {
        Some(match name {
            "EVENT" => Kind::Event,
            "MAKEINSTANCE" => Kind::Instance,
            "TIMEX3" => Kind::Time,
            "TLINK" => Kind::Link,
            "SLINK" => Kind::Other("SLINK"),
            "ALINK" => Kind::Other("ALINK"),
            _ => return None,
        })
    }
}

impl Element {
    /// The value of an attribute, if something stands there.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let mut found = self.attributes.iter().filter(|(own, _)| own == name);
        found
            .next()
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }
}

/// All elements of a text that speak of time, in the order in which they begin.
///
/// # Errors
///
/// What keeps the text from being XML; entities that its document type declares are not replaced, so that one in an
/// attribute is among it.
pub(super) fn elements(text: &str, places: &Places<'_>) -> Result<Vec<Element>, Fault> {
    let mut reader = Reader::from_str(text);
    let mut found: Vec<Element> = Vec::new();
    // The elements that are open, each with where it begins, and among those found the place of the one that gets its
    // words: itself, or else what it stands in.
    let mut open: Vec<(String, usize, Option<usize>)> = Vec::new();
    let mut has_root = false;
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position())
                .unwrap_or(at)
                .max(at);
            places.fault(at, &format!("not sound XML: {error}"))
        })?;
        match event {
            Event::Start(start) => {
                has_root = true;
                let own = element(&start, at, places)?.map(|element| {
                    found.push(element);
                    found.len() - 1
                });
                let own = own.or_else(|| open.last().and_then(|(_, _, own)| *own));
                open.push((start.name().as_ref().to_owned(), at, own));
            }
            Event::Empty(start) => {
                has_root = true;
                found.extend(element(&start, at, places)?);
            }
            Event::End(_) => {
                open.pop();
            }
            Event::Text(text) => add(&mut found, &open, &text.xml10_content()),
            Event::CData(text) => add(&mut found, &open, &text.xml10_content()),
            Event::GeneralRef(name) => {
                let letter = name
                    .resolve_char_ref()
                    .map_err(|error| places.fault(at, &format!("not sound XML: {error}")))?;
                let known = match name.xml10_content().as_ref() {
                    "amp" => Some('&'),
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "apos" => Some('\''),
                    "quot" => Some('"'),
                    _ => letter,
                };
                if let Some(letter) = known {
                    add(&mut found, &open, letter.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    if let Some((name, at, _)) = open.last() {
        return Err(places.fault(*at, &format!("not sound XML: {name} is not closed")));
    }
    if !has_root {
        return Err(places.fault(0, "not XML: there is no element"));
    }
    for element in &mut found {
        let words: Vec<&str> = element.words.split_whitespace().collect();
        element.words = words.join(" ");
    }
    Ok(found)
}

/// Adds words to the element that gets them.
fn add(found: &mut [Element], open: &[(String, usize, Option<usize>)], words: &str) {
    let own = open.last().and_then(|(_, _, own)| *own);
    if let Some(element) = own.and_then(|own| found.get_mut(own)) {
        element.words.push_str(words);
    }
}

/// An element, if it is looked for.
fn element(
    start: &BytesStart<'_>,
    at: usize,
    places: &Places<'_>,
) -> Result<Option<Element>, Fault> {
    let name = start.name();
    let Some(kind) = Kind::of(name.as_ref()) else {
        return Ok(None);
    };
    let bad = |error: &dyn std::fmt::Display| {
        let message = format!("attributes of {} are not sound: {error}", name.as_ref());
        places.fault(at, &message)
    };
    if start.attributes_raw().len() > LONGEST {
        return Err(bad(&format!("more than {} KiB, the limit", LONGEST >> 10)));
    }
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| bad(&error))?;
        let value: Cow<'_, str> = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .map_err(|error| bad(&error))?;
        attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(Some(Element {
        kind,
        at,
        attributes,
        words: String::new(),
    }))
}
