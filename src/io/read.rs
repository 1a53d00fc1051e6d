//! Reading the interchange format, whichever of its two forms a file has.

use std::io::{self, BufReader, Read};
use std::sync::Arc;

use super::{document, jsonl, lines};
use crate::model::{Fault, Input, Origin};

/// Reads records from JSON Lines, or from one JSON document `{"format":1,"records":[...]}`, as the page on the
/// [interchange format](interchange/index.html) tells field by field.
///
/// `name` is what messages call the file. Reading never fails as a whole: what is wrong, a failing reader
/// included, is among the faults of what is returned, and the records that could be read are there as well. A
/// line of JSON Lines has at most 64 MiB, and is passed over if it is longer; a document is held in memory.
///
/// Where the format leaves a choice:
///
/// - Null is as good as absent for a field that is known; it is no member of a list, and no name makes an unknown
///   field known. A field of one's own keeps it.
/// - Figures and fields of one's own keep the digits of their numbers. The latter hold lists and objects up to
///   100 deep.
/// - A document's own fields become those of the timeline record, which is made if there is none.
/// - A record whose `type` is mistyped is read as what was probably meant, and what is wrong otherwise as its default,
///   so that what refers to the record is not at fault as well; the faults stay.
/// - A file in UTF-16, or of one list, has that one fault.
///
/// ```
/// let lines = r#"{"type":"actor","id":"envoy","kind":"persn"}
/// {"type":"meeting","id":"talks","participants":"envoy","tiem":"2025"}"#;
/// let input = demarche::read_records(lines.as_bytes(), "talks.jsonl");
/// assert_eq!(input.records.len(), 2);
/// let faults: Vec<_> = input.faults.iter().map(ToString::to_string).collect();
/// assert_eq!(faults, [
///     "talks.jsonl:1: field `kind` of \"envoy\": \"persn\" is not a kind of actor (person, state, \
///      organization or group); did you mean \"person\"?",
///     "talks.jsonl:2: field `tiem` of \"talks\": unknown field; did you mean \"time\"?",
/// ]);
/// ```
pub fn read_records(mut reader: impl Read, name: &str) -> Input {
    let name: Arc<str> = name.into();
    let mut input = Input::default();
    // Enough of the beginning is held to know the form of the file, then read once more with the rest.
    let mut head = Vec::new();
    let form = loop {
        let whole = match read_more(&mut reader, &mut head) {
            Ok(whole) => whole,
            Err(error) => {
                input.fault(failed(&name, 0, &error));
                return input;
            }
        };
        if let Some(form) = form(&head, whole || head.len() > lines::LONGEST) {
            break form;
        }
    };
    match form {
        Form::Lines => {
            let reader = BufReader::with_capacity(BUFFER, head.as_slice().chain(reader));
            jsonl::read(reader, &name, &mut input);
        }
        Form::Document => match reader.read_to_end(&mut head) {
            Ok(_) => {
                if document::read(&head, &name, &mut input) == document::Outcome::Lines {
                    jsonl::read(head.as_slice(), &name, &mut input);
                }
            }
            Err(error) => input.fault(failed(&name, 0, &error)),
        },
        Form::List => input.fault(
            Fault::new(
                "expected an object, found a list; give one record a line, \
                 or a document {\"format\":1,\"records\":[...]}",
            )
            .at(Origin::new(name, 1)),
        ),
        Form::Utf16 => input.fault(
            Fault::new("not UTF-8 but UTF-16; save the file as UTF-8").at(Origin::new(name, 1)),
        ),
    }
    input
}

/// That the reader failed on a line.
pub(super) fn failed(name: &Arc<str>, line: u32, error: &io::Error) -> Fault {
    Fault::new(format!("can't be read: {error}")).at(Origin::new(Arc::clone(name), line))
}

const BUFFER: usize = 1 << 17;

/// Reads as much again as there is, so that looking at all of it each time takes no more than twice as long;
/// tells whether that was the end.
fn read_more(reader: &mut impl Read, head: &mut Vec<u8>) -> io::Result<bool> {
    let more = head.len().max(BUFFER) as u64;
    let read = reader.take(more).read_to_end(head)?;
    Ok((read as u64) < more)
}

/// The form of a file, as its beginning shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// One object a line.
    Lines,
    /// One document, unless `type` comes behind `records`.
    Document,
    /// A list, which is neither.
    List,
    /// Another encoding.
    Utf16,
}

/// The form of the file that begins so; none if more has to be seen. The first object decides: it is a document
/// if `records` is among its fields, and no `type` before it.
fn form(head: &[u8], whole: bool) -> Option<Form> {
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return Some(Form::Utf16);
    }
    let mut text = Scan {
        bytes: head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head),
    };
    let undecided = whole.then_some(Form::Lines);
    match text.next() {
        Some(b'{') => {}
        Some(b'[') => return Some(Form::List),
        Some(_) => return Some(Form::Lines),
        None => return undecided,
    }
    let mut depth = 1_usize;
    // Whether the next string at the depth of the object is a name.
    let mut name_next = true;
    loop {
        match text.next() {
            Some(b'"') => {
                let Some(string) = text.string() else {
                    return undecided;
                };
                if name_next && depth == 1 {
                    match string {
                        b"type" => return Some(Form::Lines),
                        b"records" => return Some(Form::Document),
                        _ => {}
                    }
                }
                name_next = false;
            }
            Some(b',') => name_next = true,
            Some(b'{' | b'[') => depth += 1,
            Some(b'}' | b']') if depth == 1 => return Some(Form::Lines),
            Some(b'}' | b']') => depth -= 1,
            Some(_) => {}
            None => return undecided,
        }
    }
}

/// Goes through a JSON text, or what should be one, letter by letter.
struct Scan<'a> {
    bytes: &'a [u8],
}

impl<'a> Scan<'a> {
    /// The next letter that is not white space.
    fn next(&mut self) -> Option<u8> {
        self.bytes = self.bytes.trim_ascii_start();
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    /// The content of the string that has begun; none if its end is not there.
    fn string(&mut self) -> Option<&'a [u8]> {
        let mut at = 0;
        loop {
            match self.bytes.get(at)? {
                b'"' => break,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        let content = self.bytes.get(..at);
        self.bytes = self.bytes.get(at + 1..).unwrap_or_default();
        content
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_object_tells_the_form() {
        for (text, expected) in [
            ("", Form::Lines),
            ("\n \r\n", Form::Lines),
            ("no JSON", Form::Lines),
            ("{}", Form::Lines),
            (r#"{"type":"actor","records":[]}"#, Form::Lines),
            (r#"{"id":"records","type":"actor"}"#, Form::Lines),
            (r#"{"x_a":{"records":[]},"type":"actor"}"#, Form::Lines),
            (r#"{"x_a":["x","records","type"]}"#, Form::Lines),
            (r#"{"records":[]}"#, Form::Document),
            (
                "\u{feff}\n{\n \"format\" : 1,\n \"records\" : [",
                Form::Document,
            ),
            (r#"{"x_\"":{"type":1},"records":"#, Form::Document),
            (" [ {", Form::List),
        ] {
            assert_eq!(form(text.as_bytes(), true), Some(expected), "{text}");
        }
        assert_eq!(form(b"\xff\xfe{\0", false), Some(Form::Utf16));
        for text in ["", "{", r#"{"id":"a"#, r#"{"id":"a\"#, r#"{"id":"type","#] {
            assert_eq!(form(text.as_bytes(), false), None, "{text}");
        }
    }
}
