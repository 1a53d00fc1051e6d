//! Keys made from names.

use rustc_hash::{FxHashMap, FxHashSet};

/// The keys that are taken.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    taken: FxHashSet<String>,
    /// The number that was last put behind a key, so that a thousand of one name are not counted anew each time.
    last: FxHashMap<String, u32>,
}

impl Keys {
    /// Takes a key that the file gives.
    pub(crate) fn take(&mut self, key: &str) {
        if !key.is_empty() {
            self.taken.insert(key.to_owned());
        }
    }

    /// This key, or with a number behind it the first that is free.
    pub(crate) fn free(&mut self, key: String) -> String {
        if self.taken.insert(key.clone()) {
            return key;
        }
        let first = self.last.get(&key).map_or(2, |last| last.saturating_add(1));
        for number in first..=u32::MAX {
            let numbered = format!("{key}-{number}");
            if self.taken.insert(numbered.clone()) {
                self.last.insert(key, number);
                return numbered;
            }
        }
        key
    }
}

/// A key made of a name or a title: its letters and digits, small, with a hyphen for whatever stands between. Readers
/// that have no keys make them so; two names can give the same one.
///
/// Empty where the name has neither letters nor digits. Linear in its length.
///
/// ```
/// assert_eq!(demarche::slug("Steve Witkoff"), "steve-witkoff");
/// assert_eq!(demarche::slug("Talks in Moscow (2025)"), "talks-in-moscow-2025");
/// ```
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for part in name.split(|letter: char| !letter.is_alphanumeric()) {
        if part.is_empty() {
            continue;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.extend(part.chars().flat_map(char::to_lowercase));
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_has_letters_and_digits() {
        assert_eq!(slug("Steve Witkoff"), "steve-witkoff");
        assert_eq!(
            slug(" Recep  Tayyip Erdoğan (2014)"),
            "recep-tayyip-erdoğan-2014"
        );
        assert_eq!(slug("?!"), "");
    }

    #[test]
    fn a_taken_key_gets_a_number() {
        let mut keys = Keys::default();
        keys.take("row-2");
        keys.take("row-2-2");
        keys.take("");
        assert_eq!(keys.free("row-2".to_owned()), "row-2-3");
        assert_eq!(keys.free("row-3".to_owned()), "row-3");
        assert_eq!(keys.free("row-3".to_owned()), "row-3-2");
    }
}
