//! Texts annotated in TimeML.

mod place;
mod records;
mod text;
mod value;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::LinkList;
use super::lines::LONGEST;
use super::read::failed;
use crate::model::{Fault, Input, Origin};
use place::Places;

/// Reads a text annotated in TimeML: its events and time expressions, and the temporal links between them.
///
/// The text is called by the name of the file, without folder and ending. The records are those that
/// [`read_links`](crate::read_links) makes of a list: a [`Source`](crate::Source) with the name of the text for its key,
/// an [`Action`](crate::Action) for each event and time expression, and a [`RelationClaim`](crate::RelationClaim) for
/// each link. Keys begin with the text, then a colon: `wsj_0122:ei12`, `wsj_0122:t3`, `wsj_0122:l7`.
///
/// - Each `MAKEINSTANCE` of an `EVENT` is one action, called by its `eiid`; an event without any is one, called by its
///   `eid`, and links may name it so. `x_kind` is `e`, or `t` for a `TIMEX3`; the title is what the text says.
/// - A `value` that is a time on the calendar is the time of a time expression: `1998`, `1998-02`, `1998-02-13`, a moment
///   such as `1998-02-13T14:30:00`, quarters, halves, and the seasons but winter, of which a year has two
///   (`1998-Q1`, `1998-H1`, `1998-SU`). The action is some time within it. For others ("P1W", "1998-W05", "FUTURE_REF")
///   there is no time, and a [note](crate::Note::WithoutTime) counts them.
/// - The value of the first `TIMEX3` whose `functionInDocument` is `CREATION_TIME` or `PUBLICATION_TIME` is also when the
///   source was published.
/// - A `TLINK` is a claim, called by its `lid`. Its relations are those of [`read_links`](crate::read_links); `DURING` and
///   `DURING_INV` are `within` and its converse, since annotators also mean by them that both are equal.
/// - `SLINK` and `ALINK` are left out, with a note that counts them. Other elements are passed over.
///
/// Reading never fails as a whole. What is wrong with a link or a key is a fault with its line and column, and the rest
/// is read; of a file that is no sound XML, or longer than 64 MiB, there is one fault and no record. Nothing is fetched,
/// and entities that a document type declares are not replaced. Takes `n log n` steps for `n` bytes.
///
/// ```
/// use demarche::prelude::*;
///
/// let text = r#"<TimeML>Talks <EVENT eid="e1" class="OCCURRENCE">began</EVENT>
/// on <TIMEX3 tid="t1" type="DATE" value="1998-02-13">Friday</TIMEX3>.
/// <MAKEINSTANCE eventID="e1" eiid="ei1"/>
/// <TLINK lid="l1" relType="IS_INCLUDED" eventInstanceID="ei1" relatedToTime="t1"/></TimeML>"#;
/// let talks = demarche::read_timeml(text.as_bytes(), "talks.tml");
/// assert!(talks.input.is_sound());
/// let mut t = Timeline::builder();
/// t.add_input(talks.input);
/// let t = t.build()?;
/// assert_eq!(t.relate("talks:ei1", "talks:t1")?.certainty(During), Certainty::Certain);
/// # Ok::<(), demarche::Error>(())
/// ```
pub fn read_timeml(reader: impl Read, name: &str) -> LinkList {
    let stem = Path::new(name).file_stem().unwrap_or_default();
    let mut list = LinkList {
        text: stem.to_string_lossy().into_owned(),
        input: Input::default(),
    };
    if list.text.is_empty() || list.text == "-" {
        list.text = "text".to_owned();
    }
    let file: Arc<str> = name.into();
    match text_of(reader, &file) {
        Ok(text) => {
            let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let places = Places::new(text, file);
            match text::elements(text, &places) {
                Ok(elements) => records::add(&elements, &places, &mut list),
                Err(fault) => list.input.fault(fault),
            }
        }
        Err(fault) => list.input.fault(fault),
    }
    list
}

/// The whole text.
fn text_of(reader: impl Read, file: &Arc<str>) -> Result<String, Fault> {
    let mut bytes = Vec::new();
    let limit = LONGEST as u64;
    reader
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| failed(file, 0, &error))?;
    if bytes.len() > LONGEST {
        let message = format!("more than {} MiB, the limit", LONGEST >> 20);
        return Err(Fault::new(message).at(Origin::new(Arc::clone(file), 0)));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let valid = String::from_utf8_lossy(bytes.get(..at).unwrap_or_default());
        let places = Places::new(&valid, Arc::clone(file));
        places.fault(at, "not UTF-8; save the file as UTF-8")
    })
}
