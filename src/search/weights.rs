//! Every number that ranking rests on, in one place. Chosen on `tests/search/brief.toml` and `tuning.toml` only.

/// How much a word counts in each part of an entry.
pub(super) const TITLE: f32 = 3.0;
pub(super) const CALLED: f32 = 3.0;
pub(super) const SUMMARY: f32 = 2.0;
pub(super) const BODY: f32 = 0.5;

/// See [`TITLE`]: in its common questions.
pub(super) const QUESTIONS: f32 = 3.0;

/// BM25: how soon more of the same word stops counting.
pub(super) const SATURATION: f32 = 2.0;
/// BM25: how much a long text is held against itself (0 to 1).
pub(super) const LENGTH: f32 = 0.4;

/// The part of the score that comes from the entry's own text.
pub(super) const TEXT: f32 = 1.0;
/// The part of the score that comes from the common question most like the query.
pub(super) const QUESTION: f32 = 0.4;
/// How much a second common question of the same entry adds.
pub(super) const SECOND_QUESTION: f32 = 0.5;
/// How much a group of like words counts beside the words themselves.
pub(super) const GROUP: f32 = 1.3;
/// The least weight of all words of a query: below, few common words would look like much.
pub(super) const LEAST_QUERY: f32 = 3.0;

/// What the score of each kind of entry is multiplied by.
pub(super) const PAGE_KIND: f32 = 1.0;
pub(super) const SERVICE_KIND: f32 = 0.8;
pub(super) const OUTCOME_KIND: f32 = 0.5;

/// Added for the first address a phrase of the lexicon favours; each further one gets half of the one before.
pub(super) const FAVOUR: f32 = 1.0;
/// The part of the score added when the entry serves a place that was named.
pub(super) const HERE: f32 = 0.15;
/// Added to that, so that a place alone finds who serves it.
pub(super) const SERVES: f32 = 0.13;
/// What the score is multiplied by when the entry serves other places only.
pub(super) const ELSEWHERE: f32 = 0.3;
/// Added for the first address of a place that was named.
pub(super) const PLACE_FIRST: f32 = 0.15;
/// The same where nothing but places was typed.
pub(super) const PLACE_ALONE: f32 = 1.5;
/// What each next of its addresses counts beside the one before.
pub(super) const PLACE_NEXT: f32 = 0.9;
/// By so much a local service stands before its nation's way for the same job.
pub(super) const BEFORE_THE_NATION: f32 = 0.05;
/// A page for people under 18 other than the usual one comes first when its score is so many times as high.
pub(super) const OTHER_YOUNG: f32 = 1.2;
/// What its score is multiplied by when nothing shows the asker to be under 18.
pub(super) const NOT_YOUNG: f32 = 0.6;
/// What the scores of the pages for despair and danger are multiplied by when neither is heard.
pub(super) const NOT_GRAVE: f32 = 0.6;

/// Added when the number typed is the entry's.
pub(super) const NUMBER: f32 = 5.0;
/// Added when the number typed begins the entry's.
pub(super) const NUMBER_BEGUN: f32 = 3.0;
/// So many digits may begin a number.
pub(super) const NUMBER_BEGINS: usize = 6;

/// When the page for despair or danger is the best match with so much, its notice is shown.
pub(super) const SURE_SCORE: f32 = 0.4;
/// How near the best match the page for despair must be for that: one notice too many costs a reader a line.
pub(super) const NEAR_DESPAIR: f32 = 0.9;
/// A score below this is no match.
pub(super) const LEAST_SCORE: f32 = 0.12;
/// Hits below this part of the best score are left out.
pub(super) const LEAST_PART: f32 = 0.15;

/// The part of the score that comes from what the question bank taught.
pub(super) const MODEL: f32 = 1.2;
/// What the bank teaches of an address counts from this share on.
pub(super) const LEAST_SHARE: f32 = 0.02;
/// So likely must a person under 18 be to be heard without a phrase.
pub(super) const SURE_YOUNG: f32 = 0.85;
/// So likely must those be whom a page is for, for it to stand first.
pub(super) const FIRST_READER: f32 = 0.5;
/// See [`FIRST_READER`]: second or third, where it is less surely what was looked for.
pub(super) const NEXT_READER: f32 = 0.75;
/// See [`FIRST_READER`]: after a notice, where pages for everyone are the surer help.
pub(super) const NOTICE_READER: f32 = 0.75;
/// How far the chance that a page's readers ask leans on how likely pages for them answer, where that is more: somebody who asks how to
/// set up a phone says nothing of themselves, and asks what parents ask.
pub(super) const LED: f32 = 0.8;
/// So many times the score of the best page that is surely for the asker makes another the first: what it is about tells who asks.
pub(super) const FAR_BETTER: f32 = 1.3;
/// What the words not saying who asks counts for a page for certain people; after a notice, nothing.
pub(super) const UNKNOWN_READER: f32 = 0.5;
/// So far must words about the asker's own thoughts or acts stand before others for somebody under 18 to be led to a page about them.
pub(super) const SURE_OWN: f32 = 0.0;
/// See [`SURE_OWN`]: for a page about them to stand among the first, whoever asks.
pub(super) const LEAST_OWN: f32 = -0.6;
/// See [`SURE_OWN`]: for whoever says so to be the reader of a page for adults about it.
pub(super) const PLAINLY_OWN: f32 = 1.0;
/// See [`SURE_OWN`]: for words that name nothing to be a hint about the asker's own thoughts or acts.
pub(super) const OWN_HINT: f32 = 1.5;
/// See [`SURE_OWN`]: for pages about them to stand among the first beside the help for danger.
pub(super) const OWN_IN_DANGER: f32 = 1.0;
/// So likely must a grown survivor be for their page to stand beside those for children.
pub(super) const POSSIBLE_SURVIVOR: f32 = 0.15;
/// So likely must a person under 18 be for their page to follow the help for danger.
pub(super) const POSSIBLE_YOUNG: f32 = 0.3;
/// See [`POSSIBLE_YOUNG`]: for their page to follow the help for despair.
pub(super) const DESPAIRING_YOUNG: f32 = 0.4;
/// Where the bank is so sure of the usual page for people under 18, the words are not about acts of theirs that harm.
pub(super) const SURE_USUAL: f32 = 0.7;
/// So likely must those be whom a page is for, for it to stand beside another about the same thing for other people.
pub(super) const POSSIBLE_READER: f32 = 0.15;
/// So good must the best match be for the pages beside it to be put there.
pub(super) const BESIDE_SCORE: f32 = 0.8;
/// What is left of the chance that a person under 18 asks who does not speak of themselves.
pub(super) const UNSAID_YOUNG: f32 = 0.5;
/// What the words not saying who asks counts, beside those who may be asking.
pub(super) const UNSAID: f32 = 0.5;
/// Who speaks of a child of their own seldom asks as somebody who works with children: what is left of that.
pub(super) const NO_PARENT: f32 = 0.05;
/// Whoever speaks of a child of their own, and of nothing that they thought or did, seldom asks about themselves: what is left of that.
pub(super) const NO_SELF: f32 = 0.3;
/// So far must words of despair stand before none to be heard without a phrase.
pub(super) const SURE_DESPAIR: f32 = 0.25;
/// Beside the name of a place despair and danger must be so sure to be heard by words that the name has, too.
pub(super) const SURE_BESIDE_PLACE: f32 = 1.0;
/// See [`SURE_DESPAIR`]: of danger.
pub(super) const SURE_DANGER: f32 = 0.25;
/// See [`SURE_DESPAIR`]: of either in a long message, whose side remarks alarm more often than they should.
pub(super) const SURE_GRAVE_LONG: f32 = 0.5;
/// So far must either stand before neither in one clause of a long message. Harmless clauses often reach it, so it tells nothing alone.
pub(super) const SURE_CLAUSE: f32 = 1.0;
/// Of despair and danger, what is heard less surely than the other, less than this and by no phrase is its echo.
pub(super) const ECHO: f32 = 0.5;
/// See [`SURE_DESPAIR`]: of seeking harm.
pub(super) const SURE_SEEKING: f32 = 0.45;
/// See [`SURE_SEEKING`]: where the words ask for something and name a child.
pub(super) const SURE_ASKING: f32 = -0.2;
/// See [`SURE_SEEKING`]: beside words that guard.
pub(super) const SURE_THOUGH_GUARDING: f32 = 1.3;
/// A phrase of despair or danger is a figure of speech when the bank is so sure that it means neither.
pub(super) const SURE_FIGURE: f32 = -1.2;
/// See [`SURE_FIGURE`]: a phrase of danger in a long message, which one clause tells more often than despair.
pub(super) const SURE_FIGURE_LONG_DANGER: f32 = -1.0;
/// See [`SURE_FIGURE`]: a phrase beside words of habit or of the past.
pub(super) const SURE_FIGURE_TOLD: f32 = -0.3;
/// See [`SURE_FIGURE`]: a phrase that stands only where a word was mended.
pub(super) const SURE_FIGURE_MENDED: f32 = -0.8;
/// So much surer must despair and danger be beside such words to be heard without a phrase.
pub(super) const MORE_IF_TOLD: f32 = 0.5;
/// What a phrase of despair or danger adds to how far the bank hears it, where both are heard and one must come first.
pub(super) const SURE_PHRASE: f32 = 0.5;
/// The page for despair or danger being the best match, or nearly, tells it only where the bank is not so sure that nothing is meant.
pub(super) const SURE_CALM: f32 = -0.2;
/// See [`SURE_CALM`]: in a long message, where some side remark always touches such a page.
pub(super) const SURE_CALM_LONG: f32 = 0.2;
/// See [`SURE_DESPAIR`]: of a way to be reached.
pub(super) const SURE_REACH: f32 = 0.0;
/// Added for the first address that fits how somebody can be reached; each further one gets half of the one before.
pub(super) const REACH: f32 = 1.5;

/// How sure a mended word is.
pub(super) const ONE_SLIP: f32 = 0.8;
pub(super) const TWO_SLIPS: f32 = 0.6;
/// See [`ONE_SLIP`]: two words joined, one of which is not known alone.
pub(super) const JOINED_UNKNOWN: f32 = 1.0;
/// See [`ONE_SLIP`]: two words joined that are both known alone.
pub(super) const JOINED_KNOWN: f32 = 0.6;
