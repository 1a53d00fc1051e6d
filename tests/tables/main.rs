//! Timelines as tables of Parquet: what stands in them, and that they make the same timelines again.
#![cfg(feature = "parquet")]

mod again;
mod contents;
mod damage;
mod folder;
#[path = "../../benches/generate/mod.rs"]
mod generate;
mod naive;
#[path = "../oracle/mod.rs"]
mod oracle;
mod random;
mod rows;
#[path = "../../benches/generate/tables.rs"]
mod stream;
mod streamed;

use std::path::{Path, PathBuf};

/// A folder of its own for a test, gone with this.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let name = format!("demarche-tables-{}-{name}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        std::fs::create_dir_all(&folder).unwrap();
        Folder(folder)
    }

    fn join(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The timelines that come with the crate.
fn examples() -> Vec<(&'static str, demarche::Timeline)> {
    let build = |input: demarche::Input, set_aside: bool| {
        let mut builder = demarche::Timeline::builder();
        builder.add_input(input);
        if set_aside {
            builder.policy(demarche::Policy::SetAside);
        }
        builder.build().unwrap()
    };
    let read = |name: &str| {
        let path = format!("examples/data/{name}.jsonl");
        let text = std::fs::read(&path).unwrap();
        demarche::read_records(text.as_slice(), &path)
    };
    let names = ["camp_david", "moscow_talks", "october_1962", "starter"];
    let mut all: Vec<_> = names.map(|name| (name, build(read(name), false))).into();
    // The second file contradicts the first.
    let mut both = read("moscow_talks");
    both.records.extend(read("moscow_talks_second").records);
    all.push(("both", build(both, true)));
    #[cfg(feature = "csv")]
    {
        let text = std::fs::read("examples/data/iran_talks.csv").unwrap();
        let input = demarche::read_csv(text.as_slice(), "iran_talks.csv");
        all.push(("iran_talks", build(input, false)));
    }
    all
}
