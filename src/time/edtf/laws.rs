//! The laws that dates keep to, whatever their text.

use proptest::prelude::{
    ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_oneof, proptest,
};

use super::{Bounds, Date, Zone, date_window};

/// Texts that the grammar makes, most of them valid.
fn dates() -> impl Strategy<Value = String> {
    let mark = || prop::sample::select(vec!["", "", "", "~", "?", "%"]);
    let year = prop_oneof![
        4 => "[0-2][0-9]{3}", 1 => "-?[0-9X]{4}", 1 => "Y-?[1-9][0-9]{4}", 1 => "[0-9]{4}S[1-4]"
    ];
    let month = prop_oneof![4 => "0[1-9]|1[0-2]", 1 => "[0-4X][0-9X]"];
    let day = prop_oneof![4 => "0[1-9]|[12][0-9]", 1 => "[0-3X][0-9X]"];
    let time = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?(Z|[+-]0[0-9](:30)?)?";
    let marks = (mark(), mark(), mark(), mark(), mark(), mark(), mark());
    (0..4, year, month, day, time, marks).prop_map(|(depth, y, m, d, t, (a, b, c, e, f, g, h))| {
        match depth {
            0 => format!("{a}{y}{b}"),
            1 => format!("{a}{y}{b}-{c}{m}{e}"),
            2 => format!("{a}{y}{b}-{c}{m}{e}-{f}{d}{g}"),
            _ => format!("{a}{y}{b}-{c}{m}{e}-{f}{d}T{t}{h}"),
        }
    })
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => dates(),
        1 => (dates(), dates()).prop_map(|(a, b)| format!("{a}/{b}")),
        1 => (dates(), dates()).prop_map(|(a, b)| format!("[{a}..{b}]")),
        1 => (dates(), dates()).prop_map(|(a, b)| format!("[{a},..{b}]")),
        1 => (dates(), dates()).prop_map(|(a, b)| format!("..{a}/{b}..")),
    ]
}

fn zones() -> impl Strategy<Value = Zone> {
    let mut names = vec!["UTC", "+03:00", "-12:00", "+14:00", "floating"];
    if cfg!(feature = "zones") {
        names.extend(["Europe/Moscow", "Pacific/Apia", "America/New_York"]);
    }
    prop::sample::select(names).prop_map(|name| Zone::parse(name).unwrap())
}

fn hull(text: &str, zone: &Zone) -> Option<Bounds> {
    Date::parse(text).ok()?.hull(zone).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn reading_never_panics(text in "[-0-9XYESTZ~?%:./,\\[\\]{}+ ]{0,24}", zone in zones()) {
        let _ = date_window(&text, &zone);
    }

    #[test]
    fn reading_never_panics_on_any_text(text in any::<String>(), zone in zones()) {
        let _ = date_window(&text, &zone);
    }

    #[test]
    fn reading_never_panics_on_near_dates(text in texts(), at in 0..20usize, by in "[-0-9XYEST~/.é]", zone in zones()) {
        let mut text: Vec<char> = text.chars().collect();
        let at = at.min(text.len());
        text.splice(at..(at + 1).min(text.len()), by.chars());
        let _ = date_window(&text.into_iter().collect::<String>(), &zone);
    }

    #[test]
    fn a_date_starts_no_later_than_it_ends(text in dates(), zone in zones()) {
        if let Some(Bounds { earliest: Some(start), latest: Some(end) }) = hull(&text, &zone) {
            prop_assert!(start <= end);
        }
    }

    #[test]
    fn approximate_only_widens(text in texts(), zone in zones()) {
        if let (Ok(about), Ok(plain)) = (
            date_window(&text, &zone),
            date_window(&text.replace('~', "").replace('%', "?"), &zone),
        ) {
            prop_assert!(plain.0.begin.is_within(about.0.begin), "{}", text);
            prop_assert!(plain.0.end.is_within(about.0.end), "{}", text);
            prop_assert_eq!(plain.1, about.1);
        }
    }

    #[test]
    fn uncertain_changes_no_bound(text in texts(), zone in zones()) {
        let plain = text.replace('?', "").replace('%', "~");
        if let Ok((window, flags)) = date_window(&text, &zone) {
            let (other, other_flags) = date_window(&plain, &zone).unwrap();
            prop_assert_eq!(window, other);
            prop_assert_eq!(flags.doubtful, text != plain);
            prop_assert!(!other_flags.doubtful);
        }
    }

    #[test]
    fn a_more_precise_date_lies_within_a_less_precise_one(
        text in "20[0-9]{2}-(0[1-9]|1[0-2])-[0-2][1-9]T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\\.[0-9]{6}",
        zone in zones(),
    ) {
        let mut inner = None;
        for length in [26, 25, 23, 21, 19, 16, 10, 7, 4] {
            // A moment that clocks skipped has no bounds; the others have.
            if let Some(outer) = hull(&text[..length], &zone) {
                prop_assert!(inner.is_none_or(|inner: Bounds| inner.is_within(outer)));
                inner = Some(outer);
            }
        }
        prop_assert!(inner.is_some());
    }

    #[test]
    fn specifying_a_digit_only_narrows(text in "[0-9X]{4}-[01X][0-9X]-[0-3X][0-9X]", digit in "[0-9]", zone in zones()) {
        if let (Some(outer), Some(inner)) =
            (hull(&text, &zone), hull(&text.replacen('X', &digit, 1), &zone))
        {
            prop_assert!(inner.is_within(outer));
        }
    }

    #[test]
    fn a_set_covers_each_of_its_members(a in dates(), b in dates(), zone in zones()) {
        if let (Some(first), Some(second)) = (hull(&a, &zone), hull(&b, &zone)) {
            let set = hull(&format!("[{a},{b}]"), &zone).unwrap();
            prop_assert!(first.is_within(set) && second.is_within(set));
            prop_assert_eq!(set, hull(&format!("[{b},{a}]"), &zone).unwrap());
        }
    }

    #[test]
    fn floating_holds_every_offset(text in dates(), minutes in -720..=840i16) {
        let zone = Zone::from_offset_minutes(minutes);
        if let (Some(inner), Some(outer)) = (hull(&text, &zone), hull(&text, &Zone::FLOATING)) {
            prop_assert!(inner.is_within(outer));
        }
    }
}
