//! The shape of `search.toml`.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Shape, TEXTS, Text, Value, needed, optional};

static FIXED: Shape = Shape {
    name: "the fixed answers",
    about: "Addresses that come first whatever else was typed.",
    fields: &[
        needed("despair", Value::Text, "the page for words of despair"),
        needed("danger", Value::Text, "the page for words of danger"),
        needed("young", TEXTS, "the pages for people under 18, the usual one first"),
        optional("young_small", TEXTS, "of those, the pages for small children, who are led to them first"),
        needed("young_never", TEXTS, "audiences whose entries a person under 18 is never shown"),
        optional(
            "own",
            TEXTS,
            "pages that stand among the first only where the words are about the asker's own thoughts or acts",
        ),
        needed("seeking", TEXTS, "the only addresses shown to a query that asks for abuse material"),
        optional("seeking_young", TEXTS, "the same where the person is under 18"),
        optional("seeking_near", TEXTS, "the same where a child is sought and no pictures are"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fixed {
    pub despair: Text,
    pub danger: Text,
    pub young: Vec<Text>,
    #[serde(default)]
    pub young_small: Vec<Text>,
    pub young_never: Vec<String>,
    #[serde(default)]
    pub own: Vec<Text>,
    pub seeking: Vec<Text>,
    #[serde(default)]
    pub seeking_young: Vec<Text>,
    #[serde(default)]
    pub seeking_near: Vec<Text>,
}

static FAVOUR: Shape = Shape {
    name: "a favoured answer",
    about: "Phrases that lead to certain addresses: former names, brands, misspelt names.",
    fields: &[
        needed("words", TEXTS, "the phrases"),
        needed("paths", TEXTS, "the addresses, the best first"),
        optional("strong", Value::Bool, "it counts twice, where the same words would lead elsewhere"),
        optional(
            "adult",
            Value::Bool,
            "true: only where an adult asks for themselves; false: only where no adult's phrase stands",
        ),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Favour {
    pub words: Vec<String>,
    pub paths: Vec<Text>,
    pub strong: Option<bool>,
    pub adult: Option<bool>,
}

static BESIDE: Shape = Shape {
    name: "pages about one thing for different people",
    about: "Where the words do not say who asks and one of them is the best match, they come first together.",
    fields: &[needed("paths", TEXTS, "the addresses in the order they come, the victim's own first")],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    pub paths: Vec<Text>,
}

static DANGER: Shape = Shape {
    name: "words of danger",
    about: "Phrases that put the emergency line before everything.",
    fields: &[
        needed("words", TEXTS, "the phrases"),
        optional("first", Value::Text, "the address that comes first, if not the fixed answer for danger"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Danger {
    pub words: Vec<String>,
    pub first: Option<Text>,
}

static YOUNG: Shape = Shape {
    name: "the words of people under 18",
    about: "How people under 18 write, and how adults who write about them do.",
    fields: &[
        needed("always", TEXTS, "phrases that are always a person under 18"),
        needed("words", TEXTS, "phrases that are, unless an adult's phrase stands beside them"),
        needed("adult", TEXTS, "phrases of parents, carers and staff"),
        optional("looking_back", TEXTS, "phrases of adults whom something takes back to an age: it is not theirs"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Young {
    pub always: Vec<String>,
    pub words: Vec<String>,
    pub adult: Vec<String>,
    #[serde(default)]
    pub looking_back: Vec<String>,
}

static TOLD: Shape = Shape {
    name: "what is told of",
    about: "Beside words of the past, and of nothing now, despair and danger must be heard more surely; of a habit, danger.",
    fields: &[
        needed("past", TEXTS, "words of what is over"),
        needed("over", TEXTS, "words that say that it is over, even beside words of now"),
        needed("habit", TEXTS, "words of what somebody does again and again"),
        needed("now", TEXTS, "words of what happens now or is about to"),
    ],
};

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    pub past: Vec<String>,
    pub over: Vec<String>,
    pub habit: Vec<String>,
    pub now: Vec<String>,
}

static UNSAID: Shape = Shape {
    name: "a hint about oneself",
    about: "Where the words are plainly about the asker's own thoughts or acts and name none of them, one page comes first.",
    fields: &[
        needed("page", Value::Text, "the page for whatever it is"),
        needed("said", TEXTS, "phrases that name it, or something else that is looked for"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unsaid {
    pub page: Text,
    pub said: Vec<String>,
}

static SEEKING: Shape = Shape {
    name: "the words that ask for abuse material",
    about: "A short list in plain everyday words. Never add coded terms; this list is never published.",
    fields: &[
        needed("material", TEXTS, "what is asked for"),
        needed("asking", TEXTS, "beside one of those, always asks for it"),
        needed("meant_well", TEXTS, "beside one of those, asks for help instead"),
        optional("wish", TEXTS, "what somebody wants to do to a child, or to hide"),
        optional("pictures", TEXTS, "what is asked for is on a screen, and no child is sought"),
        optional("guarding", TEXTS, "beside a wish, guards a child, tells of something or wants to stop"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seeking {
    pub material: Vec<String>,
    pub asking: Vec<String>,
    pub meant_well: Vec<String>,
    #[serde(default)]
    pub wish: Vec<String>,
    #[serde(default)]
    pub pictures: Vec<String>,
    #[serde(default)]
    pub guarding: Vec<String>,
}

static PLACE: Shape = Shape {
    name: "other names of a place",
    about: "Names and spellings that the area's own file does not hold.",
    fields: &[
        needed("area", Value::Text, "the area's name"),
        optional("names", TEXTS, "the other names"),
        optional("first", TEXTS, "the addresses to show first when little but a place was typed"),
    ],
};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    pub area: Text,
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub first: Vec<Text>,
}

/// What people type, and what it means.
///
/// In every phrase `*` stands for up to three words, `**` for any number of words (up to sixteen in a favour), `a/b` for a choice, `{age}`
/// for a number from 5 to 17, `@name` for any single word of the group of that name, `^` and `$` for the beginning and the end of the
/// query.
pub static SEARCH: Shape = Shape {
    name: "the search words",
    about: "What people type, and what it means. Nothing here is ever shown to a reader.",
    fields: &[
        needed("fixed", Value::Table(&FIXED), "addresses that come first"),
        optional("rewrite", Value::Map(&Value::Text), "everyday typing = plain words"),
        optional("same", Value::Map(&TEXTS), "groups of words that mean nearly the same"),
        optional(
            "kind",
            Value::Map(&TEXTS),
            "kinds of words that the question bank is told by, such as blows or members of the family",
        ),
        optional("question", Value::Map(&TEXTS), "for an address, questions in the words people use"),
        optional("favour", Value::ListOf(&Value::Table(&FAVOUR)), "phrases that lead to certain addresses"),
        optional("beside", Value::ListOf(&Value::Table(&BESIDE)), "pages about one thing for different people"),
        needed("despair", TEXTS, "phrases of despair"),
        needed("danger", Value::ListOf(&Value::Table(&DANGER)), "phrases of danger"),
        needed("young", Value::Table(&YOUNG), "the words of people under 18"),
        optional("told", Value::Table(&TOLD), "words of habit, of the past and of what happens now"),
        optional("unsaid", Value::Table(&UNSAID), "the page for a hint about oneself"),
        needed("seeking", Value::Table(&SEEKING), "the words that ask for abuse material"),
        optional("place", Value::ListOf(&Value::Table(&PLACE)), "other names of places"),
        optional("masked", TEXTS, "words that people hide behind stars"),
        optional("reach", Value::Map(&TEXTS), "for quiet, text, language and deaf: the addresses that fit, the best first"),
        optional("known", TEXTS, "everyday words that are not misspellings of others"),
    ],
};

/// `content/search.toml`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    pub fixed: Fixed,
    #[serde(default)]
    pub rewrite: BTreeMap<String, String>,
    #[serde(default)]
    pub same: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub kind: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub question: BTreeMap<Spanned<String>, Vec<String>>,
    #[serde(default)]
    pub favour: Vec<Favour>,
    #[serde(default)]
    pub beside: Vec<Beside>,
    pub despair: Vec<String>,
    pub danger: Vec<Danger>,
    pub young: Young,
    #[serde(default)]
    pub told: Told,
    pub unsaid: Option<Unsaid>,
    pub seeking: Seeking,
    #[serde(default)]
    pub place: Vec<Place>,
    #[serde(default)]
    pub known: Vec<String>,
    #[serde(default)]
    pub masked: Vec<String>,
    #[serde(default)]
    pub reach: BTreeMap<String, Vec<Text>>,
}

impl Search {
    /// Every address the file names, with where it stands, so that a caller can check that each exists.
    pub fn paths(&self) -> impl Iterator<Item = &Text> {
        let fixed = [&self.fixed.despair, &self.fixed.danger].into_iter().chain(&self.fixed.young).chain(&self.fixed.seeking);
        let fixed = fixed
            .chain(&self.fixed.young_small)
            .chain(&self.fixed.seeking_young)
            .chain(&self.fixed.seeking_near)
            .chain(&self.fixed.own)
            .chain(self.unsaid.as_ref().map(|unsaid| &unsaid.page))
            .chain(self.reach.values().flatten());
        let favoured = self.favour.iter().flat_map(|favour| &favour.paths);
        let beside = self.beside.iter().flat_map(|beside| &beside.paths);
        let danger = self.danger.iter().filter_map(|danger| danger.first.as_ref());
        let places = self.place.iter().flat_map(|place| &place.first);
        fixed.chain(self.question.keys()).chain(favoured).chain(beside).chain(danger).chain(places)
    }
}
