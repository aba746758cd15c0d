//! A service as schema.org data, for search engines that show a number at once.
//!
//! Only for confirmed services that nobody is given away by, only contacts we are sure of, and hours only where the page shows them.
//! The text stands inside a script element as data: it is never run, and cannot end the element.

use serde_json::{Value, json};

use super::card::Cards;
use super::shell::canonical;
use crate::site::{Contact, ContactKind, Fact, OpeningHours, Service, Spell};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Cards<'_> {
    /// The data of a service, where it may have any.
    pub(super) fn json_ld(&self, service: &Service) -> Option<String> {
        if !service.is_confirmed() || service.is_sensitive() {
            return None;
        }
        let known = self.site.shown(service, self.moment.today);
        let is_sure_phone = |contact: &&Contact| contact.kind == ContactKind::Phone && contact.confidence().is_shown_as_sure();
        let phones: Vec<Value> = service
            .contacts
            .iter()
            .filter(is_sure_phone)
            .filter_map(|contact| contact_point(contact, known.hours(contact)))
            .collect();
        let mut provider = json!({ "@type": "Organization", "name": service.operator, "contactPoint": phones });
        if let Some(address) = service.web().and_then(|contact| contact.web()) {
            provider["url"] = address.as_str().into();
        }
        let data = json!({
            "@context": "https://schema.org",
            "@type": "Service",
            "name": service.name,
            "description": service.summary.value,
            "provider": provider,
            "url": canonical(self.site, &service.address()),
        });
        Some(inside_script(&data))
    }
}

fn contact_point(contact: &Contact, hours: Option<&Fact<OpeningHours>>) -> Option<Value> {
    let mut point = json!({ "@type": "ContactPoint", "name": contact.label, "telephone": contact.number()?.shown() });
    if let Some(menu) = &contact.menu {
        point["description"] = format!("Then press {menu}").into();
    }
    if let Some(hours) = hours {
        point["hoursAvailable"] = hours_available(&hours.value).into();
    }
    Some(point)
}

fn hours_available(hours: &OpeningHours) -> Vec<Value> {
    let each = |days: &[&str], spell: Spell| json!({ "@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": clock(spell.start()), "closes": closing(spell.end()) });
    match hours {
        OpeningHours::Always => vec![each(&DAYS, Spell::ALL_DAY)],
        OpeningHours::Weekly(week) => {
            let days = week.parted().into_iter().zip(DAYS);
            days.flat_map(|(spells, day)| spells.into_iter().map(move |spell| each(&[day], spell))).collect()
        }
    }
}

fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// The last minute of the day stands for midnight; a time before the opening one is on the next day (schema.org `closes`).
fn closing(minutes: u16) -> String {
    if minutes == 24 * 60 { "23:59".to_owned() } else { clock(minutes) }
}

/// JSON that no HTML parser can take for markup: `<` is written as an escape, which means the same inside a JSON string.
fn inside_script(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_cannot_end_the_element_it_stands_in() {
        let hostile = json!({ "name": "</script><script>alert(1)</script><!--" });
        let text = inside_script(&hostile);
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), hostile);
    }
}
