//! Every text of a site, from the templates and styles of some files.

use jiff::Timestamp;

use crate::content::source::SourceTree;
use crate::diagnostic::Diagnostic;
use crate::render::assets::Assets;
use crate::render::templates::Templates;
use crate::render::{self, RenderTarget, Rendered};
use crate::site::Site;

/// The texts of a site, and what they were made with.
pub(super) struct Texts {
    pub(super) rendered: Rendered,
    pub(super) templates: Templates,
    pub(super) assets: Assets,
}

/// The texts of a site for one instant; nothing where templates or styles cannot be used.
pub(super) fn texts_of(
    tree: &SourceTree,
    site: &Site,
    now: Timestamp,
    target: RenderTarget,
    found: &mut Vec<Diagnostic>,
) -> Option<Texts> {
    let templates = Templates::load(tree).map_err(|faults| found.extend(faults)).ok();
    let assets = Assets::load(tree, site).map_err(|faults| found.extend(faults)).ok();
    let (templates, assets) = (templates?, assets?);
    let (rendered, faults) = render::render(site, &templates, &assets, now, target);
    found.extend(faults);
    Some(Texts { rendered, templates, assets })
}
