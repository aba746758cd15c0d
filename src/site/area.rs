//! Areas, and who does each local job there.

use std::collections::BTreeMap;

use serde::Serialize;

use super::id::AreaId;
use super::text::Prose;
use super::way::Way;
use crate::diagnostic::Place;

/// A job that a different service does in each area.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Job {
    /// The police, when it is not an emergency.
    Police,
    /// The council's children's services.
    ChildrenServices,
    /// The same at night and at weekends.
    ChildrenServicesOutOfHours,
    /// The council officer for worries about people who work with children.
    Lado,
    /// The sexual assault referral centre.
    Sarc,
    /// The helpline for somebody afraid of a partner, a relative or somebody at home.
    DomesticAbuse,
}

impl Job {
    /// Every job.
    pub const ALL: [Self; 6] =
        [Self::Police, Self::ChildrenServices, Self::ChildrenServicesOutOfHours, Self::Lado, Self::Sarc, Self::DomesticAbuse];

    /// The name used in content files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::ChildrenServices => "children-services",
            Self::ChildrenServicesOutOfHours => "children-services-out-of-hours",
            Self::Lado => "lado",
            Self::Sarc => "sarc",
            Self::DomesticAbuse => "domestic-abuse",
        }
    }

    /// The job of that name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|job| job.as_str() == text)
    }
}

/// An area: part of the home region, or a nation for everywhere else.
#[derive(Debug)]
pub struct Area {
    /// Its file name.
    pub id: AreaId,
    /// Its name.
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
    /// Where it was written.
    pub place: Place,
    /// Every text of it that readers see.
    pub prose: Vec<Prose>,
}

impl Area {
    /// The ways to reach whoever does `job` here; `why` holds the area's note.
    #[must_use]
    pub fn ways(&self, job: Job) -> &[Way] {
        self.jobs.get(&job).map_or(&[], Vec::as_slice)
    }
}
