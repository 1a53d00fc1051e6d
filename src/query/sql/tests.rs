//! What is printed, and what is refused.

use super::*;

fn sql(text: &str) -> String {
    text.parse::<Pattern>()
        .unwrap()
        .to_sql(Dialect::DuckDb)
        .unwrap()
}

#[test]
fn what_is_not_exact_is_refused_by_name() {
    for (text, clause) in [
        ("find ?m where meeting ?m for us", "for us"),
        (
            "find ?m where meeting ?m and not (statement ?s about ?m)",
            "not (statement ?s about ?m)",
        ),
        (
            "find ?a where meeting ?m with ?a and ?m before talks",
            "?m before talks",
        ),
        (
            "find last 2 by ?m of ?m where meeting ?m",
            "find last 2 by ?m",
        ),
        (
            "find count per month of ?m where meeting ?m",
            "find count per month of ?m",
        ),
        (
            "find ?m where meeting ?m and ?m same_day talks",
            "?m same_day talks",
        ),
    ] {
        let error = text
            .parse::<Pattern>()
            .unwrap()
            .to_sql(Dialect::Spark)
            .unwrap_err();
        assert_eq!(error.clause(), Some(clause), "{text}");
    }
}

#[test]
fn gaps_are_joined_on_buckets() {
    let text = sql(
        "find count where meeting ?m with ?a and statement ?s by ?a and ?m before ?s within 3d",
    );
    println!("{text}");
    assert!(text.contains("k.step"));
}
