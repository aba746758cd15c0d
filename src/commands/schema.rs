//! `waymark schema`: the JSON Schema of a kind of content file.

use std::io::Write as _;

use super::print::stdout;
use super::{Failure, GOOD};
use crate::cli::{SchemaArgs, SchemaKind};
use crate::content::schema::{self, json};

pub(super) fn run(args: &SchemaArgs) -> Result<u8, Failure> {
    let shape = match args.kind {
        SchemaKind::Page => &schema::PAGE,
        SchemaKind::Service => &schema::SERVICE,
        SchemaKind::Routing => &schema::ROUTING,
        SchemaKind::Area => &schema::AREA,
        SchemaKind::Site => &schema::SITE,
        SchemaKind::Words => &schema::WORDS,
        SchemaKind::Overlay => &schema::OVERLAY,
        SchemaKind::Redirects => &schema::REDIRECTS,
        SchemaKind::BankHolidays => &schema::BANK_HOLIDAYS,
        SchemaKind::Links => &schema::LINKS,
        SchemaKind::Kit => &schema::KIT,
        SchemaKind::Posters => &schema::POSTERS,
        SchemaKind::Changes => &schema::CHANGES,
        SchemaKind::Confirmed => &schema::CONFIRMED,
        SchemaKind::PageRules => &schema::PAGE_RULES,
        SchemaKind::Questions => &schema::QUESTIONS,
    };
    writeln!(stdout(), "{}", serde_json::to_string_pretty(&json::document(shape))?)?;
    Ok(GOOD)
}
