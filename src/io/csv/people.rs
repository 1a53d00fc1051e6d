//! Whom the rows name.

use super::alike;
use super::names::Names;
use crate::io::slug::{Keys, slug};
use crate::model::{Actor, Input, Note, Origin};

/// The actors that are known, and those that the rows brought in.
#[derive(Debug, Default)]
pub(in crate::io) struct People {
    /// The keys of actors by what they are called.
    by_name: Names,
    keys: Keys,
    /// The names, the known ones first, each with where it first stands in the file.
    names: Vec<(String, Option<Origin>)>,
}

impl People {
    /// Those who know these actors.
    pub(in crate::io) fn knowing<'a>(known: impl IntoIterator<Item = &'a Actor>) -> People {
        let mut people = People::default();
        let known: Vec<&Actor> = known.into_iter().collect();
        // A key goes before a name, and a name before an alias, as in queries.
        for actor in &known {
            people.keys.take(&actor.id);
            people.by_name.call(&actor.id, &actor.id);
        }
        for actor in &known {
            if let Some(name) = &actor.name {
                people.by_name.call(name, &actor.id);
                people.names.push((name.clone(), None));
            }
        }
        for actor in &known {
            for alias in &actor.aliases {
                people.by_name.call(alias, &actor.id);
                people.names.push((alias.clone(), None));
            }
        }
        people
    }

    /// The key of whoever is so called, if that is known.
    pub(super) fn known<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.by_name.get(name)
    }

    /// The key of whoever is so called; one not known becomes a new actor.
    pub(super) fn key(&mut self, name: &str, origin: &Origin, input: &mut Input) -> String {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(id) = self.by_name.get(&name) {
            return id.to_owned();
        }
        let slug = Some(slug(&name)).filter(|slug| !slug.is_empty());
        let id = self.keys.free(slug.unwrap_or_else(|| "actor".to_owned()));
        input.push(Actor::person(&id, &name).into(), origin.clone());
        input.notes.push(Note::NewActor {
            origin: origin.clone(),
            name: name.clone(),
            id: id.clone(),
        });
        self.by_name.call(&name, &id);
        self.names.push((name, Some(origin.clone())));
        id
    }

    /// Points out names that differ so little that one may be meant.
    pub(in crate::io) fn point_out(&self, notes: &mut Vec<Note>) {
        if self.names.iter().all(|(_, origin)| origin.is_none()) {
            return;
        }
        let names: Vec<&str> = self.names.iter().map(|(name, _)| name.as_str()).collect();
        for (earlier, later) in alike::pairs(&names) {
            let (Some((name, Some(origin))), Some((other, _))) =
                (self.names.get(later), self.names.get(earlier))
            else {
                continue;
            };
            notes.push(Note::NearDuplicate {
                origin: origin.clone(),
                name: name.clone(),
                other: other.clone(),
            });
        }
    }
}
