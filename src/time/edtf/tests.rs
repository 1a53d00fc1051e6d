//! What the contract says about date claims, sentence by sentence.

use super::{Bounds, Date, DateFlags, Tick, Zone, date_window};

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
fn unspecified_digits_cover_the_hull_of_what_matches() {
    check_all(
        r"
        202X => 2020-01-01 .. 2029-12-31
        20XX => 2000-01-01 .. 2099-12-31
        XXXX => 0000-01-01 .. 9999-12-31
        1X50 => 1050-01-01 .. 1950-12-31
        2025-04-XX => 2025-04-01 .. 2025-04-30
        2024-02-XX => 2024-02-01 .. 2024-02-29
        2025-XX => 2025-01-01 .. 2025-12-31
        2025-XX-XX => 2025-01-01 .. 2025-12-31
        2025-XX-31 => 2025-01-31 .. 2025-12-31
        2025-0X => 2025-01-01 .. 2025-09-30
        1560-X2 => 1560-02-01 .. 1560-12-31
        1984-1X => 1984-10-01 .. 1984-12-31
        2025-04-3X => 2025-04-30 .. 2025-04-30
        2025-04-0X => 2025-04-01 .. 2025-04-09
        2025-04-X1 => 2025-04-01 .. 2025-04-21
        156X-12-25 => 1560-12-25 .. 1569-12-25
        XXXX-12-XX => 0000-12-01 .. 9999-12-31
        XXXX-02-29 => 0000-02-29 .. 9996-02-29
        199X-02-29 => 1992-02-29 .. 1996-02-29
        -004X => -000049-01-01 .. -000040-12-31
        -000X => -000009-01-01 .. -000001-12-31
        202X-21 => 2020-03-01 .. 2029-11-30
        202X-28 => 2020-12-01 .. 2030-02-28
        2025-02-3X => no day of the calendar matches
        19X1-02-29 => no day of the calendar matches
        XXXX-04-31 => no day of the calendar matches
        2025-2X => column 6: no month matches it; months are 01 to 12
        2025-04-4X => no day of the calendar matches
        201x => column 4: an unspecified digit is written `X`
        199u => column 4: an unspecified digit is written `X`
        ",
    );
}

#[test]
fn significant_digits_cover_the_years_that_share_them() {
    check_all(
        r"
        1950S2 => 1900-01-01 .. 1999-12-31
        1950S4 => 1950-01-01 .. 1950-12-31
        1950S1 => 1000-01-01 .. 1999-12-31
        0050S2 => 0000-01-01 .. 0099-12-31
        -1950S2 => -001999-01-01 .. -001900-12-31
        -0050S2 => -000099-01-01 .. -000001-12-31
        Y12345S3 => +012300-01-01 .. +012399-12-31
        Y3388E1S3 => +033800-01-01 .. +033899-12-31
        1950S5 => column 6: this year has 1 to 4 significant digits
        1950S0 => column 6: this year has 1 to 4 significant digits
        1950S => column 6: the text ends here; expected the number of significant digits
        195XS2 => column 5: significant digits and `X` don't go together
        1950S2-04 => column 7: a year written with Y or S stands alone
        ",
    );
}

#[test]
fn long_years_are_written_with_y() {
    check_all(
        r"
        Y2025 => column 2: a year of up to four digits is written without Y
        Y012345 => column 2: a year behind Y does not begin with 0
        Y12345-04 => column 7: a year written with Y or S stands alone
        -Y170000002 => column 2: `Y` can't stand here
        Y => column 2: the text ends here
        Y17E => column 5: the text ends here; expected an exponent
        20050924T100000 => column 5: a year has four digits
        12025 => column 5: a year has four digits
        198 => column 4: the text ends here; expected a year of four digits
        -0000 => column 1: the year 0000 has no sign
        ",
    );
}

#[test]
fn a_tick_outside_i64_is_an_error() {
    check_all(
        r"
        Y170000002 => beyond the range of ticks
        Y-17E7 => beyond the range of ticks
        Y1E99999999999999999999 => beyond the range of ticks
        Y99999999999999999999999999S1 => beyond the range of ticks
        Y294246 => +294246-01-01 .. +294246-12-31
        Y294247 => beyond the range of ticks
        Y-290307 => -290307-01-01 .. -290307-12-31
        Y-290308 => beyond the range of ticks
        Y294246~ => beyond the range of ticks
        ",
    );
    assert!(
        date_window("Y17E7", &Zone::UTC)
            .unwrap_err()
            .is_out_of_range()
    );
}

#[test]
fn days_that_no_calendar_has_are_errors() {
    check_all(
        r"
        1985-13 => column 6: there is no month 13; months are 01 to 12, seasons 21 to 32
        1985-00 => column 6: there is no month 00
        1985-20 => column 6: there is no month 20
        1985-42 => column 6: there is no month 42
        1985-02-29 => column 9: February 1985 has 28 days
        1985-04-31 => column 9: April 1985 has 30 days
        1985-04-00 => column 9: there is no day 00
        1985-04-32 => column 9: there is no day 32
        1985-1 => column 7: the text ends here; expected two digits for a month or season
        1985-04-1 => column 10: the text ends here; expected two digits for a day
        1985-123 => a month or season has two digits
        hello => column 1: `h` can't stand here; expected a date such as 2025-04-25
        2025-04-25x => column 11: `x` can't stand here
        2025-04-25é => column 11: `é` can't stand here
        é => column 1: `é` can't stand here
        2025/04/25 => column 8: `/` can't stand here; expected a year of four digits
        ",
    );
    check("", "UTC", "it is empty");
    check(" 2025", "UTC", "column 1: white space can't stand here");
    check("2025 ", "UTC", "column 5: a time of day needs a whole date");
    let error = Date::parse("1985-13").unwrap_err();
    assert!(error.is_syntax());
    assert_eq!(error.column(), Some(6));
}

#[test]
fn seasons_cover_their_months() {
    check_all(
        r"
        2001-21 => 2001-03-01 .. 2001-11-30
        2001-22 => 2001-06-01 .. 2002-02-28
        2001-23 => 2001-03-01 .. 2001-11-30
        2003-24 => 2003-06-01 .. 2004-02-29
        2001-25 => 2001-03-01 .. 2001-05-31
        2001-26 => 2001-06-01 .. 2001-08-31
        2001-27 => 2001-09-01 .. 2001-11-30
        2001-28 => 2001-12-01 .. 2002-02-28
        2001-29 => 2001-09-01 .. 2001-11-30
        2001-30 => 2001-12-01 .. 2002-02-28
        2001-31 => 2001-03-01 .. 2001-05-31
        2001-32 => 2001-06-01 .. 2001-08-31
        2001-33 => 2001-01-01 .. 2001-03-31
        2001-36 => 2001-10-01 .. 2001-12-31
        2001-37 => 2001-01-01 .. 2001-04-30
        2001-39 => 2001-09-01 .. 2001-12-31
        2001-40 => 2001-01-01 .. 2001-06-30
        2001-41 => 2001-07-01 .. 2001-12-31
        2001-21-05 => column 8: a season has no days
        ",
    );
}

#[test]
fn approximate_shifts_by_one_unit_each_way() {
    check_all(
        r"
        # At its own precision.
        2004~ => 2003-01-01 .. 2005-12-31
        2004-06~ => 2004-05-01 .. 2004-07-31
        2004-06-11~ => 2004-06-10 .. 2004-06-12
        2004-01-01~ => 2003-12-31 .. 2004-01-02
        2004-06-11% => 2004-06-10 .. 2004-06-12
        -0001~ => -000002-01-01 .. 0000-12-31
        # The coarsest part marked on its own.
        ~2004-06-11 => 2003-06-11 .. 2005-06-11
        2004-~06-11 => 2004-05-11 .. 2004-07-11
        2004-06-~11 => 2004-06-10 .. 2004-06-12
        ~2004-06-~11 => 2003-06-11 .. 2005-06-11
        2004-~06-11~ => 2004-05-11 .. 2004-07-11
        ?2004-06-~11 => 2004-06-10 .. 2004-06-12
        # The part that a mark follows.
        2004~-06-11 => 2003-06-11 .. 2005-06-11
        2004-06~-11 => 2004-05-11 .. 2004-07-11
        2004~-06 => 2003-06-01 .. 2005-06-30
        # A day that the month lacks is clamped to its last.
        2004-03~-31 => 2004-02-29 .. 2004-04-30
        2004~-02-29 => 2003-02-28 .. 2005-02-28
        2004-02~-XX => 2004-01-01 .. 2004-03-29
        2004-02~ => 2004-01-01 .. 2004-03-31
        # Seasons by three months; quarters, four-month periods and halves by themselves.
        2001-21~ => 2000-12-01 .. 2002-02-28
        2001-28~ => 2001-09-01 .. 2002-05-31
        2001-34~ => 2001-01-01 .. 2001-09-30
        2001-37~ => 2000-09-01 .. 2001-08-31
        2001-40~ => 2000-07-01 .. 2001-12-31
        2001~-34 => 2000-04-01 .. 2002-06-30
        ~2001-34 => 2000-04-01 .. 2002-06-30
        2001-~34 => 2001-01-01 .. 2001-09-30
        # Unspecified digits by what they span.
        202X~ => 2010-01-01 .. 2039-12-31
        20XX~ => 1900-01-01 .. 2199-12-31
        20X1~ => 1901-01-01 .. 2191-12-31
        2004-XX~ => 2003-01-01 .. 2005-12-31
        2004-1X~ => 2003-10-01 .. 2005-12-31
        2004-06-XX~ => 2004-05-01 .. 2004-07-30
        2004-06-X1~ => 2004-05-01 .. 2004-07-21
        2004-06-1X~ => 2004-05-31 .. 2004-06-29
        2004-XX-11~ => 2004-01-10 .. 2004-12-12
        202X-06~ => 2020-05-01 .. 2029-07-31
        202X~-06-11 => 2010-06-11 .. 2039-06-11
        202X-21~ => 2019-12-01 .. 2030-02-28
        1950S2~ => 1800-01-01 .. 2099-12-31
        Y12345~ => +012344-01-01 .. +012346-12-31
        Y12345S3~ => +012200-01-01 .. +012499-12-31
        ",
    );
}

#[test]
fn approximate_moments_shift_by_their_own_precision() {
    check_all(
        r"
        2004-06-11T12:30~ => 2004-06-11T12:29 .. 2004-06-11T12:31:59.999999Z
        2004-06-11T12:30:15~ => 2004-06-11T12:30:14.000000Z .. 2004-06-11T12:30:16.999999Z
        2004-06-11T12:30:15.5~ => 2004-06-11T12:30:15.400000Z .. 2004-06-11T12:30:15.699999Z
        2004-06-11T00:00~ => 2004-06-10T23:59 .. 2004-06-11T00:01:59.999999Z
        2004-06-11T12:30+03:00~ => 2004-06-11T09:29 .. 2004-06-11T09:31:59.999999Z
        2004-06-11T12:30~Z => 2004-06-11T12:29 .. 2004-06-11T12:31:59.999999Z
        2004-06-11T12~:30 => 2004-06-11T11:30 .. 2004-06-11T13:30:59.999999Z
        2004-06-11T~12:30 => 2004-06-11T11:30 .. 2004-06-11T13:30:59.999999Z
        2004-06-11~T12:30 => 2004-06-10T12:30 .. 2004-06-12T12:30:59.999999Z
        2004-03~-31T12:30 => 2004-02-29T12:30 .. 2004-04-30T12:30:59.999999Z
        ~2004-02-29T12:30 => 2003-02-28T12:30 .. 2005-02-28T12:30:59.999999Z
        2004-06-11T12:30~Z~ => column 19: one mark stands here at most
        ",
    );
}

#[test]
fn marks_stand_alone() {
    check_all(
        r"
        2004~? => column 6: one mark stands here at most; `%` means both
        ~~2004 => column 2: `~` can't stand here
        2004-06-11T12:30~~ => column 18: one mark stands here at most
        ~ => column 2: the text ends here
        ",
    );
}

#[test]
fn uncertain_changes_no_bound_and_is_doubtful() {
    for text in [
        "2004?",
        "2004-06?-11",
        "?2004-06-11",
        "2004-?06-11",
        "2004-06-11T12:30?",
    ] {
        check(text, "UTC", &shown(&text.replace('?', ""), "UTC"));
        assert!(Date::parse(text).unwrap().is_doubtful());
    }
    for text in [
        "2004%",
        "2004-%06-11",
        "2004/2005?",
        "[2004?,2005]",
        "[2004..2005?]",
        "2004-06-11T12:30Z?",
    ] {
        assert!(Date::parse(text).unwrap().is_doubtful(), "{text}");
    }
    for text in ["2004", "2004~", "2004/2005~", "[2004~..]"] {
        assert!(!Date::parse(text).unwrap().is_doubtful(), "{text}");
    }
    check("2004%", "UTC", "2003-01-01 .. 2005-12-31");
}

#[test]
fn in_an_interval_or_set_only_the_marked_member_widens() {
    check_all(
        r"
        2004-06~/2004-08 => 2004-05-01 .. 2004-07-31 | 2004-08-01 .. 2004-08-31
        2004-06-~01/2004-06-~20 => 2004-05-31 .. 2004-06-02 | 2004-06-19 .. 2004-06-21
        ..2004-06-01~/.. => - .. 2004-06-02 | - .. -
        [2004-06~,2004-08] => 2004-05-01 .. 2004-08-31
        [2004-06~,2004-07] => 2004-05-01 .. 2004-07-31
        [2004~..2008] => 2003-01-01 .. 2008-12-31
        [..2004~] => - .. 2005-12-31
        [2004..2008~] => 2004-01-01 .. 2009-12-31
        ",
    );
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
