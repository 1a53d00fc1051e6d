//! Why an answer to a pattern follows.

use super::answers::Answer;
use super::check::agents;
use super::offices::chains;
use super::prepared::Shape;
use super::refute::Refuted;
use super::resolved::{FREE, What};
use crate::query::certainty::Certainty;
use crate::query::condition::{Coin, Condition};
use crate::query::decide::{Search, find_world};
use crate::query::pattern::ast::Find;
use crate::query::pattern::bound_text;
use crate::query::reason::Explanation;
use crate::query::witness::Witness;
use crate::timeline::{Moment, OPEN};

/// How many bindings a reason weighs that times rule out: with fewer claims they could hold.
const RULED_OUT: usize = 200;

/// A binding of all variables, and what it says.
type Binding = (Vec<u32>, Condition);

impl Answer<'_> {
    /// Why it is certain, impossible or only possible: the claims, each with its sources and grade; the
    /// binding of the variables that the pattern leaves out, or several that together cover all worlds; for
    /// what is only possible, worlds that show it.
    ///
    /// The claims alone entail a certain or impossible answer, and no fewer of them do. (Where a
    /// pattern has hundreds of bindings for one answer, those that times rule out are not weighed: with
    /// fewer claims, they could hold.) Takes many searches for worlds: milliseconds for what people
    /// ask.
    pub fn explain(&self) -> Explanation {
        let mut explanation = Explanation::of(self.sentence(), self.certainty());
        let bindings = self.bindings();
        let whole = self.whole(&bindings);
        match self.certainty() {
            Certainty::Possible => self.show(&bindings, whole, &mut explanation),
            Certainty::Certain => self.entail(&bindings, whole, &mut explanation),
            Certainty::Impossible => {
                let formulas = match self.prepared.shape {
                    Shape::All => bindings.into_iter().map(|b| b.1).collect(),
                    Shape::Extreme { .. } => vec![whole],
                };
                let refuted = Refuted::new(self.prepared.t, formulas, self.prepared.budget);
                explanation.prove(refuted.proof(&refuted.claims()));
            }
        }
        explanation
    }

    /// The pattern with what is bound in its place.
    fn sentence(&self) -> String {
        let bound = |name: &str| self.get(name).map(|value| value.key().to_string());
        let text = bound_text(&self.prepared.ast.atoms, &bound);
        match &self.prepared.ast.find {
            Find::Extreme { last, n, by, .. } => {
                let side = if *last { "last" } else { "first" };
                format!("among the {side} {n} by ?{}: {text}", by.text)
            }
            _ => text,
        }
    }

    /// All bindings with their conditions: those that times rule out as well, unless they are many.
    fn bindings(&self) -> Vec<Binding> {
        let impossible = self.certainty() == Certainty::Impossible;
        let all = |whole: bool, most: usize| {
            let mut run = self.prepared.run();
            if whole {
                run = run.whole();
            }
            let mut env = vec![FREE; self.prepared.resolved.variables.len()];
            self.bind(&mut env);
            run.env = env;
            run.bindings(most)
        };
        let most = if impossible {
            super::run::MOST
        } else {
            RULED_OUT
        };
        let (bindings, complete) = all(true, most);
        if complete || impossible {
            return bindings;
        }
        all(false, super::run::MOST).0
    }

    fn bind(&self, env: &mut [u32]) {
        for (&slot, &value) in self.slots.iter().zip(&self.key) {
            env[slot as usize] = value;
        }
    }

    fn whole(&self, bindings: &[Binding]) -> Condition {
        match self.prepared.shape {
            Shape::All => Condition::Any(bindings.iter().map(|b| b.1.clone()).collect()),
            Shape::Extreme { .. } => {
                let (condition, complete) = self.prepared.condition(&self.key, true);
                if complete && condition.events().len() <= RULED_OUT {
                    condition
                } else {
                    self.prepared.condition(&self.key, false).0
                }
            }
        }
    }

    fn entail(&self, bindings: &[Binding], whole: Condition, explanation: &mut Explanation) {
        let t = self.prepared.t;
        let budget = self.prepared.budget;
        let holds = |g: &super::subset::Subset<'_>, kept: &[&Binding]| {
            let mut left = budget;
            find_world(g, kept.iter().map(|b| b.1.denial()), &mut left).is_none()
        };
        let mut refuted = Refuted::new(t, vec![whole.denial()], budget);
        let mut claims = refuted.claims();
        if !refuted.is_enough(&claims) {
            // So many bindings that no search gets through them: one that holds by itself will do.
            let sure = bindings.iter().find(|b| {
                let mut left = budget;
                find_world(t, [b.1.denial()], &mut left).is_none()
            });
            if let Some(sure) = sure {
                refuted = Refuted::new(t, vec![sure.1.denial()], budget);
                claims = refuted.claims();
            }
        }
        if let Some(ground) = refuted.ground(|c| claims.contains(&c)) {
            let mut cover: Vec<&Binding> = bindings
                .iter()
                .find(|b| holds(&ground, &[b]))
                .into_iter()
                .collect();
            if cover.is_empty() {
                cover = bindings
                    .iter()
                    .filter(|b| b.1 != Condition::FALSE)
                    .collect();
                let mut at = cover.len();
                while at > 0 && cover.len() <= RULED_OUT {
                    at -= 1;
                    let one = cover.remove(at);
                    if !holds(&ground, &cover) {
                        cover.insert(at, one);
                    }
                }
            }
            for (row, _) in cover {
                self.tell(row, explanation);
            }
        }
        explanation.prove(refuted.proof(&claims));
    }

    fn show(&self, bindings: &[Binding], whole: Condition, explanation: &mut Explanation) {
        let t = self.prepared.t;
        let mut events = whole.events();
        events.extend(self.values().filter_map(|v| v.1.event()).map(|e| e.id().0));
        explanation.doubt(t.doubtful_claims(&events));
        let mut left = self.prepared.budget;
        if let Search::Found(mut model) = find_world(t, [whole.clone()], &mut left) {
            let binding = bindings.iter().find(|b| {
                let mut left = self.prepared.budget;
                let both = [b.1.clone(), model.choices()];
                matches!(find_world(t, both, &mut left), Search::Found(_))
            });
            if let Some((row, condition)) = binding {
                self.tell(row, explanation);
                let mut left = self.prepared.budget;
                let both = [condition.clone(), whole.clone()];
                if let Search::Found(found) = find_world(t, both, &mut left) {
                    model = found;
                }
            }
            let shown = binding.map(|b| b.0.as_slice()).unwrap_or_default();
            explanation.witness(Witness::of(t, *model, &self.events_of(shown), true));
        }
        let mut left = self.prepared.budget;
        if let Search::Found(model) = find_world(t, [whole.denial()], &mut left) {
            let shown: Vec<u32> = self
                .values()
                .filter_map(|v| Some(v.1.event()?.id().0))
                .collect();
            explanation.witness(Witness::of(t, *model, &shown, false));
        }
        explanation.caveat(self.caveats(&whole));
        if !self.is_settled() {
            let caveat = "the search was cut off, so that more may be known";
            explanation.caveat(vec![caveat.to_string()]);
        }
    }

    /// The events of a binding, in the order of the variables.
    fn events_of(&self, row: &[u32]) -> Vec<u32> {
        let variables = &self.prepared.resolved.variables;
        let bound = variables
            .iter()
            .zip(row)
            .filter(|(v, value)| v.is_event && **value != FREE);
        bound.map(|(_, &value)| value).collect()
    }

    /// What is alleged or implied only, each once.
    fn caveats(&self, whole: &Condition) -> Vec<String> {
        let t = self.prepared.t;
        let mut coins = whole.coins();
        coins.sort_unstable();
        coins.dedup();
        let tell = |coin: &Coin| match coin {
            Coin::Happened(event) => format!("{:?} is only alleged", t.event_key(*event)),
            Coin::Present(event, actor) => format!(
                "that {} was at {:?} is only implied",
                t.store().actor_name(*actor),
                t.event_key(*event)
            ),
        };
        coins.iter().map(tell).collect()
    }

    /// Adds a binding to an explanation: its variables, the records it rests on, and who acts for
    /// whom in it.
    fn tell(&self, row: &[u32], explanation: &mut Explanation) {
        let t = self.prepared.t;
        let top = &self.prepared.resolved.top;
        let variables = &self.prepared.resolved.variables;
        let mut binding = Vec::new();
        for &slot in &top.own {
            let (variable, value) = (&variables[slot as usize], row[slot as usize]);
            let key = if variable.is_event {
                t.event_key(value)
            } else {
                t.store().actors.keys.get(value)
            };
            binding.push((variable.name.clone(), key.to_string()));
        }
        explanation.binding(binding);
        for check in &top.checks {
            match &check.what {
                What::Kind { event, .. } => explanation.record(t.tell_record(event.value(row))),
                What::For { event, actors } => {
                    let event = event.value(row);
                    for actor in actors {
                        for (person, _) in agents(t, event) {
                            self.office(person, actor.value(row), Some(event), None, explanation);
                        }
                    }
                }
                What::ActsFor {
                    actor,
                    of,
                    role,
                    during,
                } => {
                    let at = during.as_ref().map(|e| e.value(row));
                    self.office(
                        actor.value(row),
                        of.value(row),
                        at,
                        role.as_deref(),
                        explanation,
                    );
                }
                _ => {}
            }
        }
    }

    fn office(
        &self,
        actor: u32,
        of: u32,
        at: Option<u32>,
        role: Option<&str>,
        explanation: &mut Explanation,
    ) {
        let t = self.prepared.t;
        for chain in chains(t, actor, of, at, role).0 {
            if let Some(event) = at {
                for (agent, principal) in chain.named {
                    explanation.office(t.tell_named(event, agent, principal));
                }
            }
            for index in chain.affiliations {
                if at.is_none_or(|event| self.can_hold(index, event)) {
                    explanation.office(t.tell_affiliation(index));
                }
            }
        }
    }

    /// Whether an affiliation can hold at an event, by windows.
    fn can_hold(&self, affiliation: u32, event: u32) -> bool {
        use crate::timeline::Limit;
        let t = self.prepared.t;
        let (from, until) = t.limits(affiliation);
        let low = |limit: Limit| match limit {
            Limit::In(Some(lo), _) => i128::from(lo),
            _ => -OPEN,
        };
        let high = |limit: Limit| match limit {
            Limit::In(_, Some(hi)) => i128::from(hi),
            _ => OPEN,
        };
        t.bounds(Moment::begin(event)).1 >= low(from)
            && t.bounds(Moment::end(event)).0 <= high(until)
    }
}
