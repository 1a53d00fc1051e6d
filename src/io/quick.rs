//! The quick way to events of which most is not said.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, SeqAccess, Visitor};

use super::few::Few;
use crate::model::{EventKind, PlainEvent};

/// The fields of an event, where all are texts without escapes, or lists of up to eight of these.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields<'a> {
    r#type: &'a str,
    id: &'a str,
    title: Option<&'a str>,
    time: Option<&'a str>,
    place: Option<&'a str>,
    code: Option<&'a str>,
    #[serde(borrow, default)]
    topics: Texts<'a>,
    #[serde(borrow, default)]
    participants: Texts<'a>,
    #[serde(borrow, default)]
    parties: Texts<'a>,
    #[serde(borrow, default)]
    by: Texts<'a>,
    #[serde(borrow, default)]
    to: Texts<'a>,
    #[serde(borrow, default)]
    sources: Texts<'a>,
}

/// One text or several, if the field is given; null is left to the reader of all records, which knows what it means.
#[derive(Clone, Copy, Default)]
struct Texts<'a>(Option<Few<'a>>);

impl<'a> Texts<'a> {
    fn get(&self) -> &[&'a str] {
        self.0.as_ref().map_or(&[], Few::get)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Texts<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Texts<'a>, D::Error> {
        struct OneOrMore;

        impl<'de> Visitor<'de> for OneOrMore {
            type Value = Texts<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("texts")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Texts<'de>, E> {
                let mut few = Few::default();
                few.push(text).ok_or_else(|| E::custom("too many"))?;
                Ok(Texts(Some(few)))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Texts<'de>, A::Error> {
                let mut few = Few::default();
                while let Some(text) = list.next_element::<&str>()? {
                    few.push(text).ok_or_else(|| A::Error::custom("too many"))?;
                }
                Ok(Texts(Some(few)))
            }
        }

        deserializer.deserialize_any(OneOrMore)
    }
}

/// Hands on the event of a line that says only what [`PlainEvent`] holds, and is sound by itself; whether it does.
/// Whatever it can't read is left to the reader of all records.
pub(super) fn event(line: &str, hand_on: impl FnOnce(PlainEvent<'_>)) -> bool {
    let kinds = [
        (r#"{"type":"meeting""#, EventKind::Meeting),
        (r#"{"type":"statement""#, EventKind::Statement),
        (r#"{"type":"document""#, EventKind::Document),
        (r#"{"type":"action""#, EventKind::Action),
    ];
    let Some((_, kind)) = kinds.into_iter().find(|(begin, _)| line.starts_with(begin)) else {
        return false;
    };
    let Ok(fields) = serde_json::from_str::<Fields<'_>>(line) else {
        return false;
    };
    let given = |list: &Texts<'_>| list.0.is_some();
    let strange = match kind {
        EventKind::Meeting => given(&fields.by) || given(&fields.to) || given(&fields.parties),
        EventKind::Document => given(&fields.participants),
        EventKind::Statement | EventKind::Action => {
            given(&fields.participants) || given(&fields.parties)
        }
    };
    let texts = [fields.title, fields.time, fields.place, fields.code];
    if strange || texts.contains(&Some("")) || fields.r#type != kind.name() {
        return false;
    }
    let with = Texts(fields.participants.0.or(fields.parties.0));
    let mut event = PlainEvent::new(kind, fields.id);
    event.title = fields.title.unwrap_or_default();
    event.time = fields.time.unwrap_or_default();
    event.place = fields.place.unwrap_or_default();
    event.code = fields.code.unwrap_or_default();
    event.topics = fields.topics.get();
    event.with = with.get();
    event.by = fields.by.get();
    event.to = fields.to.get();
    event.sources = fields.sources.get();
    let sound = event.is_sound();
    if sound {
        hand_on(event);
    }
    sound
}
