//! What the contract says about date claims, sentence by sentence.

use super::{Bounds, Date, DateFlags, Tick, Zone, date_window};

mod digits;
mod marks;

/// The window as text: `START .. END` where the event lies within, else `BEGIN | END`, each `LOW .. HIGH`; whole
/// days without their times, `-` where there is no bound. Errors as their message.
fn shown(text: &str, zone: &str) -> String {
    let zone = Zone::parse(zone).unwrap();
    let low = |tick: Option<Tick>| match tick {
        None => "-".to_owned(),
        Some(tick) => short(tick, "T00:00:00.000000Z"),
    };
    let high = |tick: Option<Tick>| match tick {
        None => "-".to_owned(),
        Some(tick) => short(tick, "T23:59:59.999999Z"),
    };
    let both = |bounds: Bounds| format!("{} .. {}", low(bounds.earliest), high(bounds.latest));
    match date_window(text, &zone) {
        Ok((window, flags)) if flags.interval => {
            format!("{} | {}", both(window.begin), both(window.end))
        }
        Ok((window, _)) => {
            assert_eq!((window.begin.latest, window.end.earliest), (None, None));
            format!(
                "{} .. {}",
                low(window.begin.earliest),
                high(window.end.latest)
            )
        }
        Err(error) => error.to_string(),
    }
}

fn short(tick: Tick, whole: &str) -> String {
    let text = tick.to_string();
    let text = text.strip_suffix(whole).unwrap_or(&text);
    text.strip_suffix(":00.000000Z").unwrap_or(text).to_owned()
}

/// Compares a window, or a part of an error's message; the slow way through [`Date`] must agree.
fn check(text: &str, zone: &str, expected: &str) {
    let shown = shown(text, zone);
    if shown.starts_with('`') {
        assert!(shown.contains(expected), "{text} in {zone}: {shown}");
    } else {
        assert_eq!(shown, expected, "{text} in {zone}");
    }
    let fast = date_window(text, &Zone::parse(zone).unwrap());
    let slow = Date::parse(text).and_then(|date| {
        let window = date.window(&Zone::parse(zone).unwrap())?;
        assert_eq!(date.to_string(), text);
        let flags = DateFlags {
            interval: date.is_interval(),
            doubtful: date.is_doubtful(),
        };
        Ok((window, flags))
    });
    assert_eq!(fast, slow);
}

/// Checks lines of the form `text => expected` in UTC; `#` begins a remark.
fn check_all(cases: &str) {
    for case in cases
        .lines()
        .map(str::trim)
        .filter(|case| !case.is_empty() && !case.starts_with('#'))
    {
        let (text, expected) = case.split_once(" => ").unwrap();
        check(text, "UTC", expected);
    }
}

#[test]
fn a_date_or_moment_covers_itself() {
    check_all(
        r"
        2025 => 2025-01-01 .. 2025-12-31
        2025-04 => 2025-04-01 .. 2025-04-30
        2024-02 => 2024-02-01 .. 2024-02-29
        2025-04-25 => 2025-04-25 .. 2025-04-25
        2025-04-25T12:30 => 2025-04-25T12:30 .. 2025-04-25T12:30:59.999999Z
        2025-04-25T12:30:15 => 2025-04-25T12:30:15.000000Z .. 2025-04-25T12:30:15.999999Z
        2025-04-25T12:30:15.2 => 2025-04-25T12:30:15.200000Z .. 2025-04-25T12:30:15.299999Z
        2025-04-25T12:30:15.25 => 2025-04-25T12:30:15.250000Z .. 2025-04-25T12:30:15.259999Z
        2025-04-25T12:30:15.123456 => 2025-04-25T12:30:15.123456Z .. 2025-04-25T12:30:15.123456Z
        2025-04-25T23:59:59.999999 => 2025-04-25T23:59:59.999999Z .. 2025-04-25
        0000-02-29 => 0000-02-29 .. 0000-02-29
        -0043-03-15 => -000043-03-15 .. -000043-03-15
        -0001 => -000001-01-01 .. -000001-12-31
        Y12025 => +012025-01-01 .. +012025-12-31
        Y-12025 => -012025-01-01 .. -012025-12-31
        Y17E4 => +170000-01-01 .. +170000-12-31
        Y-17E4 => -170000-01-01 .. -170000-12-31
        ",
    );
}

#[test]
fn times_need_hours_and_minutes_and_keep_to_the_day() {
    check_all(
        r"
        2025-04-25T12 => column 14: the text ends here; expected `:` and the minute
        2025-04-25T12Z => column 14: `Z` can't stand here; expected `:` and the minute
        2025-04-25T => column 12: the text ends here; expected two digits for the hour
        2025-04-25T24:00 => column 12: the hour is 00 to 23; midnight is 00:00 of the next day
        2025-04-25T25:00 => column 12: the hour is 00 to 23
        2025-04-25T12:60 => column 15: the minute is 00 to 59
        2025-04-25T12:30:60 => column 18: the second is 00 to 59
        2025-04-25T12:30:59.1234567 => column 21: a fraction of a second has one to six digits
        2025-04-25T12:30:59. => column 21: a fraction of a second has one to six digits
        2025-04-25T12:30.5 => column 17: `.` can't stand here
        2025-04T12:30 => column 8: a time of day needs a whole date
        2025T12:30 => column 5: a time of day needs a whole date
        2025-04-2XT12:30 => column 11: a time of day needs a whole date, without `X`
        2004-X2-30T12:30 => column 11: a time of day needs a whole date, without `X`
        2025-04-25 12:30 => column 11: a time of day is written behind a `T`
        2025-04-25t12:30 => column 11: a time of day is written behind a `T`
        2025-04-25T12:30z => column 17: UTC is written `Z`
        ",
    );
}

#[test]
fn offsets_in_the_text_win() {
    for zone in ["UTC", "-07:00", "floating"] {
        check(
            "2025-04-25T12:30Z",
            zone,
            "2025-04-25T12:30 .. 2025-04-25T12:30:59.999999Z",
        );
        check(
            "2025-04-25T12:30+03:00",
            zone,
            "2025-04-25T09:30 .. 2025-04-25T09:30:59.999999Z",
        );
        check(
            "2025-04-25T12:30-04",
            zone,
            "2025-04-25T16:30 .. 2025-04-25T16:30:59.999999Z",
        );
        check(
            "2025-04-25T00:00+14:00",
            zone,
            "2025-04-24T10:00 .. 2025-04-24T10:00:59.999999Z",
        );
    }
    check_all(
        r"
        2025-04-25T12:30+14:01 => column 17: an offset is at most 14 hours
        2025-04-25T12:30-15 => column 17: an offset is at most 14 hours
        2025-04-25T12:30+3 => column 17: an offset is written +hh:mm
        2025-04-25T12:30+0300 => column 20: `0` can't stand here
        2025-04-25+03:00 => column 11: `+` can't stand here; expected `T` and a time
        2025-04-25Z => column 11: `Z` can't stand here; expected `T` and a time
        ",
    );
    assert!(Date::parse("2025-04-25T12:30Z").unwrap().has_offset());
    assert!(Date::parse("2025/2025-04-25T12:30Z").unwrap().has_offset());
    assert!(!Date::parse("2025-04-25T12:30").unwrap().has_offset());
}

#[test]
fn the_zone_reads_what_has_no_offset() {
    check(
        "2025-04-25",
        "+03:00",
        "2025-04-24T21:00 .. 2025-04-25T20:59:59.999999Z",
    );
    check(
        "2025-04-25T12:30",
        "+03:00",
        "2025-04-25T09:30 .. 2025-04-25T09:30:59.999999Z",
    );
    check(
        "2025",
        "-05:00",
        "2025-01-01T05:00 .. 2026-01-01T04:59:59.999999Z",
    );
}

#[test]
fn floating_is_from_the_first_zone_to_the_last_for_each_date() {
    check(
        "2025-04-25",
        "floating",
        "2025-04-24T10:00 .. 2025-04-26T11:59:59.999999Z",
    );
    check(
        "2025-04-25T12:30",
        "floating",
        "2025-04-24T22:30 .. 2025-04-26T00:30:59.999999Z",
    );
    check(
        "2025-04-25/2025-04-26",
        "floating",
        "2025-04-24T10:00 .. 2025-04-26T11:59:59.999999Z | 2025-04-25T10:00 .. 2025-04-27T11:59:59.999999Z",
    );
    // Each end has a zone of its own, so that the later date may have been the earlier time.
    check(
        "2025-04-26/2025-04-25",
        "floating",
        "2025-04-25T10:00 .. 2025-04-27T11:59:59.999999Z | 2025-04-24T10:00 .. 2025-04-26T11:59:59.999999Z",
    );
    check(
        "2025-04-28/2025-04-25",
        "floating",
        "it ends before it begins",
    );
}

#[test]
fn an_interval_bounds_each_end_by_one_date() {
    check_all(
        r"
        2025-04-25/2025-04-26 => 2025-04-25 .. 2025-04-25 | 2025-04-26 .. 2025-04-26
        2004-06/2006 => 2004-06-01 .. 2004-06-30 | 2006-01-01 .. 2006-12-31
        2025-04/.. => 2025-04-01 .. 2025-04-30 | - .. -
        2025-04/ => 2025-04-01 .. 2025-04-30 | - .. -
        ../2025-04 => - .. - | 2025-04-01 .. 2025-04-30
        /2025-04 => - .. - | 2025-04-01 .. 2025-04-30
        ../.. => - .. - | - .. -
        /.. => - .. - | - .. -
        ../ => - .. - | - .. -
        ..2004-06-01/2004-06-20.. => - .. 2004-06-01 | 2004-06-20 .. -
        2004-06-01../..2004-06-20 => 2004-06-01 .. - | - .. 2004-06-20
        2025-04-25T12:00/2025-04-25T15:00 => 2025-04-25T12:00 .. 2025-04-25T12:00:59.999999Z | 2025-04-25T15:00 .. 2025-04-25T15:00:59.999999Z
        / => an interval needs a date on at least one side
        2025//2026 => column 6: an interval has one `/` alone
        2025/2026/2027 => column 10: an interval has one `/` alone
        2025/hello => column 6: `h` can't stand here; expected a date
        [2025,2026]/2027 => a set stands alone
        2027/[2028,2029] => column 6: an interval can't begin or end with a set
        ",
    );
}

#[test]
fn reversed_is_an_error_only_where_no_time_is_left() {
    check_all(
        r"
        2025-04-26/2025-04-25 => column 12: it ends before it begins
        2026/2025 => column 6: it ends before it begins
        2025-06/2025 => 2025-06-01 .. 2025-06-30 | 2025-01-01 .. 2025-12-31
        2025/2025-01-01 => 2025-01-01 .. 2025-12-31 | 2025-01-01 .. 2025-01-01
        2025-04-26~/2025-04-25 => 2025-04-25 .. 2025-04-27 | 2025-04-25 .. 2025-04-25
        2025-04-25T12:00:30/2025-04-25T12:00 => 2025-04-25T12:00:30.000000Z .. 2025-04-25T12:00:30.999999Z | 2025-04-25T12:00 .. 2025-04-25T12:00:59.999999Z
        2025-04-25T12:00Z/2025-04-25T12:00+03:00 => column 19: it ends before it begins
        ..2026/2025 => - .. 2026-12-31 | 2025-01-01 .. 2025-12-31
        [2026..2025] => column 8: it ends before it begins
        [2025-06..2025] => 2025-06-01 .. 2025-12-31
        ",
    );
    let error = date_window("2026/2025", &Zone::UTC).unwrap_err();
    assert!(error.is_reversed() && !error.is_syntax());
    assert_eq!(error.column(), Some(6));
}

#[test]
fn one_of_several_lies_within_their_hull() {
    check_all(
        r"
        [..2025] => - .. 2025-12-31
        [2025-04..] => 2025-04-01 .. -
        [2024..2025] => 2024-01-01 .. 2025-12-31
        [2025-04-25T12:00:00..2025-04-26] => 2025-04-25T12:00 .. 2025-04-26
        [1667,1668,1670..1672] => 1667-01-01 .. 1672-12-31
        [2025-06,2024-01-03,2024-02] => 2024-01-03 .. 2025-06-30
        [1760-01,1760-02,1760-12..] => 1760-01-01 .. -
        [..1600,1760-02] => - .. 1760-02-29
        [..1600,1760..] => - .. -
        [1984] => 1984-01-01 .. 1984-12-31
        [] => column 2: `]` can't stand here; expected a date
        [ => column 2: the text ends here
        [2025 => column 6: the text ends here; expected `,`, `..` or `]`
        [2025,] => column 7: `]` can't stand here; expected a date
        [2025, 2026] => column 7: white space can't stand here
        [..] => column 4: `]` can't stand here; expected a date behind `..`
        [..2025..] => `..` stands on one side
        [2025} => column 6: `}` can't stand here
        [2025]~ => column 7: `~` can't stand here; expected the end
        [2025/2026] => column 6: `/` can't stand here
        [[2025]] => column 2: `[` can't stand here
        ..2025 => `..` needs a `/`
        2025.. => `..` needs a `/`
        .. => `..` needs a `/`
        2025..2026 => column 7: `2` can't stand here; expected `/`
        ",
    );
}

#[test]
fn all_of_several_does_not_say_when() {
    for text in [
        "{1960,1961-12}",
        "{..1984}",
        "{1667,1668,1670..1672}",
        "{2025}",
    ] {
        check(text, "UTC", "does not say when one event was");
        let date = Date::parse(text).unwrap();
        assert!(date.window(&Zone::UTC).unwrap_err().is_all_of());
        assert!(date.hull(&Zone::UTC).unwrap_err().is_all_of());
    }
    assert!(Date::parse("{2025?}").unwrap().is_doubtful());
    check("{}", "UTC", "column 2: `}` can't stand here");
    check("{2025-13}", "UTC", "column 7: there is no month 13");
}

#[test]
fn the_hull_of_an_interval_is_from_its_start_to_its_end() {
    let hull = |text: &str| {
        let bounds = Date::parse(text).unwrap().hull(&Zone::UTC).unwrap();
        let show =
            |tick: Option<Tick>| tick.map_or("-".into(), |tick| tick.to_string()[..10].to_owned());
        format!("{} {}", show(bounds.earliest), show(bounds.latest))
    };
    assert_eq!(hull("2025-04/2025-06"), "2025-04-01 2025-06-30");
    assert_eq!(hull("2025-04/.."), "2025-04-01 -");
    assert_eq!(hull("..2025-04/2025-06"), "- 2025-06-30");
    assert_eq!(hull("[2025-04,2025-06]"), "2025-04-01 2025-06-30");
    assert_eq!(hull("2025-04~"), "2025-03-01 2025-05-31");
}

#[cfg(feature = "zones")]
#[test]
fn iana_zones_cover_all_ticks_that_read_the_date() {
    for (zone, text, expected) in [
        (
            "Europe/Berlin",
            "2025-06-01",
            "2025-05-31T22:00 .. 2025-06-01T21:59:59.999999Z",
        ),
        // Clocks went forward and back.
        (
            "America/New_York",
            "2025-03-09",
            "2025-03-09T05:00 .. 2025-03-10T03:59:59.999999Z",
        ),
        (
            "America/New_York",
            "2025-11-02",
            "2025-11-02T04:00 .. 2025-11-03T04:59:59.999999Z",
        ),
        (
            "America/New_York",
            "2025-11-02T01:30",
            "2025-11-02T05:30 .. 2025-11-02T06:30:59.999999Z",
        ),
        (
            "America/New_York",
            "2025-11-02T01:30-05:00",
            "2025-11-02T06:30 .. 2025-11-02T06:30:59.999999Z",
        ),
        (
            "America/New_York",
            "2025-03-09T02:30",
            "no clock in the zone America/New_York ever read it",
        ),
        (
            "America/New_York",
            "2025-03-09T02:30~",
            "no clock in the zone America/New_York ever read it",
        ),
        (
            "America/New_York",
            "2025-03-09T~02:30",
            "2025-03-09T06:30 .. 2025-03-09T07:30:59.999999Z",
        ),
        // At one minute past midnight clocks went back to the day before, which lasts until they are there again.
        (
            "America/St_Johns",
            "2006-10-28",
            "2006-10-28T02:30 .. 2006-10-29T03:29:59.999999Z",
        ),
        (
            "America/St_Johns",
            "2006-10-29",
            "2006-10-29T02:30 .. 2006-10-30T03:29:59.999999Z",
        ),
        // Samoa skipped a day to change sides of the date line.
        (
            "Pacific/Apia",
            "2011-12-29",
            "2011-12-29T10:00 .. 2011-12-30T09:59:59.999999Z",
        ),
        (
            "Pacific/Apia",
            "2011-12-30",
            "no clock in the zone Pacific/Apia ever read it",
        ),
        (
            "Pacific/Apia",
            "2011-12-30T12:00",
            "no clock in the zone Pacific/Apia ever read it",
        ),
        (
            "Pacific/Apia",
            "2011-12-30~",
            "2011-12-29T10:00 .. 2011-12-31T09:59:59.999999Z",
        ),
        (
            "Pacific/Apia",
            "2011-12-31",
            "2011-12-30T10:00 .. 2011-12-31T09:59:59.999999Z",
        ),
        (
            "Pacific/Apia",
            "2011-12",
            "2011-12-01T10:00 .. 2011-12-31T09:59:59.999999Z",
        ),
        // Beyond the range of chrono.
        (
            "America/New_York",
            "Y294246",
            "+294246-01-01T05:00 .. +294247-01-01T04:59:59.999999Z",
        ),
        ("America/New_York", "Y17E7", "beyond the range of ticks"),
    ] {
        check(text, zone, expected);
    }
    let apia = Zone::parse("Pacific/Apia").unwrap();
    assert!(date_window("2011-12-30", &apia).unwrap_err().is_unread());
}
