//! Unspecified and significant digits, long years, days that no calendar has.

use super::*;

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
