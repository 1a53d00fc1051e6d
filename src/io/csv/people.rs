//! Whom the rows name.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::slug::{Keys, slug};
use crate::model::{Actor, Input, Note, Origin};

/// The actors that are known, and those that the rows brought in.
#[derive(Debug, Default)]
pub(super) struct People {
    /// The keys of actors by what they are called.
    by_name: FxHashMap<String, String>,
    keys: Keys,
    /// The names, the known ones first, each with where it first stands in the file.
    names: Vec<(String, Option<Origin>)>,
}

impl People {
    /// Those who know these actors.
    pub(super) fn knowing<'a>(known: impl IntoIterator<Item = &'a Actor>) -> People {
        let mut people = People::default();
        let known: Vec<&Actor> = known.into_iter().collect();
        // A key goes before a name, and a name before an alias, as in queries.
        for actor in &known {
            people.keys.take(&actor.id);
            people.call(&actor.id, &actor.id);
        }
        for actor in &known {
            if let Some(name) = &actor.name {
                people.call(name, &actor.id);
                people.names.push((name.clone(), None));
            }
        }
        for actor in &known {
            for alias in &actor.aliases {
                people.call(alias, &actor.id);
                people.names.push((alias.clone(), None));
            }
        }
        people
    }

    fn call(&mut self, name: &str, id: &str) {
        self.by_name
            .entry(name.to_owned())
            .or_insert_with(|| id.to_owned());
    }

    /// The key of whoever is so called; one not known becomes a new actor.
    pub(super) fn key(&mut self, name: &str, origin: &Origin, input: &mut Input) -> String {
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(id) = self.by_name.get(&name) {
            return id.clone();
        }
        let slug = Some(slug(&name)).filter(|slug| !slug.is_empty());
        let id = self.keys.free(slug.unwrap_or_else(|| "actor".to_owned()));
        input.push(Actor::person(&id, &name).into(), origin.clone());
        input.notes.push(Note::NewActor {
            origin: origin.clone(),
            name: name.clone(),
            id: id.clone(),
        });
        self.call(&name, &id);
        self.names.push((name, Some(origin.clone())));
        id
    }

    /// Points out names that differ so little that one may be meant.
    ///
    /// Only names that begin or end alike are compared, so that many thousands take no longer than they must.
    pub(super) fn point_out(&self, notes: &mut Vec<Note>) {
        let names: Vec<Folded> = self
            .names
            .iter()
            .map(|(name, _)| Folded::new(name))
            .collect();
        let mut alike: BTreeMap<[char; 3], Vec<usize>> = BTreeMap::new();
        let mut ends: BTreeMap<[char; 3], Vec<usize>> = BTreeMap::new();
        for (i, name) in names.iter().enumerate() {
            alike.entry(three(name.letters.iter())).or_default().push(i);
            ends.entry(three(name.letters.iter().rev()))
                .or_default()
                .push(i);
        }
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for bucket in alike.values().chain(ends.values()) {
            for (place, later) in bucket.iter().enumerate() {
                let before = bucket.iter().take(place);
                for earlier in before.filter(|earlier| names_alike(&names, **earlier, *later)) {
                    pairs.push((*later, *earlier));
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        for (later, earlier) in pairs {
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

fn names_alike(names: &[Folded], one: usize, other: usize) -> bool {
    match (names.get(one), names.get(other)) {
        (Some(one), Some(other)) => one.is_like(other),
        _ => false,
    }
}

fn three<'a>(letters: impl Iterator<Item = &'a char>) -> [char; 3] {
    let mut three = [' '; 3];
    for (place, letter) in three.iter_mut().zip(letters) {
        *place = *letter;
    }
    three
}

/// A name without the distinctions that are easily missed.
struct Folded {
    text: String,
    letters: Vec<char>,
    digits: Vec<char>,
}

impl Folded {
    fn new(name: &str) -> Folded {
        let text = slug(name);
        Folded {
            letters: text.chars().collect(),
            digits: text.chars().filter(|letter| letter.is_numeric()).collect(),
            text,
        }
    }

    /// Whether one letter in five, at most two, would make this the other, or all words of one are among those of
    /// the other. Names of fewer than five letters are too short to tell.
    fn is_like(&self, other: &Folded) -> bool {
        if self.text == other.text {
            return true;
        }
        if self.digits != other.digits {
            return false;
        }
        let (short, long) = if self.letters.len() <= other.letters.len() {
            (self, other)
        } else {
            (other, self)
        };
        if short.letters.len() < 5 {
            return false;
        }
        let limit = (short.letters.len() / 5).min(2);
        if long.letters.len() - short.letters.len() <= limit
            && strsim::osa_distance(&short.text, &long.text) <= limit
        {
            return true;
        }
        let words = |name: &str, word: &str| name.split('-').any(|other| other == word);
        short.text.split('-').all(|word| words(&long.text, word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_that_may_be_one() {
        let alike = |one: &str, other: &str| Folded::new(one).is_like(&Folded::new(other));
        for (one, other) in [
            ("Zelensky", "Zelenskyy"),
            ("Volodymyr Zelenskyy", "Zelenskyy"),
            ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
            ("STEVE WITKOFF", "Steve Witkoff"),
            ("Kim Jong Un", "Kim Jong-un"),
            ("UN", "un"),
        ] {
            assert!(alike(one, other) && alike(other, one), "{one}, {other}");
        }
        for (one, other) in [
            ("Iran", "Iraq"),
            ("Austria", "Australia"),
            ("Niger", "Nigeria"),
            ("Envoy 1", "Envoy 2"),
            ("Trump", "Putin"),
        ] {
            assert!(!alike(one, other) && !alike(other, one), "{one}, {other}");
        }
    }
}
