//! What is said of texts that are no queries: the cases stand in `bad.txt`, and more can be added.

use demarche::Pattern;

/// A text, and what is said of it, with a mark below where it is wrong.
struct Case {
    text: Vec<&'static str>,
    said: Vec<&'static str>,
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for line in include_str!("bad.txt").lines() {
        let current = cases.last_mut();
        if line.starts_with("---") {
            cases.push(Case {
                text: Vec::new(),
                said: Vec::new(),
            });
        } else if let Some(Case { text, said }) = current {
            match line.strip_prefix("=> ") {
                Some(line) => said.push(line),
                None if line.starts_with('#') || line.is_empty() => {}
                None => text.push(line),
            }
        }
    }
    cases
}

#[test]
fn every_fault_is_said_as_it_should_be() {
    let cases = cases();
    assert!(cases.len() >= 100, "{}", cases.len());
    let mut wrong = String::new();
    for case in cases {
        let text = case.text.join("\n");
        let said = match Pattern::parse(&text) {
            Ok(pattern) => format!("nothing: {pattern}"),
            Err(error) => error.show(&text),
        };
        if said.lines().collect::<Vec<_>>() != case.said {
            wrong += &format!("---\n{text}\n=> {}\n\n", said.replace('\n', "\n=> "));
        }
    }
    assert!(wrong.is_empty(), "said otherwise:\n\n{wrong}");
}
