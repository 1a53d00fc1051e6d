//! Sorted lists of counts, compared with each other.

use std::hint::black_box;

/// A tick as it stands in a sorted list.
pub(super) trait Count: Copy + Ord + Send + Sync {
    /// The least that is greater than a number; the greatest of all, which no list has, where none is.
    fn after(number: i64) -> Self;

    /// How many pairs of a step and a probe there are in which the step less the probe is at most so much. Linear in
    /// both lists.
    fn up_to(steps: &[Self], probes: &[Self], most: i64) -> u64;
}

/// How many probes are compared before what they counted is added up.
const RUN: usize = 1 << 20;

macro_rules! counts {
    ($($kind:ty: $lanes:literal,)+) => {
        $(impl Count for $kind {
            fn after(number: i64) -> $kind {
                let least = i64::from(<$kind>::MIN);
                let after = number.saturating_add(1).max(least);
                <$kind>::try_from(after).unwrap_or(<$kind>::MAX)
            }

            fn up_to(steps: &[$kind], probes: &[$kind], most: i64) -> u64 {
                // Those before which, or behind which, all steps are: their limits are no numbers of this kind.
                let limit = |probe: &$kind| i64::from(*probe).saturating_add(most);
                let is_low = |probe: &$kind| limit(probe) < i64::from(<$kind>::MIN);
                let is_high = |probe: &$kind| limit(probe) > i64::from(<$kind>::MAX);
                let (Some(least), Some(greatest)) = (probes.first(), probes.last()) else {
                    return 0;
                };
                // As a rule there are none of them.
                let first = if is_low(least) { probes.partition_point(is_low) } else { 0 };
                let past = if is_high(greatest) {
                    probes.partition_point(|probe| !is_high(probe))
                } else {
                    probes.len()
                };
                let mut sum = (probes.len() - past) as u64 * steps.len() as u64;
                let (blocks, rest) = steps.as_chunks::<$lanes>();
                let mut at = 0;
                for probes in probes.get(first..past).unwrap_or_default().chunks(RUN) {
                    // Of each place of a block, how many probes it was later than.
                    let mut later = [0 as $kind; $lanes];
                    let (mut passed, mut within) = (0u64, 0u64);
                    let mut limits = probes.iter().map(|probe| probe.wrapping_add(most as $kind));
                    let mut next = limits.next();
                    while let Some(mut limit) = next {
                        while blocks.get(at).is_some_and(|block| block[$lanes - 1] <= limit) {
                            at += 1;
                        }
                        let Some(block) = blocks.get(at) else {
                            let no_later = |limit| rest.iter().filter(|&&s| s <= limit).count();
                            let behind = std::iter::once(limit).chain(limits.by_ref());
                            for limit in behind {
                                passed += at as u64;
                                within += no_later(limit) as u64;
                            }
                            break;
                        };
                        // What is known of the last place would make the compiler treat it by itself.
                        let last = black_box(block[$lanes - 1]);
                        let mut count = 0;
                        loop {
                            // All are compared, which is less work than to guess where to stop.
                            for (later, step) in later.iter_mut().zip(block) {
                                *later += <$kind>::from(*step > limit);
                            }
                            count += 1;
                            next = limits.next();
                            match next {
                                Some(further) if further < last => limit = further,
                                _ => break,
                            }
                        }
                        passed += at as u64 * count;
                        within += $lanes * count;
                    }
                    let later: u64 = later.iter().map(|&own| own as u64).sum();
                    sum += passed * $lanes + within - later;
                }
                sum
            }
        })+
    };
}
counts! {
    i32: 16,
    i64: 8,
}

/// Ticks in order, with repetitions, from a plain generator.
#[cfg(test)]
pub(super) fn ticks(seed: u64, len: usize) -> Vec<i64> {
    let mut state = seed;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (state >> 33) as i64
    };
    let mut ticks: Vec<i64> = (0..len).map(|_| next() % 200).collect();
    ticks.sort_unstable();
    ticks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_in_long_lists_are_those_gone_through_one_by_one() {
        let far = [i64::MIN / 2, -(1 << 33), 1 << 33, i64::MAX / 2];
        for seed in 0..60 {
            let steps = ticks(seed, 3 * seed as usize);
            let probes = ticks(seed + 1000, 40);
            for most in (-210..=210).step_by(7).chain(far) {
                let fits = |probe: &i64| steps.iter().filter(|&s| s - probe <= most).count() as u64;
                let told: u64 = probes.iter().map(fits).sum();
                assert_eq!(Count::up_to(&steps, &probes, most), told, "{seed}");
                // At both ends of what 32 bits hold.
                for shift in [i64::from(i32::MIN), 0, i64::from(i32::MAX) - 200] {
                    let short = |list: &[i64]| -> Vec<i32> {
                        list.iter().map(|&own| (own + shift) as i32).collect()
                    };
                    let found = Count::up_to(&short(&steps), &short(&probes), most);
                    assert_eq!(found, told, "{seed}");
                }
            }
        }
    }

    #[test]
    fn what_is_behind_all_is_the_greatest() {
        assert_eq!(i32::after(-1), 0);
        assert_eq!(i32::after(i64::from(i32::MAX)), i32::MAX);
        assert_eq!(i32::after(1 << 40), i32::MAX);
        assert_eq!(i32::after(-(1 << 40)), i32::MIN);
        assert_eq!(i64::after(i64::MAX), i64::MAX);
        assert_eq!(i64::after(7), 8);
    }
}
