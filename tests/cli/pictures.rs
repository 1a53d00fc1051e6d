//! `render`.

use std::fs;

use crate::run::{demarche, on, starter_folder, texts};

const STARTER: &str = include_str!("../../examples/data/starter.jsonl");

#[test]
fn a_picture_is_the_same_wherever_it_goes() {
    let folder = starter_folder("pictures");
    let file = folder.join("lake.SVG");
    for args in [
        &["render", "timeline.jsonl", "-o", "lake.SVG"][..],
        &[
            "render",
            "timeline.jsonl",
            "--to",
            "svg",
            "--output",
            "lake.SVG",
        ],
    ] {
        let output = demarche(args).current_dir(&folder).output().unwrap();
        assert_eq!(texts(&output), (String::new(), String::new()));
        assert!(output.status.success());
        let written = fs::read_to_string(&file).unwrap();
        assert!(written.starts_with("<svg ") && written.contains("Summit of Tarn"));
        for to_output in [
            &["render", "-", "--to", "svg"][..],
            &["render", "-", "--to", "svg", "-o", "-"],
        ] {
            assert_eq!(on(STARTER, to_output), written);
        }
        fs::remove_file(&file).unwrap();
    }
}

#[test]
fn lanes_room_width_and_questions_change_it() {
    let draw = |more: &[&str]| on(STARTER, &[&["render", "-", "--to", "svg"], more].concat());
    let whole = draw(&[]);
    let mut drawn = vec![whole.clone()];
    for more in [
        &["--lanes", "state"][..],
        &["--lanes", "kind"],
        &["--condensed"],
        &["--width", "900"],
        &["--ask", "find ?m where meeting ?m with reyk"],
    ] {
        let other = draw(more);
        assert!(!drawn.contains(&other), "{more:?}");
        drawn.push(other);
    }
    assert_eq!(draw(&["--lanes", "actor"]), whole);
    assert!(draw(&["--width", "900"]).contains("width=\"900\""));
    let asked = draw(&["--ask", "find ?m where meeting ?m with reyk"]);
    assert!(
        asked.contains("● summit") || asked.contains("Summit of Tarn"),
        "{asked}"
    );
    assert!(!asked.contains("Brusk closes the sluices"));
}

#[test]
fn an_inconsistent_timeline_is_drawn_only_without_its_weakest_claims() {
    let output = demarche(&["render", "rumours.jsonl", "--to", "svg"])
        .output()
        .unwrap();
    let (out, told) = texts(&output);
    assert_eq!((output.status.code(), out.as_str()), (Some(1), ""));
    assert!(told.contains("conflict 5 of 5: "), "{told}");
    let output = demarche(&["render", "rumours.jsonl", "--to", "svg", "--set-aside"])
        .output()
        .unwrap();
    let (out, told) = texts(&output);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        out.starts_with("<svg ") && told.starts_with("set aside: 5 claims\n"),
        "{told}"
    );
}

#[test]
fn a_file_is_written_whole_or_not_at_all() {
    let folder = starter_folder("pictures-whole");
    let file = folder.join("lake.svg");
    fs::write(&file, "what was there").unwrap();
    fs::write(folder.join("bad.jsonl"), "{\"type\":\"actr\"}\n").unwrap();
    let names = |folder: &std::path::Path| fs::read_dir(folder).unwrap().count();
    let before = names(&folder);
    for args in [
        &["render", "bad.jsonl", "-o", "lake.svg"][..],
        &[
            "render",
            "timeline.jsonl",
            "-o",
            "lake.svg",
            "--ask",
            "find ?m where meeting",
        ],
        &[
            "render",
            "timeline.jsonl",
            "-o",
            "lake.svg",
            "--ask",
            "find ?who where meeting ?m with ?who",
        ],
        &["convert", "bad.jsonl", "lake.svg", "--to", "json"],
        &["save", "bad.jsonl", "lake.svg"],
    ] {
        let output = demarche(args).current_dir(&folder).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty());
        assert_eq!(
            fs::read_to_string(&file).unwrap(),
            "what was there",
            "{args:?}"
        );
        assert_eq!(names(&folder), before, "{args:?}");
    }
    // A disk that is full takes no picture, and a place that is no file keeps what it is.
    if cfg!(target_os = "linux") {
        for (out, status) in [("/dev/full", 2), ("/dev/null", 0)] {
            let args = ["render", "timeline.jsonl", "--to", "svg", "-o", out];
            let output = demarche(&args).current_dir(&folder).output().unwrap();
            assert_eq!(output.status.code(), Some(status), "{output:?}");
            assert!(!fs::metadata(out).unwrap().is_file());
        }
    }
}

#[test]
fn what_can_not_be_drawn_is_told() {
    for (args, says) in [
        (
            &["render", "talks.jsonl"][..],
            "error: --to is missing; it says what to draw, text, html, svg, ",
        ),
        (
            &["render", "talks.jsonl", "-o", "x.png"],
            "x.png: the ending does not tell the format; ",
        ),
        (
            &["render", "talks.jsonl", "--to", "png"],
            "error: invalid value 'png' for '--to <FORMAT>'",
        ),
        (
            &[
                "render",
                "talks.jsonl",
                "--to",
                "svg",
                "--ask",
                "find ?who where meeting ?m with ?who",
            ],
            "error: the answers name no events; ",
        ),
        (
            &[
                "render",
                "talks.jsonl",
                "--to",
                "svg",
                "--ask",
                "find ?s wher",
            ],
            "query: column 9: ",
        ),
        (
            &["render", "talks.jsonl", "--to", "svg", "--lanes", "topic"],
            "error: invalid value 'topic'",
        ),
    ] {
        let output = demarche(args).output().unwrap();
        let (out, told) = texts(&output);
        assert_eq!(
            (output.status.code(), out.as_str()),
            (Some(2), ""),
            "{args:?}"
        );
        assert!(told.starts_with(says), "{told}");
    }
    // A question without answers gives a picture without events, and says why.
    let args = [
        "render",
        "talks.jsonl",
        "--to",
        "svg",
        "--ask",
        "find ?m where meeting ?m at Nowhere",
    ];
    let output = demarche(&args).output().unwrap();
    let (out, told) = texts(&output);
    assert!(output.status.success() && out.starts_with("<svg "));
    assert!(told.starts_with("note: no answers: "), "{told}");
}
