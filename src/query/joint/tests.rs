//! Scenes against what they stand for.

use super::*;
use crate::query::ground::tests::Free;

fn begin(event: u32) -> Point {
    Point::Event(Moment::begin(event))
}

#[test]
fn days_are_rounded_to_whole_days() {
    let noon = DAY / 2;
    let ground = Free::instants([(noon, 2 * DAY + noon), (-OPEN, OPEN)]);
    let mut scene = Scene::new();
    assert_eq!(scene.range(&ground, Point::Day(0)), (0, 2 * DAY));
    // After the noon of the third day there is none but that day.
    assert!(scene.assume(&ground, Inequality::at_least(begin(0), DAY + noon)));
    assert_eq!(scene.range(&ground, Point::Day(0)), (DAY, 2 * DAY));
    assert!(scene.assume(
        &ground,
        Inequality::new(Point::Day(0), Point::Origin, -DAY - 1)
    ));
    assert_eq!(scene.range(&ground, Point::Day(0)), (2 * DAY, 2 * DAY));
    assert_eq!(scene.range(&ground, begin(0)), (2 * DAY, 2 * DAY + noon));
}

#[test]
fn days_follow_each_other_by_whole_days() {
    let ground = Free::instants([(-OPEN, OPEN), (-OPEN, OPEN)]);
    let mut scene = Scene::new();
    let (a, b) = (Point::Day(0), Point::Day(1));
    // Later by half a day to a day and a half: one day later at most, and perhaps the same.
    assert!(scene.assume(&ground, Inequality::new(a, b, DAY + DAY / 2)));
    assert!(scene.entails(&ground, Inequality::new(a, b, DAY)));
    assert!(scene.assume(&ground, Inequality::new(b, a, -1)));
    assert!(scene.entails(&ground, Inequality::new(b, a, -DAY)));
    assert!(!scene.assume(&ground, Inequality::new(a, b, DAY - 1)));
}

#[test]
fn a_world_can_be_read_off_by_fixing_days_first() {
    let ground = Free::instants([(0, 3 * DAY), (0, 3 * DAY)]);
    let mut scene = Scene::new();
    let (a, b) = (Point::Day(0), Point::Day(1));
    assert!(scene.assume(&ground, Inequality::new(b, a, -DAY)));
    assert!(scene.assume(&ground, Inequality::new(begin(0), begin(1), 5)));
    for day in [a, b] {
        let (lo, _) = scene.range(&ground, day);
        assert!(scene.fix(&ground, day, lo));
    }
    for point in [begin(1), begin(0)] {
        let (lo, hi) = scene.range(&ground, point);
        assert!(lo <= hi);
        assert!(scene.fix(&ground, point, hi));
    }
    let (x, y) = (
        scene.range(&ground, begin(0)),
        scene.range(&ground, begin(1)),
    );
    assert_eq!(x.0.div_euclid(DAY) + 1, y.0.div_euclid(DAY));
}

#[test]
fn an_affiliation_ends_no_earlier_than_it_begins() {
    let month = (Limit::In(Some(10), Some(20)), Limit::In(Some(5), Some(30)));
    let ground = Free::open(1).with([month]);
    let (from, until) = (Point::Affiliation(0, false), Point::Affiliation(0, true));
    let mut scene = Scene::new();
    assert_eq!(scene.range(&ground, until), (10, 30));
    assert!(scene.assume(&ground, Inequality::at_most(until, 12)));
    assert_eq!(scene.range(&ground, from), (10, 12));
    assert!(scene.entails(&ground, Inequality::at_most(from, 12)));
    assert!(!scene.allows(&ground, Inequality::at_least(from, 13)));
}

/// Inequalities among some ends, then ends that come in later: all that follows reaches them.
#[test]
fn what_comes_into_a_scene_later_is_bound_by_what_was_said_before() {
    let ground = Free::open(3);
    let end = |event| Point::Event(Moment::end(event));
    let mut scene = Scene::new();
    assert!(scene.assume(&ground, Inequality::new(begin(1), end(0), -1)));
    assert!(scene.assume(&ground, Inequality::new(begin(2), end(1), -1)));
    assert!(scene.entails(&ground, Inequality::new(begin(2), begin(0), -2)));
    assert!(scene.entails(&ground, Inequality::new(end(2), begin(0), -2)));
    assert!(!scene.entails(&ground, Inequality::new(end(2), begin(0), -3)));
    assert!(!scene.assume(&ground, Inequality::new(begin(0), begin(2), 1)));
}

/// A copy is untouched by what is said of the other.
#[test]
fn copies_are_apart() {
    let ground = Free::open(2);
    let mut scene = Scene::new();
    let first = Inequality::new(begin(1), begin(0), -1);
    assert!(scene.allows(&ground, first));
    let mut other = scene.clone();
    assert!(other.assume(&ground, first));
    assert!(!scene.entails(&ground, first));
    assert!(scene.assume(&ground, first.denial()));
    assert!(other.entails(&ground, first));
}
