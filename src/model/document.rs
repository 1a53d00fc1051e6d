//! What was put in writing.

use super::event::{event_builders, extra_builder, key_builders, text_builders};
use super::words::words;
use super::{Common, Extra};

words! {
    /// What a document is.
    pub enum DocumentForm: "a form of document" {
        /// A proposal.
        Proposal = "proposal",
        /// An agreement.
        Agreement = "agreement",
        /// A report.
        Report = "report",
    }
}

words! {
    /// How far a document has come.
    pub enum DocumentState: "a state of a document" {
        /// It is put forward.
        Proposed = "proposed",
        /// It is rejected.
        Rejected = "rejected",
        /// It is signed.
        Signed = "signed",
        /// It is in force.
        InForce = "in_force",
        /// It is withdrawn.
        Withdrawn = "withdrawn",
    }
}

/// One thing that a document lays down.
///
/// ```
/// use demarche::Term;
///
/// let term = Term::new("withdraw within a week").topic("territory").obliges("ukraine");
/// assert_eq!(term.obliges, ["ukraine"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Term {
    /// What it is about.
    pub topic: Option<String>,
    /// What it says.
    pub text: Option<String>,
    /// The keys of the actors whom it obliges.
    pub obliges: Vec<String>,
    /// The fields whose names begin with `x_`.
    pub extra: Extra,
}

impl Term {
    /// A term that says this.
    pub fn new(text: impl Into<String>) -> Term {
        Term {
            text: Some(text.into()),
            ..Term::default()
        }
    }

    text_builders! {
        /// About this topic.
        topic;
    }

    key_builders! {
        /// Which obliges this actor, too.
        obliges: obliges;
    }

    extra_builder!();
}

/// A document: a proposal, an agreement, a report. Its time is when it was put forward; later steps are
/// events that link to it.
///
/// ```
/// use demarche::{Document, DocumentState, Term};
///
/// let framework = Document::proposal("framework")
///     .by("us")
///     .to("ukraine")
///     .on("[..2025-04-26]")
///     .state(DocumentState::Proposed)
///     .term(Term::new("a ceasefire").topic("ceasefire"));
/// assert_eq!(framework.terms.len(), 1);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// What every event may state.
    pub common: Common,
    /// What it is.
    pub form: Option<DocumentForm>,
    /// The keys of those who put it forward.
    pub by: Vec<String>,
    /// The keys of those to whom it is put.
    pub to: Vec<String>,
    /// The keys of those between whom it is.
    pub parties: Vec<String>,
    /// How far it has come.
    pub state: Option<DocumentState>,
    /// What it lays down.
    pub terms: Vec<Term>,
}

impl Document {
    /// A document with this key.
    pub fn new(id: impl Into<String>) -> Document {
        Document {
            common: Common::new(id),
            ..Document::default()
        }
    }

    /// A proposal with this key.
    pub fn proposal(id: impl Into<String>) -> Document {
        Document::new(id).form(DocumentForm::Proposal)
    }

    /// An agreement with this key.
    pub fn agreement(id: impl Into<String>) -> Document {
        Document::new(id).form(DocumentForm::Agreement)
    }

    /// A report with this key.
    pub fn report(id: impl Into<String>) -> Document {
        Document::new(id).form(DocumentForm::Report)
    }

    /// Of this form.
    #[must_use]
    pub fn form(mut self, form: DocumentForm) -> Document {
        self.form = Some(form);
        self
    }

    key_builders! {
        /// Put forward by this actor, too.
        by: by;
        /// Put to this actor, too.
        to: to;
        /// Between this actor and others.
        party: parties;
    }

    /// In this state.
    #[must_use]
    pub fn state(mut self, state: DocumentState) -> Document {
        self.state = Some(state);
        self
    }

    /// With one more term.
    #[must_use]
    pub fn term(mut self, term: Term) -> Document {
        self.terms.push(term);
        self
    }

    event_builders!();
}
