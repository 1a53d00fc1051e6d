//! Graphs for many tools: GraphML.

use std::borrow::Borrow;
use std::io::{self, BufWriter, Write};

use rustc_hash::FxHashSet;

use super::book::Book;
use super::graph::{EDGE, Graph, NODE, Value, Values};
use super::losses::Losses;
use super::xml::{Escaped, is_forbidden};
use crate::model::Record;

/// Writes a graph in GraphML (`.graphml`), which networkx, igraph, yEd and others read.
///
/// Actors and events are nodes; an edge leads from everybody who has a part in an event to it, from event to event for
/// wholes, replies, links and relations, and from an actor to whom it acts for. Attributes are typed. GraphML knows no
/// time: `time` is the text of the record, `earliest` and `latest` are what it amounts to, and an undated event has
/// none of the three. [What goes where](crate::formats).
///
/// The graph is held in memory.
///
/// ```
/// use demarche::{Action, Record, write_graphml};
///
/// let arrival = Record::from(Action::new("arrival").by("witkoff").on("2025-04-25"));
/// let mut graph = Vec::new();
/// write_graphml([arrival], &mut graph)?;
/// let graph = String::from_utf8_lossy(&graph);
/// assert!(graph.contains("<edge id=\"e0\" source=\"actor:witkoff\" target=\"event:arrival\">"));
/// assert!(graph.contains("<data key=\"node_time\">2025-04-25</data>"));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_graphml(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<Losses> {
    let held: Vec<_> = records.into_iter().collect();
    let records: Vec<&Record> = held.iter().map(Borrow::borrow).collect();
    let mut losses = Losses::default();
    let graph = Graph::of(&Book::new(&records), false, &mut losses);
    for record in &records {
        losses.letters(record, is_forbidden);
    }
    let mut out = BufWriter::new(writer);
    write(&graph, &mut out)?;
    out.flush()?;
    Ok(losses)
}

fn write(graph: &Graph<'_>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
          <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
    )?;
    key("graph", "title", false, out)?;
    key("node", "label", false, out)?;
    let used = |values: &mut dyn Iterator<Item = &Values>| -> FxHashSet<&'static str> {
        values.flatten().map(|(name, _)| *name).collect()
    };
    let nodes = used(&mut graph.nodes.iter().map(|node| &node.values));
    let edges = used(&mut graph.edges.iter().map(|edge| &edge.values));
    for (class, all, used) in [("node", &NODE[..], nodes), ("edge", &EDGE[..], edges)] {
        for (name, is_flag) in all.iter().filter(|(name, _)| used.contains(name)) {
            key(class, name, *is_flag, out)?;
        }
    }
    out.write_all(b"<graph id=\"timeline\" edgedefault=\"directed\">\n")?;
    if let Some(title) = graph.title {
        writeln!(out, "<data key=\"graph_title\">{}</data>", Escaped(title))?;
    }
    for node in &graph.nodes {
        write!(out, "<node id=\"{}\">", Escaped(&node.id))?;
        write!(
            out,
            "<data key=\"node_label\">{}</data>",
            Escaped(&node.label)
        )?;
        data("node", &node.values, out)?;
        out.write_all(b"</node>\n")?;
    }
    for (i, edge) in graph.edges.iter().enumerate() {
        let (source, target) = (Escaped(&edge.source), Escaped(&edge.target));
        write!(
            out,
            "<edge id=\"e{i}\" source=\"{source}\" target=\"{target}\">"
        )?;
        data("edge", &edge.values, out)?;
        out.write_all(b"</edge>\n")?;
    }
    out.write_all(b"</graph>\n</graphml>\n")
}

/// Declares an attribute.
fn key(class: &str, name: &str, is_flag: bool, out: &mut impl Write) -> io::Result<()> {
    let kind = if is_flag { "boolean" } else { "string" };
    writeln!(
        out,
        "<key id=\"{class}_{name}\" for=\"{class}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
    )
}

fn data(class: &str, values: &Values, out: &mut impl Write) -> io::Result<()> {
    for (name, value) in values {
        match value {
            Value::Text(text) => {
                write!(out, "<data key=\"{class}_{name}\">{}</data>", Escaped(text))?;
            }
            Value::Flag(flag) => write!(out, "<data key=\"{class}_{name}\">{flag}</data>")?,
        }
    }
    Ok(())
}
