//! Whose bank holidays a service keeps. A list names its nations; a copy that lies in another, and has no list of its own, knows of none
//! of these days whether it is a working day there.

use super::Site;
use super::area::WIDER_AREAS;
use super::hours::BankHolidays;
use super::service::Service;

impl Site {
    /// The list as it is for services of the nation in which this copy lies, where that is in none of those that the list names.
    pub(super) fn without_own_holidays(&self) -> Option<BankHolidays> {
        let own = self.own_nation()?;
        let nations = &self.bank_holidays.nations;
        let is_of_others = !nations.is_empty() && nations.iter().all(|nation| nation != own.as_str());
        is_of_others.then(|| BankHolidays { is_of_others, ..self.bank_holidays.clone() })
    }

    /// The bank holidays of a service: those that help in other nations too keep the list as it is.
    pub fn holidays_of(&self, service: &Service) -> &BankHolidays {
        // Asked for every number of every page: in most copies the list is their own, and nothing more is looked at.
        let others = self.holidays_of_others.as_ref().and_then(|of_others| Some((of_others, self.own_nation()?)));
        let Some((of_others, own)) = others else { return &self.bank_holidays };
        let is_own = |area: &String| {
            let known = self.areas.iter().find(|known| known.id.as_str() == area.as_str());
            known.is_some_and(|area| area.id == *own || area.within.as_ref() == Some(own))
        };
        let is_own_alone = service.areas.iter().all(|area| !WIDER_AREAS.contains(&area.as_str()) && is_own(area));
        if is_own_alone { of_others } else { &self.bank_holidays }
    }
}
