//! schema.org: `openingHours` ("Mo-Fr 09:00-17:00") and `openingHoursSpecification`.

use serde_json::Value;

use super::Agreement;
use crate::site::hours::{Spell, Week};
use crate::verify::page::ReadPage;

/// Monday first; each day's spells.
type Days = [Vec<Spell>; 7];

/// Spells in a day, and bytes of "Mo,Tu,We,Th,Fr,Sa,Su", at most.
const MOST_SPELLS: usize = 8;
const LONGEST_DAYS: usize = 40;

/// What the page's data says of a week. Each thing the data describes has hours of its own; one that agrees is enough, and only a
/// page with a single one can disagree.
pub(super) fn agreement(page: &ReadPage, week: &Week) -> Agreement {
    let mut weeks: Vec<Days> = Vec::new();
    page.data.iter().for_each(|data| things(data, &mut weeks));
    let microdata = page.hours.iter().map(String::as_str);
    weeks.extend(week_of_texts(microdata));
    if weeks.contains(&week.days) {
        return Agreement::Same;
    }
    if weeks.len() == 1 { Agreement::Other } else { Agreement::Unclear }
}

fn things(data: &Value, weeks: &mut Vec<Days>) {
    match data {
        Value::Array(items) => items.iter().for_each(|item| things(item, weeks)),
        Value::Object(object) => {
            let texts = object.get("openingHours").map(list).unwrap_or_default();
            weeks.extend(week_of_texts(texts.into_iter().filter_map(Value::as_str)));
            let specifications = object.get("openingHoursSpecification").or_else(|| object.get("hoursAvailable")).map(list);
            weeks.extend(specifications.and_then(|items| week_of_specifications(&items)));
            for (key, value) in object {
                if !matches!(key.as_str(), "openingHours" | "openingHoursSpecification" | "hoursAvailable") {
                    things(value, weeks);
                }
            }
        }
        _ => {}
    }
}

fn list(value: &Value) -> Vec<&Value> {
    match value {
        Value::Array(items) => items.iter().collect(),
        value => vec![value],
    }
}

/// "Mo-Fr 09:00-17:00", "Mo,We 10:00-12:00", "Mo-Su". Nothing, when any of them cannot be read.
fn week_of_texts<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Days> {
    let mut days = Days::default();
    let mut is_any = false;
    for text in texts {
        let (on, times) = text.trim().split_once(' ').unwrap_or((text.trim(), "00:00-24:00"));
        // Nobody opens more often; a page that says so wants to keep us busy.
        if times.matches(',').count() > MOST_SPELLS || on.len() > LONGEST_DAYS {
            return None;
        }
        let spells: Option<Vec<Spell>> = times.split(',').map(|spell| spell_of(spell.trim().split_once('-')?)).collect();
        for day in days_of(on)? {
            days[day].extend(spells.clone()?);
        }
        is_any = true;
    }
    is_any.then_some(days)
}

fn days_of(text: &str) -> Option<Vec<usize>> {
    let mut found = Vec::new();
    for part in text.split(',') {
        match part.split_once('-') {
            None => found.push(day(part)?),
            Some((first, last)) => {
                let (first, last) = (day(first)?, day(last)?);
                found.extend((first..first + 7).map(|at| at % 7).take((last + 7 - first) % 7 + 1));
            }
        }
    }
    Some(found)
}

fn week_of_specifications(items: &[&Value]) -> Option<Days> {
    let mut days = Days::default();
    let mut is_any = false;
    for item in items {
        // Hours of one season or one holiday are not the usual ones.
        if item.get("validFrom").is_some() || item.get("validThrough").is_some() {
            continue;
        }
        let text = |key| item.get(key).and_then(Value::as_str);
        let spell = spell_of((text("opens")?, text("closes")?))?;
        for name in list(item.get("dayOfWeek")?) {
            let name = name.as_str()?;
            days[day(name.rsplit(['/', ':']).next().unwrap_or(name))?].push(spell);
        }
        is_any = true;
    }
    for spells in &mut days {
        spells.sort();
    }
    is_any.then_some(days)
}

/// 0 for Monday, of "Mo" or "Monday".
fn day(name: &str) -> Option<usize> {
    const DAYS: [&str; 7] = ["mo", "tu", "we", "th", "fr", "sa", "su"];
    let name = name.trim().to_ascii_lowercase();
    DAYS.iter().position(|day| name.starts_with(day))
}

/// "09:00" and "17:00:00"; midnight and a minute before it end the day, and an end before its beginning lies in the next day.
fn spell_of((opens, closes): (&str, &str)) -> Option<Spell> {
    let (start, end) = (minutes(opens)?, minutes(closes)?);
    let end = match end {
        0 | 1439 => 1440,
        end if end <= start => end + 1440,
        end => end,
    };
    Spell::new(start, end).ok()
}

fn minutes(text: &str) -> Option<u16> {
    let mut parts = text.trim().split(':');
    let (hour, minute): (u16, u16) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    (hour <= 24 && minute < 60).then_some(hour * 60 + minute)
}
