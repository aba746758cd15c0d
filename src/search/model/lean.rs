//! What was heard in a long message, leaning on its clauses.
//!
//! The whole of it is told by everything that stands around what happened. Each clause is heard by itself, and weighs the more, the more it
//! names and the surer what is heard in it is. Despair and danger are left as the whole tells them: a harmless clause by itself often
//! sounds like either.

use super::Heard;

/// How far what is heard leans on the clauses, for addresses, askers, and the asker's own thoughts or acts. Chosen on queries of
/// `tests/search/tuning*.toml` among other people's side remarks, and on long messages.
const PAGES: f32 = 0.7;
const ASKERS: f32 = 0.4;
const OWN: f32 = 0.3;
/// What a clause weighs that names nothing, beside one for each thing named.
const NAMING_NOTHING: f32 = 0.3;

/// A clause of a long message, or two neighbours together.
#[derive(Debug, Clone)]
pub(in crate::search) struct Clause<'a> {
    /// What the question bank taught to hear in it.
    pub(in crate::search) heard: Heard<'a>,
    /// How many things it names: acts, people, an age.
    pub(in crate::search) named: f32,
    /// It is two neighbours: who it was and what they did are often said in two.
    pub(in crate::search) is_pair: bool,
}

impl Heard<'_> {
    /// The same, leaning on what was heard in the clauses.
    pub(in crate::search) fn leaning_on(mut self, clauses: &[Clause<'_>]) -> Self {
        let told: Vec<&Clause<'_>> = clauses.iter().filter(|clause| !clause.heard.askers.is_empty()).collect();
        if told.is_empty() || self.askers.is_empty() {
            return self;
        }
        let by_page = weights(&told, |heard| highest(heard.pages.iter().map(|(_, share)| *share)));
        for (at, (_, share)) in self.pages.iter_mut().enumerate() {
            *share += PAGES * (sum(&told, &by_page, |heard| heard.pages[at].1) - *share);
        }
        let by_asker = weights(&told, |heard| highest(heard.askers.iter().copied()));
        for (at, share) in self.askers.iter_mut().enumerate() {
            *share += ASKERS * (sum(&told, &by_asker, |heard| heard.askers[at]) - *share);
        }
        let own = told.iter().filter(|clause| !clause.is_pair).map(|clause| clause.heard.own).fold(f32::MIN, f32::max);
        self.own += OWN * (own - self.own);
        self
    }
}

/// What each clause weighs, as parts of one.
fn weights(told: &[&Clause<'_>], sure: impl Fn(&Heard<'_>) -> f32) -> Vec<f32> {
    let weights: Vec<f32> = told.iter().map(|clause| (NAMING_NOTHING + clause.named).powi(2) * sure(&clause.heard)).collect();
    let all = weights.iter().sum::<f32>().max(f32::EPSILON);
    weights.into_iter().map(|weight| weight / all).collect()
}

fn sum(told: &[&Clause<'_>], weights: &[f32], share: impl Fn(&Heard<'_>) -> f32) -> f32 {
    told.iter().zip(weights).map(|(clause, weight)| weight * share(&clause.heard)).sum()
}

fn highest(shares: impl Iterator<Item = f32>) -> f32 {
    shares.fold(0.0, f32::max)
}
