//! The jobs that a new copy is asked about, and what its files say of the services that do them.

use crate::nations::FIRST_NATION;

/// What is said of the services that do a job.
pub(super) struct RegionJob {
    pub(super) id: &'static str,
    label: &'static str,
    pub(super) for_whom: &'static str,
    pub(super) need: &'static str,
    /// With the region in place of `{}`.
    summary: &'static str,
    pub(super) check_first: &'static str,
    /// When it is not known whether they answer at night, the nation's ways stand behind them.
    pub(super) at_any_hour: bool,
}

impl RegionJob {
    /// Only England has an officer of that name.
    fn is_of_england(&self, nation: &str) -> bool {
        self.id != "lado" || nation == FIRST_NATION
    }

    pub(super) fn label(&self, nation: &str) -> &'static str {
        if self.is_of_england(nation) { self.label } else { "The council's officer" }
    }

    pub(super) fn summary(&self, nation: &str) -> &'static str {
        if self.is_of_england(nation) { self.summary } else { "Tell the council about someone who works with children in {}." }
    }
}

const ASK: &str = "Ask them: who answers, when, and what they keep private.";

/// In the order in which they are asked for.
pub(super) const JOBS: [RegionJob; 5] = [
    RegionJob {
        id: "police",
        label: "Police, non-emergency",
        for_whom: "\"anyone\"",
        need: "worried-child",
        summary: "Tell the police in {} about something that is not an emergency.",
        check_first: ASK,
        at_any_hour: true,
    },
    RegionJob {
        id: "children-services",
        label: "Children's services",
        for_whom: "\"anyone\", \"parents\", \"professionals\"",
        need: "worried-child",
        summary: "Tell the council about a child in {} who may be at risk.",
        check_first: ASK,
        at_any_hour: false,
    },
    RegionJob {
        id: "children-services-out-of-hours",
        label: "Nights and weekends",
        for_whom: "\"anyone\"",
        need: "worried-child",
        summary: "Reach children's services in {} at night and at weekends.",
        check_first: ASK,
        at_any_hour: true,
    },
    RegionJob {
        id: "lado",
        label: "LADO",
        for_whom: "\"professionals\", \"parents\"",
        need: "work-with-children",
        summary: "Tell the local authority designated officer (LADO) about someone who works with children in {}.",
        check_first: ASK,
        at_any_hour: false,
    },
    RegionJob {
        id: "sarc",
        label: "Sexual assault centre",
        for_whom: "\"survivors\", \"parents\", \"professionals\"",
        need: "past-abuse",
        summary: "Get care and support in {} after rape or sexual assault.",
        check_first: "Who answers, when, what they keep private, and from which age people may ring themselves.",
        at_any_hour: false,
    },
];
