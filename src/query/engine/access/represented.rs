//! Where somebody can act for an actor.

use crate::timeline::Timeline;

/// Says the events at which somebody can act for an actor, perhaps more than once, and more than those;
/// how many it says.
pub(super) fn represented(t: &Timeline, actor: u32, mut say: impl FnMut(&[u32])) -> usize {
    let mut agents = vec![actor];
    let mut at = 0;
    let mut total = 0;
    while let Some(&principal) = agents.get(at) {
        at += 1;
        let own = t.events_of(principal);
        let appointed = t.appointed_for(principal);
        total += own.len() + appointed.len();
        say(own);
        say(appointed);
        for &index in t.affiliations_to(principal) {
            let agent = t.store().affiliations[index as usize].actor;
            if !agents.contains(&agent) {
                agents.push(agent);
            }
        }
    }
    total
}
