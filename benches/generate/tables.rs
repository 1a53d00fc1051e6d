//! The events of [`scale`](crate::generate::scale) as tables of Parquet, in a stream: no timeline is built.
//!
//! What claims make of a chain follows from its two dates: each event ends at least a tick before the next begins.

use crate::generate::scale::{
    ACTORS, BLOCK, CHAIN, Event, Precision, Scale, Told, is_meeting, key,
};
use demarche::{Cell, Record, Table, TablesError, TablesWriter, write_jsonl};

const DAY: i64 = 86_400_000_000;

/// The earliest and the latest tick of both ends of an event, as far as there are any: all events here can be as short
/// as a tick, so that the two ends have one window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Window {
    lo: Option<i64>,
    hi: Option<i64>,
}

/// Writes the rows of all events; the records only if they are wanted.
pub fn write(
    scale: &Scale,
    precision: Precision,
    with_records: bool,
    to: &mut TablesWriter<'_>,
) -> Result<(), TablesError> {
    let whole = [
        Table::FORMAT.into(),
        Cell::Null,
        "UTC".into(),
        0_i64.into(),
        false.into(),
        "part_of,replies_to,published".into(),
    ];
    to.put(Table::Timeline, &whole)?;
    let names = Names::new();
    names.actors(to)?;
    if with_records {
        records(scale, to)?;
    }
    let mut number = 0;
    while number < scale.len() {
        let in_chain = precision == Precision::Mixed && number % BLOCK == 0;
        let count = if in_chain { CHAIN } else { 1 };
        let last = scale.len().min(number + count);
        let events: Vec<Event> = (number..last).map(|number| scale.event(number)).collect();
        // One event alone is no component.
        let component = (events.len() > 1).then_some(number / BLOCK);
        let windows = windows(&events);
        for (event, window) in events.iter().zip(&windows) {
            names.event(event, *window, component, to)?;
        }
        if let Some(component) = component {
            distances(&events, &windows, component, to)?;
        }
        number = last;
    }
    Ok(())
}

/// The windows of an event, or of a chain.
fn windows(events: &[Event]) -> Vec<Window> {
    let own = |event: &Event| match event.told {
        Told::Tick(tick) => [Some(tick), Some(tick)],
        Told::Second(tick) => [Some(tick), Some(tick + 999_999)],
        Told::Day(day) => [Some(day * DAY), Some(day * DAY + DAY - 1)],
        Told::Nothing => [None, None],
    };
    let mut windows: Vec<Window> = Vec::with_capacity(events.len());
    for event in events {
        let [lo, hi] = own(event);
        let after = windows.last().and_then(|before| Some(before.lo? + 1));
        let lo = lo.max(after);
        windows.push(Window { lo, hi });
    }
    for i in (1..windows.len()).rev() {
        let before = windows[i].hi.map(|hi| hi - 1);
        let window = &mut windows[i - 1];
        window.hi = [window.hi, before].into_iter().flatten().min();
    }
    windows
}

/// How far apart the events of a chain are, where their windows don't say it: an event ends as many ticks before a later
/// one begins as there are steps between, at least.
fn distances(
    events: &[Event],
    windows: &[Window],
    component: u32,
    to: &mut TablesWriter<'_>,
) -> Result<(), TablesError> {
    for (x, later) in events.iter().enumerate() {
        for (y, earlier) in events.iter().enumerate().take(x) {
            let apart = -((x - y) as i64);
            let said = windows[y].hi.zip(windows[x].lo).map(|(hi, lo)| hi - lo);
            if said.is_none_or(|said| apart < said) {
                let (later, earlier) = (key(later.number), key(earlier.number));
                let mut row = vec![component.into(), (&later).into(), (&earlier).into()];
                row.extend([Cell::Int(apart); 4]);
                to.put(Table::Distances, &row)?;
            }
        }
    }
    Ok(())
}

/// The keys of actors, made once.
struct Names(Vec<String>);

impl Names {
    fn new() -> Names {
        Names((0..ACTORS).map(|actor| format!("a{actor}")).collect())
    }

    fn actors(&self, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
        for (ordinal, key) in (0_u32..).zip(&self.0) {
            let name = format!("Actor {ordinal}");
            let (key, name): (Cell<'_>, Cell<'_>) = (key.into(), (&name).into());
            to.put(Table::Actors, &[ordinal.into(), key, "person".into(), name])?;
            to.put(Table::Names, &[key, name, false.into()])?;
        }
        Ok(())
    }

    fn event(
        &self,
        event: &Event,
        window: Window,
        component: Option<u32>,
        to: &mut TablesWriter<'_>,
    ) -> Result<(), TablesError> {
        let (number, own) = (event.number, key(event.number));
        let instant = !is_meeting(number);
        let most = match instant {
            true => Some(0),
            false => window.hi.zip(window.lo).map(|(hi, lo)| hi - lo),
        };
        let what: [Cell<'_>; 12] = [
            if instant { "statement" } else { "meeting" }.into(),
            "occurred".into(),
            instant.into(),
            window.lo.into(),
            window.hi.into(),
            window.lo.into(),
            window.hi.into(),
            0_i64.into(),
            most.into(),
            component.into(),
            0_i64.into(),
            0_i64.into(),
        ];
        let told = event.date();
        let mut row = vec![number.into(), (&own).into()];
        row.extend(what);
        row.extend([Cell::Null; 5]);
        row.extend([told.as_deref().into(), Cell::Null]);
        to.put(Table::Events, &row)?;
        for (i, &actor) in event.people.iter().enumerate() {
            let part = match (instant, i) {
                (false, _) => "participant",
                (true, 0) => "by",
                (true, _) => "to",
            };
            row.clear();
            row.extend([
                (&own).into(),
                (&self.0[actor as usize]).into(),
                part.into(),
                Cell::Null,
                "reported".into(),
                0_i64.into(),
                Cell::Null,
                number.into(),
                actor.into(),
            ]);
            row.extend(what);
            to.put(Table::Participants, &row)?;
        }
        let topic = format!("t{}", event.topic);
        to.put(Table::Topics, &[(&own).into(), (&topic).into(), Cell::Null])
    }
}

fn records(scale: &Scale, to: &mut TablesWriter<'_>) -> Result<(), TablesError> {
    let mut line = Vec::new();
    for (record, ordinal) in scale.records().zip(0_i64..) {
        line.clear();
        let record: Record = record;
        write_jsonl([&record], &mut line).expect("memory is there");
        let text = std::str::from_utf8(&line).expect("a text").trim_end();
        let row = [
            ordinal.into(),
            record.type_name().into(),
            text.into(),
            Cell::Null,
            Cell::Null,
        ];
        to.put(Table::Records, &row)?;
    }
    Ok(())
}
