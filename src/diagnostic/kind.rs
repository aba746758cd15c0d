//! The closed list of everything an author can get wrong, each with a stable slug for scripts and documentation.

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $slug:literal,)*) => {
        /// A rule of the content. The slug is stable: editors' scripts may rely on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Kind { $($(#[$doc])* $name,)* }

        impl Kind {
            /// Every rule, in the order of this file.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The rule's stable name, `group/rule`.
            pub fn slug(self) -> &'static str {
                match self { $(Self::$name => $slug,)* }
            }
        }
    };
}

kinds! {
    /// The file cannot be read from the disk.
    Unreadable = "file/unreadable",
    /// The bytes are not UTF-8.
    NotUtf8 = "file/not-utf8",
    /// The file is larger than any content file may be.
    TooLarge = "file/too-large",
    /// A symbolic link leads out of the content folder.
    LinkOutside = "file/link-outside",
    /// Nothing in the program reads a file of this name.
    Unexpected = "file/unexpected",
    /// A file the site cannot do without is missing.
    Missing = "file/missing",
    /// Findings held back because they may only follow from others.
    Follows = "file/follows",
    /// TOML that cannot be read.
    Syntax = "format/syntax",
    /// A key the format does not have.
    UnknownKey = "format/unknown-key",
    /// A key the format needs.
    MissingKey = "format/missing-key",
    /// A value of the wrong type or outside its list.
    WrongValue = "format/wrong-value",
    /// A template's line, a note to oneself or filler that readers would see.
    Placeholder = "format/placeholder",
    /// The `+++` block of a page is missing or not closed.
    FrontMatter = "format/front-matter",
    /// HTML or Markdown the site does not use.
    Markdown = "format/markdown",
    /// A `::directive` that does not exist or lacks its argument.
    Directive = "format/directive",
    /// A name of a service, page, area or node that does not exist.
    UnknownReference = "site/unknown-reference",
    /// Two things claim one address or one name.
    Duplicate = "site/duplicate",
    /// Opening hours that run backwards, overlap or cannot be read.
    Hours = "site/hours",
    /// A single day with hours of its own that is over.
    PassedDay = "site/passed-day",
    /// A telephone number nobody could ring.
    Phone = "site/phone",
    /// A web or email address that is malformed, not https, or tracks the reader.
    Address = "site/address",
    /// A date that does not exist or comes in the wrong order.
    BadDate = "site/date",
    /// A fact without a source in its file.
    Unsourced = "site/unsourced",
    /// A closed or unlisted service is used as a way to help.
    NotShown = "site/not-shown",
    /// A node no answer leads to.
    Unreachable = "routing/unreachable",
    /// A question without answers.
    DeadEnd = "routing/dead-end",
    /// Answers that lead round in a circle.
    Cycle = "routing/cycle",
    /// More than four questions before an outcome.
    TooDeep = "routing/too-deep",
    /// A question without its "not sure" answer.
    NoUnsure = "routing/no-unsure",
    /// More than three secondary ways.
    TooMany = "routing/too-many",
    /// Nobody on the outcome can be reached at any hour.
    NoAnyHour = "routing/no-any-hour",
    /// An unconfirmed service without a confirmed one beside it.
    Unconfirmed = "routing/unconfirmed-alone",
    /// A child would be shown an outcome about an adult's own behaviour.
    ChildBranch = "routing/child-branch",
    /// A word that keeps worried people from asking for help, in their own branch.
    SelfBranchWord = "routing/self-branch-word",
    /// The police come first for a person who asks for help with themselves.
    PoliceFirst = "routing/police-first",
    /// A local job that some area does not answer.
    AreaGap = "routing/area-gap",
    /// Who declares danger is not shown 999 first, at once.
    DeclaredDanger = "routing/declared-danger",
    /// An answer that says "now" begins with somebody who does not answer at any hour.
    NowAnswers = "routing/now-answers",
    /// The first way can be shut, and nobody is named until then.
    UntilThen = "routing/until-then",
    /// A child may be at risk, and nobody named both answers at any hour and can act.
    CanAct = "routing/can-act",
    /// An entry of a local list that cannot be rung, written to or opened.
    LocalEntry = "routing/local-entry",
    /// An outcome that nowhere says when to call 999.
    NoEmergency = "routing/no-999",
    /// A service stands without the one that is named with it.
    Apart = "routing/apart",
    /// A way to get help without its reason.
    NoReason = "routing/no-why",
    /// Answers that can be true together without a line that says which to choose, or in an order that harms.
    TieBreak = "routing/tie-break",
    /// "Not sure" leads to less than the other answers do.
    UnsureWeaker = "routing/unsure-weaker",
    /// Help for another age.
    Ages = "routing/ages",
    /// A service that cannot be reached, or is not confirmed, on an outcome.
    NoDoor = "routing/no-door",
    /// A sentence says whom to ring, and neither their number nor their name stands on the outcome.
    OrderedContact = "routing/ordered-not-there",
    /// A question that does not say what kind of answers it has.
    QuestionKind = "routing/question-kind",
    /// More than ten answers.
    TooManyAnswers = "routing/too-many-answers",
    /// Answers of different questions share an outcome that does not say whom it serves.
    SharedOutcome = "routing/shared-outcome",
    /// Words for somebody on the spot, and none for who is not there.
    OnTheSpot = "routing/on-the-spot",
    /// A number that does not work from where the reader is.
    FromAbroad = "routing/from-abroad",
    /// Another outcome that may be true as well, and is none, or is for somebody else.
    SeeAlso = "routing/see-also",
    /// Emergency help does not come before the ways on.
    DangerLine = "routing/danger-line",
    /// A link inside the site that leads nowhere.
    BrokenLink = "link/broken",
    /// A link whose text is an address or says nothing.
    LinkText = "link/text",
    /// A short address that was promised never to go, and is gone.
    BrokenPromise = "link/broken-promise",
    /// A short address that is not on the list of promises.
    NotPromised = "link/not-promised",
    /// A service that partners cannot link to by a short address.
    NoShortAddress = "link/no-short-address",
    /// A link to ring or open a service that has no number or website.
    NoContact = "link/no-contact",
    /// Headings that skip a level.
    HeadingOrder = "page/heading-order",
    /// A page that names ways to get help but never shows them.
    RoutesNotShown = "page/routes-not-shown",
    /// A description that search engines would cut.
    Description = "page/description",
    /// A page too long or too short for its readers.
    Length = "page/length",
    /// The limit of confidentiality comes after the first contact, or not at all.
    LimitFirst = "safety/limit-first",
    /// The crisis page is more than one tap away.
    CrisisLink = "safety/crisis-link",
    /// A tab title or address that gives the reader away.
    Neutral = "safety/neutral",
    /// Something made for under-18s leads to a page that is not for them.
    PupilLink = "safety/pupil-link",
    /// A claim without a source.
    NoSources = "page/no-sources",
    /// A word or number that must never appear.
    NeverPrint = "words/never-print",
    /// Lines of the question bank that lead to a page that is not for the person who asks.
    WrongPerson = "questions/wrong-person",
    /// A word, address or number that must not stand in the question bank.
    NeverAsked = "questions/never-asked",
    /// The same words twice in the question bank.
    AskedTwice = "questions/asked-twice",
    /// A line longer than what is read of a query.
    TooLongToAsk = "questions/too-long",
    /// An address of a site that has gone, or of a copy for testing.
    RetiredAddress = "words/retired-address",
    /// A telephone number typed into a page instead of taken from the service.
    TypedNumber = "words/typed-number",
    /// A note that says "any time" where the hours do not.
    AnyHourClaimed = "words/any-hour-claimed",
    /// One number in the files of services that are nobody's together.
    SameNumber = "site/same-number",
    /// One number with two sets of hours.
    OtherHours = "site/other-hours",
    /// Short sentences in a row, without the words that join them.
    TelegramRun = "voice/telegram-run",
    /// Doubt that the reader is made to carry.
    Doubt = "voice/doubt",
    /// Too many words before the first way to reach somebody.
    WordsBeforeContact = "voice/words-before-contact",
    /// A sentence on page after page, or twice on one.
    Boilerplate = "voice/boilerplate",
    /// Orders in a row without a reason.
    OrderRun = "voice/order-run",
    /// A poster that does not fit on its sheet, its strips or its cards.
    OffThePaper = "posters/off-the-paper",
    /// A card with words to begin with, and no words for it.
    NoFirstWords = "posters/no-first-words",
    /// What a label says of hours does not stand on strips and cards.
    HoursLeftOff = "posters/hours-left-off",
    /// A page harder to read than its readers should have to bear.
    Readability = "words/readability",
    /// A page or service past its review date.
    Overdue = "review/overdue",
    /// A page or service whose review is near.
    DueSoon = "review/due-soon",
    /// A day of checking in a copied file that is still that of the people who wrote it.
    OthersDay = "review/others-day",
    /// A confirmation of something that the site no longer says, or that was never asked.
    Confirmation = "review/confirmation",
    /// A fact that its service has said is wrong, and that is printed still.
    SaidWrong = "review/said-wrong",
    /// A copy's file that takes the place of a built-in one, from which errors follow.
    Covers = "site/takes-the-place",
    /// What a copy's file was laid over has changed since.
    ChangedBelow = "site/changed-below",
    /// What readers see is other than was last recorded, and nobody who follows the site is told.
    Unrecorded = "site/unrecorded",
    /// An address that was published, where nothing stands now.
    Vanished = "site/vanished-address",
    /// A sentence that speaks of an area or service this copy leaves out.
    LeftOver = "site/left-over",
    /// Nobody can be told that something here is wrong.
    NoOperatorContact = "site/no-operator-contact",
    /// A template that cannot be rendered.
    Template = "render/template",
    /// A page heavier than the first flight of a connection.
    OverBudget = "render/over-budget",
}

#[cfg(test)]
mod tests {
    use super::Kind;
    use std::collections::BTreeSet;

    #[test]
    fn every_rule_has_a_slug_of_its_own() {
        let slugs: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.slug()).collect();
        assert_eq!(slugs.len(), Kind::ALL.len());
        assert!(slugs.iter().all(|slug| slug.contains('/')));
    }
}
