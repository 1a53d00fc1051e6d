//! What actors are called in cells, and which keys the reader makes of that.

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{as_part, is_part};
use super::row::people;
use crate::io::out::{Book, Fate, Losses};
use crate::io::slug::{Keys, slug};
use crate::model::{Actor, ActorKind, Record};

/// The actors, by what they are called: by name where that is theirs alone, else by key.
pub(super) struct Actors<'a> {
    callings: FxHashMap<&'a str, String>,
    /// The keys that the reader makes, in the order in which it comes upon names.
    keys: Keys,
    read: FxHashMap<String, String>,
}

impl<'a> Actors<'a> {
    pub(super) fn of(book: &Book<'a>) -> Actors<'a> {
        let mut named: Vec<&'a str> = Vec::new();
        for event in book.events() {
            named.extend(people(event).into_iter().flat_map(|(_, keys)| keys));
        }
        let known = || {
            book.records.iter().filter_map(|record| match record {
                Record::Actor(actor) => Some(actor),
                _ => None,
            })
        };
        // Whom the reader takes for whom: a key goes before a name, and a name before an alias, and the first of each
        // before the next.
        let mut owners: FxHashMap<&str, &str> = FxHashMap::default();
        for actor in known() {
            owners.entry(&actor.id).or_insert(&actor.id);
        }
        for actor in known() {
            if let Some(name) = &actor.name {
                owners.entry(name).or_insert(&actor.id);
            }
        }
        for actor in known() {
            for alias in &actor.aliases {
                owners.entry(alias).or_insert(&actor.id);
            }
        }
        let keys: FxHashSet<&str> = named.iter().copied().collect();
        let mut taken: FxHashSet<String> = FxHashSet::default();
        let mut callings = FxHashMap::default();
        for key in named {
            if callings.contains_key(key) {
                continue;
            }
            let actor = book.actor(key);
            let name = actor.and_then(|actor| actor.name.as_deref());
            let name = name.filter(|name| *name == key || !keys.contains(name));
            let owner = actor.map(|_| key);
            let is_own = |text: &str| owners.get(text).copied() == owner;
            let wanted = [name, Some(key)].into_iter().flatten();
            let mut wanted =
                wanted.filter(|text| is_name(text) && is_own(text) && !taken.contains(*text));
            let calling = match wanted.next() {
                Some(text) => text.to_owned(),
                None => another(name.unwrap_or(key), |text| {
                    !taken.contains(text) && !keys.contains(text) && !owners.contains_key(text)
                }),
            };
            taken.insert(calling.clone());
            callings.insert(key, calling);
        }
        Actors {
            callings,
            keys: Keys::default(),
            read: FxHashMap::default(),
        }
    }

    /// What somebody is called.
    pub(super) fn call<'b>(&'b self, key: &'b str) -> &'b str {
        self.callings.get(key).map_or(key, String::as_str)
    }

    /// Follows the reader, which makes a key of the name of everybody whom it meets for the first time.
    pub(super) fn meet(&mut self, key: &str) {
        let name = self.call(key).to_owned();
        if !self.read.contains_key(&name) {
            let slug = Some(slug(&name)).filter(|slug| !slug.is_empty());
            let id = self.keys.free(slug.unwrap_or_else(|| "actor".to_owned()));
            self.read.insert(name, id);
        }
    }

    /// Reports what is lost of an actor.
    pub(super) fn report(&self, actor: &Actor, record: &Record, losses: &mut Losses) {
        let calling = self.callings.get(actor.id.as_str());
        let Some((calling, id)) = calling.and_then(|it| Some((it, self.read.get(it)?))) else {
            losses.whole(record, "named in no row", Fate::LeftOut);
            return;
        };
        if *id != actor.id {
            losses.field(
                record,
                "id",
                "made from what the rows call it",
                Fate::Changed,
            );
        }
        if actor.kind != ActorKind::Person {
            losses.field(record, "kind", "read as a person", Fate::Changed);
        }
        if actor.name.as_ref() != Some(calling) {
            losses.field(
                record,
                "name",
                "called by key, or otherwise apart from others",
                Fate::Changed,
            );
        }
        losses.others(record, &["id", "kind", "name"], Fate::LeftOut);
    }
}

/// Whether the reader takes the text for one name as it is.
fn is_name(text: &str) -> bool {
    is_part(text) && text.split_whitespace().collect::<Vec<_>>().join(" ") == text
}

/// A name for somebody who has none that can be written, or only one that is somebody else's.
fn another(text: &str, is_free: impl Fn(&str) -> bool) -> String {
    let part = as_part(text);
    let bare = part.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = if bare.is_empty() {
        "somebody".to_owned()
    } else {
        bare
    };
    let numbered = (2_u32..).map(|number| format!("{bare} ({number})"));
    let mut names = std::iter::once(bare.clone()).chain(numbered);
    names.find(|name| is_free(name)).unwrap_or_default()
}
