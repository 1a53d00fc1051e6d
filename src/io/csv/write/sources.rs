//! What sources are called in cells, and which keys the reader makes of that.

use std::borrow::Cow;

use rustc_hash::{FxHashMap, FxHashSet};

use super::cells::{Cells, as_part, is_part};
use super::{ONLY_WHICH, SPACE};
use crate::io::csv::row::Column;
use crate::io::out::{Book, Fate, Losses};
use crate::io::slug::{Keys, slug};
use crate::model::{Citation, Record, Source};

/// The sources that rows cite, by key.
pub(super) struct Sources<'a> {
    cited: FxHashMap<&'a str, Cited<'a>>,
    /// The keys that the reader makes, in the order in which it comes upon sources.
    keys: Keys,
}

struct Cited<'a> {
    source: Option<&'a Source>,
    /// What the column of sources calls it; the address where that alone tells it.
    name: String,
    /// Whether its address alone tells it where no other source is cited.
    by_address: bool,
    /// The key that the reader makes, and whether it takes the name for a title, once it has come upon it.
    read: Option<(String, bool)>,
    /// Whether a row tells more of it.
    is_told: bool,
}

impl<'a> Sources<'a> {
    pub(super) fn of(book: &Book<'a>) -> Sources<'a> {
        let mut taken: FxHashSet<String> = FxHashSet::default();
        let mut beside: FxHashSet<&str> = FxHashSet::default();
        for event in book.events().filter(|event| event.citations().len() > 1) {
            beside.extend(event.citations().iter().map(|it| it.source.as_str()));
        }
        let mut cited = FxHashMap::default();
        let first = |event: &'a Record| {
            let all = event.citations();
            all.iter()
                .map(move |it| (it.source.as_str(), all.len() == 1))
        };
        for (key, is_alone) in book.events().flat_map(first) {
            if cited.contains_key(key) {
                continue;
            }
            let source = book.source(key);
            let title = source.and_then(|source| source.title.as_deref());
            let url = source.and_then(|source| source.url.as_deref());
            let free = |text: &&str| is_part(text) && !taken.contains(*text);
            let address = url.filter(|url| {
                let is_cell = !url.is_empty() && url.trim() == *url && !taken.contains(*url);
                title.is_none() && is_alone && is_cell && (!beside.contains(key) || is_part(url))
            });
            let texts = [title, Some(key)].into_iter().flatten();
            let name = address.or_else(|| texts.into_iter().find(free));
            let name = name.map(str::to_owned);
            let name = name.unwrap_or_else(|| another(title.unwrap_or(key), &taken));
            taken.insert(name.clone());
            cited.insert(
                key,
                Cited {
                    source,
                    by_address: address.is_some(),
                    name,
                    read: None,
                    is_told: false,
                },
            );
        }
        Sources {
            cited,
            keys: Keys::default(),
        }
    }

    /// Writes what an event cites into its row.
    pub(super) fn cite(&mut self, event: &Record, row: &mut Cells, losses: &mut Losses) {
        let citations = event.citations();
        let is_key = |cited: &Citation| *cited == Citation::new(&*cited.source);
        if !citations.iter().all(is_key) {
            losses.field(event, "sources", ONLY_WHICH, Fate::LeftOut);
        }
        if citations.iter().any(|it| self.lacks(&it.source)) {
            let what = "one that no record describes becomes one with a title";
            losses.field(event, "sources", what, Fate::Changed);
        }
        for citation in citations {
            let Some(cited) = self.cited.get_mut(citation.source.as_str()) else {
                continue;
            };
            let is_alone = citations.len() == 1;
            let by_address = is_alone && cited.by_address;
            if !by_address {
                row.push(Column::Source, &cited.name);
            }
            let keys = &mut self.keys;
            cited.read.get_or_insert_with(|| {
                let slug = Some(slug(&cited.name)).filter(|slug| !slug.is_empty());
                let id = keys.free(slug.unwrap_or_else(|| "source".to_owned()));
                (id, !by_address)
            });
            if let Some(source) = cited.source.filter(|_| is_alone) {
                cited.is_told = true;
                for (column, text) in details(source) {
                    row.set(column, text.trim());
                }
            }
        }
    }

    /// Whether no record describes a source.
    fn lacks(&self, key: &str) -> bool {
        self.cited
            .get(key)
            .is_none_or(|cited| cited.source.is_none())
    }

    /// Reports what is lost of a source.
    pub(super) fn report(&self, source: &Source, record: &Record, losses: &mut Losses) {
        let cited = self.cited.get(source.id.as_str());
        let Some((cited, (id, is_titled))) = cited.and_then(|it| Some((it, it.read.as_ref()?)))
        else {
            losses.whole(record, "cited by no row", Fate::LeftOut);
            return;
        };
        if *id != source.id {
            losses.field(
                record,
                "id",
                "made from what the rows call it",
                Fate::Changed,
            );
        }
        let title = is_titled.then_some(&cited.name);
        if source.title.as_ref() != title {
            losses.field(record, "title", "what the rows call it", Fate::Changed);
        }
        for (column, text) in details(source) {
            let bare = text.trim();
            if !cited.is_told {
                losses.field(
                    record,
                    column.name(),
                    "no row that cites it alone",
                    Fate::LeftOut,
                );
            } else if bare.is_empty() {
                losses.field(record, column.name(), "an empty text", Fate::LeftOut);
            } else if bare != text {
                losses.field(record, column.name(), SPACE, Fate::Changed);
            }
        }
        let held = ["id", "title", "url", "published", "reliability"];
        losses.others(record, &held, Fate::LeftOut);
    }
}

/// What columns of their own tell of a source.
fn details(source: &Source) -> impl Iterator<Item = (Column, Cow<'_, str>)> {
    let letter = source
        .reliability
        .map(|letter| Cow::Owned(letter.to_string()));
    let all = [
        (Column::Url, source.url.as_deref().map(Cow::Borrowed)),
        (
            Column::Published,
            source.published.as_deref().map(Cow::Borrowed),
        ),
        (Column::Reliability, letter),
    ];
    all.into_iter()
        .filter_map(|(column, text)| Some((column, text?)))
}

/// A name for a source that has none that can be written, or only one that is another's.
fn another(text: &str, taken: &FxHashSet<String>) -> String {
    let part = as_part(text);
    let part = if part.is_empty() {
        "source".to_owned()
    } else {
        part
    };
    let numbered = (2_u32..).map(|number| format!("{part} ({number})"));
    let mut names = std::iter::once(part.clone()).chain(numbered);
    names.find(|name| !taken.contains(name)).unwrap_or_default()
}
