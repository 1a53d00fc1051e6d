//! States and organizations: which names of countries are of one state.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::people::Place;
use super::titles;
use crate::io::slug::Keys;
use crate::model::{Actor, ActorKind, Origin};

/// The key of the United States.
pub(super) const UNITED_STATES: &str = "united-states";

/// Keys of countries that are the same state under a newer name, or a slip.
const RENAMED: [(&str, &str); 7] = [
    ("congo-kinshasa", "congo-democratic-republic"),
    ("czechia", "czech-republic"),
    ("eswatini", "swaziland"),
    ("korea", "korea-south"),
    ("north-macedonia", "macedonia"),
    ("somoa", "samoa"),
    ("turkiye", "turkey"),
];

/// The key of the state behind a country of the tables, which have the Soviet Union and Russia under one key.
pub(super) fn key_of<'a>(country_id: &'a str, country: &str) -> &'a str {
    match (country_id, country) {
        ("russia", "U.S.S.R.") => "ussr",
        (id, _) => RENAMED
            .iter()
            .find(|(from, _)| *from == id)
            .map_or(id, |(_, to)| *to),
    }
}

/// Whether nobody governs there.
pub(super) fn is_nobodys(key: &str) -> bool {
    key == "antarctica"
}

/// A key as a name: `saudi-arabia`, Saudi Arabia.
pub(super) fn named(key: &str) -> String {
    match key {
        UNITED_STATES => return "United States".to_owned(),
        "ussr" => return "U.S.S.R.".to_owned(),
        "cote-divoire" => return "Cote d’Ivoire".to_owned(),
        "timor-leste" => return "Timor-Leste".to_owned(),
        _ => {}
    }
    if let Some(name) = titles::organization(key) {
        return name.to_owned();
    }
    let mut name = String::new();
    for (i, word) in key.split('-').enumerate() {
        if i > 0 {
            name.push(' ');
        }
        match word {
            "and" | "of" | "the" | "for" | "to" | "ad" if i > 0 => name.push_str(word),
            _ => {
                let mut letters = word.chars();
                name.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                name.push_str(letters.as_str());
            }
        }
    }
    name
}

/// The states and organizations that the tables have named so far.
#[derive(Debug, Default)]
pub(super) struct States {
    states: Vec<State>,
    by_key: FxHashMap<String, usize>,
}

#[derive(Debug)]
struct State {
    /// What the tables call it.
    wanted: String,
    /// The key of its actor, which differs where a person took the other.
    key: String,
    /// Its names, with how often they stand in the tables.
    names: BTreeMap<String, u32>,
    is_state: bool,
    origin: Origin,
}

impl States {
    /// The key of a country's state; the name is kept.
    pub(super) fn country(
        &mut self,
        country_id: &str,
        country: &str,
        origin: &Origin,
        keys: &mut Keys,
    ) -> String {
        let wanted = key_of(country_id, country);
        let is_state = !matches!(wanted, "antarctica" | "west-bank");
        let at = self.at(wanted, is_state, origin, keys);
        *self.states[at].names.entry(country.to_owned()).or_default() += 1;
        self.states[at].key.clone()
    }

    /// The key of a state or organization that is known by its key.
    pub(super) fn known(
        &mut self,
        wanted: &str,
        is_state: bool,
        origin: &Origin,
        keys: &mut Keys,
    ) -> String {
        let at = self.at(wanted, is_state, origin, keys);
        self.states[at].key.clone()
    }

    fn at(&mut self, wanted: &str, is_state: bool, origin: &Origin, keys: &mut Keys) -> usize {
        if let Some(at) = self.by_key.get(wanted) {
            return *at;
        }
        let at = self.states.len();
        self.by_key.insert(wanted.to_owned(), at);
        self.states.push(State {
            wanted: wanted.to_owned(),
            key: keys.free(wanted.to_owned()),
            names: BTreeMap::new(),
            is_state,
            origin: origin.clone(),
        });
        at
    }

    /// All of them as actors, in the order in which they were first named. Each has the name that stands in the
    /// tables most often, and the others for aliases.
    pub(super) fn into_actors(self) -> impl Iterator<Item = (Actor, Origin)> {
        self.states.into_iter().map(|state| {
            let most = state
                .names
                .iter()
                .max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)));
            let name = most.map_or_else(|| named(&state.wanted), |(name, _)| name.clone());
            let kind = match state.is_state {
                true => ActorKind::State,
                false if titles::organization(&state.wanted).is_some() => ActorKind::Organization,
                false => ActorKind::Group,
            };
            let mut actor = Actor::new(kind, state.key);
            for other in state.names.into_keys().filter(|other| *other != name) {
                actor = actor.alias(other);
            }
            if state.wanted == UNITED_STATES {
                actor = actor
                    .alias("US")
                    .alias("USA")
                    .alias("United States of America");
            }
            (actor.name(name), state.origin)
        })
    }
}

/// The place that a description of somebody names.
pub(super) fn place<'a>(key: &'a str, name: &'a str) -> Place<'a> {
    Place { key, name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_one_under_all_its_names_and_the_soviet_union_is_not_russia() {
        let (mut states, mut keys, none) = (States::default(), Keys::default(), Origin::default());
        let mut key = |id: &str, name: &str| states.country(id, name, &none, &mut keys);
        assert_eq!(key("russia", "U.S.S.R."), "ussr");
        assert_eq!(key("russia", "Russia"), "russia");
        assert_eq!(key("korea", "Korea, South"), "korea-south");
        assert_eq!(key("korea-south", "South Korea"), "korea-south");
        assert_eq!(key("korea-south", "South Korea"), "korea-south");
        assert_eq!(key("antarctica", "Antarctica"), "antarctica");
        assert_eq!(states.known("nato", false, &none, &mut keys), "nato");
        let all: Vec<String> = states
            .into_actors()
            .map(|(actor, _)| {
                let name = actor.name.unwrap_or_default();
                format!("{} {} {name} {:?}", actor.kind, actor.id, actor.aliases)
            })
            .collect();
        assert_eq!(
            all,
            [
                "state ussr U.S.S.R. []",
                "state russia Russia []",
                "state korea-south South Korea [\"Korea, South\"]",
                "group antarctica Antarctica []",
                "organization nato North Atlantic Treaty Organization []",
            ]
        );
    }

    #[test]
    fn keys_are_spelled_out() {
        assert_eq!(named("saudi-arabia"), "Saudi Arabia");
        assert_eq!(named("trinidad-and-tobago"), "Trinidad and Tobago");
        assert_eq!(named(""), "");
        assert_eq!(named("-x-"), " X ");
    }
}
