//! Files in, typed raw documents out, every value with its file and line.
//!
//! Takes a [`source::SourceTree`] (a folder, the built-in copy, or a test's map). Gives [`Documents`] and the diagnostics met
//! on the way. It knows TOML, Markdown and the shape of each file kind; it does not know what a service or a page *means*.

mod copied;
pub mod documents;
pub mod drafts;
mod empty_headings;
mod faulty_ways;
pub mod file_places;
pub mod front_matter;
pub mod markdown;
pub mod merge;
pub mod merge_strategy;
mod misplaced;
mod mistakes;
mod mojibake;
pub mod only_if;
pub mod overlay;
pub mod overlay_folder;
mod placeholders;
pub mod raw;
pub mod schema;
pub mod shown_days;
mod slips;
pub(crate) mod slug;
pub mod source;

pub mod read;
pub mod renamed;

pub use documents::{Documents, Located};
pub use mistakes::date::meant as date_meant;
pub use mistakes::week::{DAYS, HoursMeant, NoHours, WeekMeant};
pub use placeholders::FIRST_WORDS;
pub use read::{read, read_with_drafts};
