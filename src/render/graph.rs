//! The order of events as a graph: what DOT and Mermaid have in common.

use super::account::{Account, Arrow, Piece, Told};
use super::cells::{head, wrap};
use super::place::sign;
use crate::model::EventKind;
use rustc_hash::FxHashSet;
use std::ops::Range;

/// How wide the lines of a label are, in columns.
const LINE: usize = 34;
/// How many columns the name of an event may take before it is cut: six lines.
const NAME: usize = 6 * LINE;
/// How many names are told of each part in an event.
const NAMES: usize = 8;
/// How wide the lines of a label at an arrow are, and how many columns it has at most.
const ARROW: [usize; 2] = [22, 110];

/// An event.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: EventKind,
    pub(super) lines: Vec<String>,
    /// Its name and key, whole.
    pub(super) full: String,
    /// Whether it is not said to have occurred.
    pub(super) is_open: bool,
    pub(super) is_in_conflict: bool,
}

/// Events in one frame, by their numbers.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    pub(super) label: String,
    pub(super) nodes: Range<usize>,
    pub(super) is_dated: bool,
}

/// Where an arrow begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// At an event.
    Node(usize),
    /// At a cut: all that leads to it certainly begins before all that leads away.
    Cut(usize),
}

/// What an arrow stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The one certainly begins before the other.
    First,
    /// Some source says how the two stand to each other.
    Claim {
        lines: Vec<String>,
        /// Whether it says that the one is over before the other begins; else it is read along the arrow.
        is_order: bool,
        is_kept: bool,
    },
}

/// An arrow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edge {
    pub(super) from: End,
    pub(super) to: End,
    pub(super) meaning: Meaning,
}

/// Events in frames, one for each section of their order, and arrows between them.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub(super) title: Vec<String>,
    /// What there is, and what the arrows mean.
    pub(super) about: Vec<String>,
    pub(super) nodes: Vec<Node>,
    pub(super) frames: Vec<Frame>,
    /// How many cuts have a point of their own.
    pub(super) cuts: usize,
    pub(super) edges: Vec<Edge>,
    /// What was set aside, each claim as lines of text.
    pub(super) aside: Vec<Vec<String>>,
}

impl Graph {
    pub(super) fn of(account: &Account<'_>) -> Graph {
        let mut graph = Graph {
            title: wrap(&head(&account.title, 3 * NAME), 2 * LINE),
            about: Vec::new(),
            nodes: Vec::new(),
            frames: Vec::new(),
            cuts: 0,
            edges: Vec::new(),
            aside: Vec::new(),
        };
        let mut is_complete = true;
        let mut last: Vec<usize> = Vec::new();
        for piece in &account.dated {
            let label = account.heading(piece);
            let sides = graph.frame(account, piece, label, true);
            is_complete &= sides.is_complete;
            graph.cut(&last, &sides.first);
            last = sides.last;
        }
        for piece in &account.undated {
            let mut label = "without any date".to_owned();
            if account.tells_order(piece) {
                label = format!("{label}: {}", account.heading(piece));
            }
            is_complete &= graph.frame(account, piece, label, false).is_complete;
        }
        graph.claims(account);
        graph.aside = aside(account);
        graph.about = about(account, is_complete);
        graph
    }

    /// Adds the events of a piece, and what is certain of their order.
    fn frame(
        &mut self,
        account: &Account<'_>,
        piece: &Piece<'_>,
        label: String,
        is_dated: bool,
    ) -> Sides {
        let begin = self.nodes.len();
        self.nodes
            .extend(piece.events.iter().map(|told| node(account, *told)));
        let nodes = begin..self.nodes.len();
        let pairs = piece.precedences(account.timeline);
        let mut is_first = vec![true; piece.events.len()];
        let mut is_last = vec![true; piece.events.len()];
        for &[from, to] in pairs.iter().flatten() {
            is_last[from] = false;
            is_first[to] = false;
            self.edges.push(Edge {
                from: End::Node(begin + from),
                to: End::Node(begin + to),
                meaning: Meaning::First,
            });
        }
        self.frames.push(Frame {
            label,
            nodes: nodes.clone(),
            is_dated,
        });
        let chosen = |is: Vec<bool>| {
            nodes
                .clone()
                .zip(is)
                .filter(|(_, is)| *is)
                .map(|(node, _)| node)
                .collect()
        };
        Sides {
            first: chosen(is_first),
            last: chosen(is_last),
            is_complete: pairs.is_some(),
        }
    }

    /// Joins what comes last in one section with what comes first in the next.
    fn cut(&mut self, last: &[usize], first: &[usize]) {
        let mut join = |from: End, to: End| {
            let meaning = Meaning::First;
            self.edges.push(Edge { from, to, meaning });
        };
        match (last, first) {
            ([], _) | (_, []) => {}
            ([last], first) => first
                .iter()
                .for_each(|&first| join(End::Node(*last), End::Node(first))),
            (last, [first]) => last
                .iter()
                .for_each(|&last| join(End::Node(last), End::Node(*first))),
            (last, first) => {
                let cut = End::Cut(self.cuts);
                self.cuts += 1;
                last.iter().for_each(|&last| join(End::Node(last), cut));
                first.iter().for_each(|&first| join(cut, End::Node(first)));
            }
        }
    }

    fn claims(&mut self, account: &Account<'_>) {
        let numbers = account.numbers();
        let arrows = account.relations.iter().filter_map(|held| {
            let [left, right] = held.events.map(|id| numbers.get(&id).copied());
            Arrow::of(&held.claim, held.is_kept, [left?, right?])
        });
        let arrows: Vec<Arrow> = arrows.collect();
        // What a claim tells need not be drawn twice.
        let told = arrows
            .iter()
            .filter(|arrow| arrow.is_order && arrow.is_kept);
        let told: FxHashSet<[usize; 2]> = told.map(|arrow| [arrow.from, arrow.to]).collect();
        self.edges.retain(|edge| match (edge.from, edge.to) {
            (End::Node(from), End::Node(to)) => !told.contains(&[from, to]),
            _ => true,
        });
        self.edges.extend(arrows.into_iter().map(|arrow| Edge {
            from: End::Node(arrow.from),
            to: End::Node(arrow.to),
            meaning: Meaning::Claim {
                lines: wrap(&head(&arrow.told, ARROW[1]), ARROW[0]),
                is_order: arrow.is_order,
                is_kept: arrow.is_kept,
            },
        }));
    }
}

/// The events of a piece that none of it certainly comes before, and those that none certainly comes after.
struct Sides {
    first: Vec<usize>,
    last: Vec<usize>,
    /// Whether all pairs were compared.
    is_complete: bool,
}

fn node(account: &Account<'_>, told: Told<'_>) -> Node {
    let (name, key) = (told.name(), told.key());
    let conflict = if told.is_in_conflict { "⚠ " } else { "" };
    let kind = told.event.kind();
    let title = format!("{conflict}{} {}", sign(kind), head(&name, NAME));
    let mut lines = wrap(&title, LINE);
    let mut more = account.when(told.event);
    more.extend(told.status());
    more.extend(told.who(NAMES));
    more.extend(told.place());
    for part in more {
        lines.extend(wrap(&head(&part, 2 * NAME), LINE));
    }
    let full = if name == key {
        name
    } else {
        format!("{name} ({key})")
    };
    Node {
        kind,
        lines,
        full,
        is_open: told.status().is_some(),
        is_in_conflict: told.is_in_conflict,
    }
}

fn aside(account: &Account<'_>) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    for conflict in &account.aside {
        let short = |claim| head(&account.named(claim), 2 * NAME);
        let mut lines = wrap(&short(conflict.set_aside()), 2 * LINE);
        let (others, more) = Account::against(conflict);
        for claim in others {
            let told = format!("against {}", short(claim));
            lines.extend(wrap(&told, 2 * LINE));
        }
        lines.extend((more > 0).then(|| format!("and {more} more")));
        found.push(lines);
    }
    found
}

fn about(account: &Account<'_>, is_complete: bool) -> Vec<String> {
    let mut about = vec![account.summary()];
    about.extend(account.about_sections().map(str::to_owned));
    if !account.dated.is_empty() {
        about.push("A date stands for some time within it.".to_owned());
    }
    about.push("Arrows lead from what certainly begins first.".to_owned());
    if !is_complete {
        about.push("Within sections of more than 256 events they are left out.".to_owned());
    }
    if !account.relations.is_empty() {
        about.push(
            "Words at arrows are claims; those that end in a circle don't say what is first."
                .to_owned(),
        );
    }
    if account.relations.iter().any(|held| !held.is_kept) {
        about.push("Dashed claims were set aside.".to_owned());
    }
    about
}
