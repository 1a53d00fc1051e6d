//! The SQL that patterns are printed as, run by the engines that it is for: the same answers as the library's, certain and possible.
//!
//! `DEMARCHE_ENGINES` names a Python environment with `tests/engines/requirements.txt`; without it nothing is run here,
//! but under CI, where that is a failure. `DEMARCHE_SQL` sets how many questions are asked, and `DEMARCHE_BULK_SQL` how many events
//! there are in bulk.

#![cfg(feature = "parquet")]

mod bulk;
#[path = "../data/mod.rs"]
mod data;
mod draw;
#[path = "../../benches/generate/mod.rs"]
mod generate;
#[path = "../oracle/mod.rs"]
mod oracle;
mod run;
#[path = "../../benches/generate/tables.rs"]
mod stream;

use demarche::{Dialect, Pattern, Policy, SqlOptions, Timeline, Value, read_records};
use oracle::r#gen::Shape;
use oracle::patterns::draw::Case;
use oracle::patterns::timeline::rich;
use oracle::rng::Rng;
use run::{Question, Row};

/// How many timelines lie in one folder of tables.
const TIMELINES: u64 = 300;

/// How many of them are asked each by itself.
const ALONE: u64 = 120;

/// The engines that can be run here, the quickest first.
const ENGINES: [Dialect; 3] = [Dialect::DuckDb, Dialect::DataFusion, Dialect::Spark];

fn questions() -> usize {
    let given = std::env::var("DEMARCHE_SQL").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(60)
}

/// What the library answers; nothing where a name in the question means nothing in the timeline.
fn answers(t: &Timeline, text: &str) -> Option<Vec<Row>> {
    if text.starts_with("find count") {
        let counts = t.count(text).ok()?;
        assert_eq!(counts.unsettled, 0, "{text}");
        let empty = counts.certain + counts.possible == 0;
        let row = vec![
            counts.certain.to_string(),
            counts.possible.to_string(),
            "0".to_owned(),
        ];
        return Some(if empty { Vec::new() } else { vec![row] });
    }
    let answers = t.ask(text).ok()?;
    let row = |answer: demarche::Answer<'_>| {
        assert!(answer.is_settled(), "{text}");
        let keys = answer
            .values()
            .map(|(_, value): (_, Value<'_>)| value.key().to_owned());
        keys.chain([answer.certainty().to_string()]).collect()
    };
    Some(answers.map(row).collect())
}

fn asked(timelines: &[Timeline], text: &str) -> Option<Question> {
    let pattern: Pattern = text.parse().ok()?;
    let sql = |dialect| {
        pattern
            .to_sql(SqlOptions::new(dialect).apart_by("timeline"))
            .ok()
    };
    // The last is read by another parser of its dialect, and not run.
    let dialects = ENGINES.into_iter().chain([Dialect::BigQuery]);
    let sql: Option<Vec<String>> = dialects.map(sql).collect();
    let sql = sql?;
    let mut question = Question {
        text: text.to_owned(),
        sql,
        asked: Vec::new(),
        rows: Vec::new(),
    };
    for (number, t) in timelines.iter().enumerate() {
        if let Some(rows) = answers(t, text) {
            question.asked.push(number);
            question
                .rows
                .extend(rows.into_iter().map(|row| (number, row)));
        }
    }
    Some(question)
}

/// Timelines of both sorts: those of the oracles, a few ticks wide, and wide ones.
fn timelines() -> (Vec<Timeline>, Vec<String>) {
    let (mut all, mut texts) = (Vec::new(), Vec::new());
    let mut rng = Rng::new(6);
    for seed in 0..TIMELINES / 3 {
        let shape = if seed % 3 == 2 {
            Shape::Mixed
        } else {
            Shape::Dated
        };
        let spec = rich(seed, shape);
        let input = read_records(spec.jsonl().as_bytes(), "random.jsonl");
        let mut builder = Timeline::builder();
        builder.add_input(input);
        builder.policy(Policy::SetAside);
        let t = builder.build().expect("what contradicts is set aside");
        let claims = oracle::claims::claims(&spec);
        let dense = oracle::dense::Dense::new(&spec, &claims);
        if let Some(net) = dense.net(oracle::claims::all(&claims)) {
            let case = Case::new(&spec, &claims, oracle::claims::all(&claims), &net);
            for _ in 0..4 {
                let Some(drawn) = case.draw(&mut rng) else {
                    continue;
                };
                // Engines know no names.
                if let Ok(pattern) = t.with_keys(&*drawn.text) {
                    texts.push(pattern.to_string());
                }
            }
        }
        all.push(t);
    }
    for seed in 0..TIMELINES - TIMELINES / 3 {
        all.push(draw::wide(seed));
    }
    (all, texts)
}

#[test]
fn engines_give_the_answers_of_the_library() {
    let Some(python) = run::python() else {
        return;
    };
    let (timelines, drawn) = timelines();
    let mut rng = Rng::new(7);
    let mut asked_for: Vec<Question> = Vec::new();
    let mut drawn = drawn.into_iter();
    while asked_for.len() < questions() {
        let of_oracle = asked_for.len().is_multiple_of(3);
        let text = of_oracle.then(|| drawn.next()).flatten();
        let text = text.unwrap_or_else(|| draw::question(&mut rng));
        if text.contains(" limit ") {
            continue;
        }
        if let Some(question) = asked(&timelines, &text)
            && (!question.rows.is_empty() || rng.chance(10))
        {
            asked_for.push(question);
        }
    }
    let rows: usize = asked_for.iter().map(|question| question.rows.len()).sum();
    println!(
        "{} questions to {} timelines, {rows} rows",
        asked_for.len(),
        timelines.len()
    );
    run::compare(&python, "engines", &timelines, &asked_for);
}

/// Without a column that tells timelines apart other SQL is printed; and rows come in order where there is a limit.
#[test]
fn engines_give_the_answers_of_one_timeline() {
    let Some(python) = run::python() else {
        return;
    };
    let mut rng = Rng::new(8);
    let mut asked = Vec::new();
    let timelines: Vec<Timeline> = (0..ALONE)
        .map(|seed| draw::sized(seed + 7_000, 10, 40))
        .collect();
    for (number, t) in timelines.iter().enumerate() {
        for _ in 0..questions() / 8 {
            let text = draw::counted(&mut rng);
            let Ok(pattern) = text.parse::<Pattern>() else {
                continue;
            };
            let sql: Result<Vec<String>, _> = ENGINES.iter().map(|&d| pattern.to_sql(d)).collect();
            if let (Ok(sql), Some(rows)) = (sql, answers(t, &text))
                && (!rows.is_empty() || rng.chance(20))
            {
                let rows = rows.into_iter().map(|row| (number, row)).collect();
                asked.push(Question {
                    text,
                    sql,
                    asked: vec![number],
                    rows,
                });
            }
        }
    }
    let rows: usize = asked.iter().map(|question| question.rows.len()).sum();
    println!(
        "{} questions to one timeline each, {rows} rows",
        asked.len()
    );
    assert!(rows > questions() * 4, "so few answers show nothing");
    run::compare(&python, "engines-alone", &timelines, &asked);
}
