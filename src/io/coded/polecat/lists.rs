//! Lists of actors, each held once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// Sets of actors and their numbers.
#[derive(Debug, Default)]
pub(super) struct Lists {
    lists: Vec<Arc<[u32]>>,
    numbers: FxHashMap<Arc<[u32]>, u32>,
}

impl Lists {
    /// The number of the set of these, in whatever order and how often they stand there.
    pub(super) fn number(&mut self, mut actors: Vec<u32>) -> u32 {
        actors.sort_unstable();
        actors.dedup();
        if let Some(number) = self.numbers.get(actors.as_slice()) {
            return *number;
        }
        let number = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        let actors: Arc<[u32]> = actors.into();
        self.lists.push(Arc::clone(&actors));
        self.numbers.insert(actors, number);
        number
    }

    /// The actors of a set.
    pub(super) fn get(&self, number: u32) -> &[u32] {
        self.lists
            .get(number as usize)
            .map_or(&[], |list| list.as_ref())
    }
}

/// The parts of a cell that lists something, with `;` between; what is not given is none.
pub(super) fn split(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| says(part))
}

/// The parts of a cell by their places; none for those that are not given.
pub(super) fn places(cell: &str) -> Vec<Option<&str>> {
    let parts = cell.split(';').map(str::trim);
    parts.map(|part| Some(part).filter(|it| says(it))).collect()
}

/// Whether something is given.
pub(super) fn says(cell: &str) -> bool {
    !matches!(cell, "" | "NA" | "NULL" | "None")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_held_once() {
        let mut lists = Lists::default();
        let one = lists.number(vec![3, 1, 3]);
        assert_eq!(lists.number(vec![1, 3]), one);
        assert_ne!(lists.number(vec![1]), one);
        assert_eq!(lists.get(one), [1, 3]);
        let parts: Vec<_> = split(" Aland; None;;Borduria ").collect();
        assert_eq!(parts, ["Aland", "Borduria"]);
        assert_eq!(places("A; None"), [Some("A"), None]);
    }
}
