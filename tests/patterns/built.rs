//! Patterns built in Rust say what their texts say.

use demarche::pattern::{
    Conditions, IntoPattern, Key, Pattern, Unit, Var, action, actor, document, event, meeting, not,
    statement,
};
use demarche::prelude::*;
use demarche::{ActorId, DocumentState, LinkKind, Role, When};

/// A condition on its own, given for `?e`.
fn given(conditions: impl Conditions) -> String {
    let pattern = Pattern::find(&event("e"))
        .given(event("e"))
        .given(conditions)
        .build()
        .unwrap();
    let text = pattern.to_string();
    assert_eq!(text.parse(), Ok(pattern), "{text}");
    let start = "find ?e where event ?e and ";
    text.strip_prefix(start)
        .unwrap_or_else(|| panic!("{text}"))
        .to_owned()
}

#[test]
fn the_pattern_of_the_contract() {
    let (who, whom) = (actor("who"), actor("whom"));
    let (m, s) = (meeting("m"), statement("s"));
    let pattern = Pattern::find((&who, &whom, &m, &s))
        .given(m.with([&who, &whom]).at("Moscow"))
        .given(s.by("trump").about("peace-deal"))
        .given(m.is(Before, &s).within(days(7)))
        .certainly()
        .limit(20)
        .build()
        .unwrap();
    let text = r#"
        find ?who, ?whom, ?m, ?s
        where meeting ?m with ?who, ?whom at "Moscow"
          and statement ?s by trump about peace-deal
          and ?m before ?s within 7d
        certainly
        limit 20"#;
    assert_eq!(text.parse(), Ok(pattern));
}

#[test]
fn what_is_asked_for() {
    let (a, m) = (actor("a"), meeting("m"));
    for (begun, text) in [
        (Pattern::find(&m), "find ?m"),
        (Pattern::find((&a, &m)), "find ?a, ?m"),
        (Pattern::find([&a, &actor("b")]), "find ?a, ?b"),
        (Pattern::find(vec![&m]), "find ?m"),
        (Pattern::count((&a, &m)), "find count ?a, ?m"),
        (Pattern::count_all(), "find count"),
        (
            Pattern::count_per(Unit::Day, &m),
            "find count per day of ?m",
        ),
        (
            Pattern::count_per(Unit::Month, &m),
            "find count per month of ?m",
        ),
        (
            Pattern::count_per(Unit::Year, &m),
            "find count per year of ?m",
        ),
        (
            Pattern::last(2, &m, (&a, &m)),
            "find last 2 by ?m of ?a, ?m",
        ),
        (Pattern::first(1, &m, &a), "find first 1 by ?m of ?a"),
    ] {
        let pattern = begun.given(m.with([&a, &actor("b")])).build().unwrap();
        assert_eq!(
            pattern.to_string(),
            format!("{text} where meeting ?m with ?a, ?b")
        );
    }
}

#[test]
fn clauses() {
    let (a, b) = (actor("a"), actor("b"));
    let (m, s, d, x, e) = (
        meeting("m"),
        statement("s"),
        document("d"),
        action("x"),
        event("e"),
    );
    for (condition, text) in [
        (given(m.with(&a)), "meeting ?m with ?a"),
        (
            given(m.with("Vladimir Putin")),
            "meeting ?m with \"Vladimir Putin\"",
        ),
        (
            given(m.with((&a, "putin", &b))),
            "meeting ?m with ?a, putin, ?b",
        ),
        (given(m.with(vec!["us", "uk"])), "meeting ?m with us, uk"),
        (
            given(m.with((
                a.in_role(Role::Host),
                &b,
                Key::actor("putin").in_role(Role::Guest),
            ))),
            "meeting ?m with ?a as host, ?b, putin as guest",
        ),
        (given(m.with(&a).with("us")), "meeting ?m with ?a with us"),
        (given(d.with("us")), "document ?d with us"),
        (
            given(e.with("us").by("us").to("uk")),
            "event ?e with us by us to uk",
        ),
        (
            given(m.absent(["us", "uk"]).concerns(&a)),
            "meeting ?m absent us absent uk concerns ?a",
        ),
        (
            given(s.by(["us", "uk"]).to((&a, "ru"))),
            "statement ?s by us by uk to ?a to ru",
        ),
        (
            given(x.by("us").code("CAMEO:04")),
            "action ?x by us code CAMEO:04",
        ),
        (
            given(m.code("quad:1").code("goldstein:..5")),
            "meeting ?m code quad:1 code goldstein:..5",
        ),
        (given(m.on_behalf_of("us")), "meeting ?m for us"),
        (given(e.on_behalf_of((&a, "us"))), "event ?e for ?a, us"),
        (
            given(s.about("peace-deal").about(&m)),
            "meeting ?m and statement ?s about peace-deal about ?m",
        ),
        (
            given(s.stance(StanceKind::Support, "peace-deal")),
            "statement ?s stance support on peace-deal",
        ),
        (
            given(s.via("social media")),
            "statement ?s via \"social media\"",
        ),
        (
            given(d.state(DocumentState::InForce)),
            "document ?d state in_force",
        ),
        (given(e.status(Status::Planned)), "event ?e status planned"),
        (
            given(m.on("2025-04/2025-06")),
            "meeting ?m in 2025-04/2025-06",
        ),
        (
            given(m.on(When::from("[2024,2025]"))),
            "meeting ?m in [2024,2025]",
        ),
        (
            given(e.sources_at_least("B2".parse().unwrap())),
            "event ?e sources at least B2",
        ),
        (given(&m), "meeting ?m"),
        (
            given(Key::meeting("talks").with(&a)),
            "meeting talks with ?a",
        ),
        (given(Key::event("The talks")), "event \"The talks\""),
    ] {
        assert_eq!(condition, text);
    }
}

#[test]
fn conditions_between_two() {
    let (a, b, m) = (actor("a"), actor("b"), meeting("m"));
    let (e, f) = (event("e"), event("f"));
    for (condition, text) in [
        (given(e.is(Before, &f)), "?e before ?f"),
        (given(e.is(RelationSet::WITHIN, "talks")), "?e within talks"),
        (
            given(e.is(Before | After, &f).at_least(hours(1)).within(days(2))),
            "?e disjoint ?f at least PT1H within P2D",
        ),
        (given(e.same_day("talks")), "?e same_day talks"),
        (given(e.unordered(&f)), "?e unordered ?f"),
        (given(e.replies_to("remark")), "?e replies_to remark"),
        (given(e.part_of(&f)), "?e part_of ?f"),
        (
            given(e.link(LinkKind::Rejects, "framework")),
            "?e rejects framework",
        ),
        (given(Key::event("talks").is(Before, &f)), "talks before ?f"),
        (given(a.acts_for("us")), "?a acts_for us"),
        (
            given(a.acts_for(&b).role("envoy").during(&e)),
            "?a acts_for ?b as envoy during ?e",
        ),
        (given(Key::actor("envoy").acts_for(&a)), "envoy acts_for ?a"),
        (
            given((a.acts_for("us"), a.same_as("trump"))),
            "?a acts_for us and ?a = trump",
        ),
        (
            given((a.acts_for("us"), a.other_than(&b))),
            "?a acts_for us and ?a != ?b",
        ),
        (given(e.same_as(&f)), "?e = ?f"),
        (given(e.other_than("talks")), "?e != talks"),
        (given(e.same_as(&m)), "meeting ?m and ?e = ?m"),
        (given(not(e.is(Before, "talks"))), "not (?e before talks)"),
        (
            given(not((e.is(Before, &f), not(f.by(&a))))),
            "not (?e before ?f and not (event ?f by ?a))",
        ),
        (
            given(vec![e.same_day("a"), not(e.same_day("b"))]),
            "?e same_day a and not (?e same_day b)",
        ),
    ] {
        assert_eq!(condition, text);
    }
}

/// What the type of a variable says is said in the pattern, once, and where the variable belongs.
#[test]
fn a_meeting_is_a_meeting() {
    let (m, s, a) = (meeting("m"), statement("s"), actor("a"));
    let built = |conditions: Vec<demarche::pattern::Condition>| {
        Pattern::find(&m)
            .given(conditions)
            .build()
            .unwrap()
            .to_string()
    };
    let condition = |conditions: &dyn Fn() -> Vec<demarche::pattern::Condition>| {
        built(conditions())
            .strip_prefix("find ?m where ")
            .unwrap()
            .to_owned()
    };
    assert_eq!(condition(&Vec::new), "meeting ?m");
    assert_eq!(
        condition(&|| m.is(Before, "talks").conditions()),
        "meeting ?m and ?m before talks"
    );
    assert_eq!(
        condition(&|| (m.is(Before, &s), m.with("us")).conditions()),
        "statement ?s and ?m before ?s and meeting ?m with us"
    );
    // Variables of a `not` are told there.
    assert_eq!(
        condition(&|| not(s.is(After, &m)).conditions()),
        "meeting ?m and not (statement ?s and ?s after ?m)"
    );
    assert_eq!(
        condition(&|| (not(s.is(After, &m)), not(s.by("us"))).conditions()),
        "meeting ?m and not (statement ?s and ?s after ?m) and not (statement ?s by us)"
    );
    // What belongs to the scope around is told there, also where that comes later.
    assert_eq!(
        condition(&|| (not(s.is(After, &m)), s.same_day("talks")).conditions()),
        "meeting ?m and not (?s after ?m) and statement ?s and ?s same_day talks"
    );
    assert_eq!(
        condition(&|| (not(not(s.is(After, &m))), a.acts_for("us").during(&s)).conditions()),
        "meeting ?m and not (not (?s after ?m)) and statement ?s and ?a acts_for us during ?s"
    );
    // Of an event of any kind nothing is said.
    let e = event("e");
    let pattern = Pattern::find(&e)
        .given(e.is(Before, "talks"))
        .build()
        .unwrap();
    assert_eq!(pattern.to_string(), "find ?e where ?e before talks");
}

#[test]
fn only_values_can_be_wrong() {
    let (a, m, s) = (actor("a"), meeting("m"), statement("s"));
    let nobody: [&str; 0] = [];
    let find = || Pattern::find(&m);
    for (built, said) in [
        (
            find().given(m.on("soon")),
            "`soon` is no date: `s` can't stand here; expected a date such as 2025-04-25, 2025-04 or 2025",
        ),
        (
            find().given(m.is(During, &s).within(days(1))),
            "a gap limits before, meets, met_by and after only, not during",
        ),
        (
            find().given(m.is(Before, &s).at_least(days(2)).within(days(1))),
            "the gap is reversed: at least P2D within P1D",
        ),
        (
            find().given(m.is(RelationSet::EMPTY, &s)),
            "no relation is named, so that nothing could satisfy this",
        ),
        (find().given(m.with(nobody)), "`with` names nobody"),
        (find().given(m.on_behalf_of(nobody)), "`for` names nobody"),
        (find().given(not(s.by(nobody))), "`by` names nobody"),
        (
            find().given(m.absent(nobody).at("Moscow")),
            "`absent` names nobody",
        ),
        (
            find().given(action("x").code("")),
            "no code is named; write as much of one as must match, as in CAMEO:04",
        ),
        (
            find().given(action("x").code("quad:5")),
            "`5` is no class of CAMEO codes; expected 1, 2, 3 or 4, or verbal_cooperation, \
             material_cooperation, verbal_conflict or material_conflict",
        ),
        (
            find()
                .given(Vec::<demarche::pattern::Condition>::new())
                .given(not(Vec::<demarche::pattern::Condition>::new())),
            "no condition is named",
        ),
        (Pattern::count_all(), "no condition is named"),
        (
            Pattern::find(&a).given(&m),
            "nothing outside of `not` names `?a`",
        ),
        (
            Pattern::find(&event("e")).given(&m),
            "nothing outside of `not` names `?e`",
        ),
        (
            Pattern::find((&a, &a)).given(m.with(&a)),
            "`?a` is asked for twice",
        ),
        (
            Pattern::find([&a; 0]).given(m.with(&a)),
            "no variable is asked for",
        ),
        (
            Pattern::last(0, &m, &m),
            "the last 0 are none; ask for 1 or more",
        ),
        (
            find().given(m.with(Var::<ActorId>::new("grade"))),
            "`?grade` can't be a variable, since answers have a field of that name; choose another name",
        ),
        (
            find().given(m.with(actor("a b"))),
            "`?a b` is no variable: names of variables are letters, digits and _ - . :",
        ),
        (
            Pattern::find(&a).given(a.same_as("putin")),
            "nothing tells whether `?a` is an actor or an event; name it in another condition, as in `event ?a`",
        ),
        // One name for two variables is one variable.
        (
            find().given(m.with(actor("m"))),
            "`?m` is an event because of `meeting`, and can't be an actor, which `with` asks for",
        ),
        (
            find().given(&m).given(statement("m")),
            "`?m` is a meeting because of `meeting`, and can't be a statement, which `statement` asks for",
        ),
    ] {
        let error = built.clone().build().unwrap_err();
        assert_eq!(error.to_string(), said);
        assert_eq!(
            (error.span(), error.line(), error.column()),
            (None, None, None)
        );
        assert_eq!(error.show(""), said);
        let error = built.into_pattern().unwrap_err();
        assert!(error.is_pattern());
        assert_eq!(error.to_string(), said);
        assert_eq!(
            (error.span(), error.line(), error.column()),
            (None, None, None)
        );
    }
}

#[test]
fn variables_and_keys_print_as_in_texts() {
    assert_eq!(actor("who").to_string(), "?who");
    assert_eq!(format!("{:?}", meeting("m").clone()), "Var(?m)");
    assert_eq!(Key::meeting("The talks").to_string(), "\"The talks\"");
    assert_eq!(format!("{:?}", Key::actor("putin").clone()), "Key(putin)");
    assert_eq!(
        format!("{:?}", actor("a").in_role(Role::Host)),
        "Member(?a as host)"
    );
}
