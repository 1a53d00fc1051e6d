//! What holding rows costs, and how they fold.

use chrono::NaiveDate;

use super::actors::in_parentheses;
use super::held::NOBODY;
use super::*;
use crate::model::Cameo;

fn code(digits: &str) -> Relation {
    Relation::Code(Cameo::find(digits).unwrap())
}

fn row(line: u32, subject: u32, relation: Relation, object: u32, day: u32) -> Held<()> {
    Held {
        subject,
        object,
        relation,
        day: NaiveDate::from_ymd_opt(2014, 1, day).unwrap(),
        line,
        detail: (),
    }
}

fn groups(rows: Vec<Held<()>>) -> Vec<(Vec<u32>, u64, u64)> {
    let mut all = Collector::default();
    all.rows = rows;
    let groups = all.group();
    let lines = |rows: &[Held<()>]| rows.iter().map(|row| row.line).collect();
    let told = groups
        .iter()
        .map(|it| (lines(it.of(&all.rows)), it.folded(), it.repeated));
    told.collect()
}

/// The documentation tells how much a row takes.
#[test]
fn rows_are_as_small_as_the_documentation_says() {
    assert_eq!(size_of::<Held<()>>(), 24);
    assert_eq!(icews::ROW, 56);
    assert_eq!(gdelt::ROW, [56, 40]);
    assert_eq!(polecat::ROW, 52);
}

#[test]
fn mirror_rows_of_meetings_and_agreements_fold() {
    let visit = [
        row(5, 1, code("042"), 2, 1),
        row(3, 2, code("043"), 1, 1),
        row(9, 1, code("042"), 2, 1),
        row(7, 1, code("042"), 2, 2),
        row(8, 1, code("040"), 2, 1),
        row(4, 2, code("057"), 1, 1),
        row(6, 1, code("057"), 2, 1),
        row(2, 1, code("040"), NOBODY, 1),
    ];
    let expected = [
        (vec![2], 0, 0),
        (vec![3, 5, 9], 1, 1),
        (vec![4, 6], 1, 0),
        (vec![7], 0, 0),
        (vec![8], 0, 0),
    ];
    assert_eq!(groups(visit.to_vec()), expected);
    let mut turned = visit.to_vec();
    turned.reverse();
    assert_eq!(groups(turned), expected);
}

#[test]
fn what_one_does_alone_is_only_repeated() {
    let said = vec![
        row(1, 1, code("010"), 2, 1),
        row(2, 2, code("010"), 1, 1),
        row(3, 1, code("010"), 2, 1),
        row(4, 1, Relation::Other(0), 2, 1),
        row(5, 2, Relation::Other(0), 1, 1),
    ];
    assert_eq!(
        groups(said),
        [
            (vec![1, 3], 0, 1),
            (vec![2], 0, 0),
            (vec![4], 0, 0),
            (vec![5], 0, 0)
        ]
    );
}

#[test]
fn a_country_stands_in_parentheses_behind_a_role() {
    assert_eq!(in_parentheses("Citizen (Nigeria)"), Some("Nigeria"));
    assert_eq!(in_parentheses("Employee (Acme) (Chad)"), Some("Chad"));
    for name in ["Nigeria", "(Nigeria)", "Citizen ()", "Citizen (Nigeria) x"] {
        assert_eq!(in_parentheses(name), None, "{name}");
    }
}
