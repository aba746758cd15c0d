//! How people ask services whether a fact is right, and say what was answered.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use jiff::civil::Date;

use super::SourceArgs;

/// What a person confirms.
///
/// With a service and a fact, that fact is confirmed. With a service, its facts are listed; with several, or with one and `--role`, they are
/// gone through. With neither, every service that somebody
/// must still ask is gone through, those that could do most harm first: one key answers for a fact, and it can be left and taken up
/// again at any time.
#[derive(Debug, Args)]
pub struct ConfirmArgs {
    /// The service's file name without `.toml`, such as `childline`.
    pub service: Option<String>,
    /// The fact: `phone`, `phone-hours`, `privacy` …; every fact of the service is listed if left out. Or another service.
    pub fact: Option<String>,
    /// More services: with `--role`, those that are named are gone through.
    #[arg(conflicts_with = "way")]
    pub more: Vec<String>,
    /// The role in which you asked, such as "service directory editor". Not a name.
    #[arg(long, value_name = "ROLE", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub role: Option<String>,
    /// The day the service said so; today if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<Date>,
    /// How you asked. If left out: by phone; by email where people in danger or despair ring, or there is no number; and by a look at its
    /// page for every fact of a service for emergencies, which is never rung to ask.
    #[arg(long, value_enum)]
    pub by: Option<AskedBy>,
    /// Ask only the services whose files stand in the folder of the overlay.
    #[arg(long, conflicts_with_all = ["service", "take_in", "take"])]
    pub ours: bool,
    /// Write everything that must be asked as a sheet for any spreadsheet program, to be filled in.
    #[arg(long, value_name = "FILE.csv", group = "way", conflicts_with = "fact")]
    pub sheet: Option<PathBuf>,
    /// Take a sheet in that was filled in. Nothing of it is recorded while a row has a fault.
    #[arg(long, value_name = "FILE.csv", group = "way", conflicts_with = "service")]
    pub take_in: Option<PathBuf>,
    /// With `--take-in`: where a row speaks against what somebody else was told, it takes the place of that. Without, it is named and left out.
    #[arg(long, requires = "take_in")]
    pub replace: bool,
    /// Take in what another copy has confirmed: its `confirmed.toml`, or its folder. Of two confirmations of one fact the later holds.
    #[arg(long, value_name = "FILE", group = "way", conflicts_with_all = ["service", "role", "date", "by"])]
    pub take: Option<PathBuf>,
    /// With `--take`: whose people asked, such as "Southshire Help". It is kept with each confirmation.
    #[arg(long, value_name = "COPY", requires = "take", value_parser = clap::builder::NonEmptyStringValueParser::new())]
    pub made_by: Option<String>,
    /// Write a letter to each service: "this is what we say about you; is it right?"
    #[arg(long, value_name = "DIR", group = "way", conflicts_with = "fact")]
    pub letters: Option<PathBuf>,
    /// Folder of content; confirmations are recorded in it unless there is an overlay. The folder `content` if neither is given.
    #[arg(long, env = "WAYMARK_CONTENT", value_name = "DIR")]
    pub content: Option<PathBuf>,
    /// Folder that is laid over the content; confirmations are recorded in it, and added to those of the content below.
    #[arg(long, env = "WAYMARK_OVERLAY", value_name = "DIR")]
    pub overlay: Option<PathBuf>,
}

impl ConfirmArgs {
    /// Where the site is read from. An overlay without a folder of content lies over the copy inside the program.
    pub fn source(&self) -> SourceArgs {
        let here = || self.overlay.is_none().then(|| PathBuf::from("content"));
        let content = self.content.clone().or_else(here);
        SourceArgs { content, overlay: self.overlay.clone(), ..SourceArgs::default() }
    }
}

/// How a person asked a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AskedBy {
    /// By ringing them.
    Phone,
    /// By email.
    Email,
    /// By post.
    Letter,
    /// Face to face.
    Meeting,
    /// By looking at its page: for the facts of a service for emergencies, which is never rung to ask.
    Page,
}

impl AskedBy {
    /// As written in `confirmed.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Letter => "letter",
            Self::Meeting => "meeting",
            Self::Page => "page",
        }
    }

    /// The way of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Phone, Self::Email, Self::Letter, Self::Meeting, Self::Page].into_iter().find(|way| way.as_str() == text)
    }
}
