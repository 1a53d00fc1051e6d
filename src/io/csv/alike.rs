//! Names that differ so little that one person may be meant.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::io::slug::slug;

/// The pairs of names that are alike, each by the places of the earlier and the later one, in the order of the later.
///
/// Two names are alike if their letters are the same, whatever stands between; if one letter, put in, left out,
/// replaced or swapped with its neighbour, makes one of the other; or if all words of one are among those of the
/// other. Names of fewer than five letters, and names with different digits, are alike only in the first way.
///
/// One letter apart are names of which each, less one letter, gives the same: what they give is sorted, so that many
/// names take little longer than each alone.
pub(super) fn pairs(names: &[&str]) -> Vec<(usize, usize)> {
    let names: Vec<Folded> = names.iter().map(|name| Folded::new(name)).collect();
    let mut pairs = Vec::new();
    let mut shorter: Vec<(u64, usize)> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        shorter.push((hash(&name.letters, None), i));
        if name.is_long() {
            shorter.extend((0..name.letters.len()).map(|gap| (hash(&name.letters, Some(gap)), i)));
        }
    }
    shorter.sort_unstable();
    for same in shorter.chunk_by(|one, other| one.0 == other.0) {
        for (place, (_, later)) in same.iter().enumerate() {
            let before = same.iter().take(place);
            pairs.extend(before.map(|(_, earlier)| (*earlier, *later)));
        }
    }
    pairs.extend(contained(&names));
    pairs.retain(|(one, other)| match (names.get(*one), names.get(*other)) {
        (Some(one), Some(other)) => one.is_like(other),
        _ => false,
    });
    let mut pairs: Vec<(usize, usize)> = pairs
        .into_iter()
        .map(|(one, other)| (one.min(other), one.max(other)))
        .filter(|(one, other)| one != other)
        .collect();
    pairs.sort_unstable_by_key(|(earlier, later)| (*later, *earlier));
    pairs.dedup();
    pairs
}

/// The pairs of which one may have all words of the other: those that share its rarest word.
fn contained(names: &[Folded]) -> Vec<(usize, usize)> {
    let mut having: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (i, name) in names.iter().enumerate() {
        for word in name.words() {
            having.entry(word).or_default().push(i);
        }
    }
    let mut pairs = Vec::new();
    for (i, name) in names.iter().enumerate().filter(|(_, name)| name.is_long()) {
        let rarest = name.words().filter_map(|word| having.get(word));
        if let Some(others) = rarest.min_by_key(|others| others.len()) {
            pairs.extend(others.iter().map(|other| (i, *other)));
        }
    }
    pairs
}

/// A hash of the letters but the one at the gap.
fn hash(letters: &[char], gap: Option<usize>) -> u64 {
    let mut hasher = FxHasher::default();
    for (i, letter) in letters.iter().enumerate() {
        if Some(i) != gap {
            letter.hash(&mut hasher);
        }
    }
    hasher.finish()
}

/// A name without the distinctions that are easily missed.
struct Folded {
    text: String,
    letters: Vec<char>,
}

impl Folded {
    fn new(name: &str) -> Folded {
        let text = slug(name);
        Folded {
            letters: text.chars().collect(),
            text,
        }
    }

    /// Whether it is long enough to be mistaken for a name that is not the same.
    fn is_long(&self) -> bool {
        self.letters.len() >= 5
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.text.split('-')
    }

    fn digits(&self) -> impl Iterator<Item = &char> {
        self.letters.iter().filter(|letter| letter.is_numeric())
    }

    fn is_like(&self, other: &Folded) -> bool {
        if self.text == other.text {
            return true;
        }
        if !self.is_long() || !other.is_long() || !self.digits().eq(other.digits()) {
            return false;
        }
        let has = |long: &Folded, short: &Folded| {
            short
                .words()
                .all(|word| long.words().any(|other| other == word))
        };
        self.letters.len().abs_diff(other.letters.len()) <= 1
            && strsim::osa_distance(&self.text, &other.text) <= 1
            || has(self, other)
            || has(other, self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_alike_that_may_be_one() {
        for (one, other) in [
            ("Zelensky", "Zelenskyy"),
            ("Volodymyr Zelenskyy", "Zelenskyy"),
            ("Volodymyr Zelenskiy", "Volodymyr Zelenskyy"),
            ("Steve Witkoff", "Steven Witkoff"),
            ("Steve Witkoff", "Steve Wiktoff"),
            ("STEVE WITKOFF", "Steve Witkoff"),
            ("Witkoff, Steve", "Steve Witkoff"),
            ("Kim Jong Un", "Kim Jong-un"),
            ("UN", "un"),
        ] {
            assert_eq!(pairs(&[one, other]), [(0, 1)], "{one}, {other}");
            assert_eq!(pairs(&[other, one]), [(0, 1)], "{one}, {other}");
        }
        for (one, other) in [
            ("Iran", "Iraq"),
            ("Austria", "Australia"),
            ("Niger", "Nigeria"),
            ("Envoy 1", "Envoy 2"),
            ("Envoy 1", "Envoy 12"),
            ("Trump", "Putin"),
            ("", "Putin"),
        ] {
            assert_eq!(pairs(&[one, other]), [], "{one}, {other}");
        }
    }

    #[test]
    fn pairs_stand_in_the_order_of_the_later_name() {
        let names = ["Zelensky", "Putin", "Zelenskyy", "Zelenskiy", "PUTIN"];
        assert_eq!(pairs(&names), [(0, 2), (0, 3), (2, 3), (1, 4)]);
    }

    #[test]
    fn the_index_misses_no_pair() {
        let names: Vec<String> = (0..400_u32)
            .map(|i| {
                let letter = |shift: u32| {
                    char::from(b'a' + (i.wrapping_mul(2_654_435_761) >> shift) as u8 % 3)
                };
                let word: String = (0..4 + i % 3).map(|n| letter(5 * n)).collect();
                if i % 5 == 0 {
                    format!("{word} bcd")
                } else {
                    word
                }
            })
            .collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let folded: Vec<Folded> = names.iter().map(|name| Folded::new(name)).collect();
        let mut expected = Vec::new();
        for later in 0..names.len() {
            for earlier in 0..later {
                if folded[earlier].is_like(&folded[later]) {
                    expected.push((earlier, later));
                }
            }
        }
        assert_eq!(pairs(&names), expected);
    }
}
