//! What `site.toml` says: who runs this copy, its address, its region, the way out.

use std::collections::BTreeMap;

use super::id::{NeedId, ServiceId};
use super::job::Job;
use super::review::ReviewRules;
use super::service::DatedNotice;
use super::text::Prose;

/// Who runs this copy and under which rules.
#[derive(Debug, Clone)]
pub struct SiteSettings {
    pub name: String,
    /// One line under the name.
    pub tagline: String,
    /// The public address without a slash at the end: `https://waymark.example`.
    pub address: String,
    /// The same site on the onion network, without a slash at the end. Browsers that can go there are told of it.
    pub onion: Option<String>,
    /// The home region's name.
    pub region: String,
    /// The organisation that runs this copy.
    pub operator: String,
    /// How to tell it that something is wrong: an email or https address.
    pub operator_contact: Option<String>,
    /// Where "Leave this page" goes.
    pub leave_address: String,
    /// What that page is called.
    pub leave_name: String,
    /// The lines of the crisis box, after 999.
    pub crisis: Vec<ServiceId>,
    /// How long facts may stand unchecked.
    pub review: ReviewRules,
    /// What the local jobs are called.
    pub jobs: BTreeMap<Job, String>,
    /// The groups on /services, in order.
    pub needs: Vec<Need>,
    /// What readers of every page must know for a while.
    pub notices: Vec<DatedNotice>,
    /// The words of these notices.
    pub prose: Vec<Prose>,
}

impl SiteSettings {
    /// What `job` is called for readers; every job is named (`site::assemble` checks it).
    pub fn job_name(&self, job: Job) -> &str {
        self.jobs.get(&job).map_or("", String::as_str)
    }

    /// An address of this site as it is printed and said: without `https://`.
    pub fn spoken_address(&self, path: &str) -> String {
        let host = self.address.trim_start_matches("https://").trim_start_matches("http://");
        format!("{host}{path}")
    }

    /// True when the public address is https, so that browsers may be told to insist on it.
    pub fn is_https(&self) -> bool {
        self.address.starts_with("https://")
    }
}

/// A group of services on /services.
#[derive(Debug, Clone)]
pub struct Need {
    /// The name used in service files.
    pub id: NeedId,
    pub title: String,
    /// Services that are listed first, in this order.
    pub first: Vec<ServiceId>,
}
