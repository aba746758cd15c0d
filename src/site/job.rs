//! Jobs that somebody does in every area, such as the police: an area's file says who does each.

use serde::Serialize;

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
    pub const ALL: [Self; 6] =
        [Self::Police, Self::ChildrenServices, Self::ChildrenServicesOutOfHours, Self::Lado, Self::Sarc, Self::DomesticAbuse];

    /// The name used in content files.
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
