//! Graphs for Gephi: GEXF 1.3, dynamic.

use std::borrow::Borrow;
use std::io::{self, BufWriter, Write};

use super::book::Book;
use super::graph::{EDGE, Graph, NODE, Span, Value, Values};
use super::losses::Losses;
use super::when::date_time;
use super::xml::{Escaped, is_forbidden};
use crate::model::Record;

/// Writes a dynamic graph in GEXF 1.3 (`.gexf`), which Gephi opens.
///
/// Actors and events are nodes. An edge leads from everybody who has a part in an event to it, its `kind` telling which
/// part; a meeting of five is one event with five edges, not ten pairs. More edges lead from event to event (wholes,
/// replies, links, relations) and from an actor to whom it acts for.
///
/// Events, and the edges of those who have a part in them, have `start` and `end`: the earliest and the latest that the
/// event can have been, both inclusive. One that is open on a side has no bound there, and an undated one has none at
/// all, so that it is shown at any time. A window is reported as widened; `time` keeps the text.
///
/// [What goes where](crate::formats). The graph is held in memory.
///
/// ```
/// use demarche::{Meeting, Record, write_gexf};
///
/// let talks = Record::from(Meeting::new("talks").with("witkoff").on("2025-04-25"));
/// let mut graph = Vec::new();
/// write_gexf([talks], &mut graph)?;
/// assert!(String::from_utf8_lossy(&graph).contains(
///     "<node id=\"event:talks\" label=\"talks\" \
///      start=\"2025-04-25T00:00:00.000000Z\" end=\"2025-04-25T23:59:59.999999Z\">"
/// ));
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_gexf(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<Losses> {
    let held: Vec<_> = records.into_iter().collect();
    let records: Vec<&Record> = held.iter().map(Borrow::borrow).collect();
    let mut losses = Losses::default();
    let graph = Graph::of(&Book::new(&records), true, &mut losses);
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
          <gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n",
    )?;
    if let Some(title) = graph.title {
        writeln!(
            out,
            "<meta><description>{}</description></meta>",
            Escaped(title)
        )?;
    }
    // Gephi reads moments under any format of time but numbers; others know `date`, and not `dateTime`.
    out.write_all(
        b"<graph defaultedgetype=\"directed\" mode=\"dynamic\" timeformat=\"date\" timerepresentation=\"interval\">\n",
    )?;
    attributes("node", &NODE, out)?;
    attributes("edge", &EDGE, out)?;
    out.write_all(b"<nodes>\n")?;
    for node in &graph.nodes {
        write!(
            out,
            "<node id=\"{}\" label=\"{}\"",
            Escaped(&node.id),
            Escaped(&node.label)
        )?;
        bounds(node.span, out)?;
        values(&node.values, &NODE, out)?;
        out.write_all(b"</node>\n")?;
    }
    out.write_all(b"</nodes>\n<edges>\n")?;
    for (i, edge) in graph.edges.iter().enumerate() {
        let kind = Escaped(edge.kind());
        let (source, target) = (Escaped(&edge.source), Escaped(&edge.target));
        // Edges of different kinds between the same two are parallel edges by this.
        write!(
            out,
            "<edge id=\"{i}\" source=\"{source}\" target=\"{target}\" kind=\"{kind}\" label=\"{kind}\""
        )?;
        bounds(edge.span, out)?;
        values(&edge.values, &EDGE, out)?;
        out.write_all(b"</edge>\n")?;
    }
    out.write_all(b"</edges>\n</graph>\n</gexf>\n")
}

fn attributes(class: &str, all: &[(&str, bool)], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{class}\" mode=\"static\">")?;
    for (i, (name, is_flag)) in all.iter().enumerate() {
        let kind = if *is_flag { "boolean" } else { "string" };
        writeln!(
            out,
            "<attribute id=\"{i}\" title=\"{name}\" type=\"{kind}\"/>"
        )?;
    }
    out.write_all(b"</attributes>\n")
}

fn bounds((earliest, latest): Span, out: &mut impl Write) -> io::Result<()> {
    for (name, tick) in [("start", earliest), ("end", latest)] {
        if let Some(tick) = tick {
            write!(out, " {name}=\"{}\"", date_time(tick))?;
        }
    }
    out.write_all(b">")
}

fn values(values: &Values, all: &[(&str, bool)], out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"<attvalues>")?;
    for (name, value) in values {
        let place = all
            .iter()
            .position(|(known, _)| known == name)
            .unwrap_or_default();
        match value {
            Value::Text(text) => write!(
                out,
                "<attvalue for=\"{place}\" value=\"{}\"/>",
                Escaped(text)
            )?,
            Value::Flag(flag) => write!(out, "<attvalue for=\"{place}\" value=\"{flag}\"/>")?,
        }
    }
    out.write_all(b"</attvalues>")
}
