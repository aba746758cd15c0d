//! Numbers that look random and are always the same (a linear congruence with Knuth's factors).
//!
//! Takes where to begin, gives numbers below a limit, or a list in another order. Nothing secret may hang on them.

/// Numbers that look random; the same begin gives the same ones.
#[derive(Debug)]
pub(crate) struct Sequence(u64);

impl Sequence {
    pub(crate) const fn from(begin: u64) -> Self {
        Self(begin)
    }

    /// The next, from nought to the one before `limit`, which is one at least.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}
