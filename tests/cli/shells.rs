//! Completions and the manual.

use crate::run::{demarche, empty_folder, on, shell, texts};

#[test]
fn every_shell_gets_completions() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let text = on("", &["completions", shell]);
        for word in ["render", "set-aside", "replies-to"] {
            assert!(text.contains(word), "{shell}: {word}");
        }
        assert_eq!(text, on("", &["completions", shell]));
    }
    let output = demarche(&["completions", "csh"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(texts(&output).1.contains("[possible values: bash, "));
}

#[test]
fn bash_completes_commands() {
    let folder = empty_folder("completions");
    let lines = "\
demarche completions bash >file
bash --norc -c '. ./file; COMP_WORDS=(demarche re); COMP_CWORD=1; _demarche demarche re demarche; echo ${COMPREPLY[@]}'";
    let output = shell(lines, &folder);
    let (out, err) = texts(&output);
    assert_eq!((out.as_str(), err.as_str()), ("relate render\n", ""));
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    for command in crate::examples::commands() {
        let words: Vec<&str> = command
            .iter()
            .map(String::as_str)
            .filter(|word| *word != "timeline.jsonl")
            .collect();
        let page = on("", &[&["man"], words.as_slice()].concat());
        let title = words.join("-");
        assert!(
            page.contains(&format!("\n.TH demarche-{title} 1")),
            "{title}: {page}"
        );
        for section in ["NAME", "SYNOPSIS", "OPTIONS", "EXAMPLES"] {
            assert!(
                page.contains(&format!("\n.SH {section}\n")),
                "{title}: {section}"
            );
        }
        // No line begins with a dot or quote that is no request.
        let requests = [
            ".SH", ".TH", ".TP", ".nf", ".fi", ".ie", ".el", ".SS", ".RS", ".RE", ".br", ".PP",
            ".IP",
        ];
        for line in page.lines().filter(|line| line.starts_with(['.', '\''])) {
            assert!(
                requests.iter().any(|known| line.starts_with(known)),
                "{line}"
            );
        }
    }
    let output = demarche(&["man", "rendr"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        texts(&output).1,
        "error: there is no command \"rendr\"; did you mean \"render\"?\n"
    );
}
