//! Looking up in a list in order, near a place.

/// How many items hold at the head of a list in which those that hold come first: looked for from a place on in
/// steps that double.
#[inline]
pub(crate) fn seek<T>(list: &[T], near: usize, holds: impl Fn(&T) -> bool) -> usize {
    let near = near.min(list.len());
    let mut step = 1;
    if list.get(near).is_some_and(&holds) {
        let (mut low, mut high) = (near + 1, near + 1);
        while list.get(high).is_some_and(&holds) {
            low = high + 1;
            high = low + step;
            step *= 2;
        }
        let high = high.min(list.len());
        return low + list[low..high].partition_point(holds);
    }
    let (mut low, mut high) = (near, near);
    while low > 0 && !holds(&list[low - 1]) {
        high = low - 1;
        low = high.saturating_sub(step);
        step *= 2;
    }
    low + list[low..high].partition_point(holds)
}

#[cfg(test)]
mod tests {
    use super::seek;

    #[test]
    fn a_place_is_found_from_anywhere() {
        let mut state = 1u64;
        let mut next = || {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1);
            state >> 33
        };
        for len in 0..30 {
            let mut list: Vec<u64> = (0..len).map(|_| next() % 60).collect();
            list.sort_unstable();
            for near in 0..=list.len() {
                for tick in 0..=61 {
                    let told = list.partition_point(|&own| own < tick);
                    assert_eq!(seek(&list, near, |&own| own < tick), told);
                }
            }
        }
    }
}
