//! Pictures as Markdown.

use super::account::{Account, Piece, Told, describe};
use super::place::sign;
use super::plain::plain;
use crate::timeline::StatedClaim;

/// A text on one line, in which nothing is markup: neither of CommonMark and GitHub's tables, nor of HTML.
///
/// Every character that could begin something is written with a backslash before it, `<`, `>` and `&` as entities, and
/// so is `|`, which some readers of tables take for the end of a cell even behind a backslash.
pub(super) fn escaped(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    // What would begin a list: a dash, or digits with a dot or a parenthesis behind them.
    let mut is_head = true;
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        match letter {
            // Readers that make links of addresses do so before they look at backslashes.
            ':' if rest.as_str().starts_with("//") => line.push_str("&#58;"),
            '.' if line.ends_with("www") => line.push_str("&#46;"),
            '<' => line.push_str("&lt;"),
            '>' => line.push_str("&gt;"),
            '&' => line.push_str("&amp;"),
            '|' => line.push_str("&#124;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '$' | '!' => {
                line.extend(['\\', letter]);
            }
            '-' | '+' | '=' | '.' | ')' | ':' if is_head => line.extend(['\\', letter]),
            letter => line.push(letter),
        }
        is_head &= letter.is_ascii_digit();
    }
    line
}

/// An address, as a link where it is one of the web. Whatever else it may be, no reader is to follow it.
fn link(url: &str) -> String {
    let told = escaped(&plain(url));
    let is_of_web = ["http://", "https://"]
        .iter()
        .any(|head| url.starts_with(head));
    if !is_of_web {
        return told;
    }
    let mut address = String::new();
    for byte in url.bytes() {
        match byte {
            b'&' => address.push_str("&amp;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => address.push(char::from(byte)),
            byte if b"-._~/?#=%+,:;@!$'*".contains(&byte) => address.push(char::from(byte)),
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
    format!("[{told}]({address})")
}

/// The Markdown of an account.
pub(super) fn markdown(account: &Account<'_>) -> String {
    let mut page = Page {
        account,
        text: String::new(),
    };
    page.paragraph(&format!("# {}", escaped(&account.title)));
    let mut about = format!("{}.", account.summary());
    if let Some(told) = account.about_sections() {
        about.push_str(&format!(" {told}"));
    }
    if !account.dated.is_empty() {
        about.push_str(" A date stands for some time within it.");
    }
    if account.events().any(|told| told.is_in_conflict) {
        about.push_str(&format!(
            " {CONFLICT} marks events of which a claim was set aside."
        ));
    }
    page.paragraph(&about);
    for piece in &account.dated {
        page.paragraph(&format!("## {}", capital(&account.heading(piece))));
        page.table(piece, true);
    }
    if !account.undated.is_empty() {
        page.paragraph("## Without any date");
        page.paragraph("These may lie anywhere in time.");
    }
    for piece in &account.undated {
        if account.tells_order(piece) {
            page.paragraph(&format!("### {}", capital(&account.heading(piece))));
        }
        page.table(piece, false);
    }
    page.claims();
    page.sources();
    page.text
}

/// What marks events of which a claim was set aside.
const CONFLICT: &str = "⚠";

struct Page<'a, 't> {
    account: &'a Account<'t>,
    text: String,
}

impl Page<'_, '_> {
    /// Writes a block, with a blank line between it and the one before.
    fn paragraph(&mut self, text: &str) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(text);
        self.text.push('\n');
    }

    fn table(&mut self, piece: &Piece<'_>, is_dated: bool) {
        let times: &[&str] = if is_dated { &["Begins", "Ends"] } else { &[] };
        let mut names = vec!["", "Event"];
        names.extend(times);
        names.extend(["Who and where", "Sources"]);
        self.paragraph(&row(names.iter().map(|name| (*name).to_owned())));
        self.text
            .push_str(&row(names.iter().map(|_| "---".to_owned())));
        self.text.push('\n');
        for told in &piece.events {
            let cells = self.cells(*told, is_dated);
            self.text.push_str(&row(cells));
            self.text.push('\n');
        }
    }

    fn cells(&self, told: Told<'_>, is_dated: bool) -> Vec<String> {
        let (event, clock) = (told.event, self.account.clock);
        let conflict = if told.is_in_conflict {
            format!(" {CONFLICT}")
        } else {
            String::new()
        };
        let (name, key) = (told.name(), told.key());
        let mut title = format!("**{}**", escaped(&name));
        if name != key {
            title.push_str(&format!(" ({})", escaped(&key)));
        }
        if let Some(status) = told.status() {
            title.push_str(&format!(", {status}"));
        }
        let mut cells = vec![
            format!("{} {}{conflict}", sign(event.kind()), event.kind()),
            title,
        ];
        if is_dated {
            let ends = match event.is_instant() {
                true => "an instant".to_owned(),
                false => clock.window(event.end()),
            };
            cells.extend([clock.window(event.begin()), ends]);
        }
        let mut parts = told.who(usize::MAX);
        parts.extend(told.place());
        cells.push(escaped(&parts.join("; ")));
        cells.push(escaped(&told.sources(self.account.timeline)));
        cells
    }

    fn claims(&mut self) {
        let account = self.account;
        let relations = account.relations.iter().filter(|held| held.is_kept);
        let relations = relations.map(|held| &held.claim);
        let dates = account.dates.iter().filter(|held| held.is_kept);
        let kept: Vec<&StatedClaim> = relations.chain(dates.map(|held| &held.claim)).collect();
        let line = |claim: &StatedClaim| escaped(&account.named(claim));
        if !kept.is_empty() {
            self.paragraph("## Claims");
            let lines: Vec<String> = kept
                .into_iter()
                .map(|claim| format!("- {}", line(claim)))
                .collect();
            self.paragraph(&lines.join("\n"));
        }
        if account.aside.is_empty() {
            return;
        }
        self.paragraph("## Set aside");
        self.paragraph("These claims contradict better ones, which stand below them.");
        let mut lines = Vec::new();
        for conflict in &account.aside {
            let aside = conflict.set_aside();
            lines.push(format!("- {CONFLICT} {}", line(aside)));
            let (others, more) = Account::against(conflict);
            lines.extend(
                others
                    .into_iter()
                    .map(|claim| format!("  - {}", line(claim))),
            );
            lines.extend((more > 0).then(|| format!("  - and {more} more")));
        }
        self.paragraph(&lines.join("\n"));
    }

    fn sources(&mut self) {
        let sources = self.account.sources();
        if sources.is_empty() {
            return;
        }
        self.paragraph("## Sources");
        self.paragraph(
            "A letter and a digit are the best grade among the sources cited: reliability from A to E, F where it can't be \
             judged, and credibility from 1 to 5, 6 where it can't be judged.",
        );
        let lines = sources.iter().map(|source| {
            let record = source.record();
            let mut told = format!("- **{}**", escaped(&plain(source.key())));
            let parts = record.map(describe).unwrap_or_default();
            let mut parts: Vec<String> = parts.iter().map(|part| escaped(part)).collect();
            let url = record.and_then(|record| record.url.as_deref());
            parts.extend(url.map(link));
            if !parts.is_empty() {
                told.push_str(&format!(": {}", parts.join(", ")));
            }
            told
        });
        let lines: Vec<String> = lines.collect();
        self.paragraph(&lines.join("\n"));
    }
}

/// A row of a table.
fn row(cells: impl IntoIterator<Item = String>) -> String {
    let cells: Vec<String> = cells.into_iter().collect();
    format!("| {} |", cells.join(" | "))
}

/// A heading, its first letter a capital one, behind a number if there is one.
fn capital(text: &str) -> String {
    let at = text.find(|letter: char| letter.is_ascii_alphabetic());
    let (number, words) = text.split_at(at.unwrap_or(0));
    let mut letters = words.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    number.chars().chain(first).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::{escaped, link};

    #[test]
    fn nothing_is_markup() {
        assert_eq!(escaped("<b> & |"), "&lt;b&gt; &amp; &#124;");
        assert_eq!(
            escaped("*a* _b_ `c` [d](e) #f \\"),
            "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\#f \\\\"
        );
        assert_eq!(escaped("1. a"), "1\\. a");
        assert_eq!(escaped("- a-b"), "\\- a-b");
        assert_eq!(escaped("v1.2, ok!"), "v1.2, ok\\!");
        assert_eq!(escaped("http://a_b www.c"), "http&#58;//a\\_b www&#46;c");
    }

    #[test]
    fn addresses_of_the_web_are_links() {
        let told = "[https&#58;//a.b/c\\_d?e&amp;f=(\"&gt;)](https://a.b/c_d?e&amp;f=%28%22%3E%29)";
        assert_eq!(link("https://a.b/c_d?e&f=(\">)"), told);
        assert_eq!(link("javascript:alert(1)"), "javascript:alert(1)");
    }
}
