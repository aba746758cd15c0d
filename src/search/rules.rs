//! The lexicon's phrases, compiled: everything that is looked for in a query before it is ranked.
//!
//! Takes the lexicon's lists. Gives sets of [`Phrases`] over one vocabulary. It does not know what the findings lead to.

use super::figure::{self, Figures};
use super::lexicon::Lexicon;
use super::phrase::{self, Groups, Phrases, Slot};
use super::terms::{Term, Terms};

/// Whose child the words speak of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Child {
    /// They speak of none.
    None,
    /// The asker's own, or one in their care.
    Own,
    Other,
}

/// When it happened that is told of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    /// It is over.
    Past,
    /// It happens again and again.
    Habit,
}

/// What somebody seeks who seeks harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// What is seen or said on a screen.
    Pictures,
    /// A child, and nothing on a screen.
    Child,
}

#[derive(Debug, Default)]
pub(super) struct Rules {
    pub(super) groups: Groups,
    /// Words that mean nearly the same; the tag is the place in `group_terms`.
    same: Phrases,
    group_terms: Vec<Term>,
    /// The group of those who speak of a child of theirs.
    own_child: Option<Term>,
    /// The group of those who speak of a partner, relative or friend of theirs.
    relative: Option<Term>,
    /// The group of words for any child.
    child: Option<Term>,
    /// The group of words for a child of the asker's who is grown up.
    grown_child: Option<Term>,
    pub(super) figures: Figures,
    pub(super) despair: Phrases,
    /// The tag is the place in [`Lexicon::danger`].
    pub(super) danger: Phrases,
    /// The tag is the place in [`Lexicon::favours`].
    pub(super) favours: Phrases,
    young_always: Phrases,
    young: Phrases,
    adult: Phrases,
    looking_back: Phrases,
    past: Phrases,
    over: Phrases,
    habit: Phrases,
    now: Phrases,
    said: Phrases,
    material: Phrases,
    asking: Phrases,
    meant_well: Phrases,
    wish: Phrases,
    pictures: Phrases,
    guarding: Phrases,
}

impl Rules {
    /// Compiles the lexicon; every word in it is known from now on.
    pub(super) fn new(terms: &mut Terms, lexicon: &Lexicon) -> Self {
        let (same, group_terms) = same(terms, lexicon);
        let own_child = terms.named(&phrase::group_name("mychild"));
        let relative = terms.named(&phrase::group_name("myrelative"));
        let child = terms.named(&phrase::group_name("child"));
        let grown_child = terms.named(&phrase::group_name("grownchild"));
        let said = lexicon.unsaid.as_ref().map(|(_, said)| said);
        let said = tagged(terms, said.into_iter());
        let figures = Figures::new(terms, lexicon.danger.iter().flat_map(|(words, _)| words).chain(&lexicon.despair));
        let danger = tagged(terms, lexicon.danger.iter().map(|(words, _)| words));
        let favours = tagged(terms, lexicon.favours.iter().map(|favour| &favour.words)).within_reach();
        let mut plain = |words: &Vec<String>| tagged(terms, std::iter::once(words));
        Self {
            same,
            group_terms,
            own_child: Some(own_child),
            relative: Some(relative),
            child: Some(child),
            grown_child: Some(grown_child),
            figures,
            despair: plain(&lexicon.despair),
            danger,
            favours,
            young_always: plain(&lexicon.young.always),
            young: plain(&lexicon.young.words),
            adult: plain(&lexicon.young.adult),
            looking_back: plain(&lexicon.young.looking_back),
            past: plain(&lexicon.told.past),
            over: plain(&lexicon.told.over),
            habit: plain(&lexicon.told.habit),
            now: plain(&lexicon.told.now),
            said,
            material: plain(&lexicon.seeking.material),
            asking: plain(&lexicon.seeking.asking),
            meant_well: plain(&lexicon.seeking.meant_well),
            wish: plain(&lexicon.seeking.wish),
            pictures: plain(&lexicon.seeking.pictures),
            guarding: plain(&lexicon.seeking.guarding),
            groups: phrase::groups(terms, &lexicon.same),
        }
    }

    /// The groups that some word or phrase of `slots` belongs to, each once.
    pub(super) fn groups_in(&self, slots: &[Slot]) -> Vec<Term> {
        let mut found: Vec<Term> =
            self.same.find(slots, &self.groups).into_iter().map(|found| self.group_terms[found.tag]).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The phrase that shows the asker to be under 18, unless the asker is plainly an adult.
    pub(super) fn young<'a>(&'a self, slots: &[Slot]) -> Option<&'a str> {
        if self.is_looking_back(slots) {
            return None;
        }
        let always = self.young_always.first(slots, &self.groups);
        let found = always.or_else(|| {
            let is_adult = self.adult.first(slots, &self.groups).is_some();
            self.young.first(slots, &self.groups).filter(|_| !is_adult)
        });
        found.map(|found| found.text)
    }

    /// Does an adult's phrase stand in it?
    pub(super) fn is_adult(&self, slots: &[Slot]) -> bool {
        self.adult.first(slots, &self.groups).is_some() || self.is_looking_back(slots)
    }

    /// Is a child's age that of a memory, as in "one smell and I am seven again"?
    fn is_looking_back(&self, slots: &[Slot]) -> bool {
        self.looking_back.first(slots, &self.groups).is_some()
    }

    /// What is told of, where nothing that happens now is, or where it is said to be over.
    pub(super) fn told(&self, slots: &[Slot]) -> Option<Tense> {
        let has = |phrases: &Phrases| phrases.first(slots, &self.groups).is_some();
        if has(&self.over) {
            return Some(Tense::Past);
        }
        let told = if has(&self.past) { Some(Tense::Past) } else { has(&self.habit).then_some(Tense::Habit) };
        told.filter(|_| !has(&self.now))
    }

    /// Is something named that somebody worried about themselves may have thought or done, or may look for?
    pub(super) fn is_said(&self, slots: &[Slot]) -> bool {
        self.said.first(slots, &self.groups).is_some()
    }

    /// Whose child is spoken of, among these groups? One who is grown up is a relative.
    pub(super) fn child(&self, groups: &[Term]) -> Child {
        let has = |group: Option<Term>| group.is_some_and(|group| groups.contains(&group));
        if has(self.grown_child) {
            return Child::None;
        }
        match (has(self.own_child), has(self.child)) {
            (true, _) => Child::Own,
            (false, true) => Child::Other,
            (false, false) => Child::None,
        }
    }

    /// Does one of these groups name a partner, relative or friend of the asker?
    pub(super) fn names_relative(&self, groups: &[Term]) -> bool {
        [self.relative, self.grown_child].into_iter().flatten().any(|named| groups.contains(&named))
    }

    /// Is something asked for where a child is named that is not the asker's? Alone it says nothing: who guards asks so, too.
    pub(super) fn asks_about_child(&self, slots: &[Slot], groups: &[Term]) -> bool {
        self.child(groups) == Child::Other && self.asking.first(slots, &self.groups).is_some()
    }

    /// Do the words guard a child, tell of something or want to stop?
    pub(super) fn is_guarding(&self, slots: &[Slot]) -> bool {
        self.guarding.first(slots, &self.groups).is_some()
    }

    /// What is sought where the words seek harm.
    pub(super) fn sought(&self, slots: &[Slot]) -> Aim {
        if self.pictures.first(slots, &self.groups).is_some() { Aim::Pictures } else { Aim::Child }
    }

    /// Is abuse material asked for, access to a child, silence or a way to hide, rather than help about it?
    pub(super) fn is_seeking(&self, slots: &[Slot]) -> bool {
        let has = |phrases: &Phrases| phrases.first(slots, &self.groups).is_some();
        let wishes = has(&self.wish) && !self.is_guarding(slots);
        wishes || has(&self.material) && (has(&self.asking) || !has(&self.meant_well))
    }
}

fn tagged<'a>(terms: &mut Terms, lists: impl Iterator<Item = &'a Vec<String>>) -> Phrases {
    let mut phrases = Phrases::default();
    for (tag, list) in lists.enumerate() {
        for text in list.iter().filter(|text| !text.starts_with(figure::SIGN)) {
            phrases.add(terms, text, tag);
        }
    }
    phrases
}

fn same(terms: &mut Terms, lexicon: &Lexicon) -> (Phrases, Vec<Term>) {
    let group_terms = lexicon.same.keys().map(|name| terms.named(&phrase::group_name(name))).collect();
    (tagged(terms, lexicon.same.values()), group_terms)
}
