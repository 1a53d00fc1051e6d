//! Events in the rows of their lanes.

use super::lanes::Lanes;
use super::scale::Scale;
use super::scene::{EDGE, GAP, GUTTER, HEAD, Item, LETTERS, LINE, Label, Lane, Scene, Shape};
use super::text::{fit, width};
use crate::model::EventKind;
use crate::timeline::EventView;
use rustc_hash::{FxHashMap, FxHashSet};

/// The room for the mark of a conflict.
const MARK: f64 = 14.0;
/// How long a label is at most.
const LONGEST: f64 = 340.0;

/// Puts events into rows of their lanes, each label beside its event where nothing else is.
pub(super) fn place(
    scene: &mut Scene<'_>,
    scale: &Scale,
    lanes: Lanes,
    in_conflict: &FxHashSet<String>,
) {
    let mut numbers: FxHashMap<u32, usize> = FxHashMap::default();
    let mut all: Vec<(u32, String, Vec<usize>)> = Vec::new();
    for (number, shown) in scene.shown.iter().enumerate() {
        for (key, name) in lanes.of(shown.event) {
            let at = *numbers.entry(key).or_insert_with(|| {
                all.push((key, name, Vec::new()));
                all.len() - 1
            });
            all[at].2.push(number);
        }
    }
    if lanes == Lanes::Kind {
        all.sort_by_key(|lane| lane.0);
    }
    let mut is_labelled = vec![false; scene.shown.len()];
    let mut y = HEAD;
    for (_, name, events) in all {
        let mut rows: Vec<f64> = Vec::new();
        let mut boxes: Vec<(f64, usize)> = Vec::new();
        let mut items = Vec::new();
        for number in events {
            let event = scene.shown[number].event;
            let conflict = in_conflict.contains(event.key());
            let item = Boxed::new(event, scale, conflict, !is_labelled[number]);
            is_labelled[number] = true;
            boxes.push((item.room[0], items.len()));
            items.push((number, conflict, item));
        }
        boxes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (_, at) in boxes {
            let (number, is_in_conflict, item) = &items[at];
            let free = |row: usize| rows.get(row).is_none_or(|&end| end + GAP <= item.room[0]);
            let lines = item.lines();
            let fits = |&row: &usize| (row..row + lines).all(free);
            let row = (0..=rows.len()).find(fits).unwrap_or(rows.len());
            rows.resize(rows.len().max(row + lines), f64::MIN);
            rows[row..row + lines].fill(item.room[1]);
            let middle = y + 4.0 + row as f64 * LINE + LINE / 2.0;
            scene.items.push(Item {
                event: *number,
                y: middle,
                shape: item.shape,
                open: item.open,
                is_in_conflict: *is_in_conflict,
            });
            if let Some((x, text)) = &item.label {
                let below = if item.is_below { LINE } else { 0.0 };
                let label = Label {
                    x: *x,
                    y: middle + below + 4.0,
                    text: text.clone(),
                };
                scene.labels.push((*number, label));
            }
        }
        let height = rows.len() as f64 * LINE + 8.0;
        scene.lanes.push(Lane {
            y,
            height,
            name: Label {
                x: EDGE,
                y: y + LINE / 2.0 + 8.0,
                text: fit(&name, (GUTTER - EDGE - GAP) / LETTERS),
            },
            full: name,
        });
        y += height;
    }
    scene.bottom = y;
    link(scene);
}

/// An event with the room that it takes, its label beside it.
struct Boxed {
    shape: Shape,
    open: [bool; 2],
    room: [f64; 2],
    label: Option<(f64, String)>,
    is_below: bool,
}

impl Boxed {
    fn new(event: EventView<'_>, scale: &Scale, conflict: bool, is_labelled: bool) -> Boxed {
        let (begin, end) = (event.begin(), event.end());
        let shape = if event.is_instant() {
            Shape::Instant {
                window: scale.window(begin),
            }
        } else {
            Shape::Bar {
                begin: scale.window(begin),
                end: scale.window(end),
            }
        };
        let [left, right] = shape.room();
        let left = if conflict { left - MARK } else { left };
        let mut boxed = Boxed {
            shape,
            open: [begin.earliest.is_none(), end.latest.is_none()],
            room: [left, right],
            label: None,
            is_below: false,
        };
        if !is_labelled {
            return boxed;
        }
        let text = format!("{} {}", sign(event.kind()), event.name());
        let text = fit(&text, LONGEST / LETTERS);
        let long = width(&text) * LETTERS;
        if right + GAP + long <= scale.right {
            boxed.label = Some((right + GAP / 2.0, text));
            boxed.room[1] = right + GAP + long;
        } else if left - GAP - long >= scale.left {
            boxed.label = Some((left - GAP / 2.0 - long, text));
            boxed.room[0] = left - GAP - long;
        } else {
            // Below it, where it would stand in the way of itself.
            let x = left.min(scale.right - long).max(scale.left);
            boxed.label = Some((x, text));
            boxed.room = [left.min(x), right.max(x + long)];
            boxed.is_below = true;
        }
        boxed
    }

    fn lines(&self) -> usize {
        if self.is_below { 2 } else { 1 }
    }
}

impl Shape {
    /// The middles of the windows of its beginning and its end.
    pub(super) fn middles(self) -> [f64; 2] {
        let (begin, end) = match self {
            Shape::Bar { begin, end } => (begin, end),
            Shape::Instant { window } => (window, window),
        };
        [begin, end].map(|[from, to]| (from + to) / 2.0)
    }

    /// From where to where it is drawn.
    pub(super) fn room(self) -> [f64; 2] {
        match self {
            Shape::Bar { begin, end } => [begin[0] - 1.0, end[1].max(begin[0] + 3.0) + 1.0],
            Shape::Instant { window } => [window[0] - 6.0, window[1] + 6.0],
        }
    }
}

/// What tells the kinds of events apart without colour.
pub(super) fn sign(kind: EventKind) -> char {
    match kind {
        EventKind::Meeting => '●',
        EventKind::Statement => '▲',
        EventKind::Document => '■',
        EventKind::Action => '◆',
    }
}

/// Lines between the places of one event in several lanes.
fn link(scene: &mut Scene<'_>) {
    let mut reach: Vec<Option<(f64, [f64; 2])>> = vec![None; scene.shown.len()];
    for item in &scene.items {
        let [left, right] = item.shape.room();
        let own = reach[item.event].get_or_insert(((left + right) / 2.0, [item.y; 2]));
        own.1 = [own.1[0].min(item.y), own.1[1].max(item.y)];
    }
    let links = reach.into_iter().flatten();
    scene.links = links.filter(|(_, [from, to])| from < to).collect();
}
