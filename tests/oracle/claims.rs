//! The claims of a Spec, what each says of a world, its grade, and its place in the order of `SetAside`.
//!
//! A claim is judged on concrete ticks: a date by its window, a relation and `part_of` by the definition of
//! the thirteen relations, `replies_to` and `published` by comparing beginnings. `b <= f` and instants are
//! facts, not claims. The list comes in the order in which `SetAside` takes claims, so that a claim's
//! index is its rank, and a set of claims is a set of bits.

use super::dates::{Window, offset_text};
use super::relation::{Gap, Mask, Span, WITHIN, holds, names};
use super::spec::{Citation, Line, Spec, Status};

/// A set of claims; bit `i` stands for the claim of index `i`.
pub type ClaimSet = u128;

/// The kinds of claims, as they appear in conflicts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ClaimKind {
    Time,
    Relation,
    PartOf,
    RepliesTo,
    Published,
}

impl ClaimKind {
    /// The name used in keys and JSON.
    pub fn name(self) -> &'static str {
        match self {
            ClaimKind::Time => "time",
            ClaimKind::Relation => "relation",
            ClaimKind::PartOf => "part_of",
            ClaimKind::RepliesTo => "replies_to",
            ClaimKind::Published => "published",
        }
    }

    /// Whether it follows from a record rather than being one.
    pub fn is_implied(self) -> bool {
        !matches!(self, ClaimKind::Time | ClaimKind::Relation)
    }
}

/// A claim's name: the line of the record that states it, its kind, and what it is "of" if implied.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimKey {
    pub line: u32,
    pub kind: ClaimKind,
    /// The whole, the statement answered, or the source; `None` for dates and relations.
    pub of: Option<String>,
}

/// A grade: reliability 0 (A) to 5 (F), then credibility 1 to 6. The least is the best.
pub type Grade = (u8, u8);

/// The grade of what has no source, or one without any mark.
pub const WORST: Grade = (5, 6);
/// The grade of what follows from facts of the record alone.
pub const BEST: Grade = (0, 1);

/// A grade as written, such as `B2`.
pub fn grade_text(grade: Grade) -> String {
    format!("{}{}", char::from(b'A' + grade.0), grade.1)
}

/// What a claim says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    Date {
        event: usize,
        window: Window,
    },
    Relation {
        left: usize,
        is: Mask,
        right: usize,
        gap: Gap,
    },
    PartOf {
        part: usize,
        whole: usize,
    },
    RepliesTo {
        reply: usize,
        to: usize,
    },
    Published {
        event: usize,
        end: i64,
    },
}

/// A claim.
#[derive(Clone, Debug)]
pub struct Claim {
    pub key: ClaimKey,
    pub body: Body,
    pub grade: Grade,
    pub doubtful: bool,
    /// The fields that break ties, in order: texts, then gap limits in ticks, `None` first.
    pub tie: (Vec<String>, [Option<i64>; 2]),
}

impl Claim {
    /// Whether the claim holds, given every event's ticks by index.
    pub fn holds(&self, at: impl Fn(usize) -> Span) -> bool {
        match self.body {
            Body::Date { event, ref window } => window.holds(at(event)),
            Body::Relation {
                left,
                is,
                right,
                gap,
            } => holds(is, gap, at(left), at(right)),
            Body::PartOf { part, whole } => holds(WITHIN, Gap::NONE, at(part), at(whole)),
            Body::RepliesTo { reply, to } => at(reply).0 > at(to).0,
            Body::Published { event, end } => at(event).0 <= end,
        }
    }

    /// The events it speaks of, one or two (which may be the same).
    pub fn events(&self) -> (usize, usize) {
        match self.body {
            Body::Date { event, .. } | Body::Published { event, .. } => (event, event),
            Body::Relation { left, right, .. } => (left, right),
            Body::PartOf { part, whole } => (part, whole),
            Body::RepliesTo { reply, to } => (reply, to),
        }
    }
}

/// The grade of a record with these citations.
pub fn grade(spec: &Spec, citations: &[Citation]) -> Grade {
    citations
        .iter()
        .map(|&citation| citation_grade(spec, citation))
        .min()
        .unwrap_or(WORST)
}

fn citation_grade(spec: &Spec, citation: Citation) -> Grade {
    let reliability = spec.sources[citation.source]
        .reliability
        .map_or(5, |letter| letter as u8 - b'A');
    (reliability, citation.credibility.unwrap_or(6))
}

/// All claims of a Spec, in the order in which `SetAside` takes them.
pub fn claims(spec: &Spec) -> Vec<Claim> {
    let mut all = Vec::new();
    let zone_text = |zone: Option<i64>| zone.map(offset_text).unwrap_or_default();
    for (index, &line) in spec.layout.iter().enumerate() {
        let key = |kind, of: Option<&str>| ClaimKey {
            line: index as u32 + 1,
            kind,
            of: of.map(str::to_owned),
        };
        match line {
            Line::Blank
            | Line::Header
            | Line::Source(_)
            | Line::Actor(_)
            | Line::Affiliation(_) => {}
            Line::Event(e) => {
                let event = &spec.events[e];
                let grade = grade(spec, &event.sources);
                if let (Some(time), Some(window)) = (&event.time, spec.own_window(e)) {
                    let text = time.text(spec.event_zone(e));
                    all.push(Claim {
                        key: key(ClaimKind::Time, None),
                        body: Body::Date { event: e, window },
                        grade,
                        doubtful: time.is_doubtful(),
                        tie: (
                            vec!["time".into(), event.id.clone(), text, zone_text(event.zone)],
                            [None; 2],
                        ),
                    });
                }
                let mut imply = |kind: ClaimKind, of: &str, grade, body| {
                    let tie = vec![kind.name().into(), event.id.clone(), of.to_owned()];
                    let key = key(kind, Some(of));
                    all.push(Claim {
                        key,
                        body,
                        grade,
                        doubtful: false,
                        tie: (tie, [None; 2]),
                    });
                };
                for &whole in &event.part_of {
                    let body = Body::PartOf { part: e, whole };
                    imply(ClaimKind::PartOf, &spec.events[whole].id, grade, body);
                }
                for &to in &event.replies_to {
                    let body = Body::RepliesTo { reply: e, to };
                    imply(ClaimKind::RepliesTo, &spec.events[to].id, grade, body);
                }
                for &citation in &event.sources {
                    if let Some(end) = spec.published_end(citation.source)
                        && event.status == Status::Occurred
                        && !citation.announced
                    {
                        let of = &spec.sources[citation.source].id;
                        let body = Body::Published { event: e, end };
                        imply(
                            ClaimKind::Published,
                            of,
                            citation_grade(spec, citation),
                            body,
                        );
                    }
                }
            }
            Line::Relation(r) => {
                let relation = &spec.relations[r];
                let (left, right) = (
                    &spec.events[relation.left].id,
                    &spec.events[relation.right].id,
                );
                let texts = vec![
                    "relation".into(),
                    left.clone(),
                    right.clone(),
                    names(relation.is).join(","),
                ];
                all.push(Claim {
                    key: key(ClaimKind::Relation, None),
                    body: Body::Relation {
                        left: relation.left,
                        is: relation.is,
                        right: relation.right,
                        gap: relation.gap,
                    },
                    grade: grade(spec, &relation.sources),
                    doubtful: false,
                    tie: (texts, [relation.gap.min, relation.gap.max]),
                });
            }
            Line::Dating(d) => {
                let dating = &spec.datings[d];
                let (zone, id) = (spec.dating_zone(d), spec.events[dating.event].id.clone());
                let text = dating.time.text(zone);
                all.push(Claim {
                    key: key(ClaimKind::Time, None),
                    body: Body::Date {
                        event: dating.event,
                        window: dating.time.window(zone),
                    },
                    grade: grade(spec, &dating.sources),
                    doubtful: dating.time.is_doubtful(),
                    tie: (
                        vec!["time".into(), id, text, zone_text(dating.zone)],
                        [None; 2],
                    ),
                });
            }
        }
    }
    // The line comes last only so that the list is the same every time: claims that tie in every field
    // say the same, and stand or fall together.
    all.sort_by(|a, b| {
        let rank = |c: &Claim| (!c.key.kind.is_implied(), c.grade);
        rank(a)
            .cmp(&rank(b))
            .then_with(|| a.tie.cmp(&b.tie))
            .then_with(|| a.key.cmp(&b.key))
    });
    assert!(all.len() <= 128, "a set of claims has 128 bits");
    all
}

/// The set of all claims.
pub fn all(claims: &[Claim]) -> ClaimSet {
    if claims.len() == 128 {
        ClaimSet::MAX
    } else {
        (1 << claims.len()) - 1
    }
}

/// The indices in a set, least first.
pub fn indices(set: ClaimSet) -> impl Iterator<Item = usize> {
    (0..128).filter(move |index| set >> index & 1 == 1)
}

/// The set of the claims for which `keep` is true, such as those of a grade or without a kind.
pub fn subset(claims: &[Claim], mut keep: impl FnMut(&Claim) -> bool) -> ClaimSet {
    (0..claims.len())
        .filter(|&i| keep(&claims[i]))
        .fold(0, |set, i| set | 1 << i)
}

/// The index of a claim named by line, kind and, if implied, what it is "of".
pub fn find(claims: &[Claim], line: u32, kind: ClaimKind, of: Option<&str>) -> Option<usize> {
    claims
        .iter()
        .position(|c| c.key.line == line && c.key.kind == kind && c.key.of.as_deref() == of)
}
