//! The actors that a table names: their kinds, as far as it tells, and their keys.

use rustc_hash::FxHashSet;

use crate::io::slug::{Keys, slug};
use crate::model::{Actor, ActorKind};

/// What tables of coded events call a state in the columns of countries, where its name as an actor is another.
pub(in crate::io) const STATES: [(&str, &str); 2] = [
    ("Russian Federation", "Russia"),
    (
        "Occupied Palestinian Territory",
        "Palestinian Territory, Occupied",
    ),
];

/// The keys that actors have got, by their numbers, and the countries that the table names.
#[derive(Debug, Default)]
pub(super) struct Actors {
    keys: Vec<Option<String>>,
    taken: Keys,
    countries: FxHashSet<String>,
}

impl Actors {
    /// Notes that the table calls something a country.
    pub(super) fn country(&mut self, name: &str) {
        if !self.countries.contains(name) {
            self.countries.insert(name.to_owned());
        }
    }

    /// The key of an actor, and the actor itself if it comes for the first time.
    pub(super) fn key(&mut self, number: u32, name: &str) -> (String, Option<Actor>) {
        let at = number as usize;
        if let Some(Some(key)) = self.keys.get(at) {
            return (key.clone(), None);
        }
        if self.keys.len() <= at {
            self.keys.resize(at + 1, None);
        }
        let base = Some(slug(name)).filter(|slug| !slug.is_empty());
        let key = self.taken.free(base.unwrap_or_else(|| "actor".to_owned()));
        if let Some(own) = self.keys.get_mut(at) {
            *own = Some(key.clone());
        }
        let kind = self.kind(name);
        let mut actor = Actor::new(kind.unwrap_or_default(), key.clone());
        actor.name = Some(name.to_owned());
        if kind.is_none() {
            actor = actor.extra("x_kind", "not in the file");
        }
        (key, Some(actor))
    }

    /// What the table tells an actor to be: a state if its name is that of a country, a group if a country stands in
    /// parentheses behind it, as in `Citizen (Nigeria)`.
    fn kind(&self, name: &str) -> Option<ActorKind> {
        let mut called = STATES.iter().filter(|(_, actor)| *actor == name);
        if self.countries.contains(name) || called.any(|(it, _)| self.countries.contains(*it)) {
            Some(ActorKind::State)
        } else if in_parentheses(name).is_some() {
            Some(ActorKind::Group)
        } else {
            None
        }
    }
}

/// What stands in parentheses at the end of a name, behind something else.
pub(super) fn in_parentheses(name: &str) -> Option<&str> {
    let (role, rest) = name.strip_suffix(')')?.rsplit_once(" (")?;
    Some(rest).filter(|rest| !rest.is_empty() && !role.is_empty())
}
