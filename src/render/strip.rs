//! Where in time an event lies, in one line of letters.

use super::axis::{self, Axis};
use super::cells::width;
use super::lanes::Spacing;
use super::scale::Scale;
use crate::timeline::{EndWindow, EventView, Timeline};

/// The cells of a strip, each a stretch of time.
pub(super) struct Strip {
    scale: Scale,
    spacing: Spacing,
    /// Where each cell begins, and where the last one ends.
    edges: Vec<i128>,
}

/// What is known of an event and a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    /// In no world is it under way at any time of the stretch.
    No,
    /// In some world it is.
    Perhaps,
    /// In every world it is, at some time of the stretch.
    Somewhere,
    /// In every world it is, all the time.
    Throughout,
}

impl Level {
    /// What the windows of both ends say of a stretch from one tick to another, both included.
    ///
    /// They say all there is: each of the conditions is about one end alone but the first. An event whose beginning can
    /// lie before the stretch is over, and its end after the stretch has begun, can do both in one world, however short
    /// it must be, since it need not last longer than no time at all to touch the stretch.
    fn of(begin: EndWindow, end: EndWindow, first: i128, last: i128) -> Level {
        let by = |window: EndWindow, tick: i128| window.latest.is_some_and(|b| b.micros() <= tick);
        let from =
            |window: EndWindow, tick: i128| window.earliest.is_some_and(|b| b.micros() >= tick);
        if from(begin, last + 1) || by(end, first - 1) {
            Level::No
        } else if by(begin, first) && from(end, last) {
            Level::Throughout
        } else if by(begin, last) && from(end, first) {
            Level::Somewhere
        } else {
            Level::Perhaps
        }
    }

    fn letter(self) -> char {
        match self {
            Level::No => ' ',
            Level::Perhaps => '░',
            Level::Somewhere => '▒',
            Level::Throughout => '█',
        }
    }
}

/// What the letters mean.
pub(super) const LEGEND: [&str; 4] = [
    "█ certainly under way all this time",
    "▒ certainly at some time of this",
    "░ perhaps",
    "‹ › without a bound on this side",
];

impl Strip {
    /// A strip of so many cells for some events, all of which have bounds.
    pub(super) fn new(
        t: &Timeline,
        dated: &[EventView<'_>],
        cells: usize,
        spacing: Spacing,
    ) -> Strip {
        let scale = Scale::new(t, dated, [0.0, cells as f64], spacing);
        let edges = (0..=cells).map(|cell| scale.tick(cell as f64)).collect();
        Strip {
            scale,
            spacing,
            edges,
        }
    }

    /// The strip of an event, one letter more at each side.
    pub(super) fn of(&self, event: EventView<'_>) -> String {
        let (begin, end) = (event.begin(), event.end());
        let side = |is_open: bool, open: char| if is_open { open } else { '│' };
        let mut letters = String::new();
        letters.push(side(begin.earliest.is_none(), '‹'));
        let stretches = self.edges.windows(2);
        letters.extend(stretches.map(|pair| {
            let last = (pair[1] - 1).max(pair[0]);
            Level::of(begin, end, pair[0], last).letter()
        }));
        letters.push(side(end.latest.is_none(), '›'));
        letters
    }

    /// What stands above strips: what times have in common, and the times, as wide as they are.
    pub(super) fn axis(&self) -> [String; 2] {
        let offset = self.scale.offset;
        let mut above = Ruler::new(self.edges.len());
        let mut below = Ruler::new(self.edges.len());
        match self.spacing {
            Spacing::Proportional => {
                // A mark and the space behind it take some nine columns.
                let axis = Axis::between(
                    self.scale.from + offset,
                    self.scale.to + offset,
                    self.edges.len() / 9,
                );
                let cell = |tick: i128| self.scale.x((tick - offset).max(self.scale.from)) as usize;
                for (number, context) in axis.contexts.iter().enumerate() {
                    // Where the next one follows at once, that is told instead.
                    let next = axis.contexts.get(number + 1).filter(|_| number == 0);
                    let room = next.map_or(usize::MAX, |next| cell(next.tick));
                    if cell(context.tick) + width(&context.label) < room {
                        above.put(cell(context.tick), &context.label);
                    }
                }
                for mark in &axis.marks {
                    below.put(cell(mark.tick), &mark.label);
                }
            }
            Spacing::Condensed => {
                above.put(0, "not to scale");
                let knots = self.scale.knots.get(1..self.scale.knots.len() - 1);
                for (tick, x) in knots.unwrap_or_default() {
                    below.put(*x as usize, &axis::full(tick + offset));
                }
            }
        }
        [above, below].map(|ruler| ruler.text)
    }
}

/// Labels in one line, each where it belongs or not at all.
struct Ruler {
    text: String,
    most: usize,
}

impl Ruler {
    fn new(most: usize) -> Ruler {
        let text = String::new();
        Ruler { text, most }
    }

    /// Puts a label above a cell; the letter at the side of a strip comes before the first.
    fn put(&mut self, cell: usize, label: &str) {
        let (at, end) = (cell + 1, width(&self.text));
        if (end == 0 || end < at) && at + width(label) <= self.most {
            self.text.extend(std::iter::repeat_n(' ', at - end));
            self.text.push_str(label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Level;
    use crate::timeline::{Bound, EndWindow};

    const END: i128 = 7;

    /// All worlds of an event with these bounds of both ends and of how long it lasts.
    fn worlds(begin: [i128; 2], end: [i128; 2], long: [i128; 2]) -> Vec<[i128; 2]> {
        let begins = begin[0]..=begin[1];
        let all = begins.flat_map(|b| (end[0].max(b)..=end[1]).map(move |f| [b, f]));
        all.filter(|[b, f]| (long[0]..=long[1]).contains(&(f - b)))
            .collect()
    }

    fn window(ticks: impl Iterator<Item = i128> + Clone) -> EndWindow {
        EndWindow {
            earliest: ticks.clone().min().map(Bound),
            latest: ticks.max().map(Bound),
        }
    }

    #[test]
    fn levels_are_those_of_all_worlds() {
        let mut checked = 0;
        let pairs = || (0..END).flat_map(|from| (from..END).map(move |to| [from, to]));
        for begin in pairs() {
            for end in pairs() {
                for long in [[0, END], [0, 0], [2, 3], [1, END]] {
                    let worlds = worlds(begin, end, long);
                    if worlds.is_empty() {
                        continue;
                    }
                    let begins = window(worlds.iter().map(|world| world[0]));
                    let ends = window(worlds.iter().map(|world| world[1]));
                    for [first, last] in pairs() {
                        let touches = |[b, f]: &[i128; 2]| *b <= last && *f >= first;
                        let covers = |[b, f]: &[i128; 2]| *b <= first && *f >= last;
                        let level = match worlds.iter().filter(|world| touches(world)).count() {
                            0 => Level::No,
                            _ if worlds.iter().all(covers) => Level::Throughout,
                            some if some == worlds.len() => Level::Somewhere,
                            _ => Level::Perhaps,
                        };
                        assert_eq!(
                            Level::of(begins, ends, first, last),
                            level,
                            "{worlds:?} {first} {last}"
                        );
                        checked += 1;
                    }
                }
            }
        }
        assert!(checked > 10_000);
    }

    #[test]
    fn what_has_no_bound_is_never_certain() {
        let open = EndWindow {
            earliest: None,
            latest: None,
        };
        let until = EndWindow {
            earliest: None,
            latest: Some(Bound(5)),
        };
        assert_eq!(Level::of(open, open, 0, 9), Level::Perhaps);
        assert_eq!(Level::of(until, until, 0, 9), Level::Perhaps);
        assert_eq!(Level::of(until, open, 6, 9), Level::Perhaps);
        assert_eq!(Level::of(until, until, 6, 9), Level::No);
    }
}
