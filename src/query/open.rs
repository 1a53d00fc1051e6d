//! What to look up next: pairs of events whose order is open, by how much it would settle.

use crate::timeline::{EventView, Moment, OPEN, Selection, Timeline, TooManyEvents};
use std::cmp::Reverse;
use std::fmt;

/// The most events whose pairs are ranked.
const MOST: usize = 500;

impl Timeline {
    /// Which order to look up next: the pairs of events each of which may have ended before the other
    /// began, ranked by how many further such pairs an answer settles.
    ///
    /// A pair is open where "x before y" and "y before x" are both possible. An answer, one of those
    /// two, settles another open pair of the selection if with it no longer both are possible. Pairs
    /// whose worse answer settles most come first, then those whose better one does, then in file
    /// order. (That two events overlapped would settle their pair, too, but is not counted as an
    /// answer.) Every event counts as if it took place, as in [`relate`](Timeline::relate).
    ///
    /// Exact, in `O(n^4 / 64)` at worst for `n` events whose order is open, much less where answers
    /// settle little: milliseconds for a hundred events, up to a few seconds for 500. Events of one
    /// component of more than 256 add a search of it each.
    ///
    /// # Errors
    ///
    /// Where the selection has more than 500 events.
    /// [`connected_with`](Timeline::connected_with) gives the events that claims connect with one.
    ///
    /// ```
    /// use demarche::prelude::*;
    /// use demarche::Selection;
    ///
    /// let mut t = Timeline::builder();
    /// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
    /// t.add(Meeting::new("talks").between(["a", "b"]));
    /// t.add(["offer", "answer", "thanks"].map(|key| Statement::new(key).by("a")));
    /// t.add(Claim::that("offer").is(Before, "answer"));
    /// t.add(Claim::that("answer").is(Before, "thanks"));
    /// let t = t.build()?;
    ///
    /// // Before or after the answer: either way one more order is known.
    /// let next = t.open_questions(Selection::all())?.next();
    /// let next = next.expect("three pairs are open");
    /// assert_eq!((next.left().key(), next.right().key()), ("talks", "answer"));
    /// assert_eq!(next.settled_at_least(), 1);
    ///
    /// let known = t.assume(Claim::that("talks").is(Before, "answer"))?;
    /// assert_eq!(known.open_questions(Selection::all())?.len(), 1);
    /// # Ok::<(), demarche::Error>(())
    /// ```
    pub fn open_questions(&self, selection: Selection) -> Result<OpenQuestions<'_>, TooManyEvents> {
        let events: Vec<u32> = selection.events(self).into_iter().map(|e| e.0).collect();
        if events.len() > MOST {
            return Err(TooManyEvents {
                found: events.len(),
                most: MOST,
            });
        }
        let found = Net::of(self, &events).rank();
        Ok(OpenQuestions {
            timeline: self,
            found: found.into_iter(),
        })
    }
}

/// A pair of events whose order is open, and what its answers would settle.
///
/// It is shown as a question with what hangs on it.
///
/// ```
/// use demarche::prelude::*;
///
/// let mut t = Timeline::builder();
/// t.add([Actor::person("a", "Ada"), Actor::person("b", "Bo")]);
/// t.add(["x", "y", "z"].map(|key| Statement::new(key).by("a").on("2025-04-25")));
/// t.add(Claim::that("x").is(Before, "z"));
/// let t = t.build()?;
/// let first = t.open_questions(demarche::Selection::all())?.next().unwrap();
/// assert_eq!((first.left().key(), first.right().key()), ("x", "y"));
/// // If `y` is before `x`, it is before `z`; if it is after `x`, that is still open.
/// assert_eq!((first.settled_if_before(), first.settled_if_after()), (0, 1));
/// # Ok::<(), demarche::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct OpenQuestion<'t> {
    timeline: &'t Timeline,
    row: Row,
}

impl<'t> OpenQuestion<'t> {
    /// The event that stands earlier in the file.
    pub fn left(&self) -> EventView<'t> {
        self.timeline.view(self.row.left)
    }

    /// The event that stands later in the file.
    pub fn right(&self) -> EventView<'t> {
        self.timeline.view(self.row.right)
    }

    /// How many further pairs are settled if the left event ended before the right one began.
    pub fn settled_if_before(&self) -> usize {
        self.row.before as usize
    }

    /// How many further pairs are settled if the right event ended before the left one began.
    pub fn settled_if_after(&self) -> usize {
        self.row.after as usize
    }

    /// How many further pairs are settled by either answer at least: by the worse one.
    pub fn settled_at_least(&self) -> usize {
        self.row.before.min(self.row.after) as usize
    }

    /// How many further pairs are settled by either answer at most: by the better one.
    pub fn settled_at_most(&self) -> usize {
        self.row.before.max(self.row.after) as usize
    }
}

impl fmt::Display for OpenQuestion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (x, y) = (self.left().key(), self.right().key());
        let (before, after) = (self.row.before, self.row.after);
        write!(
            f,
            "{x:?} before {y:?} would settle {before} further, {y:?} before {x:?} {after}"
        )
    }
}

impl fmt::Debug for OpenQuestion<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The pairs of events whose order is open, those first that settle most: an iterator.
#[derive(Clone)]
pub struct OpenQuestions<'t> {
    timeline: &'t Timeline,
    found: std::vec::IntoIter<Row>,
}

impl<'t> Iterator for OpenQuestions<'t> {
    type Item = OpenQuestion<'t>;

    fn next(&mut self) -> Option<OpenQuestion<'t>> {
        let timeline = self.timeline;
        self.found.next().map(|row| OpenQuestion { timeline, row })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.found.size_hint()
    }
}

impl ExactSizeIterator for OpenQuestions<'_> {}

impl fmt::Debug for OpenQuestions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// Two events, and the further pairs that either order of them settles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Row {
    left: u32,
    right: u32,
    before: u32,
    after: u32,
}

/// Events some order of which is open, and how far the beginning of each can lie behind the end of
/// each.
struct Net {
    events: Vec<u32>,
    /// `d[v][u]` bounds `b(u) - f(v)`: `v` may be before `u` where it is above zero.
    d: Vec<Vec<i128>>,
    /// For each event a bit for each with which its order is open.
    open: Vec<Vec<u64>>,
}

impl Net {
    fn of(t: &Timeline, events: &[u32]) -> Net {
        let begins: Vec<Moment> = events.iter().map(|&e| Moment::begin(e)).collect();
        let row = |&v: &u32| t.distances(Moment::end(v), &begins);
        let d: Vec<Vec<i128>> = events.iter().map(row).collect();
        let is_open = |v: usize, u: usize| v != u && d[v][u] > 0 && d[u][v] > 0;
        // Events all of whose orders are settled neither ask nor gain anything.
        let n = events.len();
        let kept: Vec<usize> = (0..n).filter(|&v| (0..n).any(|u| is_open(v, u))).collect();
        let bits = |&v: &usize| {
            let mut bits = vec![0u64; kept.len().div_ceil(64)];
            for (at, _) in kept.iter().enumerate().filter(|&(_, &u)| is_open(v, u)) {
                bits[at / 64] |= 1 << (at % 64);
            }
            bits
        };
        Net {
            events: kept.iter().map(|&v| events[v]).collect(),
            open: kept.iter().map(bits).collect(),
            d: kept
                .iter()
                .map(|&v| kept.iter().map(|&u| d[v][u]).collect())
                .collect(),
        }
    }

    fn is_open(&self, x: usize, y: usize) -> bool {
        self.open[x][y / 64] >> (y % 64) & 1 == 1
    }

    /// All open pairs, those first that settle most.
    fn rank(&self) -> Vec<Row> {
        let n = self.events.len();
        // How far the beginning of `y` can lie behind the end of each event.
        let into: Vec<Sorted> = (0..n)
            .map(|y| Sorted::of((0..n).map(|v| self.d[v][y])))
            .collect();
        let mut scratch = vec![[0usize; 2]; n];
        let mut settles = |out: &Sorted, x: usize, y: usize| match self.is_open(x, y) {
            true => self.settled(&into[y], out, &mut scratch),
            false => 0,
        };
        let settled: Vec<Vec<u32>> = (0..n)
            .map(|x| {
                let out = Sorted::of(self.d[x].iter().copied());
                (0..n).map(|y| settles(&out, x, y)).collect()
            })
            .collect();
        let pairs = (0..n).flat_map(|x| (x + 1..n).map(move |y| (x, y)));
        let mut rows: Vec<Row> = pairs
            .filter(|&(x, y)| self.is_open(x, y))
            .map(|(x, y)| Row {
                left: self.events[x],
                right: self.events[y],
                before: settled[x][y],
                after: settled[y][x],
            })
            .collect();
        rows.sort_by_key(|row| {
            let (worse, better) = (row.before.min(row.after), row.before.max(row.after));
            (Reverse(worse), Reverse(better), row.left, row.right)
        });
        rows
    }

    /// How many further pairs are settled by `f(x) < b(y)`, given the distances to `b(y)` and from
    /// `f(x)`.
    ///
    /// The inequality is one edge more in a minimal network, so that it bounds `b(u) - f(v)` by
    /// `d(f(v), b(y)) - 1 + d(f(x), b(u))`: `v` can't be before `u` any more where the two distances
    /// add up to one at most. For each `v` those `u` are the first few in the order of the second
    /// distance, and the more, the smaller the first.
    fn settled(&self, into: &Sorted, out: &Sorted, scratch: &mut [[usize; 2]]) -> u32 {
        for (side, (one, other)) in [(into, out), (out, into)].into_iter().enumerate() {
            let fits = |first: i128, value: i128| first + value <= 1;
            let nearest = one.values.first().copied().unwrap_or(OPEN);
            let mut most = other.values.partition_point(|&value| fits(nearest, value));
            for (&v, &first) in one.order.iter().zip(&one.values) {
                while most > 0 && !fits(first, other.values[most - 1]) {
                    most -= 1;
                }
                if most == 0 {
                    break;
                }
                scratch[v as usize][side] = most;
            }
        }
        let mut twice = 0;
        for (open, counts) in self.open.iter().zip(scratch) {
            let [before, after] = std::mem::take(counts);
            if before > 0 || after > 0 {
                twice += common(open, out.first(before), into.first(after));
            }
        }
        // Each pair was met from both of its events; and the pair itself is not a further one.
        (twice / 2).saturating_sub(1)
    }
}

/// How many of `open` are in `one` or in `other`.
fn common(open: &[u64], one: &[u64], other: &[u64]) -> u32 {
    let either = one.iter().zip(other).map(|(a, b)| a | b);
    let both = open.iter().zip(either).map(|(open, either)| open & either);
    both.map(u64::count_ones).sum()
}

/// Events in the order of a distance.
struct Sorted {
    order: Vec<u32>,
    values: Vec<i128>,
    /// For each number of events from none on, the set of as many first ones.
    firsts: Vec<u64>,
    words: usize,
}

impl Sorted {
    fn of(values: impl Iterator<Item = i128>) -> Sorted {
        let mut sorted: Vec<(i128, u32)> = values.zip(0..).collect();
        sorted.sort_unstable();
        let words = sorted.len().div_ceil(64);
        let mut firsts = vec![0u64; (sorted.len() + 1) * words];
        for (i, &(_, event)) in sorted.iter().enumerate() {
            firsts.copy_within(i * words..(i + 1) * words, (i + 1) * words);
            firsts[(i + 1) * words + event as usize / 64] |= 1 << (event % 64);
        }
        Sorted {
            order: sorted.iter().map(|&(_, event)| event).collect(),
            values: sorted.iter().map(|&(value, _)| value).collect(),
            firsts,
            words,
        }
    }

    /// The set of the first `count` events.
    fn first(&self, count: usize) -> &[u64] {
        &self.firsts[count * self.words..(count + 1) * self.words]
    }
}
