//! `export`, and folders of tables in place of files.

use std::fs;

#[cfg(feature = "parquet")]
use crate::run::{demarche, empty_folder};
use crate::run::{shell, starter_folder, texts};

#[cfg(feature = "parquet")]
#[test]
fn tables_are_written_and_read_as_files_are() {
    let folder = starter_folder("tables");
    let run = |line: &str| shell(line, &folder);
    for options in ["", " --by-year"] {
        let output = run(&format!("demarche export timeline.jsonl tables{options}"));
        let (out, err) = texts(&output);
        assert!(output.status.success(), "{err}");
        assert_eq!(out, "");
        assert!(err.starts_with("tables: "), "{err}");
        assert!(
            err.contains("\nrows: ") && err.contains(" events, "),
            "{err}"
        );
        for command in [
            "check FILE --json",
            "order FILE",
            "relate FILE --all",
            "ask FILE 'find ?m, ?who where meeting ?m with ?who' --why",
            "explain FILE 'find ?m where meeting ?m'",
            "render FILE --to svg -o -",
        ] {
            let of = |file: &str| {
                let output = run(&format!("demarche {}", command.replace("FILE", file)));
                (output.status.code(), texts(&output))
            };
            assert_eq!(of("timeline.jsonl"), of("tables"), "{command}");
        }
    }
    let output = run("demarche export -q tables again");
    assert_eq!(texts(&output), (String::new(), String::new()));
    assert!(folder.join("again/records.parquet").is_file());
}

#[cfg(feature = "parquet")]
#[test]
fn what_is_no_folder_of_tables_is_left_as_it_is() {
    let folder = starter_folder("tables-occupied");
    fs::create_dir(folder.join("mine")).unwrap();
    fs::write(folder.join("mine/notes.txt"), "mine").unwrap();
    for (place, says) in [
        ("mine", "it holds \"notes.txt\", which is no table"),
        ("timeline.jsonl", "it is a file"),
    ] {
        let output = shell(&format!("demarche export timeline.jsonl {place}"), &folder);
        let (out, err) = texts(&output);
        assert_eq!(output.status.code(), Some(2));
        assert_eq!(out, "");
        assert_eq!(
            err,
            format!(
                "{place}: is left as it is: {says}; name a folder that is not there yet, or one of tables to be \
                 replaced\n"
            )
        );
    }
    assert_eq!(
        fs::read_to_string(folder.join("mine/notes.txt")).unwrap(),
        "mine"
    );
}

#[cfg(feature = "parquet")]
#[test]
fn what_was_set_aside_stays_on_record() {
    let folder = empty_folder("tables-aside").join("t");
    let place = folder.display().to_string();
    let run = |args: &[&str]| demarche(args).output().unwrap();
    assert_eq!(
        run(&["export", "rumours.jsonl", &place]).status.code(),
        Some(1)
    );
    assert!(!folder.exists());
    let output = run(&["export", "rumours.jsonl", &place, "--set-aside"]);
    assert!(output.status.success(), "{output:?}");
    let check = |file: &str| run(&["check", "--json", file]);
    assert_eq!(check(&place).status.code(), Some(1));
    assert_eq!(run(&["order", &place]).status.code(), Some(1));
    let order = |file: &str| run(&["order", file, "--set-aside"]).stdout;
    assert_eq!(order(&place), order("rumours.jsonl"));
}

#[cfg(feature = "parquet")]
#[test]
fn a_table_at_fault_is_named() {
    let folder = starter_folder("tables-fault");
    let run = |line: &str| shell(line, &folder);
    assert!(run("demarche export -q timeline.jsonl t").status.success());
    let whole = fs::read(folder.join("t/records.parquet")).unwrap();
    fs::write(folder.join("t/records.parquet"), &whole[..whole.len() / 2]).unwrap();
    let (_, err) = texts(&run("demarche order t"));
    assert!(
        err.starts_with("t/records.parquet: no Parquet that can be read: "),
        "{err}"
    );
    fs::remove_file(folder.join("t/records.parquet")).unwrap();
    let output = run("demarche order t");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        texts(&output).1,
        "t: there is no table `records`, neither a file `records.parquet` nor a folder of such files\n"
    );
}

#[cfg(not(feature = "parquet"))]
#[test]
fn without_its_feature_it_is_named() {
    let folder = starter_folder("tables-without");
    fs::create_dir_all(folder.join("t/timeline")).unwrap();
    for line in ["demarche export timeline.jsonl out", "demarche order t"] {
        let output = shell(line, &folder);
        assert_eq!(output.status.code(), Some(2), "{line}");
        assert!(texts(&output).1.contains("the feature `parquet`"), "{line}");
    }
}
