//! Pictures as DOT, the language of Graphviz.

use super::graph::{Edge, End, Graph, Meaning, Node};
use crate::model::EventKind;

/// A text within quotation marks: as it is, whatever Graphviz makes of backslashes and of entities, which it reads in
/// every label.
fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => line.push_str("&lt;"),
            '>' => line.push_str("&gt;"),
            '&' => line.push_str("&amp;"),
            '"' => line.push_str("&quot;"),
            '\\' => line.push_str("\\\\"),
            letter => line.push(letter),
        }
    }
    line
}

/// A label of several lines, each with how it is aligned behind it: `\l`, `\n`.
fn label(lines: &[String], end: &str) -> String {
    let lines: Vec<String> = lines.iter().map(|line| escaped(line) + end).collect();
    format!("\"{}\"", lines.concat())
}

/// The DOT of a graph.
///
/// Time runs from left to right. Sections are clusters; where a section ends and the next one begins, arrows meet in a
/// point, since all before it come before all behind it. Claims don't move events unless they tell which comes first.
pub(super) fn dot(graph: &Graph) -> String {
    let mut text = String::from("digraph timeline {\n");
    let mut line = |told: String| {
        text.push_str(&told);
        text.push('\n');
    };
    let mut head = graph.title.clone();
    head.extend(graph.about.iter().cloned());
    line(format!(
        "  graph [rankdir=LR, labelloc=t, fontname=\"sans-serif\", fontsize=14, label={}];",
        label(&head, "\\n")
    ));
    line("  node [shape=box, style=\"filled\", fillcolor=\"#ffffff\", fontname=\"sans-serif\", fontsize=11];".to_owned());
    line("  edge [fontname=\"sans-serif\", fontsize=10, color=\"#55554f\"];".to_owned());
    for (number, frame) in graph.frames.iter().enumerate() {
        let style = if frame.is_dated { "solid" } else { "dashed" };
        line(format!("  subgraph cluster_{} {{", number + 1));
        line(format!(
            "    graph [fontsize=12, style={style}, color=\"#8a8a85\", label={}];",
            label(std::slice::from_ref(&frame.label), "")
        ));
        for at in frame.nodes.clone() {
            if let Some(node) = graph.nodes.get(at) {
                line(format!("    n{} [{}];", at + 1, attributes(node)));
            }
        }
        line("  }".to_owned());
    }
    for cut in 0..graph.cuts {
        line(format!(
            "  c{} [shape=point, width=0.08, label=\"\"];",
            cut + 1
        ));
    }
    for edge in &graph.edges {
        line(arrow(edge));
    }
    if !graph.aside.is_empty() {
        let mut lines = vec!["Set aside, since it contradicts better claims:".to_owned()];
        lines.extend(graph.aside.iter().flatten().cloned());
        line(format!(
            "  aside [shape=note, fillcolor=\"#ffffff\", color=\"#a01010\", label={}];",
            label(&lines, "\\l")
        ));
    }
    line("}".to_owned());
    text
}

fn attributes(node: &Node) -> String {
    let fill = match node.kind {
        EventKind::Meeting => "#dbe7f1",
        EventKind::Statement => "#f5e6d0",
        EventKind::Document => "#dcebdf",
        EventKind::Action => "#eedcea",
    };
    let style = if node.is_open {
        "filled,dashed"
    } else {
        "filled"
    };
    let conflict = if node.is_in_conflict {
        ", color=\"#a01010\", penwidth=2"
    } else {
        ""
    };
    let (lines, full) = (label(&node.lines, "\\l"), escaped(&node.full));
    format!("label={lines}, tooltip=\"{full}\", fillcolor=\"{fill}\", style=\"{style}\"{conflict}")
}

fn arrow(edge: &Edge) -> String {
    let name = |end: End| match end {
        End::Node(at) => format!("n{}", at + 1),
        End::Cut(at) => format!("c{}", at + 1),
    };
    let ends = format!("{} -> {}", name(edge.from), name(edge.to));
    match &edge.meaning {
        // What leads to a cut goes on behind it.
        Meaning::First if matches!(edge.to, End::Cut(_)) => format!("  {ends} [arrowhead=none];"),
        Meaning::First => format!("  {ends};"),
        Meaning::Claim {
            lines,
            is_order,
            is_kept,
        } => {
            let label = label(lines, "\\n");
            let head = if *is_order { "normal" } else { "odot" };
            let color = if *is_kept { "#1a1a1a" } else { "#a01010" };
            let style = if *is_kept { "solid" } else { "dashed" };
            let places = *is_order && *is_kept;
            format!(
                "  {ends} [label={label}, arrowhead={head}, style={style}, color=\"{color}\", fontcolor=\"{color}\", \
                 penwidth=1.5, constraint={places}];"
            )
        }
    }
}
