//! Pictures as SVG.

use super::escape::Escaped;
use super::scene::{Arrow, GUTTER, Item, Label, Scene, Shape, Sign};
use crate::model::{EventKind, Status};
use std::fmt;

/// What does not depend on the timeline. Ink on paper: no meaning rests on colour alone.
const STYLE: &str = "\
text{font:11px sans-serif;fill:#1a1a1a}\
.title{font-size:17px;font-weight:bold}\
.heading{font-weight:bold}\
.lane{fill:#f4f4f1}\
.grid{stroke:#c9c9c4;stroke-width:1}\
.rule{stroke:#8a8a85;stroke-width:1}\
.link{stroke:#55554f;stroke-width:1;stroke-dasharray:1 3}\
.window{fill:none;stroke:#1a1a1a;stroke-width:1;stroke-dasharray:3 2}\
.whisker{stroke:#1a1a1a;stroke-width:1.5;fill:none}\
.mark{stroke:#1a1a1a;stroke-width:1.5}\
.meeting{fill:#1f5a8c}.statement{fill:#9c5a00}.document{fill:#2f6b3a}.action{fill:#7a2f6b}\
.window.meeting,.window.statement,.window.document,.window.action{fill:none}\
.vague{fill:#fff}\
.planned,.alleged{opacity:.6}\
.cancelled,.denied{opacity:.35}\
.claim{fill:none;stroke:#55554f;stroke-width:1.2}\
.aside{stroke-dasharray:5 3;stroke:#a01010}\
.conflict{fill:#fff;stroke:#a01010;stroke-width:1.5}\
.open{fill:url(#dm-hatch)}";

impl fmt::Display for Scene<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (wide, high) = (self.width, self.height);
        writeln!(
            f,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide:.0} {high:.0}\" width=\"{wide:.0}\" \
             height=\"{high:.0}\" role=\"img\" aria-labelledby=\"dm-title dm-desc\">"
        )?;
        writeln!(
            f,
            "<title id=\"dm-title\">{}</title>",
            Escaped(&self.full_title)
        )?;
        writeln!(f, "<desc id=\"dm-desc\">{}</desc>", Escaped(&self.told))?;
        writeln!(f, "<style>{STYLE}</style>")?;
        self.definitions(f)?;
        writeln!(
            f,
            "<rect width=\"{wide:.0}\" height=\"{high:.0}\" fill=\"#fff\"/>"
        )?;
        text(f, "title", &self.title)?;
        self.ground(f)?;
        for (x, [from, to]) in &self.links {
            line(f, "link", [*x, *from], [*x, *to])?;
        }
        for arrow in &self.arrows {
            claim(f, arrow)?;
        }
        for item in &self.items {
            self.item(f, item)?;
        }
        for (_, label) in &self.labels {
            text(f, "label", label)?;
        }
        for (is_heading, label) in &self.notes {
            text(f, if *is_heading { "heading" } else { "note" }, label)?;
        }
        self.explain(f)?;
        f.write_str("</svg>\n")
    }
}

impl Scene<'_> {
    /// What is drawn with: fading ink of each kind, hatching, the head of an arrow.
    fn definitions(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("<defs>")?;
        for (kind, colour) in [
            ("meeting", "#1f5a8c"),
            ("statement", "#9c5a00"),
            ("document", "#2f6b3a"),
            ("action", "#7a2f6b"),
        ] {
            for (name, from, to) in [("in", "0.08", "0.75"), ("out", "0.75", "0.08")] {
                write!(
                    f,
                    "<linearGradient id=\"dm-{kind}-{name}\"><stop offset=\"0\" stop-color=\"{colour}\" \
                     stop-opacity=\"{from}\"/><stop offset=\"1\" stop-color=\"{colour}\" \
                     stop-opacity=\"{to}\"/></linearGradient>"
                )?;
            }
        }
        f.write_str(
            "<pattern id=\"dm-hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path d=\"M0 0V7\" stroke=\"#b8b8b0\" stroke-width=\"1\"/></pattern>\
             <marker id=\"dm-head\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
             orient=\"auto\"><path d=\"M0 0L8 4L0 8z\" fill=\"#55554f\"/></marker></defs>\n",
        )
    }

    /// Lanes, open sections and the axis.
    fn ground(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let right = self.width;
        for lane in self.lanes.iter().step_by(2) {
            rect(f, "lane", [0.0, lane.y], [right, lane.height])?;
        }
        for ([from, to], told) in &self.sections {
            let size = [(to - from).max(2.0), self.bottom - self.top];
            writeln!(f, "<g><title>{}</title>", Escaped(told))?;
            rect(f, "open", [*from, self.top], size)?;
            f.write_str("</g>\n")?;
        }
        for &x in &self.marks {
            line(f, "grid", [x, self.top - 22.0], [x, self.bottom])?;
        }
        line(f, "rule", [GUTTER, self.top], [right, self.top])?;
        line(f, "rule", [GUTTER, self.bottom], [right, self.bottom])?;
        for label in &self.axis {
            text(f, "axis", label)?;
        }
        for lane in &self.lanes {
            writeln!(f, "<g><title>{}</title>", Escaped(&lane.full))?;
            text(f, "name", &lane.name)?;
            f.write_str("</g>\n")?;
        }
        Ok(())
    }

    fn item(&self, f: &mut fmt::Formatter<'_>, item: &Item) -> fmt::Result {
        let shown = &self.shown[item.event];
        let kind = shown.event.kind();
        let status = match shown.event.status() {
            Status::Occurred => String::new(),
            status => format!(" {status}"),
        };
        writeln!(
            f,
            "<g class=\"item{status}\"><title>{}</title>",
            Escaped(&shown.told)
        )?;
        match item.shape {
            Shape::Bar { begin, end } => bar(f, kind, item.y, begin, end)?,
            Shape::Instant { window } => instant(f, kind, item.y, window)?,
        }
        let [left, right] = item.shape.room();
        let y = item.y;
        if item.open[0] {
            chevron(f, left + 5.0, y, -4.0)?;
        }
        if item.open[1] {
            chevron(f, right - 5.0, y, 4.0)?;
        }
        if item.is_in_conflict {
            let x = left - 12.0;
            writeln!(
                f,
                "<path class=\"conflict\" d=\"M{x:.1} {:.1}l5 -10l5 10zm5 -7v3m0 1.5v1\"/>",
                y + 5.0
            )?;
        }
        f.write_str("</g>\n")
    }

    /// What the signs mean.
    fn explain(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (sign, label) in &self.legend {
            let (x, y) = (label.x - sign.room(), label.y - 4.0);
            let arrow = |is_set_aside: bool| Arrow {
                from: [x, y],
                to: [x + 34.0, y],
                is_directed: true,
                is_set_aside,
                told: label.text.clone(),
            };
            match sign {
                Sign::Bar => {
                    let ends = [[x, x + 10.0], [x + 24.0, x + 34.0]];
                    bar(f, EventKind::Meeting, y, ends[0], ends[1])?;
                }
                Sign::Instant => instant(f, EventKind::Statement, y, [x + 4.0, x + 30.0])?,
                Sign::Open => chevron(f, x + 18.0, y, 4.0)?,
                Sign::Section => rect(f, "open", [x, y - 7.0], [34.0, 14.0])?,
                Sign::Claim => claim(f, &arrow(false))?,
                Sign::SetAside => claim(f, &arrow(true))?,
                Sign::Kinds => {}
            }
            text(f, "legend", label)?;
        }
        Ok(())
    }
}

/// That something goes on beyond the edge, to the left or the right.
fn chevron(f: &mut fmt::Formatter<'_>, x: f64, y: f64, to: f64) -> fmt::Result {
    let (above, below, tip) = (y - 4.0, y + 4.0, x + to);
    writeln!(
        f,
        "<path class=\"whisker\" d=\"M{x:.1} {above:.1}L{tip:.1} {y:.1}L{x:.1} {below:.1}\"/>"
    )
}

/// Solid where the event lasts in every world, fading over the windows of its ends, within a dashed frame.
fn bar(
    f: &mut fmt::Formatter<'_>,
    kind: EventKind,
    y: f64,
    begin: [f64; 2],
    end: [f64; 2],
) -> fmt::Result {
    let (top, high) = (y - 5.0, 10.0);
    let last = end[1].max(begin[0] + 3.0);
    let is_blurred = begin[1] - begin[0] > 0.5 || end[1] - end[0] > 0.5;
    // Where it certainly lasts; nowhere, if it can end before it must have begun.
    let core = [begin[1], end[0].max(begin[1])];
    let fade = |f: &mut fmt::Formatter<'_>, way: &str, from: f64, to: f64| {
        if to - from < 0.5 {
            return Ok(());
        }
        writeln!(
            f,
            "<rect x=\"{from:.1}\" y=\"{top:.1}\" width=\"{:.1}\" height=\"{high:.1}\" fill=\"url(#dm-{kind}-{way})\"/>",
            to - from
        )
    };
    if begin[1] <= end[0] {
        fade(f, "in", begin[0], begin[1])?;
        let long = (core[1] - core[0]).max(if is_blurred { 0.0 } else { 3.0 });
        if long > 0.0 {
            writeln!(
                f,
                "<rect class=\"{kind}\" x=\"{:.1}\" y=\"{top:.1}\" width=\"{long:.1}\" height=\"{high:.1}\"/>",
                core[0]
            )?;
        }
        fade(f, "out", end[0], end[1])?;
    } else {
        // The windows of both ends overlap: nowhere is it certainly under way.
        let middle = (end[0].max(begin[0]) + begin[1].min(last)) / 2.0;
        fade(f, "in", begin[0], middle)?;
        fade(f, "out", middle, last)?;
    }
    if is_blurred {
        rect(f, "window", [begin[0], top], [last - begin[0], high])?;
    }
    Ok(())
}

/// A mark in the middle of its window, hollow if that is seen, with a whisker as wide as the window.
fn instant(
    f: &mut fmt::Formatter<'_>,
    kind: EventKind,
    y: f64,
    [from, to]: [f64; 2],
) -> fmt::Result {
    let x = (from + to) / 2.0;
    let is_vague = to - from > 3.0;
    if is_vague {
        writeln!(
            f,
            "<path class=\"whisker\" d=\"M{from:.1} {:.1}v8M{from:.1} {y:.1}H{to:.1}M{to:.1} {:.1}v8\"/>",
            y - 4.0,
            y - 4.0
        )?;
    }
    let class = if is_vague { "mark vague" } else { "mark" };
    match kind {
        EventKind::Meeting => writeln!(
            f,
            "<circle class=\"{kind} {class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\"/>"
        ),
        EventKind::Statement => path(f, kind, class, x, y, "m0 -5l5 9h-10z"),
        EventKind::Document => path(f, kind, class, x, y, "m-4 -4h8v8h-8z"),
        EventKind::Action => path(f, kind, class, x, y, "m0 -5l5 5l-5 5l-5 -5z"),
    }
}

fn path(
    f: &mut fmt::Formatter<'_>,
    kind: EventKind,
    class: &str,
    x: f64,
    y: f64,
    way: &str,
) -> fmt::Result {
    writeln!(
        f,
        "<path class=\"{kind} {class}\" d=\"M{x:.1} {y:.1}{way}\"/>"
    )
}

/// A line from one event to another, bent so that those between the same lanes are told apart.
fn claim(f: &mut fmt::Formatter<'_>, arrow: &Arrow) -> fmt::Result {
    let ([x, y], [to_x, to_y]) = (arrow.from, arrow.to);
    let reach = ((to_x - x).abs() / 3.0).clamp(12.0, 60.0);
    let mut class = String::from("claim");
    if arrow.is_set_aside {
        class.push_str(" aside");
    }
    let head = if arrow.is_directed {
        " marker-end=\"url(#dm-head)\""
    } else {
        ""
    };
    writeln!(f, "<g><title>{}</title>", Escaped(&arrow.told))?;
    writeln!(
        f,
        "<path class=\"{class}\" d=\"M{x:.1} {y:.1}C{:.1} {y:.1} {:.1} {to_y:.1} {to_x:.1} {to_y:.1}\"{head}/></g>",
        x + reach,
        to_x - reach
    )
}

fn text(f: &mut fmt::Formatter<'_>, class: &str, label: &Label) -> fmt::Result {
    writeln!(
        f,
        "<text class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\">{}</text>",
        label.x,
        label.y,
        Escaped(&label.text)
    )
}

fn line(f: &mut fmt::Formatter<'_>, class: &str, from: [f64; 2], to: [f64; 2]) -> fmt::Result {
    writeln!(
        f,
        "<path class=\"{class}\" d=\"M{:.1} {:.1}L{:.1} {:.1}\"/>",
        from[0], from[1], to[0], to[1]
    )
}

fn rect(f: &mut fmt::Formatter<'_>, class: &str, at: [f64; 2], size: [f64; 2]) -> fmt::Result {
    writeln!(
        f,
        "<rect class=\"{class}\" x=\"{:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\"/>",
        at[0], at[1], size[0], size[1]
    )
}
