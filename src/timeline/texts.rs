//! Texts in one arena, distinct texts with their numbers, and columns that are mostly empty.

mod blocks;

use rustc_hash::FxHasher;
use std::hash::Hasher;

/// Texts one after the other in one arena. Texts at the end that were never put are empty, and take no room.
#[derive(Clone, Debug, Default)]
pub(crate) struct Texts {
    bytes: String,
    /// Where each text ends, without the part above 32 bits.
    ends: Vec<u32>,
    /// The texts from which on the part above 32 bits is one more.
    turns: Vec<u32>,
}

impl Texts {
    pub(crate) fn push(&mut self, text: &str) {
        self.end_with(text, self.ends.len());
    }

    /// Makes this the text of `index`, which is behind all that were put before; those left out are empty.
    pub(crate) fn put(&mut self, index: u32, text: &str) {
        if text.is_empty() {
            return;
        }
        let last = self.bytes.len() as u32;
        self.ends.resize(index as usize, last);
        self.end_with(text, index as usize);
    }

    fn end_with(&mut self, text: &str, index: usize) {
        let before = self.bytes.len() >> 32;
        self.bytes.push_str(text);
        for _ in before..self.bytes.len() >> 32 {
            self.turns.push(index as u32);
        }
        self.ends.push(self.bytes.len() as u32);
    }

    /// Keeps only the first texts.
    fn truncate(&mut self, count: usize) {
        let end = count.checked_sub(1).and_then(|i| self.end(i)).unwrap_or(0);
        self.bytes.truncate(end);
        self.ends.truncate(count);
        self.turns.retain(|&turn| (turn as usize) < count);
    }

    fn end(&self, index: usize) -> Option<usize> {
        let low = *self.ends.get(index)? as usize;
        if self.turns.is_empty() {
            return Some(low);
        }
        let turns = self.turns.partition_point(|&t| t as usize <= index);
        Some(turns << 32 | low)
    }

    pub(crate) fn get(&self, index: u32) -> &str {
        let index = index as usize;
        let Some(end) = self.end(index) else {
            return "";
        };
        let start = index.checked_sub(1).and_then(|i| self.end(i)).unwrap_or(0);
        self.bytes.get(start..end).unwrap_or_default()
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

    /// Gives back room that was taken ahead.
    pub(crate) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Distinct texts, numbered in the order of their coming, and found by a table of numbers with open addressing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    texts: Texts,
    /// For each place of the table some bits of the hash of the text there, 0 where there is none.
    tags: Vec<u8>,
    /// For each place of the table the number of the text there.
    slots: Vec<u32>,
}

/// How many texts are put into a new table at a time.
const NEAR: usize = 32;

fn hash(text: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(text.as_bytes());
    hasher.finish()
}

/// The bits of a hash that a table keeps: not those that choose the place.
fn tag(hash: u64) -> u8 {
    (hash >> 48) as u8 | 1
}

impl Interner {
    /// "No text."
    pub(crate) const NONE: u32 = u32::MAX;

    /// The number of `text`, and whether it is new.
    pub(crate) fn add(&mut self, text: &str) -> (u32, bool) {
        // At most seven places in eight are taken, so that every search comes to a free one.
        if (self.texts.len() + 1) * 8 > self.slots.len() * 7 {
            self.grow();
        }
        let hash = hash(text);
        match self.search(text, hash) {
            Ok(found) => (found, false),
            Err(place) => {
                let index = self.texts.len() as u32;
                self.texts.push(text);
                self.tags[place] = tag(hash);
                self.slots[place] = index;
                (index, true)
            }
        }
    }

    /// Has at hand where texts stand, or would, that are added soon.
    pub(crate) fn fetch<'t>(&self, texts: impl Iterator<Item = &'t str>) {
        self.touch(texts.map(hash));
    }

    /// Has places at hand: a large table is far from the processor, and waiting for many of its places at once takes
    /// hardly longer than for one.
    fn touch(&self, hashes: impl Iterator<Item = u64>) {
        if let Some(mask) = self.slots.len().checked_sub(1) {
            let places = hashes.map(|hash| hash as usize & mask);
            let any = places.fold(0, |any, place| {
                any | u32::from(self.tags[place]) | self.slots[place]
            });
            std::hint::black_box(any);
        }
    }

    /// The number of a text, or the free place where it would stand.
    fn search(&self, text: &str, hash: u64) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let tag = tag(hash);
        let mut place = hash as usize & mask;
        loop {
            let found = self.tags[place];
            if found == 0 {
                return Err(place);
            }
            if found == tag && self.texts.get(self.slots[place]) == text {
                return Ok(self.slots[place]);
            }
            place = (place + 1) & mask;
        }
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        self.tags = vec![0; size];
        self.slots = vec![0; size];
        let count = self.texts.len() as u32;
        let mut hashes = [0; NEAR];
        for first in (0..count).step_by(NEAR) {
            let near = &mut hashes[..NEAR.min((count - first) as usize)];
            for (index, own) in (first..).zip(&mut *near) {
                *own = hash(self.texts.get(index));
            }
            self.touch(near.iter().copied());
            for (index, &mut hash) in (first..).zip(near) {
                let mut place = hash as usize & (size - 1);
                while self.tags[place] != 0 {
                    place = (place + 1) & (size - 1);
                }
                self.tags[place] = tag(hash);
                self.slots[place] = index;
            }
        }
    }

    /// Numbers the texts anew: the text `order[i]` becomes number `i`. All numbers must be in the order; texts before
    /// the first that changes its number are not touched.
    pub(crate) fn reorder(&mut self, order: &[u32]) {
        let mut changed = order.iter().zip(0u32..);
        let Some(first) = changed.position(|(&old, new)| old != new) else {
            return;
        };
        let mut tail = Texts::default();
        let mut places = Vec::with_capacity(order.len() - first);
        let mask = self.slots.len() - 1;
        for &old in &order[first..] {
            let text = self.texts.get(old);
            let mut place = hash(text) as usize & mask;
            while self.slots[place] != old || self.tags[place] == 0 {
                place = (place + 1) & mask;
            }
            places.push(place);
            tail.push(text);
        }
        for (place, new) in places.into_iter().zip(first as u32..) {
            self.slots[place] = new;
        }
        self.texts.truncate(first);
        tail.iter().for_each(|text| self.texts.push(text));
    }

    pub(crate) fn find(&self, text: &str) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        self.search(text, hash(text)).ok()
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

    /// Gives back room that was taken ahead.
    pub(crate) fn shrink(&mut self) {
        self.texts.shrink();
    }
}

/// A column of numbers, [`Interner::NONE`] where none was put. It takes room up to the last that was.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sparse(Vec<u32>);

impl Sparse {
    pub(crate) fn put(&mut self, index: u32, value: u32) {
        if value != Interner::NONE {
            self.0.resize(index as usize, Interner::NONE);
            self.0.push(value);
        }
    }

    pub(crate) fn get(&self, index: u32) -> u32 {
        self.0
            .get(index as usize)
            .copied()
            .unwrap_or(Interner::NONE)
    }

    /// What was put, each with its index.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (u32, u32)> + Clone {
        let all = (0u32..).zip(self.0.iter().copied());
        all.filter(|&(_, value)| value != Interner::NONE)
    }
}

/// A column of numbers that seldom change from one row to the next: where each run begins, and its number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Steps(Vec<(u32, u32)>);

impl Steps {
    pub(crate) fn put(&mut self, index: u32, value: u32) {
        if self.0.last().is_none_or(|&(_, last)| last != value) {
            self.0.push((index, value));
        }
    }

    pub(crate) fn get(&self, index: u32) -> u32 {
        let place = self.0.partition_point(|&(from, _)| from <= index);
        place.checked_sub(1).map_or(Interner::NONE, |p| self.0[p].1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_numbered_once() {
        let mut names = Interner::default();
        assert_eq!(names.find("talks"), None);
        assert_eq!(names.add("talks"), (0, true));
        assert_eq!(names.add("remark"), (1, true));
        assert_eq!(names.add("talks"), (0, false));
        assert_eq!(names.find("remark"), Some(1));
        assert_eq!(names.find("nothing"), None);
    }

    #[test]
    fn many_texts_are_found_and_can_be_numbered_anew() {
        let mut names = Interner::default();
        for i in 0..1_000 {
            assert_eq!(names.add(&format!("e{i}")), (i, true));
        }
        assert!((0..1_000).all(|i| names.find(&format!("e{i}")) == Some(i)));
        let order: Vec<u32> = (0..300).chain((300..1_000).rev()).collect();
        names.reorder(&order);
        for (new, old) in order.iter().enumerate() {
            let text = format!("e{old}");
            assert_eq!(names.find(&text), Some(new as u32));
            assert_eq!(names.get(new as u32), text);
        }
        assert_eq!(names.add("more"), (1_000, true));
    }

    #[test]
    fn what_was_left_out_is_empty() {
        let (mut texts, mut sparse, mut steps) = <(Texts, Sparse, Steps)>::default();
        for (index, text) in [(0, ""), (2, "two"), (3, ""), (5, "five")] {
            texts.put(index, text);
        }
        sparse.put(3, 7);
        sparse.put(4, Interner::NONE);
        for (index, value) in [(0, 1), (1, 1), (4, 2)] {
            steps.put(index, value);
        }
        let all: Vec<&str> = (0..7).map(|i| texts.get(i)).collect();
        assert_eq!(all, ["", "", "two", "", "", "five", ""]);
        assert_eq!(
            [2, 3, 4].map(|i| sparse.get(i)),
            [Interner::NONE, 7, Interner::NONE]
        );
        assert_eq!(sparse.iter().collect::<Vec<_>>(), [(3, 7)]);
        assert_eq!([0, 3, 4, 9].map(|i| steps.get(i)), [1, 1, 2, 2]);
    }
}
