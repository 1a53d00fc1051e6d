//! Values of one size, as bytes; numbers are little-endian.

use crate::model::{CitedAs, Credibility, LinkKind, Presence, Role, Status};
use crate::time::{Duration, Gap, RelationSet};
use crate::timeline::base::{Entry, RelationRow};
use crate::timeline::claim::ClaimRef;
use crate::timeline::columns::{CitedMore, EventKind, Involved, Part};
use crate::timeline::options::ImpliedKind;

/// A value of a column.
pub(crate) trait Cell: Copy {
    /// How many bytes it takes.
    const SIZE: usize;

    /// Writes it into so many bytes.
    fn put(self, to: &mut [u8]);

    /// Reads it from so many bytes; nothing where they stand for no value.
    fn get(from: &[u8]) -> Option<Self>;

    /// Reads many; whether all stand for values.
    fn get_all(from: &[u8], to: &mut Vec<Self>) -> bool {
        for bytes in from.chunks_exact(Self::SIZE) {
            match Self::get(bytes) {
                Some(cell) => to.push(cell),
                None => return false,
            }
        }
        true
    }
}

macro_rules! numbers {
    ($($kind:ty),+) => {
        $(impl Cell for $kind {
            const SIZE: usize = size_of::<$kind>();

            fn put(self, to: &mut [u8]) {
                to.copy_from_slice(&self.to_le_bytes());
            }

            fn get(from: &[u8]) -> Option<$kind> {
                Some(<$kind>::from_le_bytes(from.try_into().ok()?))
            }

            fn get_all(from: &[u8], to: &mut Vec<$kind>) -> bool {
                // The compiler makes a copy of this.
                let (chunks, rest) = from.as_chunks();
                to.extend(chunks.iter().map(|&bytes| <$kind>::from_le_bytes(bytes)));
                rest.is_empty()
            }
        })+
    };
}
numbers!(u8, u32, u64, i64, i128);

impl<T: Cell, const N: usize> Cell for [T; N]
where
    [T; N]: Default,
{
    const SIZE: usize = N * T::SIZE;

    fn put(self, to: &mut [u8]) {
        for (cell, bytes) in self.into_iter().zip(to.chunks_exact_mut(T::SIZE)) {
            cell.put(bytes);
        }
    }

    fn get(from: &[u8]) -> Option<[T; N]> {
        let mut cells = <[T; N]>::default();
        for (cell, bytes) in cells.iter_mut().zip(from.chunks_exact(T::SIZE)) {
            *cell = T::get(bytes)?;
        }
        Some(cells)
    }
}

impl<A: Cell, B: Cell> Cell for (A, B) {
    const SIZE: usize = A::SIZE + B::SIZE;

    fn put(self, to: &mut [u8]) {
        let (a, b) = to.split_at_mut(A::SIZE);
        self.0.put(a);
        self.1.put(b);
    }

    fn get(from: &[u8]) -> Option<(A, B)> {
        let (a, b) = from.split_at_checked(A::SIZE)?;
        Some((A::get(a)?, B::get(b)?))
    }
}

/// Words of a closed list, each by its place in the list.
macro_rules! words {
    ($($kind:ident: [$($word:ident),+];)+) => {
        $(impl Cell for $kind {
            const SIZE: usize = 1;

            fn put(self, to: &mut [u8]) {
                const ALL: &[$kind] = &[$($kind::$word),+];
                // A word that the list lacks does not compile.
                match self {
                    $($kind::$word => {})+
                }
                let place = ALL.iter().position(|&word| word == self);
                to.fill(place.unwrap_or(ALL.len()) as u8);
            }

            fn get(from: &[u8]) -> Option<$kind> {
                const ALL: &[$kind] = &[$($kind::$word),+];
                ALL.get(usize::from(*from.first()?)).copied()
            }
        })+
    };
}
words! {
    EventKind: [Meeting, Statement, Document, Action];
    Status: [Occurred, Planned, Cancelled, Alleged, Denied];
    Part: [Participant, Party, By, To, Absent, Concerned];
    Role: [Host, Guest, Mediator, Observer, Delegate];
    Presence: [Reported, Implied, Denied];
    CitedAs: [Occurred, Announced];
    Entry: [Archived, Event, Relation];
    ImpliedKind: [PartOf, RepliesTo, Published];
    LinkKind: [
        Quotes, Reaffirms, Contradicts, Rejects, Accepts, Amends, Replaces, Signs, Realizes, Cancels, Reports
    ];
}

/// In place of a word: there is none.
const NO_WORD: u8 = u8::MAX;

fn put_word<T: Cell>(word: Option<T>, to: &mut [u8]) {
    match word {
        Some(word) => word.put(to),
        None => to.fill(NO_WORD),
    }
}

fn get_word<T: Cell>(from: &[u8]) -> Option<Option<T>> {
    match from {
        [NO_WORD] => Some(None),
        _ => T::get(from).map(Some),
    }
}

impl Cell for Involved {
    const SIZE: usize = 7;

    fn put(self, to: &mut [u8]) {
        let (actor, words) = to.split_at_mut(4);
        self.actor.put(actor);
        let (part, words) = words.split_at_mut(1);
        self.part.put(part);
        let (role, presence) = words.split_at_mut(1);
        put_word(self.role, role);
        self.presence.put(presence);
    }

    fn get(from: &[u8]) -> Option<Involved> {
        let from: &[u8; 7] = from.try_into().ok()?;
        Some(Involved {
            actor: u32::get(&from[..4])?,
            part: Part::get(&from[4..5])?,
            role: get_word(&from[5..6])?,
            presence: Presence::get(&from[6..])?,
        })
    }
}

impl Cell for CitedMore {
    const SIZE: usize = 2;

    fn put(self, to: &mut [u8]) {
        let (credibility, cited_as) = to.split_at_mut(1);
        credibility.fill(self.credibility.map_or(0, Credibility::digit));
        put_word(self.cited_as, cited_as);
    }

    fn get(from: &[u8]) -> Option<CitedMore> {
        let &[digit, _] = from else { return None };
        let credibility = match digit {
            0 => None,
            digit => Some(Credibility::new(digit).ok()?),
        };
        Some(CitedMore {
            credibility,
            cited_as: get_word(&from[1..])?,
        })
    }
}

/// No limit of a gap; durations are not negative.
const NO_LIMIT: i64 = -1;

impl Cell for RelationRow {
    const SIZE: usize = 32;

    fn put(self, to: &mut [u8]) {
        let limit = |limit: Option<Duration>| limit.map_or(NO_LIMIT, Duration::micros);
        let numbers = [self.left, self.right, u32::from(self.set.bits())];
        let (ends, gap) = (
            (numbers, self.record),
            (limit(self.gap.min), limit(self.gap.max)),
        );
        (ends, gap).put(to);
    }

    fn get(from: &[u8]) -> Option<RelationRow> {
        type Ends = ([u32; 3], u32);
        let ((numbers, record), (min, max)) = <(Ends, (i64, i64))>::get(from)?;
        let [left, right, bits] = numbers;
        let limit = |micros: i64| match micros {
            NO_LIMIT => Some(None),
            micros => Duration::from_micros(micros).map(Some),
        };
        Some(RelationRow {
            left,
            right,
            set: RelationSet::from_bits(u16::try_from(bits).ok()?)?,
            gap: Gap {
                min: limit(min)?,
                max: limit(max)?,
            },
            record,
        })
    }
}

impl Cell for ClaimRef {
    const SIZE: usize = 9;

    fn put(self, to: &mut [u8]) {
        let (kind, a, b) = match self {
            ClaimRef::Own(event) => (0, event, 0),
            ClaimRef::Date(index) => (1, index, 0),
            ClaimRef::Relation(index) => (2, index, 0),
            ClaimRef::Implied(kind, event, of) => {
                let mut word = [0];
                kind.put(&mut word);
                (3 + word[0], event, of)
            }
        };
        (kind, [a, b]).put(to);
    }

    fn get(from: &[u8]) -> Option<ClaimRef> {
        let (kind, [a, b]) = <(u8, [u32; 2])>::get(from)?;
        match kind {
            0..3 if b != 0 => None,
            0 => Some(ClaimRef::Own(a)),
            1 => Some(ClaimRef::Date(a)),
            2 => Some(ClaimRef::Relation(a)),
            kind => Some(ClaimRef::Implied(ImpliedKind::get(&[kind - 3])?, a, b)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all<T: Cell + std::fmt::Debug + PartialEq>(values: &[T], none: &[&[u8]]) {
        for &value in values {
            let mut bytes = vec![0; T::SIZE];
            value.put(&mut bytes);
            assert_eq!(T::get(&bytes), Some(value), "{bytes:?}");
            let mut read = Vec::new();
            assert!(T::get_all(&bytes.repeat(3), &mut read));
            assert_eq!(read, [value; 3]);
        }
        for bytes in none {
            assert_eq!(bytes.len(), T::SIZE);
            assert_eq!(T::get(bytes), None, "{bytes:?}");
        }
    }

    #[test]
    fn every_word_has_a_byte_of_its_own() {
        all(&Status::ALL, &[&[5], &[255]]);
        all(&Role::ALL, &[&[5], &[255]]);
        all(&Presence::ALL, &[&[3]]);
        all(&CitedAs::ALL, &[&[2]]);
        all(&LinkKind::ALL, &[&[11]]);
        all(&ImpliedKind::ALL, &[&[3]]);
        for byte in 0..=255 {
            let kind = EventKind::get(&[byte]);
            assert_eq!(kind.is_some(), byte < 4);
            assert_eq!(Entry::get(&[byte]).is_some(), byte < 3);
            assert_eq!(Part::get(&[byte]).is_some(), byte < 6);
        }
    }

    #[test]
    fn claims_and_numbers_are_read_as_they_were_written() {
        let implied = ImpliedKind::ALL.map(|kind| ClaimRef::Implied(kind, 7, u32::MAX));
        all(&implied, &[&[6, 0, 0, 0, 0, 0, 0, 0, 0]]);
        let plain = [ClaimRef::Own(1), ClaimRef::Date(2), ClaimRef::Relation(3)];
        all(&plain, &[&[0, 1, 0, 0, 0, 1, 0, 0, 0]]);
        all(&[[i64::MIN, 0, 1, i64::MAX]], &[]);
        all(&[((1u32, 2u8), i128::MIN), ((u32::MAX, 0), -1)], &[]);
    }
}
