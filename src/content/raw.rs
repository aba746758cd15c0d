//! What the files of the content say, as serde reads them after [`super::schema`] has proved that keys and types are right.
//!
//! Each shape stands beside its schema. Values that a later stage may complain about are spanned, so that the complaint can name their
//! line. `deny_unknown_fields` everywhere and never `flatten`, which loses spans.

pub use super::schema::area::{Area, LocalWay};
pub use super::schema::changes::{Change, Changes};
pub use super::schema::confirmed::{Confirmation, Confirmed};
pub use super::schema::kit::{Kit, KitLink, Links, Poster, PosterNumber, Posters, Snippet};
pub use super::schema::page::{Door, Foreign, IndexWord, Named, Page, Standing};
pub use super::schema::page_rules::{Essential, PageRules, Rule};
pub use super::schema::parts::{Excuse, OwnReview, OwnSignOff, Review, SignOff, Source, Way};
pub use super::schema::questions::{Asked, Questions};
pub use super::schema::routing::{Above, AnswerOption, Outcome, Role, Routing, RoutingQuestion, Together};
pub use super::schema::search::{Beside, Danger, Favour, Fixed, Place, Search, Seeking, Young};
pub use super::schema::service::{Contact, Cost, DatedNotice, Exception, Hours, Language, OnContact, Service};
pub use super::schema::site::{
    BankHolidays, Banned, Crisis, Holiday, JobName, Leave, Need, Never, Operator, Overlay, Redirects, Retired, ReviewRules, Site,
    VoiceRules, Words,
};
pub use super::schema::{Day, Text, day, search};
