//! Timelines for the web: the JSON of TimelineJS.

use std::borrow::Borrow;
use std::io::{self, BufWriter, Write};

use rustc_hash::FxHashSet;
use serde_json::{Map, Value, json};

use super::book::{Book, title};
use super::html::Html;
use super::ical::encoded;
use super::losses::{Fate, Losses, NO_PLACE};
use super::others::report_others;
use super::telling::{report, tell, tell_claims};
use super::when::{Local, Part, Parts, Time, Unit, When};
use crate::model::Record;

/// Writes the JSON that TimelineJS (version 3) shows: a slide for every event with a date, and one for the title.
///
/// A day, a month, a year or a moment is a date of that precision, which TimelineJS knows. Any other window is written
/// as the whole of it, reported, and shown as the text that the record has (`display_date`). An event whose time is not
/// known, or open on the side where it begins, has no place on such a timeline: it is left out, and reported.
///
/// All texts are escaped, since TimelineJS takes them for HTML. [What goes where](crate::formats).
///
/// ```
/// use demarche::{Action, Record, write_timelinejs};
///
/// let arrival = Action::new("arrival").by("witkoff").on("2025-04").title("The <arrival>");
/// let mut text = Vec::new();
/// write_timelinejs([Record::from(arrival)], &mut text)?;
/// let timeline: serde_json::Value = serde_json::from_slice(&text).unwrap();
/// assert_eq!(timeline["events"][0]["start_date"], serde_json::json!({"year": 2025, "month": 4}));
/// assert_eq!(timeline["events"][0]["text"]["headline"], "The &lt;arrival&gt;");
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// If the writer fails.
pub fn write_timelinejs(
    records: impl IntoIterator<Item = impl Borrow<Record>>,
    writer: impl Write,
) -> io::Result<Losses> {
    let held: Vec<_> = records.into_iter().collect();
    let records: Vec<&Record> = held.iter().map(Borrow::borrow).collect();
    let book = Book::new(&records);
    let mut losses = Losses::default();
    let mut out = BufWriter::new(writer);
    out.write_all(b"{")?;
    let name = book.header.and_then(|header| header.title.as_deref());
    if let Some(name) = name.filter(|name| !name.trim().is_empty()) {
        let slide = json!({"text": {"headline": Html(name).to_string()}});
        write!(out, "\"title\":{slide},")?;
    }
    out.write_all(b"\"events\":[")?;
    let mut left_out = FxHashSet::default();
    let mut is_first = true;
    for event in book.events() {
        let slide = slide(&book, event, &mut losses);
        if slide.is_none() {
            left_out.extend(event.id());
        }
        if let Some(slide) = slide {
            out.write_all(if is_first { b"\n" } else { b",\n" })?;
            serde_json::to_writer(&mut out, &slide)?;
            is_first = false;
        }
    }
    out.write_all(b"\n]}\n")?;
    out.flush()?;
    for record in &records {
        if let Record::Timeline(header) = record {
            losses.others(record, &["title", "zone"], Fate::LeftOut);
            if header.zone.is_some() {
                losses.field(record, "zone", "told with each date", Fate::InText);
            }
        }
    }
    report_others(&book, &left_out, &mut losses, NO_PLACE);
    Ok(losses)
}

/// The slide of an event; none where it has no place on a timeline, which is reported.
fn slide(book: &Book<'_>, event: &Record, losses: &mut Losses) -> Option<Map<String, Value>> {
    let common = event.common()?;
    let when = book.when(event);
    let mut undated = |what| {
        losses.whole(event, what, Fate::LeftOut);
        None
    };
    let time = match &when {
        When::Undated => return undated("no date"),
        When::Unreadable(..) => return undated("a date that can't be read"),
        When::Dated(time) => time,
    };
    let Some(dates) = Dates::of(time) else {
        return undated("a time that is open on the side where it begins");
    };
    let mut held = vec!["title", "topics"];
    if let Some((what, fate)) = dates.loss {
        losses.field(event, "time", what, fate);
    } else if time.is_doubtful {
        losses.field(event, "time", "a doubtful date", Fate::InText);
    } else {
        held.push("time");
    }
    // The first topic is the row in which the slide stands.
    if common.topics.len() > 1 {
        held.retain(|field| *field != "topics");
    }
    let told = tell(book, event, &held);
    let claims = tell_claims(book, &common.id);
    let lines = told.iter().map(|told| told.text.as_str());
    let lines = lines.chain(claims.iter().map(String::as_str));
    let lines: Vec<String> = lines.map(|line| format!("<p>{}</p>", Html(line))).collect();
    let mut slide = Map::new();
    slide.insert("start_date".to_owned(), dates.start);
    slide.extend(dates.end.map(|end| ("end_date".to_owned(), end)));
    // What is written in the record is shown, also where a window is drawn as the whole of it.
    let shown = Html(&when.to_string()).to_string();
    slide.insert("display_date".to_owned(), shown.into());
    let headline = Html(title(event).unwrap_or(&common.id)).to_string();
    slide.insert(
        "text".to_owned(),
        json!({"headline": headline, "text": lines.concat()}),
    );
    slide.insert("unique_id".to_owned(), encoded(&common.id).into());
    if let Some(topic) = common.topics.first() {
        // TimelineJS takes the markup out of groups, entities included, and then puts them into the page as HTML: what
        // was escaped once would be markup again.
        let group = Html(&Html(topic).to_string()).to_string();
        slide.insert("group".to_owned(), group.into());
    }
    let mut told = told;
    told.retain(|told| told.field != "time");
    report(losses, event, &told, NO_PLACE);
    if common.zone.is_some() && common.time.is_some() {
        losses.field(event, "zone", "told with the date", Fate::InText);
    }
    Some(slide)
}

/// The dates of a slide.
struct Dates {
    start: Value,
    end: Option<Value>,
    loss: Option<(&'static str, Fate)>,
}

impl Dates {
    /// None where the time does not say when it begins, or within what it lies.
    fn of(time: &Time<'_>) -> Option<Dates> {
        match time.parts() {
            Parts::One(part) => {
                let part = part?;
                Some(match date(&part) {
                    Some((start, loss)) => Dates {
                        start,
                        end: None,
                        loss,
                    },
                    None => Dates::widened(&part),
                })
            }
            Parts::Two(begin, None) => {
                let (start, loss) = date(&begin?)?;
                let loss = loss.or(Some(("an end that is not known", Fate::InText)));
                Some(Dates {
                    start,
                    end: None,
                    loss,
                })
            }
            Parts::Two(begin, Some(end)) => {
                let begin = begin?;
                match (date(&begin), date(&end)) {
                    (Some((start, first)), Some((end, second))) => Some(Dates {
                        start,
                        end: Some(end),
                        loss: first.or(second),
                    }),
                    _ => time.hull().map(|hull| Dates::widened(&hull)),
                }
            }
        }
    }

    fn widened(part: &Part) -> Dates {
        let days = |local: Local| {
            if part.is_of_days() {
                day(local)
            } else {
                clock(local)
            }
        };
        Dates {
            start: days(part.from),
            end: Some(days(part.to)),
            loss: Some(("a window, written as the whole of it", Fate::Widened)),
        }
    }
}

/// A date of the precision that the part has, with what that does not say; none where it is a window.
fn date(part: &Part) -> Option<(Value, Option<(&'static str, Fate)>)> {
    let local = part.from;
    let date = match part.unit() {
        Unit::Year => json!({"year": local.year}),
        Unit::Month => json!({"year": local.year, "month": local.month}),
        Unit::Day => day(local),
        Unit::Moment => {
            let loss = !local.micro.is_multiple_of(1000);
            let loss = loss.then_some(("less than a thousandth of a second", Fate::InText));
            return Some((clock(local), loss));
        }
        Unit::Other => return None,
    };
    Some((date, None))
}

fn day(local: Local) -> Value {
    json!({"year": local.year, "month": local.month, "day": local.day})
}

fn clock(local: Local) -> Value {
    let mut date = json!({
        "year": local.year, "month": local.month, "day": local.day,
        "hour": local.hour, "minute": local.minute,
    });
    if local.second != 0 || local.micro != 0 {
        date["second"] = local.second.into();
    }
    if local.micro >= 1000 {
        date["millisecond"] = (local.micro / 1000).into();
    }
    date
}
