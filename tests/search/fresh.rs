//! Sets asked once before anything was mended by them; harm, late, grave and kinds were tuned on since: figures are in `docs/search.md`.

use waymark::search::{AnswerKind, Entry, Index, Notice};
use waymark::site::page::Audience;

use super::graded::is_at_least;

const SETS: [(&str, &str); 14] = [
    ("ordinary", include_str!("fresh-ordinary.txt")),
    ("hard", include_str!("fresh-hard.txt")),
    ("grave", include_str!("fresh-grave.txt")),
    ("harm", include_str!("fresh-harm.txt")),
    ("late", include_str!("fresh-late.txt")),
    ("kinds", include_str!("fresh-kinds.txt")),
    ("last", include_str!("fresh-last.txt")),
    ("at length", include_str!("fresh-at-length.txt")),
    ("people", include_str!("fresh-people.txt")),
    ("people, kept back", include_str!("fresh-people-kept.txt")),
    ("doers", include_str!("fresh-doers.txt")),
    ("doers, kept back", include_str!("fresh-doers-kept.txt")),
    ("tellers", include_str!("fresh-tellers.txt")),
    ("tellers, kept back", include_str!("fresh-tellers-kept.txt")),
];

/// How a set came out.
#[derive(Debug, Default)]
struct Tally {
    asked: usize,
    first: usize,
    third: usize,
    grave: usize,
    grave_heard: usize,
    grave_first: usize,
    light: usize,
    false_alarms: usize,
    harm: usize,
    harm_heard: usize,
    taken_for_harm: usize,
    wrong_person: usize,
    known_person: usize,
}

/// The page for somebody under 18 about their own thoughts or acts: an adult about themselves types the same words, and where they do
/// not say the age it must be among the first three.
const OWN_YOUNG: &str = "/under-18-worried";

/// May somebody who asks so be shown this entry among the first three?
fn is_for(who: &str, entry: &Entry) -> bool {
    let audience = Audience::parse(&entry.audience);
    if who == "self" && entry.path == OWN_YOUNG {
        return true;
    }
    let others: &[Audience] = match who {
        "young" => &[Audience::Oneself, Audience::Parents, Audience::Family, Audience::Professionals, Audience::Survivors],
        "self" | "survivor" => &[Audience::YoungPeople, Audience::Professionals],
        "parent" | "family" => &[Audience::Oneself, Audience::Professionals],
        "professional" => &[Audience::Oneself, Audience::YoungPeople],
        _ => &[],
    };
    !others.contains(&audience)
}

fn tally(index: &Index, entries: &[Entry], text: &str) -> Tally {
    let mut tally = Tally::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let parts: Vec<&str> = line.splitn(4, " | ").collect();
        let [wanted, kind, who, words] = parts[..] else { panic!("{line:?} has four parts") };
        let answer = index.search(words);
        let found: Vec<&Entry> = answer.hits.iter().take(3).map(|hit| &entries[hit.entry]).collect();
        let is_right = |entry: &&Entry| wanted.split(',').any(|path| path == entry.path);
        let is_first = found.first().is_some_and(is_right);
        let is_harm = answer.kind == AnswerKind::SeekingMaterial;
        let mut good = true;
        match kind {
            "despair" | "danger" => {
                tally.grave += 1;
                tally.grave_heard += usize::from(answer.notice.is_some());
                let right = if kind == "despair" { Notice::Despair } else { Notice::Danger };
                good = answer.notice == Some(right) && is_first;
                tally.grave_first += usize::from(good);
            }
            "seeking" => {
                tally.harm += 1;
                tally.harm_heard += usize::from(is_harm);
                good = is_harm;
            }
            _ => {
                tally.light += 1;
                tally.false_alarms += usize::from(answer.notice.is_some());
                tally.taken_for_harm += usize::from(is_harm);
                good &= answer.notice.is_none() && !is_harm;
            }
        }
        if kind == "normal" {
            tally.asked += 1;
            tally.first += usize::from(is_first);
            tally.third += usize::from(found.iter().any(is_right));
            good &= is_first;
        }
        if who != "anyone" && kind != "seeking" {
            tally.known_person += 1;
            let is_wrong = found.iter().any(|entry| !is_for(who, entry));
            tally.wrong_person += usize::from(is_wrong);
            good &= !is_wrong;
        }
        if !good || std::env::var("SHOW").is_ok() {
            let paths: Vec<&str> = found.iter().map(|entry| entry.path.as_str()).collect();
            println!(
                "  {kind} {who} {words:?} wants {wanted} gives {paths:?} {:?} {}{}",
                answer.notice,
                if is_harm { "harm" } else { "" },
                if found.iter().any(|entry| !is_for(who, entry)) { " wrong person" } else { "" }
            );
        }
    }
    tally
}

/// `SET=/path/of/a/set cargo test --test search a_set_of_ones_own -- --nocapture` asks a set that is not here, or not yet; `SHOW=1` prints
/// every line of it.
#[test]
fn a_set_of_ones_own_may_be_asked() {
    let Ok(path) = std::env::var("SET") else { return };
    let text = std::fs::read_to_string(path).expect("SET is the path of a set");
    println!("{:?}", tally(&super::REAL.1, &super::REAL.0, &text));
}

#[test]
fn sets_that_were_never_tuned_on_come_out_as_the_documentation_says() {
    let all: Vec<(&str, Tally)> = SETS.iter().map(|(name, text)| (*name, tally(&super::REAL.1, &super::REAL.0, text))).collect();
    for (name, tally) in &all {
        println!("{name}: {tally:?}");
        assert!(is_at_least(tally.grave_heard, tally.grave, 80), "{name}: {tally:?}");
        assert!(is_at_least(tally.third, tally.asked, 60), "{name}: {tally:?}");
        assert!(is_at_least(tally.harm_heard, tally.harm, 75), "{name}: {tally:?}");
        assert!(tally.false_alarms * 4 <= tally.light, "{name}: {tally:?}");
        assert!(tally.wrong_person * 5 <= tally.known_person, "{name}: {tally:?}");
        assert!(tally.taken_for_harm * 50 <= tally.light, "{name}: {tally:?}");
    }
}
