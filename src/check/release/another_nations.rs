//! What a copy in another nation than the first must write before a launch: each page, answer and sentence of the list that everyday
//! checking gives in one warning, and its own bank holidays.

use super::{Concern, Obstacle};
use crate::check::{holidays, other_nations};
use crate::diagnostic::Place;
use crate::site::Site;

pub(super) fn obstacles(site: &Site) -> Vec<Obstacle> {
    let obstacle = |subject: String, what: String, place: &Place, how: String| Obstacle {
        concern: Concern::OtherNation,
        subject,
        what,
        place: place.clone(),
        how,
    };
    let mut found = Vec::new();
    if let Some(of_others) = other_nations::of_others(site) {
        let own = of_others.own;
        let page = format!(
            "copy the page, say what holds in `{own}`, and write nations = [\"{own}\"]; or leave it out in overlay.toml, `without`"
        );
        let what = || {
            format!(
                "the page speaks of another nation's law or services, or sends readers there first; this copy lies in `{own}`"
            )
        };
        found.extend(of_others.pages.iter().map(|one| obstacle(one.path.to_string(), what(), one.place(), page.clone())));
        found.extend(of_others.sentences.iter().map(|(one, lines)| {
            let what = format!("{lines} speaks of England, and not of `{own}`").replacen("lines", "each of the lines", 1);
            obstacle(one.path.to_string(), what, one.place(), page.clone())
        }));
        found.extend(of_others.answers.iter().map(|one| {
            let what = format!("the answer sends readers to a service that does not help in `{own}`");
            let how = format!("name a service of `{own}` in routing.toml, [[outcome]] with this id");
            obstacle(one.id.to_string(), what, &one.primary.place, how)
        }));
    }
    let holidays = holidays::fault(site);
    found.extend(holidays.map(|(what, how, place)| obstacle("bank-holidays.toml".to_owned(), what, place, how)));
    found
}
