//! `waymark verify`: every service's facts against the pages they came from.

use std::io::Write as _;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD, build, confirmed_file};
use crate::cli::{ReportFormat, VerifyArgs};
use crate::clock::Moment;
use crate::diagnostic::nearest;
use crate::disk::whole_file;
use crate::site::Site;
use crate::verify::address_policy::AddressPolicy;
use crate::verify::fetch::{Client, FetchLimits};
use crate::verify::plan::VerificationPlan;
use crate::verify::report::{VerificationReport, number_of};
use crate::verify::verify;
use crate::verify::visit::{Guest, Manners};

pub(super) fn run(args: &VerifyArgs) -> Result<u8, Failure> {
    let content = args.source.own_folder();
    if args.write && content.is_none() {
        return Err("--write needs the folder to write in: --content DIR or --overlay DIR".into());
    }
    let Some((site, _)) = build::sound(&args.source)? else { return Ok(CONTENT_ERRORS) };
    known(&site, &args.services)?;
    let plan = VerificationPlan::of(&site, &args.services);
    let client = Client::new(&agent(&site), policy(args)?, limits(args));
    let mut guest = Guest::new(client, manners(args));
    let bar = bar(plan.pages.len() * 2)?;
    let today = Moment::at(build::now()?).today;
    let report = verify(&plan, &mut guest, today, |address| {
        bar.set_message(address.site().to_owned());
        bar.inc(1);
    });
    bar.finish_and_clear();
    let report = report?;
    show(args, &report)?;
    if let Some(content) = content.filter(|_| args.write) {
        record(content, &report)?;
    }
    Ok(if report.needs_an_editor() { CONTENT_ERRORS } else { GOOD })
}

/// What sites are told of who asks: the product's name as robots.txt would address it, why, and where to complain.
fn agent(site: &Site) -> String {
    let (version, address) = (env!("CARGO_PKG_VERSION"), &site.settings.address);
    format!("Waymark/{version} (checks that the facts it publishes are still true; +{address}/about)")
}

fn known(site: &Site, services: &[String]) -> Result<(), Failure> {
    match services.iter().find(|name| !site.services.contains_key(name.as_str())) {
        None => Ok(()),
        Some(name) => {
            let close = nearest(name, site.services.keys().map(crate::site::id::ServiceId::as_str));
            let close = close.map(|close| format!("; did you mean `{close}`?")).unwrap_or_default();
            Err(format!("there is no service called `{name}`{close}").into())
        }
    }
}

fn policy(args: &VerifyArgs) -> Result<AddressPolicy, Failure> {
    let Some(allowed) = &args.allow_private else { return Ok(AddressPolicy::Public) };
    if allowed.is_empty() {
        return Ok(AddressPolicy::Anything);
    }
    let addresses = allowed.split(',').map(|text| text.trim().parse::<IpAddr>().map_err(|_| text)).collect::<Result<_, _>>();
    addresses
        .map(AddressPolicy::Also)
        .map_err(|text| format!("--allow-private takes network addresses such as 127.0.0.1, not `{text}`").into())
}

fn limits(args: &VerifyArgs) -> FetchLimits {
    FetchLimits { time: Duration::from_secs(args.timeout), ..FetchLimits::default() }
}

fn manners(args: &VerifyArgs) -> Manners {
    let pause = Duration::from_millis(args.pause);
    Manners { pause, backoff: pause.saturating_mul(2), ..Manners::default() }
}

/// On a terminal only: indicatif draws nothing elsewhere.
fn bar(steps: usize) -> Result<ProgressBar, Failure> {
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {wide_msg} {eta}")?;
    Ok(ProgressBar::new(u64::try_from(steps)?).with_style(style))
}

fn show(args: &VerifyArgs, report: &VerificationReport) -> Result<(), Failure> {
    let text = match args.format {
        ReportFormat::Text => report.text(),
        ReportFormat::Json => report.json() + "\n",
        ReportFormat::Markdown => report.markdown(),
    };
    write!(stdout(), "{text}")?;
    for (path, text) in [(&args.json, report.json()), (&args.markdown, report.markdown())] {
        if let Some(path) = path {
            whole_file::replace(path, text.as_bytes())?;
        }
    }
    Ok(())
}

fn record(content: &Path, report: &VerificationReport) -> Result<(), Failure> {
    let entries = report.entries();
    let (path, later) = confirmed_file::update(content, &entries)?;
    writeln!(std::io::stderr(), "{} in {}", number_of(entries.len() - later.len(), "confirmation"), path.display())?;
    Ok(())
}
