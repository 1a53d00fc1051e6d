//! Questions about everything, to real events and to those of the benches.

use demarche::{Pattern, Reading, Tables, Timeline, TimelineBuilder};
use std::fs;
use std::path::Path;

use crate::data;
use crate::generate::scale::{Precision, Scale};
use crate::run::{self, Question};
use crate::stream;
use crate::{ENGINES, answers};

/// How many events are drawn.
fn events() -> u32 {
    let given = std::env::var("DEMARCHE_BULK_SQL").ok();
    given.and_then(|text| text.parse().ok()).unwrap_or(20_000)
}

/// Of drawn events. Engines that make a list anew each time it is named take minutes for chains from the busiest actors.
const OF_BENCHES: [&str; 5] = [
    "find count where meeting ?m with ?a and statement ?s by ?a and ?m before ?s within 3d",
    "find count where meeting ?m with ?a and statement ?s by ?a and ?m before ?s within 3d certainly",
    "find count where meeting ?m with {actor}, ?y and meeting ?n with ?y, ?z and statement ?s by ?z \
     and ?m before ?n within 7d and ?n before ?s within 2d",
    "find ?m, ?s where meeting ?m with a20 and statement ?s by a20 and ?m before ?s within 3d",
    "find count where meeting ?m with a9, ?b and meeting ?n with a9, ?b and ?m before ?n within 36h",
];

const OF_2014: [&str; 6] = [
    OF_BENCHES[0],
    "find count where meeting ?m with ?a and statement ?s by ?a code quad:verbal_conflict and ?m before ?s within 3d",
    "find count where statement ?s by ?a to ?b and statement ?r by ?b to ?a and ?s before ?r within 2d",
    "find ?m, ?s where meeting ?m with \"John Kerry\" and statement ?s by \"John Kerry\" and ?m before ?s within 2d",
    "find count where meeting ?m with \"John Kerry\", ?y and meeting ?n with ?y, ?z and statement ?s by ?z \
     and ?m before ?n within 3d and ?n before ?s within 1d",
    "find count where meeting ?m with ?a, ?b and meeting ?n with ?a, ?b and ?m before ?n within 3d",
];

fn questions(t: &Timeline, number: usize, texts: &[&str]) -> Vec<Question> {
    let actor = format!("a{}", events() / 700);
    let asked = texts.iter().map(|text| {
        let text = text.replace("{actor}", &actor);
        let pattern: Pattern = t.with_keys(&*text).expect("a query");
        let rows = answers(t, &text).expect("every name means something");
        assert!(!rows.is_empty(), "nothing to compare: {text}");
        Question {
            sql: ENGINES.map(|d| pattern.to_sql(d).expect("exact")).into(),
            asked: vec![number],
            rows: rows.into_iter().map(|row| (number, row)).collect(),
            text,
        }
    });
    asked.collect()
}

#[test]
fn engines_give_the_answers_to_bulk_questions() {
    let Some(python) = run::python() else {
        return;
    };
    let folder = run::folder("engines-bulk");
    let scale = Scale::new(events(), Precision::Mixed);
    let mut to = Tables::new().begin(folder.join("0")).expect("a folder");
    stream::write(&scale, Precision::Mixed, false, &mut to).expect("tables are written");
    to.finish().expect("tables are written");
    let mut builder = TimelineBuilder::new();
    for record in scale.records() {
        builder.add(record);
    }
    let t = builder.build().expect("sound");
    let mut asked = questions(&t, 0, &OF_BENCHES);
    drop(t);
    if let Some(data) = data::folder("bulk questions about 2014") {
        let t = of_2014(&data.join("icews14/events.tsv"));
        t.write_tables(folder.join("1"))
            .expect("tables are written");
        asked.extend(questions(&t, 1, &OF_2014));
    }
    run::ask(&python, &folder, &asked, Some("--bulk"));
}

fn of_2014(path: &Path) -> Timeline {
    let mut builder = Timeline::builder();
    let file = fs::File::open(path).expect("the events of 2014");
    let report = Reading::new().quads(file, "events.tsv", &mut builder);
    assert_eq!(report.expect("they are read").totals.rows, 90_730);
    builder.build().expect("sound")
}
