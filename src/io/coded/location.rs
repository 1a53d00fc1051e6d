//! Where rows of ICEWS say that something was.

use crate::model::{Json, Number};

/// The columns of a place, from the smallest to the largest, then latitude and longitude.
pub(super) const FIELDS: [&str; 6] = [
    "city",
    "district",
    "province",
    "country",
    "latitude",
    "longitude",
];

/// The cells of a place as one text, so that a place is held once; nothing if all are empty.
pub(super) fn joined(cells: [Option<&str>; 6]) -> Option<String> {
    cells
        .iter()
        .any(Option::is_some)
        .then(|| cells.map(Option::unwrap_or_default).join("\t"))
}

/// What the place is called: the city, or else the province, or else the country.
pub(super) fn place(joined: &str) -> Option<&str> {
    let cells: Vec<&str> = joined.split('\t').collect();
    [0, 2, 3]
        .into_iter()
        .filter_map(|at| cells.get(at).copied())
        .find(|cell| !cell.is_empty())
}

/// All that is said of the place, as an object.
pub(super) fn details(joined: &str) -> Json {
    let mut text = String::from("{");
    for (field, cell) in FIELDS.iter().zip(joined.split('\t')) {
        if cell.is_empty() {
            continue;
        }
        if text.len() > 1 {
            text.push(',');
        }
        let number = matches!(*field, "latitude" | "longitude");
        let value = match cell.parse::<Number>() {
            Ok(value) if number => Json::from(value),
            _ => Json::from(cell),
        };
        text.push_str(&format!("\"{field}\":{value}"));
    }
    text.push('}');
    Json::parse(&text).unwrap_or_else(|_| Json::from(joined))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_called_by_the_smallest_part_that_is_known() {
        let cells = [
            Some("Hanoi"),
            None,
            Some("Thanh Pho Ha Noi"),
            Some("Vietnam"),
            Some("21.02"),
            Some("x"),
        ];
        let joined = joined(cells).unwrap();
        assert_eq!(place(&joined), Some("Hanoi"));
        assert_eq!(
            details(&joined).as_str(),
            r#"{"city":"Hanoi","province":"Thanh Pho Ha Noi","country":"Vietnam","latitude":21.02,"longitude":"x"}"#
        );
        assert_eq!(place("\t\t\tVietnam\t\t"), Some("Vietnam"));
        assert_eq!(place("\tSome District\t\t\t\t"), None);
        assert_eq!(super::joined([None; 6]), None);
    }
}
