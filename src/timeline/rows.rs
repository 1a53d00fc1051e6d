//! Rows of values in two arrays.

mod blocks;

/// A row of values for each key, in two arrays. Rows at the end that were never put are empty, and take no room.
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
    /// Makes this the row of `key`, which is behind all that were put before; those left out are empty.
    pub(crate) fn put(&mut self, key: u32, row: impl IntoIterator<Item = T>) {
        let before = self.values.len() as u32;
        self.values.extend(row);
        let after = self.values.len() as u32;
        if after > before {
            self.ends.resize(key as usize, before);
            self.ends.push(after);
        }
    }

    /// The values of all rows, to be changed in place.
    pub(crate) fn values_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    /// Each row in turn, to be changed in place.
    pub(crate) fn each_mut(&mut self, mut change: impl FnMut(&mut [T])) {
        let mut rest = &mut self.values[..];
        let mut start = 0;
        for &end in &self.ends {
            let (row, others) = rest.split_at_mut((end - start) as usize);
            change(row);
            (rest, start) = (others, end);
        }
    }

    /// Gives back room that was taken ahead.
    pub(crate) fn shrink(&mut self) {
        self.ends.shrink_to_fit();
        self.values.shrink_to_fit();
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
        let Some((_, fill)) = pairs.clone().next() else {
            return Rows::default();
        };
        let mut ends = vec![0u32; keys + 1];
        let mut total = 0u32;
        pairs.clone().for_each(|(key, _)| {
            ends[key as usize + 1] += 1;
            total += 1;
        });
        for i in 1..ends.len() {
            ends[i] += ends[i - 1];
        }
        let mut values = vec![fill; total as usize];
        pairs.for_each(|(key, value)| {
            let slot = &mut ends[key as usize];
            values[*slot as usize] = value;
            *slot += 1;
        });
        ends.pop();
        Rows { ends, values }
    }

    /// Rows that end at these places, the last where the values do.
    pub(crate) fn of_parts(ends: Vec<u32>, values: Vec<T>) -> Rows<T> {
        debug_assert_eq!(ends.last().map_or(0, |&e| e as usize), values.len());
        Rows { ends, values }
    }

    /// Splits so many rows, those behind the last included, into ranges of about as many values each. A range may be
    /// empty.
    pub(crate) fn split(&self, rows: usize, parts: usize) -> Vec<std::ops::Range<usize>> {
        let cut = |part: usize| match part {
            0 => 0,
            _ if part == parts => rows,
            _ => {
                let most = self.values.len() as u64 * part as u64 / parts as u64;
                self.ends
                    .partition_point(|&end| u64::from(end) <= most)
                    .min(rows)
            }
        };
        (0..parts).map(|part| cut(part)..cut(part + 1)).collect()
    }

    /// Rows that are as long as these, of other values.
    pub(crate) fn with_values<U: Copy>(&self, values: Vec<U>) -> Rows<U> {
        Rows::of_parts(self.ends.clone(), values)
    }

    /// These rows with more values at the end of each, in the order given. Linear.
    pub(crate) fn extended(
        &self,
        keys: usize,
        more: impl Iterator<Item = (u32, T)> + Clone,
    ) -> Rows<T> {
        let more = Rows::group(keys, more);
        let mut ends = Vec::with_capacity(keys);
        let mut values = Vec::with_capacity(self.total() + more.total());
        for key in 0..keys as u32 {
            values.extend_from_slice(self.of(key));
            values.extend_from_slice(more.of(key));
            ends.push(values.len() as u32);
        }
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
    fn rows_are_split_by_their_values() {
        let pairs = [
            (0, 1),
            (0, 2),
            (0, 3),
            (0, 4),
            (2, 5),
            (3, 6),
            (4, 7),
            (5, 8),
        ];
        let rows = Rows::group(6, pairs.into_iter());
        assert_eq!(rows.split(6, 2), [0..2, 2..6]);
        for parts in 1..12 {
            let all: Vec<usize> = rows.split(7, parts).into_iter().flatten().collect();
            assert_eq!(all, (0..7).collect::<Vec<_>>());
        }
        assert_eq!(Rows::<u32>::default().split(3, 2), [0..0, 0..3]);
    }

    #[test]
    fn rows_that_were_left_out_are_empty() {
        let mut rows = Rows::default();
        rows.put(0, []);
        rows.put(2, [1, 2]);
        rows.put(3, []);
        rows.put(4, [3]);
        let all: Vec<&[i32]> = (0..6).map(|key| rows.of(key)).collect();
        assert_eq!(all, [&[][..], &[], &[1, 2], &[], &[3], &[]]);
    }
}
