//! What happened, in the words of PLOVER.

use crate::model::EventKind;

/// The types of events that PLOVER has, and which kind of event each is. What is only said is a statement, whatever
/// it says; what is done, or given up, is an action. Four types are of earlier drafts.
const TYPES: [(&str, EventKind); 20] = [
    ("ACCUSE", EventKind::Statement),
    ("AGREE", EventKind::Statement),
    ("AID", EventKind::Action),
    ("ASSAULT", EventKind::Action),
    ("COERCE", EventKind::Action),
    ("CONCEDE", EventKind::Action),
    ("CONSULT", EventKind::Meeting),
    ("COOPERATE", EventKind::Action),
    ("CRIME", EventKind::Action),
    ("DEMAND", EventKind::Statement),
    ("DISAPPROVE", EventKind::Statement),
    ("INVESTIGATE", EventKind::Action),
    ("MOBILIZE", EventKind::Action),
    ("PROTEST", EventKind::Action),
    ("REJECT", EventKind::Statement),
    ("REQUEST", EventKind::Statement),
    ("RETREAT", EventKind::Action),
    ("SANCTION", EventKind::Action),
    ("SUPPORT", EventKind::Statement),
    ("THREATEN", EventKind::Statement),
];

/// The formats of meetings that modes tell.
const FORMATS: [(&str, &str); 2] = [("phone", "telephone"), ("visit", "in_person")];

/// The kind of event that a type is; none if PLOVER lacks it.
fn kind_of_type(name: &str) -> Option<EventKind> {
    let place = TYPES.binary_search_by_key(&name, |(known, _)| known).ok()?;
    TYPES.get(place).map(|(_, kind)| *kind)
}

/// The code of a type and a mode, `PLOVER:CONSULT:visit`; the words alone, `SING aria`, if PLOVER lacks the type.
pub(super) fn code(name: &str, mode: Option<&str>) -> String {
    let upper = name.to_ascii_uppercase();
    let known = kind_of_type(&upper).is_some();
    let mode = mode.map(str::to_ascii_lowercase);
    match (known, mode) {
        (true, Some(mode)) => format!("PLOVER:{upper}:{mode}"),
        (true, None) => format!("PLOVER:{upper}"),
        (false, Some(mode)) => format!("{name} {mode}"),
        (false, None) => name.to_owned(),
    }
}

/// The type and the mode of a code; none if it is no code.
fn parts(code: &str) -> Option<(&str, &str)> {
    let rest = code.strip_prefix("PLOVER:")?;
    Some(rest.split_once(':').unwrap_or((rest, "")))
}

/// The kind of event that a code says; none if it is no code.
pub(super) fn kind(code: &str) -> Option<EventKind> {
    kind_of_type(parts(code)?.0)
}

/// The format of the meeting that a code says.
pub(super) fn format(code: &str) -> Option<&'static str> {
    let (_, mode) = parts(code)?;
    let mut known = FORMATS.iter();
    known
        .find(|(name, _)| *name == mode)
        .map(|(_, format)| *format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found() {
        assert!(TYPES.is_sorted_by_key(|(name, _)| *name));
        for (name, own) in TYPES {
            assert_eq!(kind(&code(name, Some("x"))), Some(own));
            assert_eq!(kind(&code(name, None)), Some(own));
        }
        assert_eq!(code("Consult", Some("Visit")), "PLOVER:CONSULT:visit");
        assert_eq!(format("PLOVER:CONSULT:visit"), Some("in_person"));
        assert_eq!(format("PLOVER:CONSULT"), None);
        assert_eq!(code("Sing", Some("aria")), "Sing aria");
        assert_eq!(kind("Sing aria"), None);
        // A type that looks like a code is none.
        assert_eq!(kind(&code("PLOVER:SING", None)), None);
    }
}
