//! The search for a world against trying all worlds.

use super::*;
use crate::query::ground::tests::Free;
use crate::query::joint::DAY;
use crate::timeline::Moment;
use proptest::prelude::*;

const PLENTY: u64 = 1_000_000;

fn begin(event: u32) -> Point {
    Point::Event(Moment::begin(event))
}

/// `to - from <= weight`.
fn step(from: Point, to: Point, weight: i128) -> Condition {
    Condition::Step(Inequality::new(from, to, weight))
}

fn before(x: u32, y: u32) -> Condition {
    step(begin(y), begin(x), -1)
}

fn coin(event: u32) -> Condition {
    Condition::Coin(Coin::Happened(event), true)
}

fn find(ground: &Free, wanted: impl IntoIterator<Item = Condition>) -> Search {
    find_world(ground, wanted, &mut PLENTY.clone())
}

/// Whether a condition holds where events begin at these ticks and these were so.
fn holds(condition: &Condition, ticks: &[i128], coins: &[bool]) -> bool {
    let at = |point: Point| match point {
        Point::Origin | Point::Affiliation(..) => 0,
        Point::Event(moment) => ticks[moment.event as usize],
        Point::Day(event) => ticks[event as usize].div_euclid(DAY) * DAY,
    };
    let number = |list: &[Condition]| list.iter().filter(|c| holds(c, ticks, coins)).count();
    match condition {
        Condition::Step(step) => at(step.to) - at(step.from) <= step.weight,
        Condition::Coin(Coin::Happened(event) | Coin::Present(event, _), yes) => {
            coins[*event as usize] == *yes
        }
        Condition::All(list) => number(list) == list.len(),
        Condition::Any(list) => number(list) > 0,
        Condition::AtLeast(n, list) => number(list) >= *n,
        Condition::Relation(..) | Condition::Unknown => false,
    }
}

/// Ticks around the quarters of some days: all orders of two events can be shown with them.
fn ticks(days: i128) -> Vec<i128> {
    let quarters = 0..4 * days;
    let around = quarters.flat_map(|q| (-2..3).map(move |o| q * (DAY / 4) + o));
    around.filter(|t| (0..days * DAY).contains(t)).collect()
}

/// Conditions on the beginnings of two events, their days and two coins.
fn conditions() -> impl Strategy<Value = Condition> {
    let points = || {
        prop_oneof![
            2 => (0..2u32).prop_map(begin),
            1 => (0..2u32).prop_map(Point::Day),
            1 => Just(Point::Origin),
        ]
    };
    let leaf = prop_oneof![
        4 => (points(), points(), -6..7i128, -1..1i128)
            .prop_map(|(from, to, quarters, o)| step(from, to, quarters * (DAY / 4) + o)),
        1 => (0..2u32, any::<bool>())
            .prop_map(|(event, yes)| Condition::Coin(Coin::Happened(event), yes)),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let list = || prop::collection::vec(inner.clone(), 0..4);
        prop_oneof![
            list().prop_map(Condition::All),
            list().prop_map(Condition::Any),
            (0..4usize, list()).prop_map(|(n, list)| Condition::AtLeast(n, list)),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn it_finds_a_world_exactly_where_there_is_one(condition in conditions()) {
        let ground = Free::instants([(0, 2 * DAY - 1), (0, 2 * DAY - 1)]);
        let all = ticks(2);
        let tried = |wanted: &Condition| {
            all.iter().any(|&x| {
                all.iter().any(|&y| {
                    (0..4).any(|c| holds(wanted, &[x, y], &[c & 1 > 0, c & 2 > 0]))
                })
            })
        };
        for wanted in [condition.clone(), condition.denial()] {
            match find(&ground, [wanted.clone()]) {
                Search::None => prop_assert!(!tried(&wanted), "{:?}", wanted),
                Search::Found(model) => {
                    prop_assert!(tried(&wanted), "{:?}", wanted);
                    // What was chosen entails what was looked for.
                    let both = [model.choices(), wanted.denial()];
                    prop_assert!(find(&ground, both).is_none(), "{:?}", wanted);
                }
                Search::Unsettled => prop_assert!(false, "{:?}", wanted),
            }
        }
    }
}

#[test]
fn some_of_several_may_hold_and_no_more_than_can() {
    let ground = Free::open(3);
    let circle = || vec![before(0, 1), before(1, 2), before(2, 0)];
    let two = Condition::AtLeast(2, circle());
    assert!(matches!(find(&ground, [two.clone()]), Search::Found(_)));
    assert!(find(&ground, [Condition::AtLeast(3, circle())]).is_none());
    // Fewer than one of them: all three the other way round or at once.
    let none = Condition::AtLeast(1, circle()).denial();
    assert!(matches!(find(&ground, [none.clone()]), Search::Found(_)));
    assert!(find(&ground, [none, two]).is_none());
}

#[test]
fn coins_are_one_and_the_same_wherever_they_are_named() {
    let ground = Free::open(2);
    let either = Condition::AtLeast(1, vec![coin(0), coin(1)]);
    let not_both = Condition::AtLeast(2, vec![coin(0), coin(1)]).denial();
    let Search::Found(model) = find(&ground, [either, not_both]) else {
        panic!("one of the two");
    };
    assert_eq!(model.coins.iter().filter(|(_, yes)| *yes).count(), 1);
    assert!(find(&ground, [coin(0), coin(0).denial()]).is_none());
}

#[test]
fn events_on_one_day_are_less_than_a_day_apart() {
    let ground = Free::open(2);
    let (a, b) = (Point::Day(0), Point::Day(1));
    let same = || [step(a, b, 0), step(b, a, 0)];
    let apart = |ticks: i128| step(begin(1), begin(0), -ticks);
    assert!(find(&ground, same().into_iter().chain([apart(DAY)])).is_none());
    let nearly = same().into_iter().chain([apart(DAY - 1)]);
    assert!(matches!(find(&ground, nearly), Search::Found(_)));
    // Not on one day, and yet but a tick apart.
    let other = Condition::All(same().to_vec()).denial();
    let close = [step(begin(0), begin(1), 1), step(begin(1), begin(0), 0)];
    let midnight = close.into_iter().chain([other]);
    assert!(matches!(find(&ground, midnight), Search::Found(_)));
}

#[test]
fn without_steps_it_says_that_it_does_not_know() {
    let ground = Free::open(3);
    let wanted = || Condition::Any(vec![before(0, 1), before(1, 2)]);
    assert!(matches!(
        find_world(&ground, [wanted()], &mut 0),
        Search::Unsettled
    ));
    assert!(matches!(
        find_world(&ground, [before(0, 1)], &mut 0),
        Search::Found(_)
    ));
    let mut budget = PLENTY;
    assert!(matches!(
        find_world(&ground, [wanted()], &mut budget),
        Search::Found(_)
    ));
    assert!(budget < PLENTY);
}

#[test]
fn what_is_unknown_is_neither_found_nor_refuted() {
    let ground = Free::open(2);
    assert!(matches!(
        find(&ground, [Condition::Unknown]),
        Search::Unsettled
    ));
    let ways = |other| Condition::Any(vec![Condition::Unknown, other]);
    assert!(matches!(
        find(&ground, [ways(before(0, 1))]),
        Search::Found(_)
    ));
    let refuted = Condition::All(vec![before(0, 1), before(1, 0)]);
    assert!(matches!(
        find(&ground, [ways(refuted.clone())]),
        Search::Unsettled
    ));
    assert!(find(&ground, [Condition::Unknown, refuted]).is_none());
}

/// One of two coins, many times over: as many choices below each other.
#[test]
fn a_search_may_be_thousands_of_choices_deep() {
    let ground = Free::open(2);
    let pairs = 1_200u32;
    let either = |i: u32| {
        let coin = |i| Condition::Coin(Coin::Present(0, i), true);
        Condition::Any(vec![coin(2 * i), coin(2 * i + 1)])
    };
    let mut budget = u64::MAX;
    let found = find_world(&ground, (0..pairs).map(either), &mut budget);
    assert!(matches!(found, Search::Found(_)));
}

#[test]
fn only_points_of_time_are_too_many() {
    let ground = Free::open(2_000);
    let coins = (0..2_000).map(coin);
    assert!(matches!(find(&ground, coins), Search::Found(_)));
    let steps = (1..2_000).map(|i| before(i - 1, i));
    assert!(matches!(find(&ground, steps), Search::Unsettled));
}
