//! Patterns in their form for serde, and what is said of what is none.

use demarche::Pattern;

/// What is said of a JSON text that is no pattern.
fn said(json: &str) -> String {
    match serde_json::from_str::<Pattern>(json) {
        Ok(pattern) => format!("nothing: {pattern}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn every_kind_of_condition_has_its_form() {
    let all = r#"{
      "format": 1,
      "find": {"last": {"n": 2, "by": "m", "of": ["a", "m"]}},
      "where": [
        {"meeting": {"event": {"var": "m"}, "clauses": [
          {"with": [{"actor": {"var": "a"}, "role": "host"}, {"actor": {"key": "putin"}}]},
          {"absent": {"key": "ukraine"}}, {"concerns": {"key": "ukraine"}}, {"for": [{"key": "us"}]},
          {"at": "Moscow"}, {"status": "alleged"}, {"in": "2025-04/2025-06"}, {"sources_at_least": "B2"}]}},
        {"statement": {"event": {"var": "s"}, "clauses": [
          {"by": {"key": "trump"}}, {"to": {"var": "a"}}, {"about": {"key": "peace-deal"}},
          {"stance": {"stance": "support", "topic": "peace-deal"}}, {"via": "social_media"}]}},
        {"document": {"event": {"var": "d"}, "clauses": [{"state": "in_force"}]}},
        {"action": {"event": {"var": "x"}, "clauses": [{"code": "CAMEO:04"}]}},
        {"event": {"event": {"var": "e"}}},
        {"relation": {"left": {"var": "m"}, "is": ["before", "meets"], "right": {"var": "s"},
                      "gap": {"min": "PT1H", "max": "P7D"}}},
        {"relation": {"left": {"var": "m"}, "is": "within", "right": {"var": "e"}}},
        {"same_day": [{"var": "d"}, {"var": "x"}]},
        {"unordered": [{"var": "d"}, {"var": "x"}]},
        {"link": {"from": {"var": "s"}, "kind": "replies_to", "to": {"key": "remark"}}},
        {"acts_for": {"actor": {"var": "a"}, "of": {"key": "us"}, "role": "special envoy", "during": {"var": "m"}}},
        {"same": [{"var": "e"}, {"var": "f"}]},
        {"different": [{"var": "a"}, {"key": "putin"}]},
        {"not": [{"event": {"event": {"var": "g"}, "clauses": [{"by": {"var": "a"}}]}}]}
      ],
      "certainly": true,
      "limit": 20
    }"#;
    let pattern: Pattern = serde_json::from_str(all).unwrap();
    let text = "find last 2 by ?m of ?a, ?m where meeting ?m with ?a as host, putin absent ukraine concerns ukraine \
                for us at Moscow status alleged in 2025-04/2025-06 sources at least B2 and statement ?s by trump to \
                ?a about peace-deal stance support on peace-deal via social_media and document ?d state in_force and \
                action ?x code CAMEO:04 and event ?e and ?m (before|meets) ?s at least PT1H within P7D and ?m within \
                ?e and ?d same_day ?x and ?d unordered ?x and ?s replies_to remark and ?a acts_for us as \"special \
                envoy\" during ?m and ?e = ?f and ?a != putin and not (event ?g by ?a) certainly limit 20";
    assert_eq!(pattern.to_string(), text);
    assert_eq!(text.parse(), Ok(pattern.clone()));
    let again: serde_json::Value = serde_json::to_value(&pattern).unwrap();
    assert_eq!(
        again,
        serde_json::from_str::<serde_json::Value>(all).unwrap()
    );
}

#[test]
fn every_kind_of_question_has_its_form() {
    let r#where = r#""where":[{"event":{"event":{"var":"e"}}}]"#;
    for (find, text) in [
        (r#"{"answers":["e"]}"#, "find ?e"),
        (r#"{"count":[]}"#, "find count"),
        (r#"{"count":["e"]}"#, "find count ?e"),
        (
            r#"{"count_per":{"unit":"month","of":"e"}}"#,
            "find count per month of ?e",
        ),
        (
            r#"{"last":{"n":1,"by":"e","of":["e"]}}"#,
            "find last 1 by ?e of ?e",
        ),
        (
            r#"{"first":{"n":1,"by":"e","of":["e"]}}"#,
            "find first 1 by ?e of ?e",
        ),
    ] {
        let json = format!(r#"{{"format":1,"find":{find},{where}}}"#);
        let pattern: Pattern = serde_json::from_str(&json).unwrap();
        assert_eq!(pattern.to_string(), format!("{text} where event ?e"));
        assert_eq!(serde_json::to_string(&pattern).unwrap(), json);
    }
}

#[test]
fn what_is_no_pattern_is_told() {
    let with = |atom: &str| {
        said(&format!(
            r#"{{"format":1,"find":{{"answers":["x"]}},"where":[{atom}]}}"#
        ))
    };
    let x = r#"{"event":{"event":{"var":"x"}}}"#;
    let cases = [
        (said("{}"), "missing field `format` at line 1 column 2"),
        (
            said(r#"{"format":2,"find":{"count":[]},"where":[]}"#),
            "a pattern of format 2; this is read: 1",
        ),
        (
            said(r#"{"format":1,"find":{"count":[]},"where":[]}"#),
            "no condition is named",
        ),
        (
            said(r#"{"format":1,"find":{"answers":[]},"where":[]}"#),
            "no variable is asked for",
        ),
        (
            said(&format!(
                r#"{{"format":1,"find":{{"count":[]}},"where":[{x}],"order":"e"}}"#
            )),
            "unknown field `order`, expected one of `format`, `find`, `where`, `certainly`, `limit`",
        ),
        (
            said(&format!(
                r#"{{"format":1,"find":{{"last":{{"n":0,"by":"x","of":["x"]}}}},"where":[{x}]}}"#
            )),
            "the last 0 are none; ask for 1 or more",
        ),
        (
            said(&format!(
                r#"{{"format":1,"find":{{"answers":["y"]}},"where":[{x}]}}"#
            )),
            "nothing outside of `not` names `?y`",
        ),
        (
            said(&format!(
                r#"{{"format":1,"find":{{"answers":["x"]}},"where":[{x}],"limit":-1}}"#
            )),
            "invalid value: integer `-1`, expected u64",
        ),
        (
            with(r#"{"event":{"event":"x"}}"#),
            "unknown variant `x`, expected `var` or `key`",
        ),
        (
            with(r#"{"event":{"event":{"var":"x"},"with":[]}}"#),
            "unknown field `with`, expected `event` or `clauses`",
        ),
        (
            with(r#"{"event":{"event":{"var":""}}}"#),
            "`?` is no variable: names of variables are",
        ),
        (
            with(r#"{"event":{"event":{"var":"a b"}}}"#),
            "`?a b` is no variable",
        ),
        (
            with(r#"{"event":{"event":{"var":"grade"}}}"#),
            "`?grade` can't be a variable",
        ),
        (
            with(r#"{"metting":{"event":{"var":"x"}}}"#),
            "unknown variant `metting`, expected one of `meeting`",
        ),
        (
            with(r#"{"event":{"event":{"var":"x"},"clauses":[{"with":[]}]}}"#),
            "`with` names nobody",
        ),
        (
            with(r#"{"event":{"event":{"var":"x"},"clauses":[{"for":[]}]}}"#),
            "`for` names nobody",
        ),
        (
            with(r#"{"event":{"event":{"var":"x"},"clauses":[{"code":""}]}}"#),
            "no code is named",
        ),
        (
            with(r#"{"event":{"event":{"var":"x"},"clauses":[{"code":"goldstein:2..1"}]}}"#),
            "the range `2..1` is reversed",
        ),
        (
            with(r#"{"event":{"event":{"var":"x"},"clauses":[{"in":"soon"}]}}"#),
            "`soon` is no date",
        ),
        (
            with(r#"{"event":{"event":{"var":"x"},"clauses":[{"in":"2025 "}]}}"#),
            "`2025 ` is no date",
        ),
        (
            with(r#"{"event":{"event":{"var":"x"},"clauses":[{"status":"planed"}]}}"#),
            "\"planed\" is not a status (occurred, planned, cancelled, alleged or denied); did you mean \"planned\"?",
        ),
        (
            with(r#"{"event":{"event":{"var":"x"},"clauses":[{"with":[{"actor":{"var":"x"}}]}]}}"#),
            "`?x` is an event because of `event`, and can't be an actor, which `with` asks for",
        ),
        (
            with(r#"{"same":[{"var":"x"},{"key":"putin"}]}"#),
            "nothing tells whether `?x` is an actor or an event",
        ),
        (
            with(r#"{"relation":{"left":{"var":"x"},"is":[],"right":{"key":"y"}}}"#),
            "no relation is named",
        ),
        (
            with(r#"{"relation":{"left":{"var":"x"},"is":"befor","right":{"key":"y"}}}"#),
            "`befor` is no relation; did you mean `before`?",
        ),
        (
            with(r#"{"relation":{"left":{"var":"x"},"is":["befor"],"right":{"key":"y"}}}"#),
            "`befor` is no relation; did you mean `before`?",
        ),
        (
            with(r#"{"relation":{"left":{"var":"x"},"is":5,"right":{"key":"y"}}}"#),
            "invalid type: integer `5`, expected the name of a relation, or a list of names",
        ),
        (
            with(
                r#"{"relation":{"left":{"var":"x"},"is":"during","right":{"key":"y"},"gap":{"max":"P1D"}}}"#,
            ),
            "a gap limits before, meets, met_by and after only, not during",
        ),
        (
            with(
                r#"{"relation":{"left":{"var":"x"},"is":"before","right":{"key":"y"},"gap":{"min":"P2D","max":"P1D"}}}"#,
            ),
            "the gap is reversed: at least P2D within P1D",
        ),
        (
            with(
                r#"{"relation":{"left":{"var":"x"},"is":"before","right":{"key":"y"},"gap":{"max":"P1M"}}}"#,
            ),
            "months have no fixed length",
        ),
        (
            with(r#"{"link":{"from":{"var":"x"},"kind":"reject","to":{"key":"y"}}}"#),
            "\"reject\" is not a link (replies_to, part_of, quotes,",
        ),
        (with(r#"{"not":[]}"#), "no condition is named"),
        (
            with(&(r#"{"not":["#.repeat(33) + x + &"]}".repeat(33))),
            "`not` stands in `not` more than 32 deep",
        ),
        (
            with(&(r#"{"not":["#.repeat(100_000))),
            "recursion limit exceeded",
        ),
    ];
    for (said, expected) in cases {
        assert!(
            said.contains(expected),
            "expected: {expected}\nsaid: {said}"
        );
    }
    let deepest = format!("{x},{}{x}{}", r#"{"not":["#.repeat(32), "]}".repeat(32));
    assert!(with(&deepest).starts_with("nothing: find ?x where event ?x and not (not ("));
}
