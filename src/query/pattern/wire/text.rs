//! Words, numbers and relations as they are written in a form.

use std::fmt::{self, Display};
use std::str::FromStr;

use serde::de::{Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::time::{Relation, RelationSet};

/// Something written as the text that it prints as.
pub(super) struct Text<T>(pub(super) T);

impl<T: Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de, T: FromStr<Err: Display>> Deserialize<'de> for Text<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map(Text).map_err(D::Error::custom)
    }
}

/// The name of a relation or of a named set, or a list of names, as claims have it in `is`.
pub(super) struct Names(pub(super) RelationSet);

impl Serialize for Names {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let name = self.0.to_string();
        match RelationSet::parse_name(&name) {
            Ok(_) => serializer.serialize_str(&name),
            Err(_) => serializer.collect_seq(self.0.iter().map(Relation::name)),
        }
    }
}

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;

        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Names;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of a relation, or a list of names")
            }

            fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Names, E> {
                RelationSet::parse_name(name).map(Names).map_err(E::custom)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut names: A) -> Result<Names, A::Error> {
                let mut set = RelationSet::EMPTY;
                while let Some(name) = names.next_element::<String>()? {
                    set |= RelationSet::parse_name(&name).map_err(A::Error::custom)?;
                }
                Ok(Names(set))
            }
        }

        deserializer.deserialize_any(OneOrMany)
    }
}
