//! Areas, and who does each local job there.

use std::collections::BTreeMap;

use super::id::AreaId;
use super::job::Job;
use super::text::Prose;
use super::way::Way;
use crate::diagnostic::Place;

/// Areas in which services help and that have no file: nobody does a local job for all of them.
pub const WIDER_AREAS: [&str; 3] = ["uk", "ireland", "worldwide"];

/// An area: part of the home region, or a nation for everywhere else.
#[derive(Debug)]
pub struct Area {
    /// Its file name.
    pub id: AreaId,
    pub name: String,
    /// In the home region, rather than a nation for everywhere else.
    pub is_local: bool,
    /// Outside the UK, where UK free numbers may not work.
    pub is_abroad: bool,
    /// The nation it lies in.
    pub within: Option<AreaId>,
    /// Other names and towns, for search.
    pub places: Vec<String>,
    /// Who does each job; every job has at least one way.
    pub jobs: BTreeMap<Job, Vec<Way>>,
    /// A service that one of its lists named has closed, and the list has not been rewritten since.
    pub has_lost_a_way: bool,
    pub place: Place,
    /// Every text of it that readers see.
    pub prose: Vec<Prose>,
}

impl Area {
    /// The ways to reach whoever does `job` here; `why` holds the area's note.
    pub fn ways(&self, job: Job) -> &[Way] {
        self.jobs.get(&job).map_or(&[], Vec::as_slice)
    }
}
