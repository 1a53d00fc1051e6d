//! Compressed rows and text columns.

use hashbrown::HashTable;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A row of values for each of `len` keys, in two arrays.
#[derive(Clone, Debug)]
pub(crate) struct Rows<T> {
    ends: Vec<u32>,
    values: Vec<T>,
}

impl<T> Default for Rows<T> {
    fn default() -> Rows<T> {
        Rows {
            ends: Vec::new(),
            values: Vec::new(),
        }
    }
}

impl<T: Copy> Rows<T> {
    /// Appends a row.
    pub(crate) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.values.extend(row);
        self.ends.push(self.values.len() as u32);
    }

    /// The row of `key`; empty where there is none.
    pub(crate) fn of(&self, key: u32) -> &[T] {
        let key = key as usize;
        let Some(&end) = self.ends.get(key) else {
            return &[];
        };
        let start = if key == 0 { 0 } else { self.ends[key - 1] };
        &self.values[start as usize..end as usize]
    }

    /// Rows by a key of each value, in the order given. Linear.
    pub(crate) fn group(keys: usize, pairs: impl Iterator<Item = (u32, T)> + Clone) -> Rows<T> {
        let mut ends = vec![0u32; keys + 1];
        let mut total = 0u32;
        let mut first = None;
        for (key, value) in pairs.clone() {
            ends[key as usize + 1] += 1;
            total += 1;
            first.get_or_insert(value);
        }
        for i in 1..ends.len() {
            ends[i] += ends[i - 1];
        }
        let Some(fill) = first else {
            ends.pop();
            return Rows {
                ends: vec![0; keys],
                values: Vec::new(),
            };
        };
        let mut values = vec![fill; total as usize];
        for (key, value) in pairs {
            let slot = &mut ends[key as usize];
            values[*slot as usize] = value;
            *slot += 1;
        }
        ends.pop();
        Rows { ends, values }
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// How many values there are in all rows.
    pub(crate) fn total(&self) -> usize {
        self.values.len()
    }
}

/// Two lists numbered as one: the first, and what was added behind it.
#[derive(Debug)]
pub(crate) struct Both<'a, T>(pub(crate) &'a [T], pub(crate) &'a [T]);

impl<'a, T> Both<'a, T> {
    pub(crate) fn len(&self) -> usize {
        self.0.len() + self.1.len()
    }

    pub(crate) fn get(&self, index: u32) -> Option<&'a T> {
        let index = index as usize;
        match index.checked_sub(self.0.len()) {
            None => self.0.get(index),
            Some(behind) => self.1.get(behind),
        }
    }

    /// As `get`, for a number that was handed out.
    pub(crate) fn at(&self, index: u32) -> &'a T {
        let index = index as usize;
        match index.checked_sub(self.0.len()) {
            None => &self.0[index],
            Some(behind) => &self.1[behind],
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a T> + use<'a, T> {
        self.0.iter().chain(self.1)
    }

    /// What was added, with its numbers.
    pub(crate) fn added(&self) -> impl Iterator<Item = (u32, &'a T)> + use<'a, T> {
        (self.0.len() as u32..).zip(self.1)
    }
}

/// Texts one after the other in one arena.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    bytes: String,
    ends: Vec<u64>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        self.bytes.push_str(text);
        self.ends.push(self.bytes.len() as u64);
    }

    pub(crate) fn get(&self, index: u32) -> &str {
        let index = index as usize;
        let Some(&end) = self.ends.get(index) else {
            return "";
        };
        let start = if index == 0 { 0 } else { self.ends[index - 1] };
        &self.bytes[start as usize..end as usize]
    }

    /// The text, or `None` where it is empty.
    pub(crate) fn some(&self, index: u32) -> Option<&str> {
        Some(self.get(index)).filter(|t| !t.is_empty())
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len() as u32).map(|i| self.get(i))
    }
}

/// Distinct texts, numbered in the order of their coming.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    texts: Texts,
    table: HashTable<u32>,
}

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

impl Interner {
    /// "No text."
    pub(crate) const NONE: u32 = u32::MAX;

    /// The number of `text`, and whether it is new.
    pub(crate) fn add(&mut self, text: &str) -> (u32, bool) {
        let key = hash(text);
        if let Some(&found) = self.table.find(key, |&i| self.texts.get(i) == text) {
            return (found, false);
        }
        let index = self.texts.len() as u32;
        self.texts.push(text);
        self.table
            .insert_unique(key, index, |&i| hash(self.texts.get(i)));
        (index, true)
    }

    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        self.table
            .find(hash(text), |&i| self.texts.get(i) == text)
            .copied()
    }

    pub(crate) fn get(&self, index: u32) -> &str {
        self.texts.get(index)
    }

    /// The text, or `None` for [`Interner::NONE`].
    pub(crate) fn some(&self, index: u32) -> Option<&str> {
        (index != Self::NONE).then(|| self.texts.get(index))
    }

    pub(crate) fn optional(&mut self, text: Option<&str>) -> u32 {
        text.map_or(Self::NONE, |t| self.add(t).0)
    }

    pub(crate) fn len(&self) -> usize {
        self.texts.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.texts.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_by_key_keep_the_order() {
        let pairs = [(2u32, 'a'), (0, 'b'), (2, 'c')];
        let rows = Rows::group(3, pairs.into_iter());
        assert_eq!(rows.of(0), ['b']);
        assert!(rows.of(1).is_empty());
        assert_eq!(rows.of(2), ['a', 'c']);
        assert!(rows.of(9).is_empty());
        assert!(Rows::<u8>::group(2, std::iter::empty()).of(1).is_empty());
    }

    #[test]
    fn texts_are_numbered_once() {
        let mut names = Interner::default();
        assert_eq!(names.add("talks"), (0, true));
        assert_eq!(names.add("remark"), (1, true));
        assert_eq!(names.add("talks"), (0, false));
        assert_eq!(names.find("remark"), Some(1));
        assert_eq!(names.find("nothing"), None);
    }
}
