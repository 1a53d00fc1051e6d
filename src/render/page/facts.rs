//! What the record of an event says apart from its time, its people and its sources.

use crate::model::{Common, Document, Meeting, Record, Stance, Statement};

/// What something is, and what is said of it.
pub(super) type Fact = (String, String);

/// All that a reader of the event might want to know, each with a heading.
pub(super) fn facts(record: &Record) -> Vec<Fact> {
    let mut facts = Facts::default();
    match record {
        Record::Meeting(meeting) => facts.meeting(meeting),
        Record::Statement(statement) => facts.statement(statement),
        Record::Document(document) => facts.document(document),
        _ => {}
    }
    if let Some(common) = record.common() {
        facts.common(common);
    }
    facts.0
}

#[derive(Default)]
struct Facts(Vec<Fact>);

impl Facts {
    fn add(&mut self, heading: impl Into<String>, text: impl Into<String>) {
        self.0.push((heading.into(), text.into()));
    }

    fn some(&mut self, heading: &str, text: Option<&String>) {
        if let Some(text) = text {
            self.add(heading, text);
        }
    }

    fn list(&mut self, heading: &str, list: &[String]) {
        if !list.is_empty() {
            self.add(heading, list.join(", "));
        }
    }

    fn meeting(&mut self, meeting: &Meeting) {
        self.some("Format", meeting.format.as_ref());
        for participant in &meeting.participants {
            if !participant.acts_for.is_empty() {
                let for_whom = participant.acts_for.join(", ");
                self.add(format!("{} acts for", participant.actor), for_whom);
            }
        }
    }

    fn statement(&mut self, statement: &Statement) {
        for quote in &statement.quotes {
            self.add("Said", format!("“{quote}”"));
        }
        self.some("Gist", statement.gist.as_ref());
        self.some("Channel", statement.channel.as_ref());
        self.some("Language", statement.language.as_ref());
        self.list("About", &statement.about);
        self.list("Replies to", &statement.replies_to);
        statement
            .stances
            .iter()
            .for_each(|stance| self.stance(stance));
    }

    fn stance(&mut self, stance: &Stance) {
        let mut text = stance.stance.to_string();
        let more = [("if ", &stance.condition), ("", &stance.text)];
        for (before, more) in more {
            if let Some(more) = more {
                text.push_str(&format!("; {before}{more}"));
            }
        }
        if let Some(holder) = &stance.holder {
            text.push_str(&format!(" (held by {holder})"));
        }
        self.add(format!("Stance on {}", stance.topic), text);
    }

    fn document(&mut self, document: &Document) {
        if let Some(form) = document.form {
            self.add("Form", form.to_string());
        }
        if let Some(state) = document.state {
            self.add("State", state.to_string());
        }
        for term in &document.terms {
            let mut text = term.text.clone().unwrap_or_default();
            if !term.obliges.is_empty() {
                text.push_str(&format!(" (obliges {})", term.obliges.join(", ")));
            }
            let topic = term.topic.as_deref().unwrap_or_default();
            self.add(format!("Term {topic}").trim_end(), text.trim_start());
        }
    }

    fn common(&mut self, common: &Common) {
        self.some("Code", common.code.as_ref());
        self.list("Part of", &common.part_of);
        for link in &common.links {
            self.add("Link", format!("{} {}", link.kind, link.to));
        }
        for figure in &common.figures {
            let value = figure.value.as_ref().map(ToString::to_string);
            let all = [&figure.qualifier, &value, &figure.unit];
            let all: Vec<&str> = all.into_iter().flatten().map(String::as_str).collect();
            let of = figure.of.as_deref().unwrap_or_default();
            self.add(format!("Figure {of}").trim_end(), all.join(" "));
        }
        for note in &common.notes {
            self.add("Note", note);
        }
    }
}
