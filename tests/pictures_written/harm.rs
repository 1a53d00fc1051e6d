//! Texts that would do harm if they were not made harmless, and that they are.

use crate::tools;
use demarche::Picture;
use demarche::prelude::*;
use std::collections::BTreeSet;

/// Texts, each with what is to be read in its place where that is not the text itself.
fn evil() -> Vec<(String, String)> {
    let same = [
        "<script>alert(1)</script>",
        "</td></table></svg></title><b onclick=x>bold</b>",
        "&lt; &amp; &#60;script&#62; &nbsp; & &",
        "<!-- not a comment --> <![CDATA[ x ]]> <?php ?>",
        "a \"quoted\" 'text', \"",
        "back\\slash \\n \\l \\N \\G \\\\ \\\" \\",
        "x]y[z](u) {v} [^1] [a]: b ![i](j)",
        "#35; #lt; #quot; # heading ## #",
        "a; b;; ;",
        "%% no comment %%",
        "%%{init: {\"theme\": \"dark\"}}%% %%{wrap}%%",
        "a | b || c \\| d |---|",
        "`code` ``` \"`markdown`\"",
        "`whole`",
        "*a* **b** _c_ __d__ ~~e~~ ~f~",
        "1. first 2) second",
        "12) twelfth",
        "- dash",
        "+ plus",
        "* star",
        "> quote",
        "# heading",
        "=== --- ***",
        "--- | ---",
        ": definition",
        "end",
        "subgraph graph digraph strict node edge",
        "style n1: fill #fff; #35;",
        "classDef x fill:#fff; classDef y fill:#000;",
        "click n1 \"https://example.org\"",
        "n1 --> n2",
        "\"] --> n2[\"",
        "\"]; n2 [label=\"x\"]; }",
        "]:::x @{ shape: cat }",
        "ﬂ°°35¶ß ﬂ°lt¶ß ¶ ß ﬂ",
        "$a$ $$x^2$$ \\(y\\) \\[z\\]",
        "fa:fa-bell fab:fa-x",
        "https://example.org/a_b?c=d&e=f#g www.example.org a@example.org",
        "@someone :smile: #12",
        "{\"a\": [1, 2]} {{x}} ((y)) {% z %}",
        "👩\u{200d}👩\u{200d}👧 👍🏽 🇺🇦 ❤\u{fe0f}",
        "漢字かな交じり文 한국어 ｆｕｌｌ",
        "e\u{301}tude nai\u{308}ve \u{301}",
        "\u{feff}mark \u{ad}soft \u{200b}zero",
    ];
    let mut all: Vec<(String, String)> =
        same.map(|text| (text.to_owned(), text.to_owned())).to_vec();
    let told = [
        ("a\nb\r\nc\td  e\u{b}f\u{2028}g\u{85}h\n", "a b c d e f g h"),
        ("\n# a\n\n- b\n```\n", "# a - b ```"),
        (
            "\u{1b}[31mred\u{1b}]0;t\u{7}\u{0}\u{8}\u{7f}\u{9b}1m",
            "\\u{1b}[31mred\\u{1b}]0;t\\u{7}\\u{0}\\u{8}\\u{7f}\\u{9b}1m",
        ),
        (
            "\u{202e}txt.exe\u{202c} \u{2066}x",
            "\\u{202e}txt.exe\\u{202c} \\u{2066}x",
        ),
        ("שלום 2025", "שלום 2025\u{200e}"),
        ("مرحبا \u{200f}\u{61c}12", "مرحبا \u{200f}\u{61c}12\u{200e}"),
    ];
    all.extend(told.map(|(text, told)| (text.to_owned(), told.to_owned())));
    all
}

/// A timeline in which a text stands wherever one can.
fn everywhere(text: &str, is_key: bool) -> Timeline {
    let key = if is_key { text } else { "talks" };
    let mut t = Timeline::builder();
    t.title(text).policy(Policy::SetAside);
    t.add(
        Source::new("press")
            .title(text)
            .publisher(text)
            .author(text)
            .url(text)
            .via(text),
    );
    t.add([Actor::person("a", text), Actor::state("s", text)]);
    t.add(
        Meeting::new(key)
            .title(text)
            .between(["a", "s"])
            .at(text)
            .on("2025-04")
            .source(Citation::new("press").at(text)),
    );
    t.add(
        Statement::new("first")
            .by("a")
            .to("s")
            .title(text)
            .on("2025-04-20")
            .source("press"),
    );
    t.add(
        Statement::new("second")
            .by("a")
            .on("2025-05-20")
            .status(Status::Alleged),
    );
    t.add(Document::new("third").by("a").title(text));
    t.add(
        Claim::that(key)
            .is([Before, Meets, Overlaps], "second")
            .source(Citation::new("press").at(text)),
    );
    t.add(
        Claim::that("second")
            .is(Before, key)
            .source(Citation::new("press").at(text)),
    );
    t.add(Claim::that("first").is(During, key));
    t.build().expect("valid")
}

/// A text without what has no width: white space, and a joiner that keeps Mermaid from drawing icons.
fn without_space(text: &str) -> String {
    text.chars()
        .filter(|&letter| !letter.is_whitespace() && letter != '\u{2060}')
        .collect()
}

/// What is read where markup stands: entities told, tags left out.
fn read(markup: &str) -> String {
    let mut text = String::new();
    for part in markup.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    let named = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#45;", "-"),
        ("&#160;", " "),
    ];
    let text = named
        .iter()
        .fold(text, |text, (from, to)| text.replace(from, to));
    without_space(&text.replace("&amp;", "&"))
}

/// The strings of a text between quotation marks, and what is left of it without them.
fn unquoted(text: &str) -> (Vec<String>, String) {
    let (mut strings, mut rest) = (Vec::new(), String::new());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        rest.push(letter);
        if letter != '"' {
            continue;
        }
        let mut string = String::new();
        loop {
            match letters.next().expect("a string that ends") {
                '"' => break,
                '\\' => string.extend(['\\', letters.next().expect("a letter")]),
                letter => string.push(letter),
            }
        }
        strings.push(string);
    }
    (strings, rest)
}

fn no_controls(text: &str) {
    let acts = |letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}')
    };
    assert!(!text.contains(acts), "{text:?}");
}

#[test]
fn scripts_are_entities_in_every_format_but_text() {
    let t = everywhere("<script>alert(\"&\")</script>", false);
    let picture = Picture::of(&t);
    for text in [
        picture.to_markdown(),
        picture.to_dot(),
        picture.to_mermaid(),
    ] {
        assert!(
            !text.contains("<script") && !text.contains("</script"),
            "{text}"
        );
        assert!(
            text.contains("&lt;script&gt;") && text.contains("&amp;"),
            "{text}"
        );
    }
    // No part of a terminal reads tags.
    assert!(picture.to_text().contains("<script>alert(\"&\")</script>"));
}

#[test]
fn nothing_reaches_a_terminal_but_letters() {
    for (text, told) in evil() {
        for is_key in [false, true] {
            let t = everywhere(&text, is_key);
            let written = Picture::of(&t).columns(1_000).to_text();
            no_controls(&written);
            assert!(written.contains(&told), "{told:?} in {written}");
        }
    }
}

#[test]
fn markdown_keeps_its_structure() {
    for (text, told) in evil() {
        let t = everywhere(&text, false);
        let markdown = Picture::of(&t).to_markdown();
        no_controls(&markdown);
        let plain = everywhere("plain", false);
        let plain = Picture::of(&plain).to_markdown();
        assert_eq!(
            markdown.lines().count(),
            plain.lines().count(),
            "{markdown}"
        );
        for (line, plain) in markdown.lines().zip(plain.lines()) {
            assert_eq!(
                line.matches('|').count(),
                plain.matches('|').count(),
                "{line}"
            );
            assert!(!line.contains(['<', '>']), "{line}");
        }
        let Some(html) = tools::html(&markdown) else {
            continue;
        };
        let shape = |html: &str| -> Vec<String> {
            let tags = html
                .split('<')
                .skip(1)
                .filter_map(|rest| rest.split('>').next());
            // Addresses become links in whatever text they stand.
            tags.map(str::to_owned)
                .filter(|tag| *tag != "/a" && !tag.starts_with("a href"))
                .collect()
        };
        let plain = tools::html(&plain).expect("it was there");
        assert_eq!(shape(&html), shape(&plain), "{html}");
        let told = without_space(&told);
        assert!(read(&html).contains(&told), "{told:?} in {html}");
    }
}

#[test]
fn dot_keeps_its_structure() {
    let plain = Picture::of(&everywhere("plain", false)).to_dot();
    let ids: BTreeSet<&str> = words(&plain).collect();
    for (text, told) in evil() {
        let dot = Picture::of(&everywhere(&text, false)).to_dot();
        no_controls(&dot);
        let (strings, rest) = unquoted(&dot);
        assert!(rest.is_ascii(), "{rest}");
        let strange: Vec<&str> = words(&rest).filter(|word| !ids.contains(word)).collect();
        assert!(strange.is_empty(), "{strange:?} in {dot}");
        assert!(
            strings
                .iter()
                .all(|string| !string.contains(['<', '>', '\n'])),
            "{dot}"
        );
        let Some(svg) = tools::graphviz(&dot) else {
            continue;
        };
        assert_eq!(svg.matches("class=\"node\"").count(), 5, "{dot}");
        let shown = svg
            .split("class=\"node\"")
            .skip(1)
            .map(|node| node.split("class=\"edge\"").next().unwrap_or_default())
            .map(read);
        let told = without_space(&told);
        let shown: Vec<String> = shown.collect();
        let count = shown.iter().filter(|shown| shown.contains(&told)).count();
        assert!(count >= 3, "{told:?} in {shown:?}");
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
}

#[test]
fn mermaid_keeps_its_structure() {
    let plain = Picture::of(&everywhere("plain", false)).to_mermaid();
    let (_, shape) = unquoted(&plain);
    let mut diagrams = Vec::new();
    for (text, _) in evil() {
        let mermaid = Picture::of(&everywhere(&text, false)).to_mermaid();
        no_controls(&mermaid);
        let (strings, rest) = unquoted(&mermaid);
        assert_eq!(rest, shape, "{mermaid}");
        for string in strings {
            assert!(!string.contains(['<', '>']), "{string}");
            let bare = ["&lt;", "&gt;", "&amp;"]
                .iter()
                .fold(string.clone(), |bare, entity| bare.replace(entity, ""));
            let mut pieces = bare.split('#');
            let safe = |piece: &str| {
                let is_mark = |letter: char| {
                    letter.is_ascii_punctuation() && !matches!(letter, ',' | '.' | '-')
                };
                !piece.contains(is_mark)
            };
            assert!(pieces.next().is_some_and(safe), "{string}");
            for piece in pieces {
                let (number, rest) = piece.split_once(';').expect("an entity that ends");
                assert!(number.parse::<u32>().is_ok() && safe(rest), "{string}");
            }
        }
        diagrams.push(mermaid);
    }
    let Some(drawn) = tools::mermaid(&diagrams, "harm") else {
        return;
    };
    for ((_, told), drawn) in evil().iter().zip(&drawn) {
        let told = without_space(told);
        let texts = drawn["nodes"].as_array().expect("a list").iter();
        let texts: Vec<String> = texts
            .filter_map(|text| text.as_str().map(without_space))
            .collect();
        // The title, what was set aside, and the four events of which one has no such title.
        assert_eq!(texts.len(), 6, "{drawn}");
        let count = texts.iter().filter(|text| text.contains(&told)).count();
        assert!(count >= 4, "{told:?} in {texts:?}");
    }
}

/// Names as long as a book are cut in graphs, where that shows, and told whole elsewhere.
#[test]
fn long_texts_fit() {
    let long = [
        "word ".repeat(2000),
        "x".repeat(10_000),
        "漢".repeat(5000),
        "\"<&\\".repeat(2500),
        "a\u{301}".repeat(5000),
    ];
    let mut diagrams = Vec::new();
    for text in long {
        let t = everywhere(&text, false);
        for columns in [40, 100] {
            let written = Picture::of(&t).columns(columns).to_text();
            let widest = written
                .lines()
                .map(unicode_width::UnicodeWidthStr::width)
                .max();
            assert!(widest <= Some(columns as usize), "{widest:?} of {columns}");
            assert!(without_space(&written).contains(&without_space(&text)));
        }
        let dot = Picture::of(&t).to_dot();
        let (strings, _) = unquoted(&dot);
        let lines = strings.iter().flat_map(|string| string.split("\\l"));
        assert!(lines.filter(|line| line.contains('…')).count() >= 3);
        if let Some(svg) = tools::graphviz(&dot) {
            assert_eq!(svg.matches("class=\"node\"").count(), 5);
        }
        diagrams.push(Picture::of(&t).to_mermaid());
    }
    if let Some(drawn) = tools::mermaid(&diagrams, "long") {
        assert!(drawn.iter().all(|drawn| {
            drawn["nodes"]
                .as_array()
                .is_some_and(|nodes| nodes.len() == 6)
        }));
    }
}
