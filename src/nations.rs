//! The nations of the UK, as the areas of the built-in content call them: what the command line offers, the schema lists and the rules
//! compare.

/// Each, the first before the others.
pub(crate) const NATIONS: [&str; 4] = [FIRST_NATION, "wales", "scotland", "northern-ireland"];

/// The nation for whose readers the built-in lists and answers were put in order, with services of the others in their places.
pub(crate) const FIRST_NATION: &str = "england";
