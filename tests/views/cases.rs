//! Raw tables, the tables that the library makes of them, and the statements that are to make the same.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use demarche::{Common, Dialect, ImpliedKind, Input, RawTables, Reading, Record, Timeline, Views};

use super::raw;
use super::rng::Rng;

/// One raw table, with what goes with it.
struct Case {
    name: String,
    of: RawTables,
    rows: Vec<Vec<String>>,
    mentions: Option<Vec<Vec<String>>>,
    published: bool,
    stored: bool,
    /// Whether columns of numbers are to be such in the engine.
    typed: bool,
    /// Whether keys of actors are only to be different ones.
    unlike: bool,
}

impl Case {
    fn new(name: impl Into<String>, of: RawTables, rows: Vec<Vec<String>>) -> Case {
        Case {
            name: name.into(),
            of,
            rows,
            mentions: None,
            published: true,
            stored: false,
            typed: false,
            unlike: false,
        }
    }

    fn views(&self, dialect: Dialect) -> Views {
        let mut views = Views::over(self.of, dialect);
        if self.mentions.is_some() {
            views = views.mentions("gdelt_mentions");
        }
        if !self.published {
            views = views.without_published();
        }
        if self.stored { views.stored() } else { views }
    }
}

/// What the library reads, called as the views call it; how many rows it rejects.
fn read(case: &Case) -> (Input, usize) {
    let (mut input, text) = (Input::default(), raw::lines(&case.rows));
    let reading = Reading::new();
    let report = match (case.of, &case.mentions) {
        (RawTables::Icews, _) => reading.icews(text.as_bytes(), "icews_events.tab", &mut input),
        (RawTables::Gdelt2, None) => {
            reading.gdelt2(text.as_bytes(), "gdelt_events.CSV", &mut input)
        }
        (RawTables::Gdelt2, Some(mentions)) => {
            let mentions = raw::lines(mentions);
            let events = (text.as_bytes(), "gdelt_events.CSV");
            reading.gdelt2_with_mentions(events, (mentions.as_bytes(), "m.CSV"), &mut input)
        }
    };
    let rejected = report.unwrap().totals.rejected as usize;
    match case.of {
        RawTables::Gdelt2 => name_documents(&mut input),
        RawTables::Icews => name_events(&mut input, &case.rows),
    }
    (input, rejected)
}

fn common(record: &mut Record) -> Option<&mut Common> {
    match record {
        Record::Meeting(it) => Some(&mut it.common),
        Record::Statement(it) => Some(&mut it.common),
        Record::Document(it) => Some(&mut it.common),
        Record::Action(it) => Some(&mut it.common),
        _ => None,
    }
}

/// Views call documents by their addresses, and the raw table as it is called.
fn name_documents(input: &mut Input) {
    let mut names = BTreeMap::new();
    for (record, _) in &mut input.records {
        if let Record::Source(source) = record {
            let own = source.url.clone().or(source.title.clone()).unwrap();
            let own = own.replace("gdelt_events.CSV", "gdelt_events");
            names.insert(std::mem::replace(&mut source.id, own.clone()), own);
        } else if let Some(common) = common(record) {
            for citation in &mut common.sources {
                citation.source.clone_from(&names[&citation.source]);
            }
        }
    }
}

/// Views have no lines by which to call events.
fn name_events(input: &mut Input, rows: &[Vec<String>]) {
    for (record, _) in &mut input.records {
        let is_mutual = matches!(record, Record::Meeting(_) | Record::Document(_));
        let Some(common) = common(record) else {
            continue;
        };
        let (_, line) = common.id.rsplit_once(':').unwrap();
        let cells = &rows[line.parse::<usize>().unwrap() - 1];
        let given =
            |at: usize| Some(cells[at].trim()).filter(|it| !matches!(*it, "" | "NA" | "NULL"));
        let escaped = |text: &str| text.replace('%', "%25").replace(':', "%3A");
        let said = common.extra.get("x_relation").map(demarche::Json::to_value);
        let what = match (&common.code, said) {
            (Some(code), _) => code.replace("CAMEO:043", "CAMEO:042").replace("CAMEO:", ""),
            (None, Some(text)) => escaped(text.as_str().unwrap()),
            (None, None) => panic!("no relation"),
        };
        let (mut one, mut other) = (given(2).unwrap(), given(8));
        if let Some(second) = other.filter(|second| is_mutual && *second < one) {
            (one, other) = (second, Some(one));
        }
        let day = common.time.clone().unwrap();
        let other = other.map(escaped).unwrap_or_default();
        common.id = format!("icews:{day}:{what}:{}:{other}", escaped(one));
        if !is_mutual {
            let number = |at: usize, limit: u64| {
                let number = given(at).and_then(|it| it.parse::<u64>().ok());
                let number = number.filter(|it| *it < limit);
                number.map(|it| it.to_string()).unwrap_or_default()
            };
            common.id += &format!(
                ":{}:{}",
                number(11, u64::MAX),
                number(12, u64::from(u32::MAX))
            );
        }
    }
}

fn timeline(input: Input, published: bool) -> Timeline {
    let mut t = Timeline::builder();
    t.imply(ImpliedKind::Published, published);
    t.add_input(input);
    t.build().unwrap_or_else(|error| panic!("{error}"))
}

/// Writes a case as files: rows, statements, and the tables that they are to give.
fn write(case: &Case, folder: &Path) {
    fs::create_dir_all(folder).unwrap();
    let (input, rejected) = read(case);
    timeline(input, case.published)
        .write_tables(folder.join("expected"))
        .unwrap();
    let columns = match case.of {
        RawTables::Gdelt2 => raw::gdelt_columns(),
        RawTables::Icews => raw::ICEWS.map(str::to_owned).to_vec(),
    };
    let mut tables = BTreeMap::new();
    let name = match case.of {
        RawTables::Gdelt2 => "gdelt_events",
        RawTables::Icews => "icews_events",
    };
    tables.insert(
        name,
        serde_json::json!({"columns": columns, "rows": case.rows}),
    );
    if let Some(mentions) = &case.mentions {
        let columns = raw::mention_columns();
        tables.insert(
            "gdelt_mentions",
            serde_json::json!({"columns": columns, "rows": mentions}),
        );
    }
    let statements: BTreeMap<&str, Vec<String>> = Dialect::ALL
        .into_iter()
        .map(|dialect| (dialect.name(), case.views(dialect).statements().collect()))
        .collect();
    let json = serde_json::json!({
        "name": case.name, "tables": tables, "statements": statements, "rejected": rejected,
        "typed": case.typed, "unlike": case.unlike, "ordered": case.of == RawTables::Gdelt2,
    });
    fs::write(folder.join("case.json"), json.to_string()).unwrap();
}

fn split(text: &str) -> Vec<Vec<String>> {
    let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
    text.lines().map(cells).collect()
}

fn cases() -> Vec<Case> {
    let mut all = Vec::new();
    let sample = split(include_str!("../readers/gdelt2.export.CSV"));
    all.push(Case::new(
        "a sample of GDELT",
        RawTables::Gdelt2,
        sample.clone(),
    ));
    let mentions = split(include_str!("../readers/gdelt2.mentions.CSV"));
    all.push(Case {
        mentions: Some(mentions),
        ..Case::new("with mentions", RawTables::Gdelt2, sample)
    });
    let sample = split(include_str!("../readers/icews.tab"));
    all.push(Case::new(
        "a sample of ICEWS",
        RawTables::Icews,
        sample[1..].to_vec(),
    ));
    for seed in 0..4 {
        let mut rng = Rng::new(500 + seed);
        let rows = raw::gdelt(&mut rng, 400, 25);
        let mentions = (seed % 2 == 1).then(|| raw::mentions(&mut rng, &rows, 300));
        all.push(Case {
            mentions,
            published: seed < 3,
            stored: seed == 2,
            ..Case::new(format!("GDELT at random, {seed}"), RawTables::Gdelt2, rows)
        });
        let rows = raw::icews(&mut rng, 400);
        all.push(Case {
            stored: seed == 2,
            ..Case::new(format!("ICEWS at random, {seed}"), RawTables::Icews, rows)
        });
    }
    let mut rng = Rng::new(600);
    all.push(Case {
        typed: true,
        ..Case::new(
            "columns of numbers",
            RawTables::Gdelt2,
            raw::gdelt(&mut rng, 300, 0),
        )
    });
    // The number that the second of two like names gets makes the key of a third.
    let names = [
        "Al Nur",
        "Al-Nur",
        "Al Nur 2",
        "Al/Nur",
        "Al Nur 2-2",
        "Al_Nur_2",
    ];
    let rows = names.iter().zip(1_u8..).map(|(name, day)| {
        let mut cells = vec![String::new(); 20];
        (cells[0], cells[1]) = (day.to_string(), format!("2018-06-0{day}"));
        (cells[2], cells[6]) = ((*name).to_owned(), "010".to_owned());
        cells
    });
    let rows = rows.collect();
    all.push(Case {
        unlike: true,
        ..Case::new("keys that are taken", RawTables::Icews, rows)
    });
    if let Some(folder) = super::data::folder("views over real tables of ICEWS") {
        let text = fs::read_to_string(folder.join("formats/icews_sample.tab")).unwrap();
        let rows = split(&text)[1..].to_vec();
        all.push(Case::new("real rows of ICEWS", RawTables::Icews, rows));
        let text = fs::read_to_string(folder.join("icews14/events.tsv")).unwrap();
        let quads = split(&text);
        let rows = quads[1..].iter().enumerate().map(|(i, quad)| {
            let mut cells = vec!["NA".to_owned(); 20];
            cells[0] = (i + 1).to_string();
            for (from, to) in [(0, 2), (1, 5), (2, 8), (3, 1)] {
                cells[to].clone_from(&quad[from]);
            }
            cells
        });
        all.push(Case::new("ICEWS of 2014", RawTables::Icews, rows.collect()));
    }
    all
}

#[test]
fn engines_make_of_raw_tables_what_readers_make_of_them() {
    let Some(venv) = std::env::var_os("DEMARCHE_ENGINES") else {
        let insists = std::env::var_os("CI").is_some();
        assert!(
            !insists,
            "DEMARCHE_ENGINES names no Python environment with the engines"
        );
        eprintln!("not run: DEMARCHE_ENGINES names no Python environment with the engines");
        return;
    };
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("views");
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    for (number, case) in cases().iter().enumerate() {
        write(case, &folder.join(number.to_string()));
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines/views.py");
    let python = Path::new(&venv).join("bin/python");
    let status = Command::new(python)
        .arg(script)
        .arg(&folder)
        .status()
        .unwrap();
    assert!(
        status.success(),
        "the engines differ from the library; see above"
    );
}
