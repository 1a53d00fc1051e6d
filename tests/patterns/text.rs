//! What is read, and the one form in which it is printed.

use demarche::Pattern;

/// Reads a text, and compares it with its printed form, which reads as the same.
fn prints(text: &str, printed: &str) {
    let pattern = Pattern::parse(text).unwrap_or_else(|error| panic!("{}", error.show(text)));
    assert_eq!(pattern.to_string(), printed, "{text}");
    let again = Pattern::parse(printed).unwrap_or_else(|error| panic!("{}", error.show(printed)));
    assert_eq!(again, pattern);
    assert_eq!(again.to_string(), printed);
    let lines = format!("{pattern:#}");
    assert_eq!(Pattern::parse(&lines), Ok(pattern), "{lines}");
}

/// A condition on its own, about `?x`.
fn condition(text: &str, printed: &str) {
    prints(
        &format!("find ?x where {text}"),
        &format!("find ?x where {printed}"),
    );
}

fn same(text: &str) {
    condition(text, text);
}

#[test]
fn a_whole_query() {
    prints(
        r#"find ?who, ?whom, ?m, ?s
where meeting ?m with ?who, ?whom at "Moscow"
  and statement ?s by trump about peace-deal
  and ?m before ?s within 7d
certainly
limit 20
"#,
        "find ?who, ?whom, ?m, ?s where meeting ?m with ?who, ?whom at Moscow and statement ?s by trump about \
         peace-deal and ?m before ?s within P7D certainly limit 20",
    );
}

#[test]
fn on_several_lines_it_is_laid_out() {
    let text =
        "find ?m where meeting ?m with trump and not (?m before talks and ?m in_force talks)";
    assert!(Pattern::parse(text).is_err());
    let text = "find ?m where meeting ?m with trump and not (?m before talks and ?m rejects talks) certainly limit 3";
    let pattern: Pattern = text.parse().unwrap();
    assert_eq!(
        format!("{pattern:#}"),
        "find ?m\nwhere meeting ?m with trump\n  and not (?m before talks and ?m rejects talks)\ncertainly\nlimit 3"
    );
}

#[test]
fn what_is_asked_for() {
    let tail = "where meeting ?m with ?a, ?b";
    for (find, printed) in [
        ("find ?m", "find ?m"),
        ("find ?a,?b ,?m", "find ?a, ?b, ?m"),
        ("find count", "find count"),
        ("find count ?a, ?b", "find count ?a, ?b"),
        ("find count of ?a", "find count ?a"),
        ("find count per month of ?m", "find count per month of ?m"),
        ("find count per day of ?m", "find count per day of ?m"),
        ("find count per year of ?m", "find count per year of ?m"),
        ("find last 1 by ?m of ?a, ?b", "find last 1 by ?m of ?a, ?b"),
        ("find first 20 by ?m of ?m", "find first 20 by ?m of ?m"),
    ] {
        prints(&format!("{find} {tail}"), &format!("{printed} {tail}"));
    }
    for (end, printed) in [
        (" possibly", ""),
        (" possibly limit 5", " limit 5"),
        (" certainly", " certainly"),
        (" limit 0", " limit 0"),
    ] {
        prints(
            &format!("find ?m {tail}{end}"),
            &format!("find ?m {tail}{printed}"),
        );
    }
}

#[test]
fn event_atoms_and_their_clauses() {
    for kind in ["meeting", "statement", "document", "action", "event"] {
        same(&format!("{kind} ?x"));
        condition(
            &format!("{kind} \"a title\" about ?x"),
            &format!("{kind} \"a title\" about ?x"),
        );
    }
    same("meeting ?x with putin as host, ?a, \"the envoy\" as delegate with ?a");
    condition(
        "meeting ?x absent us, uk concerns ua,ru",
        "meeting ?x absent us absent uk concerns ua concerns ru",
    );
    condition(
        "statement ?x by a, b to c, d",
        "statement ?x by a by b to c to d",
    );
    same("meeting ?x for us, ?b for uk");
    same("statement ?x about peace-deal about ?y about \"a topic\"");
    for stance in ["support", "oppose", "conditional", "neutral"] {
        same(&format!("statement ?x stance {stance} on peace-deal"));
    }
    same("statement ?x via social_media");
    for status in ["occurred", "planned", "cancelled", "alleged", "denied"] {
        same(&format!("event ?x status {status}"));
    }
    for state in ["proposed", "rejected", "signed", "in_force", "withdrawn"] {
        same(&format!("document ?x state {state}"));
    }
    condition("action ?x code CAMEO:04", "action ?x code CAMEO:04");
    condition("action ?x code \"CAMEO:04\"", "action ?x code CAMEO:04");
    for code in [
        "quad:4",
        "quad:material_conflict",
        "goldstein:-10..-5",
        "goldstein:2.5..",
    ] {
        let text = format!("event ?x code {code}");
        condition(&text, &text);
    }
    same("event ?x sources at least B2");
    same("meeting ?x at least");
}

#[test]
fn dates_run_to_the_next_white_space() {
    for date in [
        "2025-04-25",
        "2025-04/2025-06",
        "[2025-04-25..2025-04-26]",
        "[2004,2006]",
        "2025-04-25?",
        "202X",
        "../2025",
        "2025-04-25T12:00+03:00",
        "Y-170000",
    ] {
        same(&format!("event ?x in {date}"));
        same(&format!("event ?x in {date} at Moscow"));
        same(&format!("event ?x and not (event ?x in {date})"));
        condition(
            &format!("event ?x in \"{date}\""),
            &format!("event ?x in {date}"),
        );
    }
}

#[test]
fn relations_and_their_gaps() {
    for relation in [
        "before",
        "meets",
        "overlaps",
        "finished_by",
        "contains",
        "starts",
        "equals",
        "started_by",
        "during",
        "finishes",
        "overlapped_by",
        "met_by",
        "after",
        "within",
        "intersects",
        "disjoint",
        "(before|meets)",
        "(before|overlaps|after)",
        "same_day",
        "unordered",
        "replies_to",
        "part_of",
    ] {
        same(&format!("?x {relation} ?y"));
        same(&format!("?x {relation} talks"));
        same(&format!("talks {relation} ?x"));
    }
    condition("?x ( meets | before ) ?y", "?x (before|meets) ?y");
    condition("?x (after|before) ?y", "?x disjoint ?y");
    condition("?x (during) ?y", "?x during ?y");
    condition(
        "?x (within|before) ?y",
        "?x (before|starts|equals|during|finishes) ?y",
    );
    condition("?x before ?y within 90m", "?x before ?y within PT1H30M");
    condition("?x after ?y within 12h", "?x after ?y within PT12H");
    condition("?x after ?y at least 2w", "?x after ?y at least P14D");
    condition(
        "?x disjoint ?y at least PT1H within P1DT12H",
        "?x disjoint ?y at least PT1H within P1DT12H",
    );
    condition(
        "?x (before|meets) ?y within 7d at least 1.5h",
        "?x (before|meets) ?y at least PT1H30M within P7D",
    );
    // Where a relation belongs it is one, and behind the second term the gap.
    same("?x within ?w and ?x before ?y within P7D");
}

#[test]
fn every_kind_of_link() {
    for link in [
        "quotes",
        "reaffirms",
        "contradicts",
        "rejects",
        "accepts",
        "amends",
        "replaces",
        "signs",
        "realizes",
        "cancels",
        "reports",
    ] {
        same(&format!("?x {link} framework"));
    }
}

#[test]
fn actors_and_equality() {
    same("?x acts_for us");
    same("envoy acts_for ?x as \"special envoy\"");
    same("?x acts_for ?b during talks");
    same("?x acts_for ?b as envoy during ?m");
    same("?x acts_for ?b and ?x = ?y and ?y != putin");
    condition("event ?x and ?x=talks", "event ?x and ?x = talks");
    condition("event ?x and ?y!=?x", "event ?x and ?y != ?x");
    same("?x acts_for us and putin = \"Vladimir Putin\"");
}

#[test]
fn denials_nest() {
    same("event ?x and not (?x before ?y and statement ?y by putin)");
    same("event ?x and not (?x before ?y and not (?y before ?x))");
    condition(
        "event ?x and not(not(event ?x))",
        "event ?x and not (not (event ?x))",
    );
    let deep = |n: usize| {
        format!(
            "event ?x and {}event ?x{}",
            "not (".repeat(n),
            ")".repeat(n)
        )
    };
    same(&deep(32));
    let text = format!("find ?x where {}", deep(33));
    let error = Pattern::parse(&text).unwrap_err();
    assert!(error.to_string().contains("more than 32 deep"), "{error}");
    for n in [1_000, 300_000] {
        assert!(Pattern::parse(&format!("find ?x where {}", deep(n))).is_err());
        assert!(Pattern::parse(&format!("find ?x where {}", "not (".repeat(n))).is_err());
    }
}

#[test]
fn names_and_variables() {
    for bare in [
        "trump",
        "E3",
        "peace-deal",
        "a.b:c_d",
        "2025",
        "Зеленский",
        "Ärzte",
        "host",
        "month",
        "count",
        "last",
        "of",
        "on",
        "least",
        "certain",
        "-",
    ] {
        condition(
            &format!("event ?x by \"{bare}\""),
            &format!("event ?x by {bare}"),
        );
        same(&format!("event ?x at {bare}"));
    }
    for quoted in [
        "Steve Witkoff",
        "",
        "and",
        "within",
        "rejects",
        "meeting",
        "?x",
        "a,b",
        "back\\\\slash",
        "a \\\"quote\\\"",
        "two\nlines",
        "not (",
        "d’Artagnan",
        "7d within",
        "🕊",
    ] {
        same(&format!("event ?x by \"{quoted}\""));
    }
    for variable in ["?x1", "?x_y", "?Ж", "?by", "?and", "?x-y", "?count"] {
        prints(
            &format!("find {variable} where event {variable}"),
            &format!("find {variable} where event {variable}"),
        );
    }
}

#[test]
fn white_space_is_free() {
    let text = "\n find\t?x,\r\n?y where\u{a0}event ?x\n\n and(?y)";
    assert!(Pattern::parse(text).is_err());
    prints(
        "\n find\t?x,\r\n?y where\u{a0}event ?x\n\n and event ?y and not(event ?x)limit 3\n",
        "find ?x, ?y where event ?x and event ?y and not (event ?x) limit 3",
    );
}

#[test]
fn patterns_are_equal_wherever_their_words_stand() {
    let text = "find ?x where event ?x by trump";
    let other = "find ?x\n  where event ?x\n  by \"trump\"";
    assert_eq!(text.parse::<Pattern>(), other.parse::<Pattern>());
}
