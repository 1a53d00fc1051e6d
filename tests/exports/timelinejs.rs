//! Timelines for the web, judged by what TimelineJS 3 says of its JSON.

use demarche::*;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::sample::{self, HOSTILE, TIMES, fields, tells};

fn written(records: &[Record]) -> (Value, Losses) {
    let mut bytes = Vec::new();
    let losses = write_timelinejs(records, &mut bytes).unwrap();
    (serde_json::from_slice(&bytes).unwrap(), losses)
}

/// What TimelineJS would take for markup in a text, other than what the writer puts there.
fn markup(html: &str) -> bool {
    html.replace("<p>", "")
        .replace("</p>", "")
        .replace("<br>", "")
        .contains(['<', '>', '"', '\''])
}

fn check(records: &[Record]) {
    let (timeline, losses) = written(records);
    let slides = timeline["events"].as_array().unwrap();
    let mut ids = std::collections::BTreeSet::new();
    for slide in slides {
        assert!(slide["start_date"]["year"].is_i64());
        assert!(ids.insert(slide["unique_id"].as_str().unwrap()));
        for text in [
            &slide["text"]["headline"],
            &slide["text"]["text"],
            &slide["display_date"],
        ] {
            assert!(!markup(text.as_str().unwrap()), "{text}");
        }
    }
    let is_left_out = |record: &Record| {
        losses.iter().any(|loss| {
            let is_it = loss.kind == record.type_name() && loss.record == record.label();
            is_it && loss.field.is_none() && loss.fate == Fate::LeftOut
        })
    };
    let events: Vec<&Record> = records.iter().filter(|it| it.common().is_some()).collect();
    assert_eq!(
        events.iter().filter(|it| !is_left_out(it)).count(),
        slides.len()
    );
    for event in events {
        let undated = event.common().unwrap().time.is_none();
        let is_claim =
            |it: &Record| matches!(it, Record::Claim(claim) if Some(&*claim.event) == event.id());
        if undated && !records.iter().any(is_claim) {
            assert!(is_left_out(event));
        }
        for (field, _) in fields(event) {
            let is_held = ["type", "id", "title", "time", "topics"].contains(&field.as_str());
            assert!(
                is_held || tells(&losses, event, &field),
                "{field} of {event:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(sample::config())]

    #[test]
    fn any_records_give_slides(records in sample::linked()) {
        check(&records);
    }
}

#[test]
fn fixtures_give_slides() {
    for (_, records) in sample::fixtures() {
        check(&records);
    }
}

#[test]
fn hostile_texts_are_no_markup() {
    let records = sample::hostile();
    check(&records);
    let (timeline, _) = written(&records);
    assert_eq!(
        timeline["title"]["text"]["headline"],
        "x<br>BEGIN:VEVENT<br>SUMMARY:forged"
    );
    let slide = &timeline["events"][0];
    let script = "&lt;script&gt;alert(1)&lt;/script&gt;";
    assert_eq!(slide["text"]["headline"], script);
    let text = slide["text"]["text"].as_str().unwrap();
    assert!(text.contains(&format!("<p>Note: {script}</p>")), "{text}");
    // Once taken apart, it is a text that still is escaped.
    assert_eq!(slide["group"], script.replace('&', "&amp;"));
    assert_eq!(
        timeline["events"].as_array().unwrap().len(),
        HOSTILE.len() * 3
    );
}

#[test]
fn dates_have_the_precision_that_is_known() {
    let slide = |time: &str, zone: Option<&str>| {
        let mut event = Action::new("a").by("ann").on(time);
        event.common.zone = zone.map(str::to_owned);
        let record = [Record::from(event)];
        let (timeline, losses) = written(&record);
        let fate = losses
            .iter()
            .next()
            .filter(|loss| loss.field.as_deref() == Some("time"))
            .map(|loss| loss.fate);
        let slide = timeline["events"][0].clone();
        (slide["start_date"].clone(), slide["end_date"].clone(), fate)
    };
    let none = Value::Null;
    let day = |day: u8| json!({"year": 2025, "month": 4, "day": day});
    assert_eq!(
        slide("2025", None),
        (json!({"year": 2025}), none.clone(), None)
    );
    assert_eq!(
        slide("2025-04", None),
        (json!({"year": 2025, "month": 4}), none.clone(), None)
    );
    assert_eq!(
        slide("2025-04-25", Some("+03:00")),
        (day(25), none.clone(), None)
    );
    let noon = json!({"year": 2025, "month": 4, "day": 25, "hour": 12, "minute": 30});
    assert_eq!(
        slide("2025-04-25T12:30", Some("+03:00")),
        (noon, none.clone(), None)
    );
    assert_eq!(
        slide("2025-04-25/2025-04-27", None),
        (day(25), day(27), None)
    );
    assert_eq!(
        slide("2025-04-25~", None),
        (day(24), day(26), Some(Fate::Widened))
    );
    assert_eq!(
        slide("2025-04-25/..", None),
        (day(25), none.clone(), Some(Fate::InText))
    );
    assert_eq!(slide("[..2025-04-25]", None), (none.clone(), none, None));
    assert_eq!(slide("2025-04-25?", None).2, Some(Fate::InText));
}

#[test]
fn a_time_that_is_not_plain_is_shown_as_it_is_written() {
    for time in TIMES {
        let record = [Record::from(Action::new("a").by("ann").on(time))];
        let (timeline, losses) = written(&record);
        match timeline["events"][0].get("display_date") {
            Some(shown) => assert!(shown.as_str().unwrap().starts_with(time)),
            None => assert!(losses.iter().any(|loss| loss.field.is_none()), "{time}"),
        }
    }
}
