//! The oracle of the query language judged by itself and by hand-made examples of the contract.
//!
//! `ORACLE_SEEDS` sets how many seeds the random tests take.

mod oracle;

#[path = "oracle_patterns/against.rs"]
mod against;
#[path = "oracle_patterns/asked_for.rs"]
mod asked_for;
#[path = "oracle_patterns/by_hand.rs"]
mod by_hand;
#[path = "oracle_patterns/passing.rs"]
mod passing;
#[path = "oracle_patterns/sketch.rs"]
mod sketch;
