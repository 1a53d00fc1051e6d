//! The grammar of whole texts: dates, intervals and sets.

use super::cursor::Cursor;
use super::error::DateErrorKind;
use super::plain::plain;
use super::single::Single;

/// What a text says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Expr {
    Single(Single),
    Interval(Edge, Edge),
    /// One of these.
    OneOf(Vec<Edge>, Vec<(Single, Single)>),
    /// All of these, which is read but gives no window; only whether any is doubtful is kept.
    AllOf {
        doubtful: bool,
    },
}

/// An end of an interval, or a member of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edge {
    /// `..`, or nothing: no bound.
    Open,
    Within(Single),
    /// `..A`
    OnOrBefore(Single),
    /// `A..`
    OnOrAfter(Single),
}

impl Edge {
    pub(super) fn single(&self) -> Option<&Single> {
        match self {
            Edge::Open => None,
            Edge::Within(single) | Edge::OnOrBefore(single) | Edge::OnOrAfter(single) => {
                Some(single)
            }
        }
    }
}

/// Reads a whole text.
pub(super) fn parse(text: &str) -> Result<Expr, DateErrorKind> {
    match plain(text) {
        Some(single) => Ok(Expr::Single(single)),
        None => parse_grammar(text),
    }
}

/// Reads a whole text by the grammar alone.
pub(super) fn parse_grammar(text: &str) -> Result<Expr, DateErrorKind> {
    let mut cursor = Cursor::new(text);
    match cursor.peek() {
        None => Err(cursor.error("it is empty; write a date such as 2025-04-25, 2025-04 or 2025")),
        Some(b'[' | b'{') => set(&mut cursor),
        Some(_) => date_or_interval(&mut cursor),
    }
}

fn date_or_interval(cursor: &mut Cursor<'_>) -> Result<Expr, DateErrorKind> {
    let begin = edge(cursor, false)?;
    if !cursor.eat(b'/') {
        return match begin {
            Edge::Within(single) if cursor.at_end() => Ok(Expr::Single(single)),
            Edge::Within(single) => Err(cursor.after(&single)),
            _ if cursor.at_end() => Err(cursor.error(
                "`..` needs a `/`, as in ../2025 or 2025/.., or brackets, as in [..2025] or [2025..]",
            )),
            _ => Err(cursor.unexpected("`/` and the end of an interval")),
        };
    }
    let end = edge(cursor, true)?;
    if cursor.at_end() {
        if cursor.text() == "/" {
            return Err(cursor.error("an interval needs a date on at least one side, or `..`"));
        }
        return Ok(Expr::Interval(begin, end));
    }
    match (cursor.peek(), end.single()) {
        (Some(b'/'), _) => Err(cursor.error("an interval has one `/` alone")),
        (_, Some(single)) => Err(cursor.after(single)),
        (_, None) => Err(cursor.unexpected("a date")),
    }
}

/// An end of an interval, which may be nothing, or a member of a set.
fn edge(cursor: &mut Cursor<'_>, is_end: bool) -> Result<Edge, DateErrorKind> {
    let before = cursor.eat_dots();
    match cursor.peek() {
        None if is_end || before => return Ok(Edge::Open),
        Some(b'/') => return Ok(Edge::Open),
        Some(b'[' | b'{') => {
            return Err(cursor.error(
                "an interval can't begin or end with a set; use `..` there, as in ..2025/2026..",
            ));
        }
        _ => {}
    }
    let single = cursor.single()?;
    match (before, cursor.eat_dots()) {
        (false, false) => Ok(Edge::Within(single)),
        (true, false) => Ok(Edge::OnOrBefore(single)),
        (false, true) => Ok(Edge::OnOrAfter(single)),
        (true, true) => Err(cursor.error("`..` stands on one side of a date, not on both")),
    }
}

fn set(cursor: &mut Cursor<'_>) -> Result<Expr, DateErrorKind> {
    let one_of = cursor.eat(b'[');
    let close = if one_of { b']' } else { b'}' };
    if !one_of {
        cursor.eat(b'{');
    }
    let (mut members, mut ranges) = (Vec::new(), Vec::new());
    loop {
        match cursor.peek() {
            Some(b',' | b']' | b'}') | None => {
                return Err(cursor.unexpected("a date, as in [2025-04,2025-06]"));
            }
            _ => {}
        }
        let before = cursor.eat_dots();
        if matches!(cursor.peek(), Some(b',' | b']' | b'}') | None) {
            return Err(cursor.unexpected("a date behind `..`, as in [..2025]"));
        }
        let single = cursor.single()?;
        match (before, cursor.eat_dots()) {
            (true, true) => {
                return Err(cursor.error("`..` stands on one side of a date, not on both"));
            }
            (true, false) => members.push(Edge::OnOrBefore(single)),
            (false, false) => members.push(Edge::Within(single)),
            (false, true) if matches!(cursor.peek(), Some(b',' | b']' | b'}') | None) => {
                members.push(Edge::OnOrAfter(single));
            }
            (false, true) => ranges.push((single, cursor.single()?)),
        }
        if cursor.eat(b',') {
            continue;
        }
        if cursor.eat(close) {
            break;
        }
        let expected = if close == b']' {
            "`,`, `..` or `]`"
        } else {
            "`,`, `..` or `}`"
        };
        return Err(cursor.unexpected(expected));
    }
    if !cursor.at_end() {
        return Err(cursor.unexpected("the end, since a set stands alone"));
    }
    if one_of {
        return Ok(Expr::OneOf(members, ranges));
    }
    let mut singles = members
        .iter()
        .filter_map(Edge::single)
        .chain(ranges.iter().flat_map(|(a, b)| [a, b]));
    Ok(Expr::AllOf {
        doubtful: singles.any(|single| single.doubtful),
    })
}
