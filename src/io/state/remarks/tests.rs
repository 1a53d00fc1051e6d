//! What the grammar of remarks reads, and what it leaves alone.

use super::*;

fn met(text: &str) -> Vec<String> {
    let remark = read(text);
    let mut all: Vec<String> = remark.met.iter().map(shown).collect();
    all.extend(remark.officials.iter().map(|whose| match whose {
        Some(whose) => format!("officials of {}", whose.key),
        None => "officials".to_owned(),
    }));
    all.extend(
        remark
            .accompanied
            .iter()
            .map(|named| format!("accompanied {}", shown(named))),
    );
    all
}

fn shown(named: &Named<'_>) -> String {
    match named.whose {
        Some(whose) => format!("{}: {}, {}", whose.key, named.title, named.name),
        None if named.after.is_some() => format!("?, {}, {}", named.title, named.name),
        None => format!("{}, {}", named.title, named.name),
    }
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(met(text), expected, "in {text:?}");
}

#[test]
fn titles_and_names_are_read() {
    check(
        "Met with President Baez and his Cabinet.",
        &["President, Baez", "officials"],
    );
    check(
        "Met with Prime Minister Sharon, Foreign Minister Peres, and senior Israeli officials.",
        &[
            "Prime Minister, Sharon",
            "Foreign Minister, Peres",
            "officials of israel",
        ],
    );
    check("Audience with Pope John Paul II.", &["Pope, John Paul II"]);
    check(
        "Briefed President Giscard d'Estaing on the summit.",
        &["President, Giscard d'Estaing"],
    );
    check(
        "Met with Crown Prince and Prime Minister Mohammed bin Salman and Foreign Minister Prince Faisal bin Farhan Al Saud.",
        &[
            "Crown Prince and Prime Minister, Mohammed bin Salman",
            "Foreign Minister Prince, Faisal bin Farhan Al Saud",
        ],
    );
    check(
        "Met with Amir Sheikh Sabah as-Salim as-Sabah.",
        &["Amir Sheikh, Sabah as-Salim as-Sabah"],
    );
    check(
        "Met with King Paul I. Met with Queen Frederika.",
        &["King, Paul I", "Queen, Frederika"],
    );
    check(
        "Met with President Boris N. Yeltsin June 2.",
        &["President, Boris N. Yeltsin"],
    );
}

#[test]
fn of_whom_somebody_is_stands_before_the_title() {
    check(
        "Conference with President De Gaulle, British Prime Minister Macmillan, and German Chancellor Adenauer.",
        &[
            "President, De Gaulle",
            "united-kingdom: Prime Minister, Macmillan",
            "germany: Chancellor, Adenauer",
        ],
    );
    check(
        "Met with UN Secretary-General Annan and Palestinian Authority President Mahmoud Abbas.",
        &[
            "united-nations: Secretary-General, Annan",
            "palestinian-authority: President, Mahmoud Abbas",
        ],
    );
    check(
        "Met with Soviet leaders; addressed the Supreme Soviet.",
        &["officials of ussr"],
    );
    check(
        "State visit; met with President Kirchschlaeger and Chancellor Kreisky. Met with Soviet General Secretary Brezhnev to sign SALT II Treaty June 16-18.",
        &[
            "President, Kirchschlaeger",
            "Chancellor, Kreisky",
            "ussr: General Secretary, Brezhnev",
        ],
    );
}

#[test]
fn an_adjective_may_be_of_both_who_follow() {
    check(
        "Met with Palestinian President Abbas and Prime Minister Fayyad. Met with President Peres.",
        &[
            "palestinian-authority: President, Abbas",
            "?, Prime Minister, Fayyad",
            "President, Peres",
        ],
    );
}

#[test]
fn whoever_was_accompanied_is_told_apart() {
    check(
        "Accompanied President Nixon on an informal visit.",
        &["accompanied President, Nixon"],
    );
    check(
        "Accompanied President Bush to an informal meeting with President Mitterrand.",
        &["President, Mitterrand", "accompanied President, Bush"],
    );
}

#[test]
fn what_is_not_surely_read_is_left_alone() {
    for text in [
        "",
        "Vacation.",
        "Met with the Amir of Kuwait and with the Foreign Ministers of Egypt and Syria.",
        "Met with British colonial (Trinidad) officials.",
        "Conferred with Prime Ministers Eden and Mendes-France.",
        "Attended the 10th Summit as part of President Biden's delegation.",
        "Was with President Kennedy’s party.",
        "Spoke by telephone with President Sadat.",
        "Met with Prime Minister Bracken of Ruritania.",
        "Delivered an invitation to meet with Prime Minister Begin.",
        "Stopped en route to a meeting with President Sadat.",
        "A meeting with President Sadat was scheduled.; Planned talks with King Hussein.",
        "Greeted with the title of President.",
        "Met with President and senior staff.",
        "with",
        "with the",
        "with President",
        "with,,",
        "((with President",
        "Met with President . Baez",
    ] {
        assert_eq!(met(text), [""; 0], "in {text:?}");
    }
}

#[test]
fn a_list_of_people_is_read_whole_or_not_at_all() {
    let all = |text| all_named(text).map(|all| all.iter().map(shown).collect::<Vec<_>>());
    assert_eq!(
        all("King Abdullah and Crown Prince Hussein").unwrap(),
        ["King, Abdullah", "Crown Prince, Hussein"]
    );
    assert_eq!(
        all("President Anwar Sadat, Prime Minister Mustafa Khalil").unwrap(),
        ["President, Anwar Sadat", "Prime Minister, Mustafa Khalil"]
    );
    assert_eq!(
        all("President Benigno S. Aquino, 3rd").unwrap(),
        ["President, Benigno S. Aquino, 3rd"]
    );
    assert_eq!(all("Mr. Smith and President Jones"), None);
    assert_eq!(
        all("Premier and Prince Sihanouk").unwrap(),
        ["Premier and Prince, Sihanouk"]
    );
}
