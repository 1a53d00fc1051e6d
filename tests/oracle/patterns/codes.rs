//! What the code of an event is asked for, judged by a table of the few codes that there are.

/// The classes and ranges that are asked for.
const TESTS: [&str; 12] = [
    "quad:1",
    "quad:verbal_cooperation",
    "quad:2",
    "quad:3",
    "quad:verbal_conflict",
    "quad:material_conflict",
    "goldstein:-10..-2",
    "goldstein:..-2.1",
    "goldstein:4..",
    "goldstein:7.4",
    "goldstein:-10..10",
    "goldstein:4.1..7.3",
];

/// Everything but prefixes that a code is asked for.
pub fn code_tests() -> Vec<&'static str> {
    TESTS.to_vec()
}

/// Whether an event that has a code satisfies what is asked.
pub fn is_code(own: &str, asked: &str) -> bool {
    let (class, value) = match own {
        "CAMEO:03" | "CAMEO:036" => ("1 verbal_cooperation", 4.0),
        "CAMEO:071" => ("2 material_cooperation", 7.4),
        "CAMEO:112" => ("3 verbal_conflict", -2.0),
        "CAMEO:190" => ("4 material_conflict", -10.0),
        _ => ("", f64::NAN),
    };
    match asked.split_once(':') {
        Some(("quad", asked)) => class.split(' ').any(|word| word == asked),
        Some(("goldstein", asked)) => {
            let (least, greatest) = asked.split_once("..").unwrap_or((asked, asked));
            let least = least.parse().unwrap_or(f64::NEG_INFINITY);
            let greatest = greatest.parse().unwrap_or(f64::INFINITY);
            least <= value && value <= greatest
        }
        _ => own.starts_with(asked),
    }
}
