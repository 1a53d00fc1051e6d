//! The two judges of patterns against each other, and what random patterns reach.

use std::collections::BTreeMap;

use crate::oracle::claims::{all, claims};
use crate::oracle::dense::Dense;
use crate::oracle::r#gen::Shape;
use crate::oracle::judge::{Judge as _, Prover, Verdict};
use crate::oracle::patterns::answers::expected;
use crate::oracle::patterns::ground::ground;
use crate::oracle::patterns::net::Open;
use crate::oracle::patterns::random::{Times, pattern};
use crate::oracle::patterns::text::text;
use crate::oracle::patterns::ticks::Ticks;
use crate::oracle::patterns::timeline::rich;
use crate::oracle::rng::Rng;
use crate::oracle::worlds::Worlds;

fn seeds() -> u64 {
    let given = std::env::var("ORACLE_SEEDS");
    given.ok().and_then(|text| text.parse().ok()).unwrap_or(60)
}

#[test]
fn judges_agree() {
    let mut tally: BTreeMap<&str, u32> = BTreeMap::new();
    let mut count = |what: &'static str, n: u32| *tally.entry(what).or_default() += n;
    for seed in 0..seeds() {
        let spec = rich(seed, Shape::Dated);
        let claims = claims(&spec);
        let dense = Dense::new(&spec, &claims);
        assert_eq!(
            dense.has_world(all(&claims), &[]),
            Some(true),
            "{}",
            spec.jsonl()
        );
        let net = dense.net(all(&claims)).expect("consistent");
        let Some(worlds) = Worlds::enumerate(&spec, &claims, all(&claims)) else {
            count("timelines too large", 1);
            continue;
        };
        let ticks = Ticks {
            spec: &spec,
            worlds: &worlds,
        };
        let open = Open::new(&net);
        let relations = |x: usize, y: usize| net.relations(x, y);
        let near = |event: usize| {
            net.windows(event)[0]
                .0
                .or(net.windows(event)[1].1)
                .unwrap_or(0)
        };
        let times = Times {
            relations: &relations,
            near: &near,
        };
        let mut rng = Rng::new(seed ^ 0x0A7);
        for turn in 0..8 {
            let pattern = pattern(&mut rng, &spec, times);
            let text = text(&spec, &pattern, seed + turn);
            let ground = ground(&spec, &pattern, &relations, &ticks);
            count("patterns", 1);
            count("over 12 bindings", u32::from(ground.bindings > 12));
            let Some(a) = expected(&pattern, &ground, &ticks) else {
                count("given up by ticks", 1);
                continue;
            };
            let Some(b) = expected(&pattern, &ground, &open) else {
                count("given up by net", 1);
                continue;
            };
            assert_eq!(a, b, "seed {seed}\n{}\n{text}", spec.jsonl());
            count("with answers", u32::from(!a.all.is_empty()));
            let of = |verdict| a.all.iter().filter(|(_, v)| *v == verdict).count() as u32;
            count("certain", of(Verdict::Certain));
            count("possible", of(Verdict::Possible));
            if turn == 0 && std::env::var("SHOW").is_ok() {
                println!("{text}\n => {a:?}\n");
            }
        }
    }
    println!("{tally:?}");
}
