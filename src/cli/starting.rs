//! What can be started: a page, a service, an area, a folder for another region.

use std::fmt::{self, Display, Formatter};
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};

use crate::nations::{FIRST_NATION, NATIONS};

/// What to start.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// What to start.
    #[command(subcommand)]
    pub what: NewKind,
}

/// What can be started.
#[derive(Debug, Subcommand)]
pub enum NewKind {
    /// A page of guidance.
    Page(StartArgs),
    /// A service.
    Service(StartArgs),
    /// An area: who does each local job there. With a name, a council or a place it stands beside the area that the folder has, passes
    /// `waymark check` at once, and shares that one's police, LADO and centre.
    Area(Box<NewAreaArgs>),
    /// A small folder for a copy of another region, to lay over the built-in content. It passes `waymark check --overlay DIR` at once.
    /// On a terminal it asks for what was not given; Enter leaves a thing out.
    Overlay(Box<NewOverlayArgs>),
}

/// One file to start.
#[derive(Debug, Args)]
pub struct StartArgs {
    /// Its address: lower-case letters, digits and hyphens, such as `online-safety`.
    pub slug: String,
    /// Folder of content to write into.
    #[arg(long, env = "WAYMARK_CONTENT", value_name = "DIR", default_value = "content")]
    pub content: PathBuf,
    /// The folder of a copy of another region, to write into instead.
    #[arg(long, env = "WAYMARK_OVERLAY", value_name = "DIR")]
    pub overlay: Option<PathBuf>,
}

/// An area to start, and what is known of it.
#[derive(Debug, Args)]
pub struct NewAreaArgs {
    /// Its file.
    #[command(flatten)]
    pub start: StartArgs,
    /// What it is called, such as "Southby"; made of its address if left out.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Its own services.
    #[command(flatten)]
    pub of_council: CouncilServices,
    /// A town or village of it, for search.
    #[arg(long, value_name = "TOWN")]
    pub place: Vec<String>,
}

impl NewAreaArgs {
    /// Whether anything of it is known.
    pub fn is_given(&self) -> bool {
        self.name.is_some() || !self.place.is_empty() || self.of_council.by_job().iter().any(|given| !given.is_empty())
    }
}

/// What a council has of its own, and another council's area not.
#[derive(Debug, Clone, Default, Args)]
pub struct CouncilServices {
    /// A council's children's services: "NAME=NUMBER", or "NAME=NUMBER=https://…" with the page where it was read. A service that has no
    /// number is given by its email address: "NAME=EMAIL". An = of the name itself is written \=. May be given several times, as may
    /// those below.
    #[arg(long, value_name = "NAME=NUMBER")]
    pub council: Vec<GivenService>,
    /// Children's services at night and at weekends.
    #[arg(long, value_name = "NAME=NUMBER")]
    pub night_team: Vec<GivenService>,
    /// The council officer for worries about adults who work with children.
    #[arg(long, value_name = "NAME=NUMBER")]
    pub lado: Vec<GivenService>,
}

impl CouncilServices {
    /// What was given for each job, in the order in which areas name them.
    pub fn by_job(&self) -> [&[GivenService]; 3] {
        [&self.council, &self.night_team, &self.lado]
    }
}

/// A folder for a copy of another region.
#[derive(Debug, Clone, Args)]
pub struct NewOverlayArgs {
    /// The folder to write: new, or empty.
    pub folder: PathBuf,
    /// The region this copy is for, such as "Northshire".
    #[arg(long, value_name = "NAME")]
    pub region: Option<String>,
    /// What the first area is called, where it is not the whole region: the name of the first council's area. The second has its own with
    /// `waymark new area`.
    #[arg(long, value_name = "NAME", conflicts_with = "without_area")]
    pub area: Option<String>,
    /// What the site is called.
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// Where the public will find it: https:// and a host.
    #[arg(long, value_name = "ADDRESS")]
    pub address: Option<String>,
    /// The organisation that runs this copy.
    #[arg(long, value_name = "NAME")]
    pub operator: Option<String>,
    /// How readers tell the organisation that something is wrong: an email or https address, or a telephone number.
    #[arg(long, value_name = "CONTACT")]
    pub contact: Option<String>,
    /// The nation the region lies in: its ways do each job for which no service was given.
    /// It is asked for on a terminal, and England elsewhere.
    #[arg(long, value_name = "NATION", value_parser = NATIONS)]
    pub within: Option<String>,
    /// A town of the region, for search; may be given several times.
    #[arg(long, value_name = "TOWN")]
    pub town: Vec<String>,
    /// For a copy without a region of its own, such as a national charity's: no area is written.
    #[arg(long, conflicts_with_all = ["town", "police", "council", "night_team", "lado", "sarc", "sarc_age"])]
    pub without_area: bool,
    /// The police, when it is not an emergency, given as `--council` is.
    #[arg(long, value_name = "NAME=NUMBER")]
    pub police: Vec<GivenService>,
    /// What each council has of its own.
    #[command(flatten)]
    pub of_council: CouncilServices,
    /// A sexual assault referral centre.
    #[arg(long, value_name = "NAME=NUMBER")]
    pub sarc: Vec<GivenService>,
    /// From which age people may ring that centre themselves, such as 13: the highest, if there are several centres. Until it is known,
    /// answers for readers under 18 give the nation's way in its place.
    #[arg(long, value_name = "AGE", requires = "sarc")]
    pub sarc_age: Option<Age>,
}

impl NewOverlayArgs {
    /// The nation it lies in: England, where nobody said.
    pub fn nation(&self) -> &str {
        self.within.as_deref().unwrap_or(FIRST_NATION)
    }
}

/// An age in years.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Age(pub u8);

/// A text is no age from which people may do something themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write an age from 0 to 18 in figures, such as 13")]
pub struct AgeError;

impl FromStr for Age {
    type Err = AgeError;

    fn from_str(text: &str) -> Result<Self, AgeError> {
        text.parse().ok().filter(|age| *age <= 18).map(Self).ok_or(AgeError)
    }
}

/// A service of the region, as its operator gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenService {
    /// What it calls itself.
    pub name: String,
    /// Its telephone number, or its email address where it has no number.
    pub reach: String,
    /// The page of its own where the number was read.
    pub page: Option<String>,
}

/// Why a service cannot be taken up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GivenError {
    /// Something is left out.
    #[error("write NAME=NUMBER or NAME=EMAIL, such as \"Northshire Police=01632 960101\"")]
    Incomplete,
    /// The third part is not an address.
    #[error("`{0}` is not an https address: write NAME=NUMBER=https://…")]
    NotAnAddress(String),
}

impl Display for GivenService {
    /// As it is given: an `=` of the name itself has a `\` before it.
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let kept = |part: &str| part.replace('\\', "\\\\").replace('=', "\\=");
        write!(f, "{}={}", kept(&self.name), kept(&self.reach))?;
        self.page.iter().try_for_each(|page| write!(f, "={page}"))
    }
}

/// What stands before the first `=` that has no `\` before it, and what stands after it. A `\` that is before neither of the two stays.
fn until_equals(text: &str) -> (String, Option<&str>) {
    let mut before = String::new();
    let mut signs = text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        match sign {
            '=' => return (before.trim().to_owned(), Some(&text[at + 1..])),
            '\\' => before.push(signs.next_if(|(_, next)| matches!(next, '=' | '\\')).map_or(sign, |(_, next)| next)),
            _ => before.push(sign),
        }
    }
    (before.trim().to_owned(), None)
}

impl FromStr for GivenService {
    type Err = GivenError;

    fn from_str(text: &str) -> Result<Self, GivenError> {
        let (name, rest) = until_equals(text);
        let (reach, page) = until_equals(rest.unwrap_or_default());
        if name.is_empty() || reach.is_empty() {
            return Err(GivenError::Incomplete);
        }
        let page = page.map(|page| page.trim().to_owned()).filter(|page| !page.is_empty());
        match page.as_deref().filter(|page| !page.starts_with("https://")) {
            Some(wrong) => Err(GivenError::NotAnAddress(wrong.to_owned())),
            None => Ok(Self { name, reach, page }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_council_has_is_asked_for_in_the_same_words_for_a_copy_and_for_an_area() {
        let help = |kind: &str| {
            let command = <crate::cli::Cli as clap::CommandFactory>::command();
            let kind = command.find_subcommand("new").and_then(|new| new.find_subcommand(kind)).unwrap().clone();
            let of = |name: &str| {
                kind.get_arguments().find(|one| one.get_long() == Some(name)).unwrap().get_help().unwrap().to_string()
            };
            ["council", "night-team", "lado"].map(of)
        };
        assert_eq!(help("area"), help("overlay"));
    }

    #[test]
    fn a_service_is_given_by_name_and_number_and_perhaps_the_page_it_was_read_on() {
        let given: GivenService = "Northshire Police = 01632 960101".parse().unwrap();
        assert_eq!((given.name.as_str(), given.reach.as_str(), given.page), ("Northshire Police", "01632 960101", None));
        let given: GivenService = "A=01632 960101=https://a.example/?x=1".parse().unwrap();
        assert_eq!(given.page.as_deref(), Some("https://a.example/?x=1"));
        let given: GivenService = "A\\=B=01632 960101".parse().unwrap();
        assert_eq!((given.name.as_str(), given.reach.as_str()), ("A=B", "01632 960101"));
        let given: GivenService = "C:\\D=01632 960101".parse().unwrap();
        assert_eq!(given.name, "C:\\D", "as files of before this have it");
        assert_eq!("Northshire Police".parse::<GivenService>(), Err(GivenError::Incomplete));
        assert_eq!("=01632 960101".parse::<GivenService>(), Err(GivenError::Incomplete));
        assert!(matches!("A=01632 960101=a page".parse::<GivenService>(), Err(GivenError::NotAnAddress(_))));
    }
}
