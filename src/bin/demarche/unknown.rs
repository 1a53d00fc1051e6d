//! Actors and sources that a new record names and nobody knows, and the commands that add them.

use std::path::Path;

use demarche::{Citation, Record, Timeline, slug};

use super::file::name;
use super::output::tell;
use super::shell::quoted;

/// Tells how the actors and sources can be added that a record names in vain.
pub(crate) fn tell_how_to_add(file: &Path, base: &Timeline, record: &Record) {
    let (actors, sources) = (actors(record), sources(record));
    let unknown = |keys: Vec<String>, is_known: &dyn Fn(&str) -> bool| {
        let mut found: Vec<String> = Vec::new();
        for key in keys {
            if !key.is_empty() && !is_known(&key) && !found.contains(&key) {
                found.push(key);
            }
        }
        found
    };
    let is_actor = |key: &str| base.actors().any(|actor| actor.key() == key);
    let is_source = |key: &str| base.sources().any(|source| source.key() == key);
    for key in unknown(actors, &is_actor) {
        match base.actor(key.as_str()) {
            Ok(meant) => tell(format_args!(
                "{key:?} is known by the key {:?}",
                meant.key()
            )),
            Err(_) if tell_several(&key, &is_actor) => {}
            Err(_) => tell_command(file, "actor --kind person", "name", &key),
        }
    }
    for key in unknown(sources, &is_source) {
        if !tell_several(&key, &is_source) {
            tell_command(file, "source", "title", &key);
        }
    }
}

/// Tells how several keys are typed, where that is what was meant; whether it is.
fn tell_several(text: &str, is_known: &dyn Fn(&str) -> bool) -> bool {
    let keys: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
    let is_list = keys.len() > 1 && keys.iter().any(|key| is_known(key));
    if is_list {
        let apart = keys.join(" ");
        tell(format_args!(
            "{text:?} reads as one key; several stand behind one option with spaces between: {apart}"
        ));
    }
    is_list
}

/// Tells the command that adds what has this key, or, where it reads like a name, this name.
fn tell_command(file: &Path, kind: &str, called: &str, key: &str) {
    let (file, word, made) = (quoted(&name(file)), quoted(key), slug(key));
    if made == key || made.is_empty() {
        tell(format_args!(
            "to add {key:?}: demarche add {file} {kind} --id {word}"
        ));
    } else {
        tell(format_args!(
            "to add {key:?} under the key {made:?}: demarche add {file} {kind} --id {made} --{called} {word}"
        ));
    }
}

/// The keys of actors that a record names.
fn actors(record: &Record) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    match record {
        Record::Source(source) => keys.extend(source.speaks_for.iter().cloned()),
        Record::Affiliation(it) => keys.extend([it.actor.clone(), it.of.clone()]),
        Record::Meeting(meeting) => {
            for participant in &meeting.participants {
                keys.push(participant.actor.clone());
                keys.extend(participant.acts_for.clone());
            }
            keys.extend(meeting.absent.iter().chain(&meeting.concerns).cloned());
        }
        Record::Statement(statement) => {
            keys.extend(statement.by.iter().chain(&statement.to).cloned());
            let holders = statement
                .stances
                .iter()
                .filter_map(|stance| stance.holder.clone());
            keys.extend(holders);
        }
        Record::Document(document) => {
            let all = document
                .by
                .iter()
                .chain(&document.to)
                .chain(&document.parties);
            keys.extend(all.cloned());
            let obliged = document.terms.iter().flat_map(|term| term.obliges.clone());
            keys.extend(obliged);
        }
        Record::Action(action) => keys.extend(action.by.iter().chain(&action.to).cloned()),
        _ => {}
    }
    keys
}

/// The keys of sources that a record cites.
fn sources(record: &Record) -> Vec<String> {
    let mut cited: Vec<&Citation> = record.citations().iter().collect();
    if let Record::Meeting(meeting) = record {
        cited.extend(meeting.participants.iter().flat_map(|who| &who.sources));
    }
    cited
        .into_iter()
        .map(|citation| citation.source.clone())
        .collect()
}
