//! The stages from files to a snapshot, one after another: content -> site -> check -> render -> snapshot.

use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::time::Instant;

use jiff::Timestamp;
use jiff::civil::Date;

use super::days_ahead::DaysAhead;
use super::open_data::Services;
use super::overlay_causes;
use super::print::print_error;
use super::texts::{Texts, texts_of};
use crate::check::{self, Strictness};
use crate::cli::SourceArgs;
use crate::clock::Moment;
use crate::content::drafts::{as_warnings, named_as_warnings};
use crate::content::source::{LoadError, SourceTree};
use crate::content::{self, Documents};
use crate::diagnostic::{Diagnostic, Kind, Place, Stages, name_of, report};
use crate::forms::{KeptIndex, SiteForms};
use crate::oruk::Register;
use crate::render::assets::PageStyle;
use crate::render::document::MediaType;
use crate::render::{RenderTarget, Rendered, audit};
use crate::search::Lexicon;
use crate::server::stale::{StaleCode, StaleReason};
use crate::site::{self, Site};
use crate::snapshot::{self, Bundle, Effort, EncodeCache, Snapshot, SnapshotLookup, Weight, budget, may_fill, weigh};

/// So many faults are drawn for whoever asked for newer content; the log has all.
const FIRST_FAULTS: usize = 5;

/// A site that was read, checked and rendered for one instant.
pub(super) struct Built {
    pub(super) site: Site,
    pub(super) rendered: Rendered,
    pub(super) forms: SiteForms,
    pub(super) form_csp: Arc<str>,
    pub(super) register: Register,
    pub(super) now: Timestamp,
}

/// Everything met on the way, whether or not a site came of it.
pub(super) struct BuildResult {
    pub(super) built: Option<Built>,
    pub(super) found: Vec<Diagnostic>,
    pub(super) tree: SourceTree,
    /// The addresses of the drafts that are shown.
    pub(super) drafts: Vec<String>,
    /// The days to come on which a page comes or goes.
    pub(super) ahead: DaysAhead,
}

impl BuildResult {
    /// The site, if it may be published; otherwise it is told why not.
    pub(super) fn publishable(self, colour: bool) -> Option<Built> {
        self.sound().map_err(|refused| print_error(&refused.drawn(colour))).ok()
    }

    /// The site, if it may be published; otherwise every finding.
    pub(super) fn sound(self) -> Result<Built, RefusedContent> {
        let is_sound = !self.found.iter().any(Diagnostic::is_error);
        match self.built {
            Some(built) if is_sound => Ok(built),
            _ => Err(RefusedContent { found: self.found, tree: self.tree }),
        }
    }
}

/// Content that may not be published, and why.
pub(super) struct RefusedContent {
    pub(super) found: Vec<Diagnostic>,
    tree: SourceTree,
}

impl RefusedContent {
    pub(super) fn drawn(&self, colour: bool) -> String {
        report::pretty(&self.found, |path| self.tree.text(path), colour)
    }

    /// The reason why it is not being served, with the first faults drawn as `check` draws them.
    pub(super) fn reason(self) -> StaleReason {
        let (tree, found) = (&self.tree, &self.found);
        let told = report::first(found, FIRST_FAULTS, |path| tree.text(path));
        StaleReason { code: StaleCode::ContentHasErrors, told, findings: self.found }
    }
}

/// The files to build from: the copy inside the program, with folders of the operator's in place of its parts.
pub(super) fn read(source: &SourceArgs) -> Result<(SourceTree, Vec<Diagnostic>), LoadError> {
    let mut tree = SourceTree::built_in();
    let mut found = Vec::new();
    let folders = [("content", &source.content), ("templates", &source.templates), ("static", &source.static_files)];
    for (top, folder) in folders {
        if let Some(folder) = folder {
            found.extend(tree.replace(top, folder)?);
        }
    }
    if let Some(folder) = &source.overlay {
        found.extend(tree.lay_over("content", folder)?);
    }
    Ok((tree, found))
}

/// The site of some content with the files it was made of, for commands that show no page of it. Errors of it are told.
pub(super) fn sound(source: &SourceArgs) -> Result<Option<(Site, SourceTree)>, LoadError> {
    let (tree, faults) = read(source)?;
    let mut stages = Stages { read: faults, ..Stages::default() };
    let documents = documents(&tree, Drafts::LeftOut, &mut stages);
    let (site, faults) = site::assemble(&documents);
    stages.site.extend(faults);
    let mut found = stages.causes_first();
    tree.name_really(&mut found);
    found.retain(|fault| fault.is_error() || fault.kind == Kind::Follows);
    let site = site.filter(|_| !found.iter().any(Diagnostic::is_error));
    if site.is_none() {
        print_error(&report::pretty(&found, |path| tree.text(path), false));
    }
    Ok(site.map(|site| (site, tree)))
}

/// Whether drafts are to be seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Drafts {
    /// By whoever writes them.
    Shown,
    LeftOut,
}

/// The documents of `tree`. A file that could not even be opened is not missing as well.
fn documents(tree: &SourceTree, drafts: Drafts, stages: &mut Stages) -> Documents {
    let (documents, mut faults) = match drafts {
        Drafts::Shown => content::read_with_drafts(tree),
        Drafts::LeftOut => content::read(tree),
    };
    if drafts == Drafts::LeftOut && !documents.drafts.is_empty() {
        stages.site.extend(faults_of_drafts(tree));
    }
    let is_known = |fault: &Diagnostic| stages.read.iter().any(|known| known.place.file == fault.place.file);
    faults.retain(|fault| fault.kind != Kind::Missing || !is_known(fault));
    stages.read.extend(faults);
    stages.left_out.clone_from(&documents.left_out_at);
    documents
}

/// What names drafts name that is not there: told to who writes them, and to nobody's harm.
fn faults_of_drafts(tree: &SourceTree) -> Vec<Diagnostic> {
    let (documents, _) = content::read_with_drafts(tree);
    let (_, mut found) = site::assemble(&documents);
    found.retain(|fault| documents.drafts.iter().any(|draft| draft.file == fault.place.file));
    as_warnings(&documents.drafts, &mut found);
    found
}

/// Reads, checks and renders for whoever writes: with the drafts, whose faults are warnings.
pub(super) fn build_with_drafts(source: &SourceArgs, now: Timestamp) -> Result<BuildResult, LoadError> {
    build_of(RenderTarget::Server, source, now, Strictness::Everyday, Drafts::Shown)
}

/// Reads, checks and renders for the server.
pub(super) fn build(source: &SourceArgs, now: Timestamp, strictness: Strictness) -> Result<BuildResult, LoadError> {
    build_for(RenderTarget::Server, source, now, strictness)
}

/// Reads, checks and renders.
pub(super) fn build_for(
    target: RenderTarget,
    source: &SourceArgs,
    now: Timestamp,
    strictness: Strictness,
) -> Result<BuildResult, LoadError> {
    build_of(target, source, now, strictness, Drafts::LeftOut)
}

fn build_of(
    target: RenderTarget,
    source: &SourceArgs,
    now: Timestamp,
    strictness: Strictness,
    drafts: Drafts,
) -> Result<BuildResult, LoadError> {
    let (tree, faults) = timed("files", || read(source))?;
    let mut stages = Stages { read: faults, ..Stages::default() };
    let today = Moment::at(now).today;
    let mut documents = timed("content", || documents(&tree, drafts, &mut stages));
    let ahead = DaysAhead::of(&documents, today);
    let left_out = documents.left_out_at.clone();
    // Whoever writes a page sees it before its day.
    let out_of_time: Vec<Place> =
        documents.out_of_time(today).map(|page| Place::whole_file(Arc::clone(&page.file.path))).collect();
    if drafts == Drafts::LeftOut {
        documents.leave_out_of_time(today);
    }
    let (site, faults) = timed("site", || site::assemble(&documents));
    stages.site.extend(faults);
    let built = site.and_then(|site| {
        stages.rules = timed("check", || check::check(&site, today, strictness));
        let lexicon = documents.search.as_ref().map(|document| Lexicon::from(&document.value));
        timed("render", || render(&tree, site, lexicon.unwrap_or_default(), now, target, &mut stages.rules))
    });
    if drafts == Drafts::Shown {
        for stage in [&mut stages.site, &mut stages.rules] {
            as_warnings(&documents.drafts, stage);
            named_as_warnings(&documents.drafts, stage);
        }
    }
    let mut found = overlay_causes::told_first(&tree, &left_out, today, stages.causes_first());
    if drafts == Drafts::LeftOut && !found.iter().any(Diagnostic::is_error) {
        found.extend(ahead.faults(&found));
    }
    for_today(&mut found, today);
    tree.name_really(&mut found);
    let is_shown = drafts == Drafts::Shown;
    let names = documents.drafts.iter().chain(&out_of_time).filter(|_| is_shown).filter_map(|draft| name_of(&draft.file));
    let drafts = names.map(|name| if name.starts_with('/') { name } else { format!("/services/{name}") }).collect();
    Ok(BuildResult { built, found, tree, drafts, ahead: ahead.or(documents) })
}

/// Findings as they are told on this day.
fn for_today(found: &mut Vec<Diagnostic>, today: Date) {
    // What must be mended first is told before anybody is asked when a file was checked.
    if found.iter().any(Diagnostic::is_error) {
        found.retain(|fault| fault.kind != Kind::OthersDay);
    }
    for fault in found {
        fault.say_day(today);
    }
}

/// Does the work of one stage, and says in the log for developers how long it took.
fn timed<T>(stage: &'static str, work: impl FnOnce() -> T) -> T {
    let started = Instant::now();
    let made = work();
    let microseconds = u64::try_from(started.elapsed().as_micros()).unwrap_or(u64::MAX);
    tracing::debug!(stage, microseconds, "a stage of the build");
    made
}

fn render(
    tree: &SourceTree,
    site: Site,
    lexicon: Lexicon,
    now: Timestamp,
    target: RenderTarget,
    found: &mut Vec<Diagnostic>,
) -> Option<Built> {
    let Texts { rendered, templates, assets } = texts_of(tree, &site, now, target, found)?;
    found.extend(audit::audit(&rendered.documents));
    let register = Register::of(&site, &Moment::at(now));
    if !found.iter().any(|fault| fault.kind == Kind::NeverPrint) {
        found.extend(words_of_all(&rendered, &register, &site, tree));
    }
    let not_found = rendered.errors.not_found.clone();
    let forms = SiteForms::prepare(&site, &templates, &assets, lexicon, &Moment::at(now), not_found);
    found.extend(forms.faults());
    let form_csp = Arc::clone(&assets.style(PageStyle::Form).csp);
    Some(Built { site, rendered, forms, form_csp, register, now })
}

/// The word rules over every text that is published, of whatever kind.
fn words_of_all(rendered: &Rendered, register: &Register, site: &Site, tree: &SourceTree) -> Vec<Diagnostic> {
    let errors = &rendered.errors;
    let errors = [&errors.not_found, &errors.method_not_allowed, &errors.gone, &errors.refused, &errors.failed];
    let errors = errors.into_iter().map(|page| ("an error page", MediaType::Html, page.as_str()));
    let documents = rendered.documents.iter().map(|one| (one.path.as_str(), one.media_type, one.body.as_str()));
    let register: Vec<(String, &str)> = register.texts().collect();
    let register = register.iter().map(|(path, body)| (path.as_str(), MediaType::Json, *body));
    audit::words(documents.chain(errors).chain(register), site, tree)
}

impl Built {
    /// The same, searching by the index that is kept if it would be made of the same words.
    pub(super) fn with_index_of(self, kept: &KeptIndex) -> Self {
        Self { forms: self.forms.with_index_of(kept), ..self }
    }

    pub(super) fn pack(self, effort: Effort, cache: &EncodeCache) -> Result<Snapshot, String> {
        let bundle = Bundle {
            documents: self.rendered.documents,
            errors: self.rendered.errors,
            redirects: self.site.redirects.clone(),
            temporary: self.site.links.redirects(),
            gone: self.site.gone.clone(),
            form_csp: self.form_csp,
            is_https: self.site.settings.is_https(),
            onion: self.site.settings.onion.clone(),
            rendered_at: self.now,
            valid_until: Some(self.rendered.valid_until),
            next_review: next_review(&self.site),
            forms: Arc::new(self.forms),
            open_data: Some(Arc::new(Services(self.register))),
        };
        timed("pack", || Snapshot::build(bundle, effort, cache)).map_err(|error| error.to_string())
    }
}

fn next_review(site: &Site) -> Option<Timestamp> {
    let services = site.shown_services().map(|service| service.review.due);
    let first = services.chain(site.pages.values().map(|page| page.review.due)).min()?;
    Some(Moment::first_of(first).now)
}

/// The pages' weights, the heaviest in brotli first. Data files and downloads are not pages, and need not keep the law.
fn weights_of_pages(snapshot: &Snapshot) -> Vec<Weight> {
    let is_page = |weight: &Weight| match snapshot.find(&weight.path) {
        SnapshotLookup::Resource(resource) => resource.media_type == MediaType::Html,
        _ => false,
    };
    let mut weights: Vec<Weight> = weigh(snapshot).into_iter().filter(is_page).collect();
    weights.sort_by(|a, b| b.with_brotli().cmp(&a.with_brotli()).then_with(|| a.path.cmp(&b.path)));
    weights
}

/// The pages that are not yet known to be light enough, and the heaviest, whose weight is told.
pub(super) fn heavy(snapshot: &Snapshot) -> BTreeSet<String> {
    let weights = weights_of_pages(snapshot);
    let heaviest = weights.first().map(|weight| weight.path.clone());
    let is_heavy = |weight: &&Weight| weight.with_gzip().max(weight.with_brotli()) > may_fill(&weight.path);
    weights.iter().filter(is_heavy).map(|weight| weight.path.clone()).chain(heaviest).collect()
}

/// The pages' weights, and a fault for each page over its budget.
pub(super) fn weights(snapshot: &Snapshot) -> (Vec<Weight>, Vec<Diagnostic>) {
    let weights = weights_of_pages(snapshot);
    let mut found: Vec<Diagnostic> = weights.iter().filter_map(|weight| over_budget(snapshot, weight)).collect();
    found.extend(snapshot::late_questions(snapshot).map(|message| {
        Diagnostic::error(Place::whole_file("/report"), Kind::OverBudget, message)
            .with_help("ask fewer questions, or in fewer words: what comes before the first answer must arrive at once")
    }));
    (weights, found)
}

/// An error for a page over its budget in either coding, and a warning for one that leaves too little of it free.
fn over_budget(snapshot: &Snapshot, weight: &Weight) -> Option<Diagnostic> {
    let (path, fits) = (&weight.path, budget(&weight.path));
    let (bytes, coding) = [(weight.with_gzip(), "gzip"), (weight.with_brotli(), "brotli")]
        .into_iter()
        .max()
        .filter(|(bytes, _)| *bytes > may_fill(path))?;
    let body = match snapshot.find(path) {
        SnapshotLookup::Resource(resource) => String::from_utf8_lossy(&resource.identity().body).into_owned(),
        _ => String::new(),
    };
    let part = snapshot::largest_part(&body);
    let place = Place::whole_file(path.as_str());
    let found = if bytes > fits {
        let message = format!("{path} takes {bytes} bytes in {coding}, and {fits} fit the first flights of a connection");
        Diagnostic::error(place, Kind::OverBudget, message)
    } else {
        let message =
            format!("{path} takes {bytes} bytes in {coding}, and of the {fits} that fit {} stay free", fits - may_fill(path));
        Diagnostic::warning(place, Kind::OverBudget, message)
    };
    Some(found.with_help(format!("look first at {part}: say the same in fewer words, or move a part to a page of its own")))
}

/// The current time, from outside: `WAYMARK_NOW` sets it for tests and for looking at a day to come.
pub(super) fn now() -> Result<Timestamp, io::Error> {
    match std::env::var("WAYMARK_NOW") {
        Err(_) => Ok(Timestamp::now()),
        Ok(text) => text
            .parse()
            .map_err(|_| io::Error::other(format!("WAYMARK_NOW is `{text}`; write an instant such as 2026-11-24T09:00:00Z"))),
    }
}

/// The same for who goes by it while the site is served: an instant that cannot be read was refused before anything was.
pub(super) fn clock() -> Timestamp {
    now().unwrap_or_else(|_| Timestamp::now())
}
