//! Who is who: persons as the table of spellings, ids and visits name them, each one actor.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::io::slug::{Keys, slug};
use crate::model::{Actor, Origin};

/// The persons that the tables have named so far.
#[derive(Debug, Default)]
pub(super) struct People {
    persons: Vec<Person>,
    /// By every spelling, also turned around at the comma.
    by_spelling: FxHashMap<String, Slot>,
    /// By the name that the table prefers.
    by_preferred: FxHashMap<String, Slot>,
    /// By the spellings of persons of the Department's own list, without what follows a second comma.
    by_stem: FxHashMap<String, Slot>,
    by_office: FxHashMap<String, usize>,
    /// By state and by title and name.
    described: FxHashMap<(String, String), usize>,
}

#[derive(Debug)]
struct Person {
    /// Empty as long as nothing has referred to the person.
    key: String,
    /// What the table of spellings prefers; empty if that does not have the person.
    preferred: String,
    name: Option<String>,
    aliases: Vec<String>,
    number: Option<String>,
    /// Whether the Department lists the person as a visitor.
    is_visitor: bool,
    /// Whether records name the person by an id.
    has_office: bool,
    origin: Origin,
}

/// Who has a spelling: one, or several.
#[derive(Clone, Copy, Debug)]
enum Slot {
    One(usize),
    Several,
}

/// A row of the table of spellings.
#[derive(Debug)]
pub(super) struct Spellings<'a> {
    pub(super) number: &'a str,
    pub(super) preferred: &'a str,
    pub(super) variants: &'a str,
    pub(super) kinds: &'a str,
}

impl People {
    /// Adds a person with all spellings.
    pub(super) fn spell(&mut self, row: &Spellings<'_>, origin: Origin) {
        let at = self.persons.len();
        let variants = row.variants.split('|').map(str::trim);
        let mut known = FxHashSet::default();
        let all = std::iter::once(row.preferred).chain(variants);
        let spellings: Vec<&str> = all
            .filter(|spelling| !spelling.is_empty() && known.insert(*spelling))
            .collect();
        let has = |kind| row.kinds.split('|').any(|it| it == kind);
        let is_listed = has("departmenthistory/people");
        put(&mut self.by_preferred, &spelled(row.preferred), at);
        for spelling in &spellings {
            put(&mut self.by_spelling, &spelled(spelling), at);
            if let Some(turned) = turned(spelling) {
                put(&mut self.by_spelling, &spelled(&turned), at);
            }
            if is_listed {
                put(&mut self.by_stem, &spelled(stem(spelling)), at);
            }
        }
        let name = turned(row.preferred).unwrap_or_else(|| row.preferred.to_owned());
        let aliases = spellings.iter().filter(|spelling| **spelling != name);
        self.persons.push(Person {
            key: String::new(),
            preferred: row.preferred.to_owned(),
            aliases: aliases.map(|&spelling| spelling.to_owned()).collect(),
            name: Some(name),
            number: Some(row.number.to_owned()),
            is_visitor: has("departmenthistory/visits"),
            has_office: false,
            origin,
        });
    }

    /// The key of whoever the Department's records give this id, `nixon-richard-m`.
    ///
    /// It is who in the table of spellings is preferably so called; else who alone is ever so spelled; else who alone
    /// of the Department's own list is, without `Jr.` and the like; else who alone is spelled as the name.
    pub(super) fn office(
        &mut self,
        id: &str,
        name: Option<&str>,
        origin: &Origin,
        keys: &mut Keys,
    ) -> String {
        let at = match self.by_office.get(id) {
            Some(at) => *at,
            None => {
                let taken = |at: &usize| self.persons[*at].has_office;
                let found = one(&self.by_preferred, id)
                    .or_else(|| one(&self.by_spelling, id))
                    .or_else(|| one(&self.by_stem, id).filter(|at| !taken(at)))
                    .or_else(|| one(&self.by_spelling, &spelled(name?)));
                let at = found.unwrap_or_else(|| self.new_person(name, origin));
                self.by_office.insert(id.to_owned(), at);
                self.persons[at].has_office = true;
                at
            }
        };
        self.call(at, name);
        self.key(at, id, keys)
    }

    /// The key of a visitor, whom the table of spellings lists as such, or else a description.
    pub(super) fn visitor(
        &mut self,
        state: &Place<'_>,
        text: &str,
        origin: &Origin,
        keys: &mut Keys,
    ) -> String {
        let spelling = spelled(text);
        let place = (state.key.to_owned(), spelling.clone());
        let listed = one(&self.by_spelling, &spelling).filter(|at| self.persons[*at].is_visitor);
        match listed {
            Some(at) if !self.described.contains_key(&place) => {
                self.described.insert(place, at);
                let preferred = spelled(&self.persons[at].preferred);
                self.key(at, &preferred, keys)
            }
            _ => self.described(Some(state), text, origin, keys),
        }
    }

    /// The key of whoever is described by title and name, and perhaps by the state: one description, one actor.
    pub(super) fn described(
        &mut self,
        state: Option<&Place<'_>>,
        text: &str,
        origin: &Origin,
        keys: &mut Keys,
    ) -> String {
        let spelling = spelled(text);
        let of = state.map_or("", |state| state.key);
        let key = match of {
            "" => spelling.clone(),
            of => format!("{of}.{spelling}"),
        };
        let place = (of.to_owned(), spelling);
        let at = match self.described.get(&place) {
            Some(at) => *at,
            None => {
                let name = match state {
                    Some(state) => format!("{text} ({})", state.name),
                    None => text.to_owned(),
                };
                let at = self.new_person(Some(&name), origin);
                if state.is_some() {
                    self.persons[at].aliases.push(text.to_owned());
                }
                self.described.insert(place, at);
                at
            }
        };
        self.key(at, &key, keys)
    }

    fn new_person(&mut self, name: Option<&str>, origin: &Origin) -> usize {
        self.persons.push(Person {
            key: String::new(),
            preferred: String::new(),
            name: name.map(str::to_owned),
            aliases: Vec::new(),
            number: None,
            is_visitor: false,
            has_office: false,
            origin: origin.clone(),
        });
        self.persons.len() - 1
    }

    /// Gives a person the name by which a record tells of it.
    fn call(&mut self, at: usize, name: Option<&str>) {
        let (Some(person), Some(name)) = (self.persons.get_mut(at), name) else {
            return;
        };
        if person.name.as_deref() == Some(name) {
            return;
        }
        person.aliases.retain(|alias| alias != name);
        // The first record that tells the name decides what the person is called; others are aliases.
        if person.key.is_empty() || person.name.is_none() {
            person.aliases.extend(person.name.replace(name.to_owned()));
        } else {
            person.aliases.push(name.to_owned());
        }
    }

    fn key(&mut self, at: usize, wanted: &str, keys: &mut Keys) -> String {
        let person = &mut self.persons[at];
        if person.key.is_empty() {
            let wanted = if wanted.is_empty() { "person" } else { wanted };
            person.key = keys.free(wanted.to_owned());
        }
        person.key.clone()
    }

    /// All persons as actors, in the order in which they were first named.
    pub(super) fn into_actors(mut self, keys: &mut Keys) -> impl Iterator<Item = (Actor, Origin)> {
        for at in 0..self.persons.len() {
            let preferred = spelled(&self.persons[at].preferred);
            self.key(at, &preferred, keys);
        }
        self.persons.into_iter().map(|person| {
            let mut actor = Actor {
                id: person.key,
                name: person.name,
                aliases: person.aliases,
                ..Actor::default()
            };
            if let Some(number) = person.number {
                actor = actor.external_id("history.state.gov", number);
            }
            (actor, person.origin)
        })
    }
}

/// A state or organization, by its key and its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place<'a> {
    pub(super) key: &'a str,
    pub(super) name: &'a str,
}

fn put(slots: &mut FxHashMap<String, Slot>, key: &str, at: usize) {
    if key.is_empty() {
        return;
    }
    match slots.get_mut(key) {
        None => {
            slots.insert(key.to_owned(), Slot::One(at));
        }
        Some(Slot::One(other)) if *other == at => {}
        Some(slot) => *slot = Slot::Several,
    }
}

fn one(slots: &FxHashMap<String, Slot>, key: &str) -> Option<usize> {
    match slots.get(key) {
        Some(Slot::One(at)) => Some(*at),
        _ => None,
    }
}

/// A spelling as the Department's ids have it: apostrophes are dropped, and all other marks are hyphens.
pub(super) fn spelled(name: &str) -> String {
    match name.contains(['\'', '’', '‘']) {
        true => slug(&name.replace(['\'', '’', '‘'], "")),
        false => slug(name),
    }
}

/// `Nixon, Richard M.` as `Richard M. Nixon`, and `Ford, Gerald R., Jr.` as `Gerald R. Ford, Jr.`
fn turned(name: &str) -> Option<String> {
    let (surname, rest) = name.split_once(", ")?;
    let (given, behind) = match rest.split_once(", ") {
        Some((given, behind)) => (given, Some(behind)),
        None => (rest, None),
    };
    let sound = !surname.trim().is_empty() && given.chars().next().is_some_and(char::is_alphabetic);
    if !sound || matches!(given, "Jr." | "Sr." | "II" | "III" | "IV" | "3rd") {
        return None;
    }
    let whole = format!("{given} {surname}");
    Some(match behind {
        Some(behind) => format!("{whole}, {behind}"),
        None => whole,
    })
}

/// A name without what follows the second comma.
fn stem(name: &str) -> &str {
    let second = name.match_indices(", ").nth(1).map(|(at, _)| at);
    second.and_then(|at| name.get(..at)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const JAPAN: Place<'static> = Place {
        key: "japan",
        name: "Japan",
    };

    fn people(rows: &[(&str, &str, &str)]) -> People {
        let mut people = People::default();
        for (number, (preferred, variants, kinds)) in rows.iter().enumerate() {
            let row = Spellings {
                number: &number.to_string(),
                preferred,
                variants,
                kinds,
            };
            people.spell(&row, Origin::default());
        }
        people
    }

    fn listed(people: People, keys: &mut Keys) -> Vec<String> {
        let shown = |(actor, _): (Actor, Origin)| {
            let name = actor.name.unwrap_or_default();
            format!("{} = {name} | {}", actor.id, actor.aliases.join(" | "))
        };
        people.into_actors(keys).map(shown).collect()
    }

    #[test]
    fn one_person_has_one_key_however_spelled() {
        let mut people = people(&[
            ("Nixon, Richard M.", "Nixon, Richard|R. Nixon", ""),
            ("Ford, Gerald R., Jr.", "", "departmenthistory/people"),
            ("Carter, James", "Jimmy Carter", ""),
        ]);
        let (mut keys, none) = (Keys::default(), Origin::default());
        let mut key = |id: &str, name| people.office(id, name, &none, &mut keys);
        assert_eq!(
            key("nixon-richard-m", Some("Richard M. Nixon")),
            "nixon-richard-m"
        );
        assert_eq!(
            key("nixon-richard", Some("Richard Nixon")),
            "nixon-richard-m"
        );
        assert_eq!(key("ford-gerald-r", None), "ford-gerald-r");
        assert_eq!(key("carter-jimmy", Some("Jimmy Carter")), "carter-jimmy");
        assert_eq!(key("polk-james", Some("James Polk")), "polk-james");
        assert_eq!(
            listed(people, &mut keys),
            [
                "nixon-richard-m = Richard M. Nixon | Nixon, Richard M. | Nixon, Richard | R. Nixon | Richard Nixon",
                "ford-gerald-r = Gerald R. Ford, Jr. | Ford, Gerald R., Jr.",
                "carter-jimmy = Jimmy Carter | Carter, James | James Carter",
                "polk-james = James Polk | ",
            ]
        );
    }

    #[test]
    fn a_spelling_of_several_joins_nobody() {
        let mut people = people(&[
            ("Brown, George", "General", ""),
            ("Brown, George", "General", ""),
            ("Smith, John, Jr.", "", "departmenthistory/people"),
        ]);
        let (mut keys, none) = (Keys::default(), Origin::default());
        let mut key = |id: &str| people.office(id, None, &none, &mut keys);
        assert_eq!(key("brown-george"), "brown-george");
        assert_eq!(key("smith-john-jr"), "smith-john-jr");
        // The son is taken: this one is somebody else.
        assert_eq!(key("smith-john"), "smith-john");
        let actors = listed(people, &mut keys);
        assert_eq!(actors.len(), 5);
        assert!(actors[1].starts_with("brown-george-3 = "), "{actors:?}");
    }

    #[test]
    fn a_visitor_is_who_the_list_of_visitors_has_or_a_description() {
        let mut people = people(&[
            (
                "Kishi, Nobusuke",
                "Prime Minister Nobusuke Kishi",
                "departmenthistory/visits",
            ),
            ("Ito, General", "King Ito", "historicaldocuments"),
        ]);
        let (mut keys, none) = (Keys::default(), Origin::default());
        let mut key = |text: &str| people.visitor(&JAPAN, text, &none, &mut keys);
        assert_eq!(key("Prime Minister Nobusuke Kishi"), "kishi-nobusuke");
        assert_eq!(key("King Ito"), "japan.king-ito");
        assert_eq!(key("King Ito"), "japan.king-ito");
        let mut key = |state, text: &str| people.described(state, text, &none, &mut keys);
        assert_eq!(
            key(Some(&JAPAN), "Prime Minister Nobusuke Kishi"),
            "kishi-nobusuke"
        );
        assert_eq!(key(None, "King Ito"), "king-ito");
        assert_eq!(key(None, "?"), "person");
    }

    #[test]
    fn names_are_turned_around_at_the_comma() {
        let turned = |name| turned(name).unwrap_or_default();
        assert_eq!(turned("Nixon, Richard M."), "Richard M. Nixon");
        assert_eq!(turned("Ford, Gerald R., Jr."), "Gerald R. Ford, Jr.");
        assert_eq!(turned("Ford, Jr."), "");
        assert_eq!(turned("Lee Teng-hui"), "");
        assert_eq!(turned(", x"), "");
        assert_eq!(turned("x, "), "");
        assert_eq!(spelled("O’Connor, Roderic L."), "oconnor-roderic-l");
    }
}
