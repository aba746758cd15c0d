//! The days to come on which a page comes or has gone: what will be wrong then, and what readers will see.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::texts::texts_of;
use crate::check::{self, Strictness};
use crate::clock::Moment;
use crate::content::Documents;
use crate::content::source::SourceTree;
use crate::diagnostic::{Diagnostic, Kind, Severity, Stages};
use crate::render::{RenderTarget, Rendered};
use crate::site::{self, Site};

/// So many days are looked at ahead.
const MOST: usize = 12;

/// The content as it was read once, for each of these days.
#[derive(Debug)]
pub(super) struct DaysAhead {
    /// With every page that comes or has gone, where one does.
    documents: Option<Documents>,
    days: Vec<Date>,
}

impl DaysAhead {
    pub(super) fn of(documents: &Documents, today: Date) -> Self {
        let days: Vec<Date> = documents.days_to_come(today).into_iter().take(MOST).collect();
        Self { documents: (!days.is_empty()).then(|| documents.clone()), days }
    }

    /// With the documents of today for days on which nothing comes or goes.
    pub(super) fn or(self, today: Documents) -> Self {
        Self { documents: self.documents.or(Some(today)), ..self }
    }

    pub(super) fn days(&self) -> &[Date] {
        &self.days
    }

    fn site_on(&self, day: Date) -> (Option<Site>, Vec<Diagnostic>) {
        let mut documents = self.documents.clone().unwrap_or_default();
        documents.leave_out_of_time(day);
        site::assemble(&documents)
    }

    /// What will be found on these days and is not among what is `known`: the site is made anew then, and must not be refused while nobody
    /// looks.
    pub(super) fn faults(&self, known: &[Diagnostic]) -> Vec<Diagnostic> {
        let key = |fault: &Diagnostic| {
            (Arc::clone(&fault.place.file), fault.place.line, fault.message.clone(), fault.severity == Severity::Error)
        };
        let mut known: BTreeSet<_> = known.iter().map(key).collect();
        let mut all = Vec::new();
        for day in &self.days {
            let (site, found) = self.site_on(*day);
            let rules = site.map(|site| check::check(&site, *day, Strictness::Everyday)).unwrap_or_default();
            let mut found = Stages { site: found, rules, ..Stages::default() }.causes_first();
            // Reviews fall due and days pass by themselves, whatever comes and goes.
            found.retain(|fault| {
                !matches!(fault.kind, Kind::Overdue | Kind::DueSoon | Kind::PassedDay) && known.insert(key(fault))
            });
            // Where the address of a page leads after its last day is said with that day.
            for fault in found.iter_mut().filter(|fault| fault.kind != Kind::Vanished) {
                fault.message = format!("from {day} on: {}", fault.message);
            }
            all.append(&mut found);
        }
        all
    }

    /// What readers will see on a day.
    pub(super) fn seen_on(&self, day: Date, tree: &SourceTree) -> Option<(Site, Rendered)> {
        let site = self.site_on(day).0?;
        let rendered = texts_of(tree, &site, Moment::first_of(day).now, RenderTarget::Static, &mut Vec::new())?.rendered;
        Some((site, rendered))
    }
}
