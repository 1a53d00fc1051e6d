//! What clocks show at a tick, for people to read.

use super::tick::{Tick, format_ticks};
use super::zone::Zone;

impl Zone {
    /// What clocks of the zone show at a tick, as short as it can be said: the date, the hour and the
    /// minute, and seconds only where there are any. Those of UTC where the zone is floating.
    ///
    /// ```
    /// use demarche::{Tick, Zone};
    ///
    /// let noon = Tick::from_micros(1_745_582_400_000_000);
    /// assert_eq!(Zone::parse("+03:00")?.reading(noon), "2025-04-25 15:00");
    /// assert_eq!(Zone::UTC.reading(Tick::from_micros(1)), "1970-01-01 00:00:00.000001");
    /// # Ok::<(), demarche::ZoneError>(())
    /// ```
    pub fn reading(&self, tick: Tick) -> String {
        let local = i128::from(tick.as_micros()) + i128::from(self.offset_at(tick));
        short(&format_ticks(local))
    }
}

/// The same for a count of microseconds since 1970, which may lie outside the range of ticks: clocks of
/// UTC are told then.
pub(crate) fn reading(zone: &Zone, micros: i128) -> String {
    match i64::try_from(micros) {
        Ok(micros) => zone.reading(Tick::from_micros(micros)),
        Err(_) => short(&format_ticks(micros)) + "Z",
    }
}

/// RFC 3339 without the zone, and without seconds and fraction where they are zero.
fn short(rfc3339: &str) -> String {
    let text = rfc3339.trim_end_matches('Z').replace('T', " ");
    let whole = text.strip_suffix(".000000").unwrap_or(&text);
    let is_minute = whole.len() < text.len() && whole.ends_with(":00");
    if is_minute {
        whole[..whole.len() - 3].to_string()
    } else {
        whole.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::super::civil::DAY;
    use super::*;

    #[test]
    fn readings_are_as_short_as_can_be() {
        for (micros, expected) in [
            (0, "1970-01-01 03:00"),
            (1_000_000, "1970-01-01 03:00:01"),
            (1, "1970-01-01 03:00:00.000001"),
            (-1, "1970-01-01 02:59:59.999999"),
            (i128::from(i64::MAX) + 1, "+294247-01-10 04:00:54.775808Z"),
        ] {
            let moscow = Zone::parse("+03:00").unwrap();
            assert_eq!(reading(&moscow, micros), expected);
        }
        assert_eq!(
            reading(&Zone::FLOATING, i128::from(DAY)),
            "1970-01-02 00:00"
        );
    }
}
