//! Hands timelines and questions to a program that runs engines.

use demarche::Timeline;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Keys, and how sure the answer is; or counts.
pub type Row = Vec<String>;

/// A question to many timelines.
pub struct Question {
    pub text: String,
    /// The SQL for each engine.
    pub sql: Vec<String>,
    /// The timelines in which every name in it means something.
    pub asked: Vec<usize>,
    /// What the library answers, with the number of the timeline.
    pub rows: Vec<(usize, Row)>,
}

/// The program that runs Python with the engines; none where there is none and nobody insists.
pub fn python() -> Option<PathBuf> {
    let Some(folder) = std::env::var_os("DEMARCHE_ENGINES") else {
        let insists = std::env::var_os("CI").is_some();
        assert!(
            !insists,
            "DEMARCHE_ENGINES names no Python environment with the engines"
        );
        eprintln!("not run: DEMARCHE_ENGINES names no Python environment with the engines");
        return None;
    };
    Some(Path::new(&folder).join("bin/python"))
}

/// An empty folder of that name.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("a folder of tests can be removed");
    }
    fs::create_dir_all(&folder).expect("a folder of tests can be made");
    folder
}

/// Runs all questions in all engines by way of a folder of that name, and fails with what differs.
pub fn compare(python: &Path, name: &str, timelines: &[Timeline], questions: &[Question]) {
    let folder = folder(name);
    for (number, t) in timelines.iter().enumerate() {
        t.write_tables(folder.join(format!("{number}")))
            .expect("tables are written");
    }
    let alone = questions.iter().all(|question| question.asked.len() == 1);
    ask(python, &folder, questions, alone.then_some("--alone"));
}

/// Runs all questions about the tables in a folder.
pub fn ask(python: &Path, folder: &Path, questions: &[Question], how: Option<&str>) {
    let list: Vec<serde_json::Value> = questions
        .iter()
        .map(
            |q| serde_json::json!({"text": q.text, "sql": q.sql, "asked": q.asked, "rows": q.rows}),
        )
        .collect();
    let list = serde_json::to_string(&list).expect("questions are JSON");
    fs::write(folder.join("questions.json"), list).expect("a file is written");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/engines/answers.py");
    let mut program = Command::new(python);
    program.arg(script).arg(folder).args(how);
    let status = program.status();
    assert!(
        status.expect("Python runs").success(),
        "engines answer otherwise"
    );
}
