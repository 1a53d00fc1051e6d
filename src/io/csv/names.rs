//! Keys by names.

use rustc_hash::FxHashMap;

/// The key of whoever is so called, for each name.
///
/// Rows name people far more often than anything else: a name of up to 15 bytes is found without following a pointer,
/// one of up to seven in half the room, and a key that is its own name is not kept.
#[derive(Debug, Default)]
pub(super) struct Names {
    tiny: FxHashMap<u64, Key>,
    short: FxHashMap<u128, Key>,
    long: FxHashMap<Box<str>, Key>,
    keys: Vec<Box<str>>,
}

/// The place of a key among those kept; of one that is its own name none.
#[derive(Clone, Copy, Debug)]
struct Key(u32);

impl Key {
    const SAME: Key = Key(u32::MAX);
}

impl Names {
    /// Calls somebody by a name, unless somebody else is called so.
    pub(super) fn call(&mut self, name: &str, key: &str) {
        if self.get(name).is_some() {
            return;
        }
        let key = if name == key {
            Key::SAME
        } else {
            self.keys.push(key.into());
            Key((self.keys.len() - 1) as u32)
        };
        match Packed::of(name) {
            Packed::Tiny(name) => self.tiny.insert(name, key),
            Packed::Short(name) => self.short.insert(name, key),
            Packed::Long(name) => self.long.insert(name.into(), key),
        };
    }

    /// The key of whoever is so called.
    pub(super) fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        let key = match Packed::of(name) {
            Packed::Tiny(name) => self.tiny.get(&name),
            Packed::Short(name) => self.short.get(&name),
            Packed::Long(name) => self.long.get(name),
        }?;
        match self.keys.get(key.0 as usize) {
            Some(kept) => Some(kept),
            None => Some(name),
        }
    }
}

/// A name as a number that no other of its sort has, if it is short.
enum Packed<'a> {
    Tiny(u64),
    Short(u128),
    Long(&'a str),
}

impl Packed<'_> {
    fn of(name: &str) -> Packed<'_> {
        let own = name.as_bytes();
        let length = own.len();
        if length < 8 {
            let bytes = own.iter().rev();
            let number = bytes.fold(0, |number, &byte| number << 8 | u64::from(byte));
            return Packed::Tiny(number << 8 | length as u64);
        }
        if length < 16 {
            let mut bytes = [0; 16];
            bytes[..length].copy_from_slice(own);
            bytes[15] = length as u8;
            return Packed::Short(u128::from_le_bytes(bytes));
        }
        Packed::Long(name)
    }
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
