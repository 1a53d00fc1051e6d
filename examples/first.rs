//! The first example of the README, which shows this code and what it prints: `cargo run --example first`.

use demarche::prelude::*;

#[rustfmt::skip]
pub(crate) fn main() -> demarche::Result<()> {
    let mut t = Timeline::builder();
    t.add([Actor::person("witkoff", "Steve Witkoff"), Actor::person("putin", "Vladimir Putin")]);
    t.add([Actor::person("trump", "Donald Trump"), Actor::person("zelenskyy", "Volodymyr Zelenskyy")]);
    t.add(Meeting::new("talks").between(["witkoff", "putin"]).at("Moscow"));
    t.add(Statement::new("remark").by("trump").quote("very close to a deal"));
    t.add(Statement::new("address").by("zelenskyy").on("2025-04-25"));
    t.add(Claim::that("remark").is(After, "talks").within(days(1)));
    let t = t.build()?;
    for statement in ["remark", "address"] {
        for met in t.who_met_before(statement)? {
            println!("before the {statement}: {met}");
            println!("{}", met.explain());
        }
    }
    Ok(())
}
