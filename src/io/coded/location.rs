//! Where rows say that something was.

use super::Held;
use super::names::Names;
use crate::model::{Common, Json, Number};

/// What is said of a place, from the smallest part of it to the largest, then latitude and longitude.
pub(super) type Fields = [&'static str; 6];

/// The fields of a place in ICEWS.
pub(super) const ICEWS: Fields = [
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

/// What several places are called, of which some may be known more exactly: the city, or else the province, or else
/// the country; none if they contradict each other.
fn place<'a>(joined: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let mut known = [""; 4];
    for place in joined {
        for (own, cell) in known.iter_mut().zip(place.split('\t')) {
            match *own {
                "" => *own = cell,
                own if cell.is_empty() || own == cell => {}
                _ => return None,
            }
        }
    }
    let [city, _, province, country] = known;
    [city, province, country]
        .into_iter()
        .find(|cell| !cell.is_empty())
}

/// All that is said of the place, as an object.
fn details(joined: &str, fields: &Fields) -> Json {
    let mut text = String::from("{");
    for (field, cell) in fields.iter().zip(joined.split('\t')) {
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

/// Adds to an event where its rows say that it was: its place, if they don't contradict each other, and all that is said
/// of it, to the event or, where the rows differ, to the first citations, one for each row.
pub(super) fn locate<D>(
    common: &mut Common,
    rows: &[Held<D>],
    location: impl Fn(&Held<D>) -> u32,
    locations: &Names,
    fields: &Fields,
) {
    let mut known: Vec<u32> = rows.iter().map(&location).collect();
    known.retain(|location| *location != u32::MAX);
    known.sort_unstable();
    known.dedup();
    let names = known.iter().map(|location| locations.get(*location));
    common.place = place(names).map(str::to_owned);
    let details = |location: u32| details(locations.get(location), fields);
    match known.as_slice() {
        [] => {}
        [only] => {
            common.extra.insert("x_location".to_owned(), details(*only));
        }
        _ => {
            for (row, citation) in rows.iter().zip(&mut common.sources) {
                if location(row) != u32::MAX {
                    let details = details(location(row));
                    citation.extra.insert("x_location".to_owned(), details);
                }
            }
        }
    }
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
        assert_eq!(place([joined.as_str()]), Some("Hanoi"));
        assert_eq!(
            details(&joined, &ICEWS).as_str(),
            r#"{"city":"Hanoi","province":"Thanh Pho Ha Noi","country":"Vietnam","latitude":21.02,"longitude":"x"}"#
        );
        assert_eq!(place(["\t\t\tVietnam\t\t"]), Some("Vietnam"));
        assert_eq!(place(["\t\t\tVietnam\t\t", &joined]), Some("Hanoi"));
        assert_eq!(place(["\t\t\tJapan\t\t", &joined]), None);
        assert_eq!(place(["\tSome District\t\t\t\t"]), None);
        assert_eq!(super::joined([None; 6]), None);
    }
}
