//! The needs, the areas and who does each job: what an editor chooses from, written into the starting file.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::Failure;
use crate::cli::StartArgs;
use crate::clock::Moment;
use crate::commands::build;
use crate::content::overlay_folder::is_overlay;
use crate::content::source::SourceTree;
use crate::content::{self, Documents};

/// What there is to choose from.
pub(super) struct Lists {
    needs: Vec<(String, String)>,
    areas: Vec<(String, String)>,
    jobs: String,
    pub(super) today: Date,
}

impl Lists {
    /// Those of the content that the file is for.
    pub(super) fn of(args: &StartArgs) -> Result<Self, Failure> {
        // Whatever else is wrong there is for `check` to say.
        Ok(Self::from(&content::read(&tree(args)?).0, Moment::at(build::now()?).today))
    }

    fn from(documents: &Documents, today: Date) -> Self {
        let needs = documents.site.iter().flat_map(|site| &site.value.need);
        let areas = documents.areas.iter().map(|area| (area.stem().to_owned(), area.value.name.get_ref().clone()));
        let anywhere = [("uk".to_owned(), "everywhere in the UK".to_owned())];
        Self {
            today,
            needs: needs.map(|need| (need.id.get_ref().clone(), need.title.get_ref().clone())).collect(),
            areas: anywhere.into_iter().chain(areas).collect(),
            jobs: documents
                .areas
                .iter()
                .find(|area| area.stem() == "england")
                .map_or_else(String::new, |area| jobs(&area.file.text)),
        }
    }

    /// The list for a key that chooses from one.
    pub(super) fn add_to(&self, out: &mut String, key: &str) {
        let list = match key {
            "needs" => self.needs.as_slice(),
            "areas" => self.areas.as_slice(),
            // An area lies in another, and not in what is everywhere.
            "within" => self.areas.get(1..).unwrap_or_default(),
            _ => return,
        };
        for (id, name) in list {
            let _ = writeln!(out, "#   \"{id}\": {name}");
        }
    }

    /// The jobs as the nation has them done.
    pub(super) fn jobs(&self) -> String {
        format!(
            "\n# who does each job here: these are the ways for all of England; put your own services before them, or in their place\n{}",
            self.jobs
        )
    }
}

/// The content that a new file is for.
pub(super) fn tree(args: &StartArgs) -> Result<SourceTree, Failure> {
    let mut tree = SourceTree::built_in();
    if is_overlay(&args.content) {
        tree.lay_over("content", &args.content)?;
    } else if args.content.is_dir() {
        tree.replace("content", &args.content)?;
    }
    if let Some(folder) = &args.overlay {
        tree.lay_over("content", folder)?;
    }
    Ok(tree)
}

/// The part of an area's file that says who does each job.
pub(super) fn jobs(text: &str) -> String {
    text.find("[jobs]").map_or_else(String::new, |at| text[at..].to_owned())
}
