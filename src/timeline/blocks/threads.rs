//! Two things done at once.

use std::panic::resume_unwind;
use std::thread;

/// Does one thing on a thread of its own, and another on this one; both on this one where no thread is to be had.
pub(crate) fn at_once<A: Send, B>(
    beside: impl Fn() -> A + Sync,
    here: impl FnOnce() -> B,
) -> (A, B) {
    thread::scope(|scope| {
        let thread = thread::Builder::new().spawn_scoped(scope, &beside);
        let here = here();
        let beside = match thread.map(thread::ScopedJoinHandle::join) {
            Ok(Ok(made)) => made,
            Ok(Err(panic)) => resume_unwind(panic),
            Err(_) => beside(),
        };
        (beside, here)
    })
}
