//! Who follows a closed service: the one that its file names takes its place wherever it can, and where it cannot an editor is told
//! who is left without.

use super::{Candidate, Closing, people};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::Site;
use crate::site::area::{Area, WIDER_AREAS};
use crate::site::service::{Service, serves};
use crate::site::way::{Target, Way};

/// The service that the file of a closed one names.
pub(super) struct Follower {
    next: Candidate,
    areas: Vec<String>,
    /// It helps in every area in which the closed one did.
    is_everywhere: bool,
}

impl Follower {
    pub(super) fn of(closed: &Service, site: &Site) -> Option<Self> {
        let next = site.service(closed.replaced_by.as_ref()?);
        let helps = |area: &String| {
            site.areas.iter().find(|known| known.id.as_str() == area.as_str()).is_none_or(|area| next.helps_in(area))
        };
        let is_everywhere =
            closed.areas.iter().all(|area| next.areas.contains(area) || (helps(area) && !WIDER_AREAS.contains(&area.as_str())));
        next.is_confirmed().then(|| Self { next: Candidate::of(next), areas: next.areas.clone(), is_everywhere })
    }
}

impl Closing {
    /// Puts those that follow in the place of closed services, in a list of an area.
    pub(super) fn follow_in(&self, area: &Area, ways: &mut [Way]) {
        self.put_followers(ways, |follower| serves(&follower.areas, area), |_, _| None);
    }

    /// The same in a list for these readers.
    pub(super) fn follow_for(&self, people: &str, ways: &mut [Way]) {
        let why = |follower: &Follower, way: &Way| follower.next.way(way).why;
        self.put_followers(ways, |follower| follower.is_everywhere && follower.next.suits(people), why);
    }

    fn put_followers(&self, ways: &mut [Way], fits: impl Fn(&Follower) -> bool, why: impl Fn(&Follower, &Way) -> Option<String>) {
        for at in 0..ways.len() {
            let follower = self.closed_target(&ways[at]).and_then(|closed| self.followers.get(closed)).filter(|one| fits(one));
            let Some(follower) = follower else { continue };
            let target = Target::Service(follower.next.id.clone());
            if ways.iter().all(|way| way.target != target) {
                ways[at] = Way { target, why: why(follower, &ways[at]), place: ways[at].place.clone() };
            }
        }
    }

    /// The lists and answers in which a service that follows cannot take the place of the closed one: somebody else must be named there.
    pub(super) fn unfollowed(&self, site: &Site) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for area in &site.areas {
            for (job, way) in area.jobs.iter().flat_map(|(job, ways)| ways.iter().map(move |way| (job, way))) {
                let Some((closed, follower)) = self.with_follower(way).filter(|(_, follower)| !serves(&follower.areas, area))
                else {
                    continue;
                };
                let (next, name) = (&follower.next.id, &area.name);
                let message = format!(
                    "`{closed}` has closed, and `{next}`, which follows it, does not help in {name}: readers there have neither for the job `{}`",
                    job.as_str()
                );
                let help = format!(
                    "name another service here; or, if it does help there, add \"{}\" to `areas` in content/services/{next}.toml",
                    area.id
                );
                found.push(Diagnostic::warning(way.place.clone(), Kind::NotShown, message).with_help(help));
            }
        }
        let answers =
            site.routing.outcomes.values().flat_map(|outcome| outcome.ways().map(move |way| (people(outcome.audience), way)));
        let routes = site.pages.values().flat_map(|page| page.routes.iter().map(move |way| (page.audience.name(), way)));
        for (people, way) in answers.chain(routes) {
            let Some((closed, follower)) = self.with_follower(way) else { continue };
            let next = &follower.next.id;
            let why = match (follower.is_everywhere, follower.next.suits(people)) {
                (false, _) => "does not help everywhere where it did",
                (_, false) => "is not for these readers",
                _ => continue,
            };
            let message = format!("`{closed}` has closed, and `{next}`, which follows it, {why}: this goes on without it");
            found.push(Diagnostic::warning(way.place.clone(), Kind::NotShown, message).with_help("name another service here"));
        }
        found
    }

    fn with_follower<'a>(&'a self, way: &'a Way) -> Option<(&'a crate::site::id::ServiceId, &'a Follower)> {
        let closed = self.closed_target(way)?;
        Some((closed, self.followers.get(closed)?))
    }
}
