//! Which President of the United States a record speaks of, that names him by his surname or not at all.

/// A President, and the day on which he took office.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct President {
    /// The first day of the term, as `YYYY-MM-DD`. It is the last day of the one before.
    from: &'static str,
    /// The key that the Department's records have for him.
    pub(super) id: &'static str,
    pub(super) name: &'static str,
}

const fn took_office(from: &'static str, id: &'static str, name: &'static str) -> President {
    President { from, id, name }
}

/// The Presidents of the time that the records tell of, in order.
const PRESIDENTS: [President; 32] = [
    took_office("1865-04-15", "johnson-andrew", "Andrew Johnson"),
    took_office("1869-03-04", "grant-ulysses-s", "Ulysses S. Grant"),
    took_office("1877-03-04", "hayes-rutherford-b", "Rutherford B. Hayes"),
    took_office("1881-03-04", "garfield-james-a", "James A. Garfield"),
    took_office("1881-09-19", "arthur-chester-a", "Chester A. Arthur"),
    took_office("1885-03-04", "cleveland-grover", "Grover Cleveland"),
    took_office("1889-03-04", "harrison-benjamin", "Benjamin Harrison"),
    took_office("1893-03-04", "cleveland-grover", "Grover Cleveland"),
    took_office("1897-03-04", "mckinley-william", "William McKinley"),
    took_office("1901-09-14", "roosevelt-theodore", "Theodore Roosevelt"),
    took_office("1909-03-04", "taft-william-howard", "William Howard Taft"),
    took_office("1913-03-04", "wilson-woodrow", "Woodrow Wilson"),
    took_office("1921-03-04", "harding-warren-g", "Warren G. Harding"),
    took_office("1923-08-02", "coolidge-calvin", "Calvin Coolidge"),
    took_office("1929-03-04", "hoover-herbert-c", "Herbert C. Hoover"),
    took_office(
        "1933-03-04",
        "roosevelt-franklin-d",
        "Franklin D. Roosevelt",
    ),
    took_office("1945-04-12", "truman-harry-s", "Harry S. Truman"),
    took_office("1953-01-20", "eisenhower-dwight-d", "Dwight D. Eisenhower"),
    took_office("1961-01-20", "kennedy-john-f", "John F. Kennedy"),
    took_office("1963-11-22", "johnson-lyndon-b", "Lyndon B. Johnson"),
    took_office("1969-01-20", "nixon-richard-m", "Richard M. Nixon"),
    took_office("1974-08-09", "ford-gerald-r", "Gerald R. Ford"),
    took_office("1977-01-20", "carter-jimmy", "Jimmy Carter"),
    took_office("1981-01-20", "reagan-ronald", "Ronald Reagan"),
    took_office("1989-01-20", "bush-george-h-w", "George H.W. Bush"),
    took_office("1993-01-20", "clinton-william-j", "William J. Clinton"),
    took_office("2001-01-20", "bush-george-w", "George W. Bush"),
    took_office("2009-01-20", "obama-barack", "Barack Obama"),
    took_office("2017-01-20", "trump-donald-j", "Donald J. Trump"),
    took_office("2021-01-20", "biden-joseph-r", "Joseph R. Biden"),
    took_office("2025-01-20", "trump-donald-j", "Donald J. Trump"),
    // Whoever follows takes office on this day: past it nobody is known.
    took_office("2029-01-20", "", ""),
];

/// Those in office on some day from the first to the last, both as `YYYY-MM-DD`. On the day of a change both were.
pub(super) fn in_office<'a>(
    first: &'a str,
    last: &'a str,
) -> impl Iterator<Item = &'static President> + 'a {
    let terms = PRESIDENTS.iter().zip(PRESIDENTS.iter().skip(1));
    terms
        .filter(move |(term, next)| term.from <= last && first <= next.from)
        .map(|(term, _)| term)
}

/// The one of this name who was in office on some day from the first to the last; none if that is not just one.
pub(super) fn named(name: &str, first: &str, last: &str) -> Option<&'static President> {
    let mut found = in_office(first, last).filter(|president| president.is_called(name));
    let president = found.next()?;
    found
        .all(|other| other.id == president.id)
        .then_some(president)
}

/// The one of this name who had been elected by that day, and had not taken office.
pub(super) fn elect(name: &str, day: &str) -> Option<&'static President> {
    let next = PRESIDENTS.iter().find(|term| term.from > day)?;
    // Elections are in November of the year before.
    let year: u16 = next.from.get(..4)?.parse().ok()?;
    let elected = format!("{}-11", year - 1);
    (day >= elected.as_str() && next.is_called(name)).then_some(next)
}

impl President {
    /// Whether a text names him: his surname, and perhaps others of his names.
    fn is_called(&self, name: &str) -> bool {
        let mut own = words(self.name);
        let Some(surname) = own.next_back() else {
            return false;
        };
        let mut called = words(name);
        called.next_back().is_some_and(|last| last == surname)
            && called.all(|word| words(self.name).any(|own| own == word))
    }
}

/// The words of a name, without the dots behind initials.
fn words(name: &str) -> impl DoubleEndedIterator<Item = &str> {
    name.split_whitespace()
        .map(|word| word.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(first: &str, last: &str) -> Vec<&'static str> {
        in_office(first, last)
            .map(|president| president.id)
            .collect()
    }

    #[test]
    fn terms_stand_in_order() {
        assert!(PRESIDENTS.is_sorted_by(|a, b| a.from < b.from));
    }

    #[test]
    fn on_the_day_of_a_change_both_are_in_office() {
        assert_eq!(ids("1963-11-21", "1963-11-21"), ["kennedy-john-f"]);
        assert_eq!(
            ids("1963-11-22", "1963-11-22"),
            ["kennedy-john-f", "johnson-lyndon-b"]
        );
        assert_eq!(ids("1963-11-23", "1963-11-25"), ["johnson-lyndon-b"]);
        assert_eq!(ids("1860-01-01", "1860-01-02"), [""; 0]);
        assert_eq!(ids("2030-01-01", "2030-01-02"), [""; 0]);
    }

    #[test]
    fn a_surname_is_understood_by_the_day() {
        let id = |name, day| named(name, day, day).map(|president| president.id);
        assert_eq!(id("Bush", "1990-10-01"), Some("bush-george-h-w"));
        assert_eq!(id("Bush", "2003-10-01"), Some("bush-george-w"));
        assert_eq!(id("George W. Bush", "1990-10-01"), None);
        assert_eq!(id("Richard Nixon", "1970-10-01"), Some("nixon-richard-m"));
        assert_eq!(id("Nixon", "1980-10-01"), None);
        assert_eq!(id("Johnson Sirleaf", "1966-10-01"), None);
        assert_eq!(id("", "1966-10-01"), None);
    }

    #[test]
    fn whoever_is_elected_takes_office_next() {
        let id = |name, day| elect(name, day).map(|president| president.id);
        assert_eq!(id("Hoover", "1928-12-01"), Some("hoover-herbert-c"));
        assert_eq!(id("Hoover", "1928-06-01"), None);
        assert_eq!(id("Coolidge", "1928-12-01"), None);
        assert_eq!(id("", "2028-12-01"), None);
    }
}
