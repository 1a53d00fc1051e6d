//! The lines of a Markwhen file.

use super::date::{Read, looks_dated, read};
use super::value::parts;

/// What stands in front of a line that was told of a record, and that is not read again.
pub(super) const TOLD: &str = "~ ";

/// What stands in front of the title of an event that has no date, and so stands in a comment.
pub(super) const UNDATED: &str = "// undated:";

/// One event.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// The line on which it begins.
    pub(super) line: u32,
    /// What stands in front of the colon; nothing in comments.
    pub(super) written: String,
    /// That as EDTF, if it is a date.
    pub(super) date: Option<String>,
    /// Whether it has a date that is none on the calendar.
    pub(super) is_unknown: bool,
    /// The title as it stands, with its tags.
    pub(super) title: String,
    /// The properties with the parts of their values.
    pub(super) properties: Vec<(String, Vec<String>)>,
    /// The description.
    pub(super) description: Vec<String>,
}

/// A whole file.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) header: Vec<(String, Vec<String>)>,
    pub(super) entries: Vec<Entry>,
    /// The first section or group, and how many there are.
    pub(super) sections: Option<(u32, usize)>,
}

impl Text {
    pub(super) fn of(text: &str) -> Text {
        let mut parsed = Text::default();
        let mut day_first = false;
        let mut place = Place::Header;
        for (i, line) in text.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let number = u32::try_from(i + 1).unwrap_or(u32::MAX);
            if let Some(title) = line.strip_prefix(UNDATED) {
                parsed.entries.push(Entry {
                    line: number,
                    title: title.trim().to_owned(),
                    ..Entry::default()
                });
                place = Place::Undated;
                continue;
            }
            if place == Place::Undated {
                if let Some(inner) = line.strip_prefix("// ") {
                    if let (Some((name, value)), Some(entry)) =
                        (property(inner), parsed.entries.last_mut())
                    {
                        entry.properties.push((name, parts(value)));
                    }
                    continue;
                }
                place = Place::Between;
            }
            if place != Place::Fenced && line.trim_start().starts_with("//") {
                continue;
            }
            if place != Place::Fenced && is_section(line) {
                let (_, count) = parsed.sections.get_or_insert((number, 0));
                *count += 1;
                place = Place::Between;
                continue;
            }
            if place != Place::Fenced
                && let Some(entry) = event(line, number, day_first)
            {
                parsed.entries.push(entry);
                place = Place::Properties;
                continue;
            }
            place = match (place, parsed.entries.last_mut()) {
                (Place::Header, _) => {
                    if let Some((name, value)) = property(line) {
                        day_first |=
                            name.eq_ignore_ascii_case("dateformat") && value.contains("d/M/y");
                        parsed.header.push((name, parts(value)));
                    }
                    Place::Header
                }
                (Place::Properties, Some(entry))
                    if line.starts_with("---") && entry.properties.is_empty() =>
                {
                    Place::Fenced
                }
                (Place::Fenced, _) if line.starts_with("---") => Place::Description,
                (Place::Properties | Place::Fenced, Some(entry)) => {
                    let item = line.trim_start().strip_prefix("- ");
                    match (property(line), item, entry.properties.last_mut()) {
                        (Some((name, value)), ..) => {
                            entry.properties.push((name, parts(value)));
                            place
                        }
                        // The parts of a list may stand below its name.
                        (None, Some(item), Some((_, values)))
                            if values.iter().all(|it| !it.is_empty()) || values.len() == 1 =>
                        {
                            values.retain(|value| !value.is_empty());
                            values.extend(parts(item));
                            place
                        }
                        _ if place == Place::Fenced => place,
                        _ => {
                            describe(entry, line);
                            Place::Description
                        }
                    }
                }
                (Place::Description, Some(entry)) => {
                    describe(entry, line);
                    Place::Description
                }
                (place, _) => place,
            };
        }
        parsed
    }
}

/// Where in a file a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Header,
    Properties,
    /// Between two lines `---`.
    Fenced,
    Description,
    /// In the comment of an event without a date.
    Undated,
    Between,
}

fn describe(entry: &mut Entry, line: &str) {
    if !line.starts_with(TOLD) {
        entry.description.push(line.trim_end().to_owned());
    }
}

/// The name and the value of a property.
fn property(line: &str) -> Option<(String, &str)> {
    let (name, value) = line.trim_start().split_once(':')?;
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    let is_property = !name.is_empty() && !name.starts_with('-') && name.bytes().all(is_name);
    let is_apart = value.is_empty() || value.starts_with(char::is_whitespace);
    (is_property && is_apart).then(|| (name.to_owned(), value.trim()))
}

/// Whether a line begins or ends a section or a group.
fn is_section(line: &str) -> bool {
    let line = line.trim_start();
    let hashes = line.trim_start_matches('#');
    let level = line.len() - hashes.len();
    let word = line.split_whitespace().next().unwrap_or_default();
    let is_word = matches!(word, "section" | "group" | "endSection" | "endGroup");
    (1..=6).contains(&level) && hashes.starts_with(char::is_whitespace) || is_word
}

/// The event of a line: the longest date in front of a colon counts, since moments have colons too.
fn event(line: &str, number: u32, day_first: bool) -> Option<Entry> {
    const COLONS: usize = 8;
    let colons = line.match_indices(':').map(|(at, _)| at).take(COLONS);
    let mut found = None;
    for at in colons {
        let before = line.get(..at)?;
        if let Some(date) = read(before, day_first) {
            found = Some((before.trim(), date, line.get(at + 1..)?.trim()));
        }
    }
    if found.is_none() {
        let (before, title) = line.split_once(':')?;
        let is_apart = title.is_empty() || title.starts_with(char::is_whitespace);
        if is_apart && looks_dated(before) {
            found = Some((before.trim(), Read::Unknown, title.trim()));
        }
    }
    let (written, date, title) = found?;
    let is_unknown = date == Read::Unknown;
    Some(Entry {
        line: number,
        written: written.to_owned(),
        date: match date {
            Read::Date(date) => Some(date),
            Read::Unknown => None,
        },
        is_unknown,
        title: title.to_owned(),
        ..Entry::default()
    })
}

/// A title on one line, in which nothing is a tag, a link or a check box.
pub(super) fn title_line(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for letter in title.trim().chars() {
        let is_first = out.is_empty();
        let is_apart = out.ends_with([' ', '\t']) || is_first;
        match letter {
            '#' if is_apart => out.push_str("\\#"),
            '[' if is_first => out.push_str("\\["),
            '(' if out.ends_with(']') => out.push_str("\\("),
            letter if letter.is_control() || "\u{2028}\u{2029}".contains(letter) => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.trim().to_owned()
}

/// The title and the tags of a line.
pub(super) fn title_and_tags(line: &str) -> (String, Vec<String>) {
    let mut tags = Vec::new();
    let mut words = Vec::new();
    for word in line.split(' ') {
        let tag = word.strip_prefix('#').filter(|tag| is_tag(tag));
        match tag {
            Some(tag) => tags.push(tag.to_owned()),
            None => words.push(word),
        }
    }
    let title = words.join(" ");
    let title = title.replace("\\#", "#").replace("]\\(", "](");
    let title = title
        .strip_prefix("\\[")
        .map_or(title.clone(), |rest| format!("[{rest}"));
    (title.trim().to_owned(), tags)
}

/// Whether a word can be a tag: letters, digits and `_`, not digits alone.
fn is_tag(word: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    !word.is_empty()
        && word.bytes().all(is_letter)
        && !word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A topic as a tag, with `_` for whatever a tag can't have.
pub(super) fn tag_of(topic: &str) -> Option<String> {
    let letter = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    let tag: String = topic.chars().map(letter).collect();
    Some(tag).filter(|tag| is_tag(tag) && tag.bytes().any(|byte| byte != b'_'))
}
