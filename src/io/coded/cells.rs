//! Cells that several forms of table have.

use super::Relation;
use super::names::Names;
use crate::io::stream::{Reject, Row, shortened};
use crate::model::{Json, Number};

/// The number of what a row does not give.
pub(super) const NONE: u64 = u64::MAX;

/// What stands in a column, if it says something.
pub(super) fn given<'a>(row: &Row<'a>, column: usize) -> Option<&'a str> {
    row.given(column)
        .filter(|cell| !matches!(*cell, "NA" | "NULL"))
}

pub(super) fn numbered(names: &mut Names, text: Option<&str>) -> u32 {
    text.map_or(u32::MAX, |text| names.number(text))
}

/// A number of an event, story or sentence.
pub(super) fn number(row: &Row<'_>, column: usize) -> Result<u64, Reject> {
    let Some(cell) = given(row, column) else {
        return Ok(NONE);
    };
    let sound = cell.bytes().all(|byte| byte.is_ascii_digit());
    let number = cell.parse().ok().filter(|number| sound && *number != NONE);
    number.ok_or_else(|| {
        row.bad(
            column,
            format!("expected a number, found {}", shortened(cell)),
        )
    })
}

/// The intensity of a row in tenths, if it differs from the value that the table of CAMEO has, or else [`i16::MIN`].
pub(super) fn intensity(row: &Row<'_>, column: usize, relation: Relation) -> Result<i16, Reject> {
    let Some(cell) = given(row, column) else {
        return Ok(i16::MIN);
    };
    let value = cell
        .parse::<f64>()
        .ok()
        .filter(|value| value.abs() <= 100.0);
    let Some(value) = value else {
        let message = format!("expected a number such as -4.5, found {}", shortened(cell));
        return Err(row.bad(column, message));
    };
    // Within range, hence exact.
    let tenths = (value * 10.0).round() as i16;
    match relation {
        Relation::Code(code) if i16::from(code.goldstein_tenths()) == tenths => Ok(i16::MIN),
        _ => Ok(tenths),
    }
}

/// The intensity as a field, if it is one of its own.
pub(super) fn intensity_of(tenths: i16) -> Option<Json> {
    let value = (tenths != i16::MIN).then(|| f64::from(tenths) / 10.0)?;
    value.to_string().parse::<Number>().ok().map(Json::from)
}
