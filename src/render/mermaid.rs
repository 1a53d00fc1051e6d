//! Pictures as Mermaid.
//!
//! They are flowcharts. Mermaid has two kinds of diagrams with an axis of time, and neither can tell a window: the bars
//! of a `gantt` need one beginning and one end each, so that an event of "some day in April" would be drawn as if it
//! lasted all of April, or as if it were the first; a `timeline` puts everything under one label of one period, and
//! nothing into two. Both would put an event that has no date somewhere. A flowchart shows what is known: which comes
//! first where that is certain, and the windows as words.

use super::graph::{Edge, End, Graph, Meaning, Node};

/// What Mermaid looks for when it has read all entities: icons such as `fa:fa-bell`, formulas, breaks of lines, and what it marks
/// entities with itself while it works. A joiner without width keeps the two parts of each apart.
const APART: [[&str; 2]; 5] = [
    [":", "fa-"],
    ["$", "$"],
    ["\\", "n"],
    ["ﬂ", "°"],
    ["¶", "ß"],
];

/// A text within quotation marks, in which nothing means anything to Mermaid: neither of its own language, in which
/// `%%{` may begin a directive anywhere, nor of Markdown, which some releases read in labels.
///
/// `<`, `>` and `&` are entities of HTML, which labels are; the rest is written by number, in Mermaid's own way.
fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    // What would begin a list: a dash, or digits with a dot behind them.
    let mut is_head = true;
    for (at, letter) in text.char_indices() {
        let (before, behind) = text.split_at(at);
        let is_between =
            |[left, right]: &[&str; 2]| before.ends_with(left) && behind.starts_with(right);
        if APART.iter().any(is_between) {
            line.push('\u{2060}');
        }
        let is_list = is_head && matches!(letter, '-' | '.');
        match letter {
            '<' => line.push_str("&lt;"),
            '>' => line.push_str("&gt;"),
            '&' => line.push_str("&amp;"),
            ' ' | ',' => line.push(letter),
            '-' | '.' if !is_list => line.push(letter),
            letter if letter.is_ascii_punctuation() => {
                line.push_str(&format!("#{};", u32::from(letter)));
            }
            letter => line.push(letter),
        }
        is_head &= letter.is_ascii_digit();
    }
    line
}

/// A label of several lines. They are written as lines: where there is a tag in a label, some releases read entities
/// before they look for Markdown.
fn label(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escaped(line)).collect();
    format!("\"{}\"", lines.join("\n"))
}

/// Mermaid breaks labels into lines of its own; this is as wide as ours are.
const HEAD: &str = "\
---
config:
  flowchart:
    wrappingWidth: 360
---
flowchart LR
";

/// The Mermaid of a graph.
///
/// Time runs from left to right. Sections are frames; where a section ends and the next one begins, arrows meet in a
/// point, since all before it come before all behind it.
pub(super) fn mermaid(graph: &Graph) -> String {
    let mut text = String::from(HEAD);
    let mut line = |told: String| {
        text.push_str(&told);
        text.push('\n');
    };
    let mut head = graph.title.clone();
    head.extend(graph.about.iter().cloned());
    line(format!("  title[{}]:::words", label(&head)));
    if !graph.nodes.is_empty() {
        // Out of sight: it keeps the title in front of all else.
        line("  title ~~~ n1".to_owned());
    }
    for (number, frame) in graph.frames.iter().enumerate() {
        line(format!(
            "  subgraph s{}[{}]",
            number + 1,
            label(std::slice::from_ref(&frame.label))
        ));
        // A frame without arrows to others would be laid out the other way round.
        line("    direction LR".to_owned());
        for at in frame.nodes.clone() {
            if let Some(node) = graph.nodes.get(at) {
                let lines = label(&node.lines);
                line(format!("    n{}[{lines}]:::{}", at + 1, node.kind));
            }
        }
        line("  end".to_owned());
        let class = if frame.is_dated { "section" } else { "undated" };
        line(format!("  class s{} {class}", number + 1));
    }
    for cut in 0..graph.cuts {
        line(format!("  c{}(( )):::cut", cut + 1));
    }
    for edge in &graph.edges {
        line(arrow(edge));
    }
    if !graph.aside.is_empty() {
        let mut lines = vec!["Set aside, since it contradicts better claims:".to_owned()];
        lines.extend(graph.aside.iter().flatten().cloned());
        line(format!("  aside[{}]:::aside", label(&lines)));
    }
    let classes = [
        ("section", "fill:none,stroke:#8a8a85"),
        ("undated", "fill:none,stroke:#8a8a85,stroke-dasharray:4 3"),
        ("words", "fill:none,stroke:none"),
        ("cut", "fill:#55554f,stroke:#55554f"),
        ("aside", "fill:#ffffff,stroke:#a01010,color:#1a1a1a"),
        ("meeting", "fill:#dbe7f1,stroke:#1f5a8c,color:#1a1a1a"),
        ("statement", "fill:#f5e6d0,stroke:#9c5a00,color:#1a1a1a"),
        ("document", "fill:#dcebdf,stroke:#2f6b3a,color:#1a1a1a"),
        ("action", "fill:#eedcea,stroke:#7a2f6b,color:#1a1a1a"),
        ("open", "stroke-dasharray:4 3"),
        ("conflict", "stroke:#a01010,stroke-width:3px"),
    ];
    for (name, style) in classes {
        line(format!("  classDef {name} {style}"));
    }
    let mut mark = |class: &str, is_one: fn(&Node) -> bool| {
        let nodes = (1..).zip(&graph.nodes).filter(|(_, node)| is_one(node));
        let nodes: Vec<String> = nodes.map(|(number, _)| format!("n{number}")).collect();
        if !nodes.is_empty() {
            line(format!("  class {} {class}", nodes.join(",")));
        }
    };
    mark("open", |node| node.is_open);
    mark("conflict", |node| node.is_in_conflict);
    text
}

fn arrow(edge: &Edge) -> String {
    let name = |end: End| match end {
        End::Node(at) => format!("n{}", at + 1),
        End::Cut(at) => format!("c{}", at + 1),
    };
    let way = match &edge.meaning {
        // What leads to a cut goes on behind it.
        Meaning::First if matches!(edge.to, End::Cut(_)) => "---".to_owned(),
        Meaning::First => "-->".to_owned(),
        Meaning::Claim {
            lines,
            is_order,
            is_kept,
        } => {
            let arrow = match (is_kept, is_order) {
                (true, true) => "==>",
                (true, false) => "==o",
                (false, true) => "-.->",
                (false, false) => "-.-o",
            };
            format!("{arrow}|{}|", label(lines))
        }
    };
    format!("  {} {way} {}", name(edge.from), name(edge.to))
}
