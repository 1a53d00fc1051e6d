//! The fields of every kind of object, in the order in which they are written.

use serde::ser::{SerializeMap, Serializer};
use serde_json::value::RawValue;

use super::field::{Field, Written};
use super::object::{Object, read_object, write_object};
use super::shape::{Fields, found};
use super::walk::Walk;
use crate::model::Word;
use crate::model::{
    Action, Actor, ActorKind, Affiliation, Citation, DateClaim, Document, Extra, Figure, Header,
    Link, LinkKind, Meeting, Participant, RelationClaim, Source, Stance, StanceKind, Statement,
    Term,
};
use crate::time::{Gap, RelationSet};

/// A value of one field that the object keeps otherwise.
trait Part<T>: Field {
    fn of(object: &T) -> Self;
    fn put(self, object: &mut T);
}

/// Lists the fields of a kind of object: the name in files, then the field here, or `@` and the [`Part`] that
/// stands for it.
macro_rules! objects {
    ($(
        $kind:ty, extra $($extra:ident).+, blank $blank:expr,
        $(required { $($required:literal: $known:expr),+ },)?
        { $($name:literal => ($($what:tt)+);)+ }
    )+) => {
        $(impl Object for $kind {
            const NAMES: &'static [&'static str] = &[$($name),+];
            $(const REQUIRED: &'static [(&'static str, &'static [&'static str])] =
                &[$(($required, $known)),+];)?

            fn blank() -> $kind {
                $blank
            }

            fn read_field(&mut self, name: &str, raw: &RawValue, walk: &mut Walk) -> bool {
                match name {
                    $($name => walk.field($name, |walk| read_field!(self, raw, walk, $($what)+)),)+
                    _ => return false,
                }
                true
            }

            fn extra(&self) -> &Extra {
                &self.$($extra).+
            }

            fn extra_mut(&mut self) -> &mut Extra {
                &mut self.$($extra).+
            }

            fn write_fields<M: SerializeMap>(&self, map: &mut M) -> Result<(), M::Error> {
                $(write_field!(self, map, $name, $($what)+);)+
                Ok(())
            }

            fn is_key_alone(&self) -> bool {
                let present = [$(is_present!(self, $($what)+)),+];
                self.extra().is_empty() && !present.iter().skip(1).any(|present| *present)
            }

            #[cfg(test)]
            fn schemas(&self) -> Vec<(&'static str, (serde_json::Value, bool))> {
                vec![$(($name, field_schema!(self, $name, $($what)+))),+]
            }

            #[cfg(test)]
            fn places() -> Vec<&'static str> {
                vec![$(stringify!($($what)+),)+ stringify!($($extra).+)]
            }
        })+
    };
}

macro_rules! read_field {
    ($self:ident, $raw:ident, $walk:ident, @$part:ty) => {{
        let mut part = <$part as Part<Self>>::of($self);
        part.read($raw, $walk);
        part.put($self);
    }};
    ($self:ident, $raw:ident, $walk:ident, $($field:ident).+) => {
        $self.$($field).+.read($raw, $walk)
    };
}

macro_rules! write_field {
    ($self:ident, $map:ident, $name:literal, @$part:ty) => {
        let part = <$part as Part<Self>>::of($self);
        if !part.is_absent() {
            $map.serialize_entry($name, &Written(&part))?;
        }
    };
    ($self:ident, $map:ident, $name:literal, $($field:ident).+) => {
        if !$self.$($field).+.is_absent() {
            $map.serialize_entry($name, &Written(&$self.$($field).+))?;
        }
    };
}

#[cfg(test)]
macro_rules! field_schema {
    ($self:ident, $name:literal, @$part:ty) => {
        super::schema::of_part::<$part>($name)
    };
    ($self:ident, $name:literal, $($field:ident).+) => {
        super::schema::of(&$self.$($field).+, $name)
    };
}

macro_rules! is_present {
    ($self:ident, @$part:ty) => {
        !<$part as Part<Self>>::of($self).is_absent()
    };
    ($self:ident, $($field:ident).+) => {
        !$self.$($field).+.is_absent()
    };
}

objects! {
    Header, extra extra, blank Header::default(), {
        "format" => (@Format);
        "title" => (title);
        "zone" => (zone);
    }
    Source, extra extra, blank Source::default(), {
        "id" => (id);
        "publisher" => (publisher);
        "title" => (title);
        "author" => (author);
        "url" => (url);
        "published" => (published);
        "via" => (via);
        "speaks_for" => (speaks_for);
        "reliability" => (reliability);
    }
    Actor, extra extra, blank Actor::default(), required { "kind": ActorKind::NAMES }, {
        "id" => (id);
        "kind" => (kind);
        "name" => (name);
        "aliases" => (aliases);
        "ids" => (ids);
    }
    Affiliation, extra extra, blank Affiliation::default(), {
        "actor" => (actor);
        "of" => (of);
        "role" => (role);
        "from" => (from);
        "until" => (until);
        "sources" => (sources);
    }
    Meeting, extra common.extra, blank Meeting::default(), {
        "id" => (common.id);
        "title" => (common.title);
        "status" => (common.status);
        "code" => (common.code);
        "time" => (common.time);
        "zone" => (common.zone);
        "instant" => (common.instant);
        "place" => (common.place);
        "participants" => (participants);
        "absent" => (absent);
        "concerns" => (concerns);
        "format" => (format);
        "topics" => (common.topics);
        "part_of" => (common.part_of);
        "links" => (common.links);
        "figures" => (common.figures);
        "notes" => (common.notes);
        "sources" => (common.sources);
    }
    Statement, extra common.extra, blank Statement::default(), {
        "id" => (common.id);
        "title" => (common.title);
        "status" => (common.status);
        "by" => (by);
        "to" => (to);
        "channel" => (channel);
        "code" => (common.code);
        "time" => (common.time);
        "zone" => (common.zone);
        "instant" => (common.instant);
        "place" => (common.place);
        "about" => (about);
        "replies_to" => (replies_to);
        "quote" => (quotes);
        "gist" => (gist);
        "language" => (language);
        "stances" => (stances);
        "topics" => (common.topics);
        "part_of" => (common.part_of);
        "links" => (common.links);
        "figures" => (common.figures);
        "notes" => (common.notes);
        "sources" => (common.sources);
    }
    Document, extra common.extra, blank Document::default(), {
        "id" => (common.id);
        "title" => (common.title);
        "status" => (common.status);
        "form" => (form);
        "by" => (by);
        "to" => (to);
        "parties" => (parties);
        "state" => (state);
        "terms" => (terms);
        "code" => (common.code);
        "time" => (common.time);
        "zone" => (common.zone);
        "instant" => (common.instant);
        "place" => (common.place);
        "topics" => (common.topics);
        "part_of" => (common.part_of);
        "links" => (common.links);
        "figures" => (common.figures);
        "notes" => (common.notes);
        "sources" => (common.sources);
    }
    Action, extra common.extra, blank Action::default(), {
        "id" => (common.id);
        "title" => (common.title);
        "status" => (common.status);
        "by" => (by);
        "to" => (to);
        "code" => (common.code);
        "time" => (common.time);
        "zone" => (common.zone);
        "instant" => (common.instant);
        "place" => (common.place);
        "topics" => (common.topics);
        "part_of" => (common.part_of);
        "links" => (common.links);
        "figures" => (common.figures);
        "notes" => (common.notes);
        "sources" => (common.sources);
    }
    RelationClaim, extra extra, blank blank_relation(), {
        "id" => (id);
        "left" => (left);
        "is" => (is);
        "right" => (right);
        "gap" => (@GapObject);
        "sources" => (sources);
    }
    DateClaim, extra extra, blank DateClaim::default(), {
        "id" => (id);
        "event" => (event);
        "time" => (time);
        "zone" => (zone);
        "sources" => (sources);
    }
    Citation, extra extra, blank Citation::default(), {
        "source" => (source);
        "credibility" => (credibility);
        "where" => (place);
        "quote" => (quote);
        "as" => (cited_as);
    }
    Participant, extra extra, blank Participant::default(), {
        "actor" => (actor);
        "role" => (role);
        "for" => (acts_for);
        "presence" => (presence);
        "sources" => (sources);
    }
    Link, extra extra, blank Link::new(LinkKind::Quotes, ""), required { "kind": LinkKind::NAMES }, {
        "kind" => (kind);
        "to" => (to);
    }
    Figure, extra extra, blank Figure::default(), {
        "of" => (of);
        "value" => (value);
        "unit" => (unit);
        "qualifier" => (qualifier);
    }
    Stance, extra extra, blank Stance::default(), required { "stance": StanceKind::NAMES }, {
        "topic" => (topic);
        "stance" => (stance);
        "condition" => (condition);
        "text" => (text);
        "holder" => (holder);
    }
    Term, extra extra, blank Term::default(), {
        "topic" => (topic);
        "text" => (text);
        "obliges" => (obliges);
    }
    GapObject, extra extra, blank GapObject::default(), {
        "min" => (gap.min);
        "max" => (gap.max);
    }
}

fn blank_relation() -> RelationClaim {
    RelationClaim {
        id: None,
        left: String::new(),
        is: RelationSet::EMPTY,
        right: String::new(),
        gap: Gap::default(),
        gap_extra: Extra::new(),
        sources: Vec::new(),
        extra: Extra::new(),
    }
}

/// A gap and its own fields, which the claim keeps beside it.
#[derive(Default)]
pub(crate) struct GapObject {
    pub(crate) gap: Gap,
    pub(crate) extra: Extra,
}

impl Field for GapObject {
    fn read(&mut self, raw: &RawValue, walk: &mut Walk) {
        match Fields::parse(raw.get()) {
            Ok(fields) => *self = read_object(&fields, walk),
            Err(_) => walk.fault(format!(
                "expected an object with `min`, `max` or both, found {}",
                found(raw)
            )),
        }
    }

    fn is_absent(&self) -> bool {
        self.gap.is_any() && self.extra.is_empty()
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        write_object(self, &mut map)?;
        map.end()
    }
}

/// The version of the interchange format, of which there is one.
pub(crate) struct Format;

impl Field for Format {
    fn read(&mut self, raw: &RawValue, walk: &mut Walk) {
        if raw.get() != "1" {
            walk.fault(format!(
                "expected 1, the only version of the format, found {}",
                found(raw)
            ));
        }
    }

    fn is_absent(&self) -> bool {
        false
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl Part<Header> for Format {
    fn of(_: &Header) -> Format {
        Format
    }

    fn put(self, _: &mut Header) {}
}

impl Part<RelationClaim> for GapObject {
    fn of(claim: &RelationClaim) -> GapObject {
        GapObject {
            gap: claim.gap,
            extra: claim.gap_extra.clone(),
        }
    }

    fn put(self, claim: &mut RelationClaim) {
        claim.gap = self.gap;
        claim.gap_extra = self.extra;
    }
}
