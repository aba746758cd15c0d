//! `waymark check`: every fault of the content, and the weight of the pages; with `--release`, what still stands before a launch.

use std::io::Write as _;

use jiff::civil::Date;

use super::build::BuildResult;
use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD, build, overlay, published_record, said_wrong};
use crate::check::Strictness;
use crate::check::release::{self, Concern, Obstacle};
use crate::check::ring_round::{self, Progress};
use crate::cli::{CheckArgs, CheckFormat, SourceArgs};
use crate::clock::Moment;
use crate::content::source::SourceTree;
use crate::diagnostic::{self, Diagnostic, Severity, report};
use crate::site::Site;
use crate::snapshot::{Effort, EncodeCache, Weight, budget};

/// Columns of the table of obstacles: wide enough for a sentence, narrow enough for a terminal.
const TABLE_WIDTH: usize = 140;
/// So many files that are no content are named; of more, how many.
const PASSED_OVER_SHOWN: usize = 3;

pub(super) fn run(args: &CheckArgs) -> Result<u8, Failure> {
    let strictness = if args.release { Strictness::Release } else { Strictness::Everyday };
    let now = build::now()?;
    let today = Moment::at(now).today;
    let mut outcome = build::build(&args.source, now, strictness)?;
    add_records(&args.source, &mut outcome, today, strictness)?;
    let site = outcome.built.as_ref().map(|built| &built.site);
    let launch = site.filter(|_| args.release).map(|site| Launch::of(site, &outcome.tree, today));
    let largest = weigh(&mut outcome)?;
    print(args.format, &outcome, launch.as_ref(), largest)?;
    let is_blocked = launch.is_some_and(|launch| launch.obstacles.iter().any(|obstacle| obstacle.concern.blocks()));
    Ok(if has_errors(&outcome) || is_blocked { CONTENT_ERRORS } else { GOOD })
}

fn has_errors(outcome: &BuildResult) -> bool {
    outcome.found.iter().any(Diagnostic::is_error)
}

/// Adds what follows from what was recorded earlier: of what services said, of what was published, of what lies below an overlay.
fn add_records(source: &SourceArgs, outcome: &mut BuildResult, today: Date, strictness: Strictness) -> Result<(), Failure> {
    if let Some(built) = &outcome.built {
        let mut said_wrong = said_wrong::diagnostics(source, &built.site, strictness)?;
        outcome.tree.name_really(&mut said_wrong);
        outcome.found.append(&mut said_wrong);
        outcome.found.extend(published_record::diagnostic(source, &outcome.tree, today, &built.site, strictness)?);
    }
    if let Some(built) = outcome.built.as_ref().filter(|_| !has_errors(outcome)) {
        // A page whose file cannot be read is not gone.
        outcome.found.extend(published_record::vanished(source, today, &built.site, &built.rendered)?);
    }
    let mut changed_below = overlay::changed_below(source)?;
    // Of a file that cannot be read nobody knows what it says.
    changed_below.retain(|fault| !outcome.found.iter().any(|known| known.is_error() && known.place.file == fault.place.file));
    outcome.found.append(&mut changed_below);
    Ok(())
}

/// Weighs the pages, and gives the heaviest. A site with faults is not packed: its weight would mean nothing.
fn weigh(outcome: &mut BuildResult) -> Result<Option<Weight>, Failure> {
    if has_errors(outcome) {
        return Ok(None);
    }
    let Some(built) = outcome.built.take() else { return Ok(None) };
    let cache = EncodeCache::default();
    let snapshot = built.pack(Effort::Fast, &cache)?;
    let snapshot = snapshot.improved_at(&build::heavy(&snapshot), &cache);
    let (weights, mut faults) = build::weights(&snapshot);
    if outcome.tree.has_overlay() {
        faults.iter_mut().for_each(of_a_copy);
    }
    outcome.found.extend(faults);
    diagnostic::sort(&mut outcome.found);
    Ok(weights.into_iter().next())
}

fn print(format: CheckFormat, outcome: &BuildResult, launch: Option<&Launch>, largest: Option<Weight>) -> Result<(), Failure> {
    let mut out = stdout();
    match (format, launch) {
        (CheckFormat::Json, None) => writeln!(out, "{}", report::json(&outcome.found))?,
        (CheckFormat::Json, Some(launch)) => writeln!(out, "{}", launch.json(&outcome.found)?)?,
        (CheckFormat::Pretty, launch) => {
            let colour = out.is_terminal();
            write!(out, "{}", report::pretty(&outcome.found, |path| outcome.tree.text(path), colour))?;
            if let Some(told) = passed_over(&outcome.tree.passed_over()) {
                writeln!(out, "{told}")?;
            }
            if let Some(weight) = largest {
                let (brotli, gzip, fits) = (weight.with_brotli(), weight.with_gzip(), budget(&weight.path));
                let path = weight.path;
                writeln!(out, "largest page: {path}, {brotli} bytes in brotli, {gzip} in gzip, of {fits} with headers")?;
            }
            if let Some(launch) = launch {
                write!(out, "\n{}{}", release::table(&launch.obstacles, TABLE_WIDTH), launch.told)?;
            }
        }
    }
    Ok(())
}

/// A copy's councils and teams are facts, and its built-in words not its own to shorten: their weight is told and refuses nothing.
fn of_a_copy(fault: &mut Diagnostic) {
    fault.severity = Severity::Warning;
    let help = "every list of local services adds to it: councils that share their teams can share an area. Readers on slow phones wait \
                one more round trip; nothing is refused";
    fault.help = Some(help.to_owned());
}

/// One quiet line on files that are no content: whoever misses one of them sees why.
fn passed_over(files: &[String]) -> Option<String> {
    let told = diagnostic::first_of(files.iter().map(String::as_str), PASSED_OVER_SHOWN);
    (!files.is_empty()).then(|| format!("passed over, as no content: {told}"))
}

/// How a copy does what a built-in file asks for: that file is not its own to write in.
fn in_own_file(obstacle: &Obstacle, tree: &SourceTree) -> Option<String> {
    let is_of_review = matches!(obstacle.concern, Concern::SignOff | Concern::Overdue);
    if !is_of_review || !tree.has_overlay() || tree.is_of_overlay(&obstacle.place.file) {
        return None;
    }
    let entry = match obstacle.concern {
        Concern::SignOff => "[[review.sign_off]] with `by` and `given = <the day>`",
        _ => "`checked` and `due`",
    };
    Some(format!("in overlay.toml write [[review]] with `of = \"{}\"`, and in it {entry}", obstacle.subject))
}

/// What still stands before a launch, and how far the confirming has come.
struct Launch {
    obstacles: Vec<Obstacle>,
    progress: Vec<Progress>,
    told: String,
}

impl Launch {
    fn of(site: &Site, tree: &SourceTree, today: Date) -> Self {
        let mut obstacles = release::obstacles(site, today);
        for obstacle in &mut obstacles {
            obstacle.how = in_own_file(obstacle, tree).unwrap_or_else(|| tree.with_options(&obstacle.how));
            obstacle.place.file = tree.own_name(&obstacle.place.file).into();
        }
        let progress = ring_round::progress(site, today);
        let told = tree.with_options(&ring_round::told(&progress, &ring_round::calls(site, today)));
        Self { obstacles, progress, told }
    }

    /// The findings and the obstacles as one object.
    fn json(&self, found: &[Diagnostic]) -> Result<String, serde_json::Error> {
        let findings: serde_json::Value = serde_json::from_str(&report::json(found))?;
        let blocking = self.obstacles.iter().filter(|obstacle| obstacle.concern.blocks()).count();
        let object = serde_json::json!({
            "findings": findings,
            "blocking": blocking,
            "obstacles": release::json(&self.obstacles),
            "progress": self.progress,
        });
        serde_json::to_string_pretty(&object)
    }
}
