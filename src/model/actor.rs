//! Who takes part.

use std::collections::BTreeMap;

use super::Extra;
use super::event::{extra_builder, text_builders};
use super::words::words;

words! {
    /// What an actor is.
    #[derive(Default)]
    pub enum ActorKind: "a kind of actor" {
        /// A person.
        #[default]
        Person = "person",
        /// A state, or its government.
        State = "state",
        /// An organization.
        Organization = "organization",
        /// A group that is neither.
        Group = "group",
    }
}

/// An actor: a person, a state, an organization or a group.
///
/// ```
/// use demarche::{Actor, ActorKind};
///
/// let envoy = Actor::person("witkoff", "Steve Witkoff")
///     .alias("Steven Charles Witkoff")
///     .external_id("wikidata", "Q98056590");
/// assert_eq!(envoy.kind, ActorKind::Person);
/// assert_eq!(envoy.ids["wikidata"], "Q98056590");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Actor {
    /// The key by which records name it.
    pub id: String,
    /// What it is.
    pub kind: ActorKind,
    /// Its name.
    pub name: Option<String>,
    /// Other names.
    pub aliases: Vec<String>,
    /// What others call it, by the name of their list: Wikidata, ISO 3166.
    pub ids: BTreeMap<String, String>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Actor {
    /// An actor of this kind, with this key.
    pub fn new(kind: ActorKind, id: impl Into<String>) -> Actor {
        Actor {
            id: id.into(),
            kind,
            ..Actor::default()
        }
    }

    /// A person with this key and name.
    pub fn person(id: impl Into<String>, name: impl Into<String>) -> Actor {
        Actor::new(ActorKind::Person, id).name(name)
    }

    /// A state with this key and name.
    pub fn state(id: impl Into<String>, name: impl Into<String>) -> Actor {
        Actor::new(ActorKind::State, id).name(name)
    }

    /// An organization with this key and name.
    pub fn organization(id: impl Into<String>, name: impl Into<String>) -> Actor {
        Actor::new(ActorKind::Organization, id).name(name)
    }

    /// A group with this key and name.
    pub fn group(id: impl Into<String>, name: impl Into<String>) -> Actor {
        Actor::new(ActorKind::Group, id).name(name)
    }

    text_builders! {
        /// Its name.
        name;
    }

    /// Another name.
    #[must_use]
    pub fn alias(mut self, name: impl Into<String>) -> Actor {
        self.aliases.push(name.into());
        self
    }

    /// What another list calls it.
    #[must_use]
    pub fn external_id(mut self, list: impl Into<String>, id: impl Into<String>) -> Actor {
        self.ids.insert(list.into(), id.into());
        self
    }

    extra_builder!();
}
