//! Keys by names.

use rustc_hash::FxHashMap;

/// The key of whoever is so called, for each name.
///
/// Rows name people far more often than anything else: a name of up to 15 bytes is found without following a pointer,
/// and so is a key that is its own name.
#[derive(Debug, Default)]
pub(super) struct Names {
    short: FxHashMap<u128, Key>,
    long: FxHashMap<Box<str>, Key>,
    keys: Vec<Box<str>>,
}

/// Where a key stands.
#[derive(Clone, Copy, Debug)]
enum Key {
    /// It is the name.
    Same,
    /// Among those kept.
    Kept(u32),
}

impl Names {
    /// Calls somebody by a name, unless somebody else is called so.
    pub(super) fn call(&mut self, name: &str, key: &str) {
        if self.get(name).is_some() {
            return;
        }
        let key = if name == key {
            Key::Same
        } else {
            self.keys.push(key.into());
            Key::Kept((self.keys.len() - 1) as u32)
        };
        match short(name) {
            Some(short) => self.short.insert(short, key),
            None => self.long.insert(name.into(), key),
        };
    }

    /// The key of whoever is so called.
    pub(super) fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        let key = match short(name) {
            Some(short) => self.short.get(&short),
            None => self.long.get(name),
        };
        match *key? {
            Key::Same => Some(name),
            Key::Kept(place) => self.keys.get(place as usize).map(Box::as_ref),
        }
    }
}

/// A short name as a number that no other has.
fn short(name: &str) -> Option<u128> {
    let mut bytes = [0; 16];
    let (length, own) = (name.len(), name.as_bytes());
    if length > 15 {
        return None;
    }
    bytes[..length].copy_from_slice(own);
    bytes[15] = length as u8;
    Some(u128::from_le_bytes(bytes))
}

#[cfg(test)]
mod tests {
    use super::Names;

    #[test]
    fn names_of_any_length_find_their_keys() {
        let mut names = Names::default();
        let all = [
            "",
            "a",
            "a\0",
            "fifteen letters",
            "sixteen letters!",
            "Wörter",
        ];
        for name in all {
            names.call(name, &format!("key of {name}"));
            names.call(name, "another");
        }
        names.call("own", "own");
        for name in all {
            assert_eq!(names.get(name), Some(format!("key of {name}").as_str()));
        }
        assert_eq!(names.get("own"), Some("own"));
        assert_eq!(names.get("a\0\0"), None);
        assert_eq!(names.get("sixteen letters?"), None);
    }
}
