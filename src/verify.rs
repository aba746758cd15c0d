//! Facts against their sources, online: the one room of the house that opens an outward connection, and only when an operator
//! gives the command. The server cannot name it (`tests/it/architecture.rs`).
//!
//! ```text
//! Site -> plan -> visit (robots, pauses, redirects -> fetch -> address policy) -> page -> judge (numbers, hours) -> report | record
//! ```
//!
//! Takes a [`VerificationPlan`] and a [`Guest`]; gives a [`VerificationReport`]. It writes nothing: what was confirmed goes into
//! `content/confirmed.toml` by way of [`record`] and the command. What a page says is a stranger's: it decides a verdict and is shown,
//! and nothing else.

pub mod address;
pub mod address_policy;
pub mod fetch;
pub mod hours;
pub mod judge;
pub mod numbers;
pub mod page;
pub mod plan;
pub mod record;
pub mod report;
pub mod robots;
pub mod visit;

use std::collections::BTreeMap;

use jiff::civil::Date;

use address::Address;
use fetch::FetchError;
use judge::{Seen, Verdict, VisitResult, judge, printable};
use page::ReadPage;
use plan::{PageOf, VerificationPlan};
use record::ConfirmationEntry;
use report::{PageRow, RedirectRow, VerificationReport};
use visit::{Guest, VisitEnd, Why};

/// Nothing at all could be reached.
#[derive(Debug, thiserror::Error)]
pub enum Offline {
    /// Each page was tried.
    #[error("not one of {0} pages could be reached: is this machine online?")]
    EveryPage(usize),
    /// The hosts that most pages stand on were tried once, and no other.
    #[error("{0} could not be reached, so nothing was looked up: is this machine online?")]
    AtOnce(String),
}

/// So many hosts are tried before all are: one may be down alone.
const TRIED_FIRST: usize = 2;

/// Fetches every page of the plan and judges every fact. `on_step` is told of each page twice: before its
/// host is greeted, and before it is asked for.
///
/// # Errors
/// When no page at all could be reached, which says something about this machine and nothing about the facts.
pub fn verify(
    plan: &VerificationPlan,
    guest: &mut Guest,
    day: Date,
    mut on_step: impl FnMut(&Address),
) -> Result<VerificationReport, Offline> {
    let mut seen: BTreeMap<Address, Seen> = BTreeMap::new();
    is_online(plan, guest)?;
    let mut left: Vec<&Address> = plan.pages.iter().map(|page| &page.address).collect();
    // Every host is greeted before any is asked for a page, so that its pause passes while others are greeted.
    for address in &left {
        on_step(address);
        guest.greet(address);
    }
    // While one host has its pause, another can be asked.
    while let Some(next) = (0..left.len()).min_by_key(|at| guest.wait_for(left[*at])) {
        let address = left.remove(next);
        on_step(address);
        let visit = guest.visit(address);
        let outcome = match visit.end {
            VisitEnd::Page { body, is_html } => VisitResult::Page(Box::new(ReadPage::read(&body, is_html))),
            VisitEnd::Gone(status) => VisitResult::Gone(status),
            VisitEnd::CouldNotTell(why) => VisitResult::CouldNotTell(why),
        };
        seen.insert(address.clone(), Seen { hops: visit.hops, outcome });
    }
    if !seen.is_empty() && seen.values().all(is_unreached) {
        return Err(Offline::EveryPage(seen.len()));
    }
    let mut findings: Vec<_> = plan.asks.iter().map(|ask| judge(ask, &seen)).collect();
    findings.sort_by(|a, b| (a.verdict, &a.service, &a.fact).cmp(&(b.verdict, &b.service, &b.fact)));
    Ok(VerificationReport {
        day,
        findings,
        pages: plan.pages.iter().filter_map(|page| Some(row(page, seen.get(&page.address)?))).collect(),
        unusable: plan.unusable.iter().map(|(service, address, error)| format!("{service}: {address}: {error}")).collect(),
    })
}

/// One try each at the hosts that most pages stand on: a machine without a network is told so at once, and not after every page was
/// tried three times. With one host alone there is nothing to tell its trouble from ours.
fn is_online(plan: &VerificationPlan, guest: &mut Guest) -> Result<(), Offline> {
    let mut hosts: BTreeMap<String, (usize, &Address)> = BTreeMap::new();
    for page in &plan.pages {
        hosts.entry(page.address.origin()).or_insert((0, &page.address)).0 += 1;
    }
    let mut hosts: Vec<(usize, &Address)> = hosts.into_values().collect();
    hosts.sort_by_key(|(pages, _)| std::cmp::Reverse(*pages));
    let first: Vec<&Address> = hosts.iter().take(TRIED_FIRST).map(|(_, address)| *address).collect();
    if first.len() < TRIED_FIRST || first.iter().any(|address| guest.reaches(address)) {
        return Ok(());
    }
    let names = first.iter().map(|address| address.site()).collect::<Vec<_>>().join(" nor ");
    Err(Offline::AtOnce(format!("neither {names}")))
}

fn is_unreached(seen: &Seen) -> bool {
    matches!(&seen.outcome, VisitResult::CouldNotTell(Why::NoAnswer(FetchError::NoHost | FetchError::Connect | FetchError::Time)))
}

fn row(page: &PageOf, seen: &Seen) -> PageRow {
    let (verdict, why) = match &seen.outcome {
        VisitResult::Page(_) => match seen.moved(&page.address) {
            Some(to) => (Verdict::Moved, format!("it has moved to {to}")),
            None => (Verdict::StillThere, String::new()),
        },
        VisitResult::Gone(status) => (Verdict::Gone, format!("status {status}")),
        VisitResult::CouldNotTell(why) => (Verdict::CouldNotTell, why.to_string()),
    };
    PageRow {
        address: page.address.to_string(),
        services: page.services.iter().cloned().collect(),
        verdict,
        why: printable(&why),
        redirects: seen.hops.iter().map(|hop| RedirectRow { status: hop.status, to: hop.to.to_string() }).collect(),
    }
}

impl VerificationReport {
    /// What goes into `content/confirmed.toml`.
    pub fn entries(&self) -> Vec<ConfirmationEntry> {
        let entry = |finding: &judge::FactFinding| ConfirmationEntry {
            service: finding.service.clone(),
            fact: finding.fact.clone(),
            value: finding.value.clone(),
            on: self.day,
            by: "page".to_owned(),
            role: None,
            source: finding.page.clone(),
            copy: None,
        };
        self.confirmed().map(entry).collect()
    }
}
