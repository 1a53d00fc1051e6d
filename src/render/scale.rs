//! Where ticks stand in a picture, and what is told of them along it.

use super::axis::{self, Axis};
use super::lanes::Spacing;
use super::scene::{GAP, GUTTER, HEAD, LETTERS, Label, Scene};
use super::text::width;
use crate::timeline::{Bound, EndWindow, EventView, Timeline};

/// Marks of the axis are at least so far apart.
const APART: f64 = 76.0;

/// The scale of a picture: ticks in order, each with its place; between them it is even.
pub(super) struct Scale {
    pub(super) knots: Vec<(i128, f64)>,
    pub(super) from: i128,
    pub(super) to: i128,
    pub(super) left: f64,
    pub(super) right: f64,
    /// What the clocks that are told show more than UTC.
    pub(super) offset: i128,
}

impl Scale {
    /// A scale between two places, on which all bounds of some events lie.
    pub(super) fn new(
        t: &Timeline,
        dated: &[EventView<'_>],
        [left, right]: [f64; 2],
        spacing: Spacing,
    ) -> Scale {
        let mut ticks: Vec<i128> = dated.iter().flat_map(|&event| bounds(event)).collect();
        ticks.sort_unstable();
        ticks.dedup();
        let (from, to) = match ticks[..] {
            [] => (0, 0),
            [first, .., last] => (first, last),
            [only] => (only, only),
        };
        let more = ((to - from) / 50).max(500_000);
        let (from, to) = (from - more, to + more);
        if spacing == Spacing::Proportional {
            ticks.clear();
        }
        ticks.insert(0, from);
        ticks.push(to);
        let weigh = |long: i128| match spacing {
            Spacing::Proportional => long as f64,
            Spacing::Condensed => (long as f64).sqrt().sqrt(),
        };
        let weights = ticks.windows(2).map(|pair| weigh(pair[1] - pair[0]));
        let all: f64 = weights.clone().sum();
        let mut sum = 0.0;
        let mut knots = vec![(from, left)];
        for (weight, &tick) in weights.zip(&ticks[1..]) {
            sum += weight;
            knots.push((tick, left + sum / all * (right - left)));
        }
        Scale {
            knots,
            from,
            to,
            left,
            right,
            offset: t.zone().fixed_offset().unwrap_or(0).into(),
        }
    }

    pub(super) fn x(&self, tick: i128) -> f64 {
        let next = self.knots.partition_point(|knot| knot.0 <= tick);
        let next = next.clamp(1, self.knots.len() - 1);
        let ((from, x), (to, to_x)) = (self.knots[next - 1], self.knots[next]);
        let part = (tick - from) as f64 / (to - from).max(1) as f64;
        x + part.clamp(0.0, 1.0) * (to_x - x)
    }

    /// The tick at a place, the scale's last one behind it.
    pub(super) fn tick(&self, x: f64) -> i128 {
        let next = self.knots.partition_point(|knot| knot.1 <= x);
        let next = next.clamp(1, self.knots.len() - 1);
        let ((from, left), (to, right)) = (self.knots[next - 1], self.knots[next]);
        let part = ((x - left) / (right - left)).clamp(0.0, 1.0);
        from + (part * (to - from) as f64) as i128
    }

    pub(super) fn window(&self, window: EndWindow) -> [f64; 2] {
        [
            window
                .earliest
                .map_or(self.left, |bound| self.x(bound.micros())),
            window
                .latest
                .map_or(self.right, |bound| self.x(bound.micros())),
        ]
    }
}

/// The bounds that an event has.
pub(super) fn bounds(event: EventView<'_>) -> impl Iterator<Item = i128> {
    let (begin, end) = (event.begin(), event.end());
    let all = [begin.earliest, begin.latest, end.earliest, end.latest];
    all.into_iter().flatten().map(Bound::micros)
}

/// An axis on which bounds themselves are told, as many as there is room for.
pub(super) fn bounds_told(scene: &mut Scene<'_>, scale: &Scale) {
    let mut end = f64::MIN;
    let inner = &scale.knots[1..scale.knots.len() - 1];
    for &(tick, x) in inner {
        let text = axis::full(tick + scale.offset);
        let long = width(&text) * LETTERS;
        if x + 3.0 >= end + GAP && x + long + 3.0 <= scale.right {
            end = x + 3.0 + long;
            scene.marks.push(x);
            let (x, y) = (x + 3.0, HEAD - 10.0);
            scene.axis.push(Label { x, y, text });
        }
    }
    let label = Label {
        x: GUTTER + 3.0,
        y: HEAD - 28.0,
        text: "distances are not to scale".to_owned(),
    };
    scene.axis.push(label);
}

/// An axis on which round times are told.
pub(super) fn axis(scene: &mut Scene<'_>, scale: &Scale) {
    let most = ((scale.right - scale.left) / APART) as usize;
    let axis = Axis::between(scale.from + scale.offset, scale.to + scale.offset, most);
    let place = |tick: i128| scale.x((tick - scale.offset).max(scale.from));
    let mut add = |x: f64, y: f64, text: &str, end: &mut f64| {
        let long = width(text) * LETTERS;
        if x >= *end + GAP && x + long <= scale.right {
            *end = x + long;
            let text = text.to_owned();
            scene.axis.push(Label { x, y, text });
        }
    };
    let (mut above, mut below) = (f64::MIN, f64::MIN);
    for (number, context) in axis.contexts.iter().enumerate() {
        let mut x = place(context.tick) + 3.0;
        // Where the next one follows at once, that is told instead.
        if number == 0
            && let Some(next) = axis.contexts.get(1)
            && x + width(&context.label) * LETTERS + GAP > place(next.tick)
        {
            continue;
        }
        x = x.max(scale.left);
        add(x, HEAD - 28.0, &context.label, &mut above);
    }
    for mark in &axis.marks {
        let x = place(mark.tick);
        scene.marks.push(x);
        add(x + 3.0, HEAD - 10.0, &mark.label, &mut below);
    }
}
