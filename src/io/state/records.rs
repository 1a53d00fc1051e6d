//! What the reader of the State Department's records keeps from row to row.

use rustc_hash::FxHashMap;

use super::people::{People, Place};
use super::presidents::President;
use super::states::{States, UNITED_STATES};
use super::table::StateTable;
use super::term::OpenTerm;
use crate::io::slug::Keys;
use crate::io::stream::Run;
use crate::model::{Actor, Citation, Origin, Source};

/// What is kept from row to row: who and which states were named, the keys that are taken, and the terms of office of
/// which only the end of the table tells whether they go on.
#[derive(Debug, Default)]
pub(super) struct Records {
    pub(super) people: People,
    states: States,
    /// The keys of actors.
    keys: Keys,
    /// The keys of events.
    events: Keys,
    /// The tables whose source is among the records.
    cited: Vec<StateTable>,
    pub(super) open: Vec<OpenTerm>,
    pub(super) visitors: Visitors,
}

/// From which states visitors of some title and name have come.
#[derive(Debug, Default)]
pub(super) struct Visitors {
    by_surname: FxHashMap<(String, String), Vec<String>>,
    by_name: FxHashMap<(String, String), Vec<String>>,
}

impl Visitors {
    /// Keeps that a visitor came from this state.
    pub(super) fn add(&mut self, title: &str, name: &str, state: &str) {
        let all = [
            (&mut self.by_surname, surname(name)),
            (&mut self.by_name, name.to_owned()),
        ];
        for (states, name) in all {
            let states = states.entry((title.to_owned(), name)).or_default();
            if !states.iter().any(|known| known == state) {
                states.push(state.to_owned());
            }
        }
    }

    /// From which states visitors of this title and surname have come.
    pub(super) fn states(&self, title: &str, name: &str) -> &[String] {
        let key = (title.to_owned(), surname(name));
        self.by_surname.get(&key).map_or(&[], Vec::as_slice)
    }

    /// The one state from which a visitor of just this title and name came, where the name is of several words.
    pub(super) fn state(&self, title: &str, name: &str) -> Option<&str> {
        let key = (title.to_owned(), name.to_owned());
        match self.by_name.get(&key)?.as_slice() {
            [state] if name.contains(' ') => Some(state),
            _ => None,
        }
    }
}

/// The last word of a name that is not a number, small.
fn surname(name: &str) -> String {
    let mut words = name.split_whitespace().rev();
    let is_number = |word: &str| word.chars().all(|letter| matches!(letter, 'I' | 'V' | 'X'));
    let last = words.find(|word| !is_number(word));
    last.unwrap_or(name).to_lowercase()
}

impl Records {
    /// The key of an event: this one, or one like it that is free.
    pub(super) fn event(&mut self, wanted: String) -> String {
        self.events.free(wanted)
    }

    /// The key of a President.
    pub(super) fn president(&mut self, president: &President, origin: &Origin) -> String {
        self.office(president.id, Some(president.name), origin)
    }

    /// The key of whoever the Department gives this id.
    pub(super) fn office(&mut self, id: &str, name: Option<&str>, origin: &Origin) -> String {
        self.people.office(id, name, origin, &mut self.keys)
    }

    /// The key of whoever is described by title and name.
    pub(super) fn described(
        &mut self,
        place: Option<&Place<'_>>,
        text: &str,
        origin: &Origin,
    ) -> String {
        self.people.described(place, text, origin, &mut self.keys)
    }

    /// The key of a visitor.
    pub(super) fn visitor(&mut self, place: &Place<'_>, text: &str, origin: &Origin) -> String {
        self.people.visitor(place, text, origin, &mut self.keys)
    }

    /// The key of a country's state.
    pub(super) fn country(&mut self, id: &str, name: &str, origin: &Origin) -> String {
        self.states.country(id, name, origin, &mut self.keys)
    }

    /// The key of a state or organization that remarks speak of.
    pub(super) fn known(&mut self, key: &str, is_state: bool, origin: &Origin) -> String {
        self.states.known(key, is_state, origin, &mut self.keys)
    }

    /// The key of the United States.
    pub(super) fn us(&mut self, origin: &Origin) -> String {
        self.known(UNITED_STATES, true, origin)
    }

    /// A citation of a row; the source is handed on before the first.
    pub(super) fn cite(
        &mut self,
        table: StateTable,
        place: String,
        origin: &Origin,
        run: &mut Run<'_, '_>,
    ) -> Citation {
        if !self.cited.contains(&table) {
            self.cited.push(table);
            let mut source = Source::new(table.source())
                .title(table.title())
                .speaks_for(self.us(origin))
                .extra("x_rights", "public domain");
            if let Some(url) = table.url() {
                source = source
                    .publisher("Office of the Historian, U.S. Department of State")
                    .url(url);
            }
            run.put(source, origin.clone());
        }
        Citation::new(table.source()).at(place)
    }

    /// All who were named, as actors.
    pub(super) fn into_actors(self) -> impl Iterator<Item = (Actor, Origin)> {
        let mut keys = self.keys;
        let people: Vec<_> = self.people.into_actors(&mut keys).collect();
        self.states.into_actors().chain(people)
    }
}
