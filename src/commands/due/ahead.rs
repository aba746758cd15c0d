//! How much comes together in the weeks ahead, and how it may be shared out: what falls due on one day is not done on one day.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::site::{Review, Site};

/// So far ahead a review is planned: the time between two of them.
const WEEKS: i32 = 13;
/// Of fewer nothing is to be shared out.
const MANY: usize = 20;
/// So many roles are named.
const ROLES: usize = 3;

/// Two lines about it, where there is much.
pub(super) fn told(site: &Site, today: Date) -> Option<String> {
    let services = site.shown_services().map(|service| &service.review);
    let all = services.chain(site.pages.values().map(|page| &page.review));
    let end = today.saturating_add((WEEKS * 7).days());
    let ahead: Vec<&Review> = all.filter(|review| review.is_compared && review.due <= end).collect();
    if ahead.len() < MANY {
        return None;
    }
    let by_day = counted(ahead.iter().map(|review| review.due.max(today)));
    let (day, most) = by_day.first()?;
    let last = by_day.iter().map(|(day, _)| *day).max()?;
    let weeks = usize::try_from((last - today).get_days() / 7).unwrap_or_default().max(1);
    let a_week = ahead.len().div_ceil(weeks);
    let roles = counted(ahead.iter().map(|review| review.owner.as_str()));
    let roles: Vec<String> = roles.iter().take(ROLES).map(|(role, count)| format!("{role} {count}")).collect();
    Some(format!(
        "to be checked by {last}: {}, of them {most} on {day}; {a_week} a week from now on spread them out\n\
         by who keeps them: {}. Begin with what people in danger ring\n",
        ahead.len(),
        roles.join(", ")
    ))
}

/// Each with how often it is there, the most frequent first.
fn counted<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for one in all {
        *counts.entry(one).or_default() += 1;
    }
    let mut counts: Vec<(T, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts
}
