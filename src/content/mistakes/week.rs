//! The opening hours of a week as people say them: "Mon-Fri 9-5, Sat 10am-1pm".

use super::times::{self, is_always, meant};

/// How the days are called in a file.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The hours that were meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeekMeant {
    /// At any hour.
    Always,
    /// The spells of each day, Monday first, as a file has them.
    Days([Vec<String>; 7]),
}

impl WeekMeant {
    /// From words; nothing where any part of them is not understood.
    #[must_use]
    pub fn from_words(text: &str) -> Option<Self> {
        if is_always(text) {
            return Some(Self::Always);
        }
        let plain = text.to_lowercase().replace(['–', '—', '−'], "-").replace(" and ", ",").replace([';', '\n', '|'], ",");
        let mut days: [Vec<String>; 7] = Default::default();
        let mut now: Vec<usize> = Vec::new();
        for part in plain.split(',').map(str::trim).filter(|part| !part.is_empty()) {
            let at = part.find(|c: char| c.is_ascii_digit()).or_else(|| times_in_words(part)).unwrap_or(part.len());
            let (named, time) = (part[..at].trim().trim_end_matches([':', ' ']), part[at..].trim());
            let time = time.trim_start_matches("from ").trim();
            if !named.is_empty() {
                now = named_days(named.trim_end_matches("from").trim())?;
            }
            if now.is_empty() {
                return None;
            }
            if matches!(time, "closed" | "shut") {
                continue;
            }
            let spell = if is_always(time) { "00:00-24:00".to_owned() } else { meant(time)? };
            for day in &now {
                days[*day].push(spell.clone());
            }
        }
        days.iter().any(|spells| !spells.is_empty()).then_some(Self::Days(days))
    }

    /// The same in one line, as a confirmation repeats it.
    #[must_use]
    pub fn in_a_line(&self) -> String {
        let Self::Days(days) = self else { return "always".to_owned() };
        let of_day =
            |(day, spells): (&str, &Vec<String>)| spells.iter().map(|spell| format!("{day} {spell}")).collect::<Vec<_>>();
        DAYS.into_iter().zip(days).flat_map(of_day).collect::<Vec<_>>().join(", ")
    }
}

/// The line of each day that a key names, where it names several or is no key: `mon, tue`, `mon-fri`, `Monday`, `weekdays`.
pub(in crate::content) fn lines_of_days(key: &str, value: &str) -> Option<String> {
    let plain = key.to_lowercase().replace(" and ", " ").replace([',', ';', '.', '_', '"', '\''], " ");
    let days = named_days(plain.trim())?;
    if days.is_empty() || DAYS.contains(&key.trim()) {
        return None;
    }
    let value = value.split(" #").next().unwrap_or_default().trim();
    let bare = value.trim_matches(['[', ']', '"', '“', '”', ' ']);
    let is_right = value.starts_with("[\"") && value.ends_with("\"]") && times::is_written_right(bare);
    let spells = if is_right {
        Some(value.to_owned())
    } else {
        times::line_meant("mon", bare).and_then(|line| Some(line.split_once(" = ")?.1.split_inclusive(']').next()?.to_owned()))
    };
    let spells = spells.unwrap_or_else(|| "[\"09:00-17:00\"]".to_owned());
    let lines: Vec<String> = days.into_iter().map(|day| format!("{} = {spells}", DAYS[day])).collect();
    Some(format!("write {}", lines.join(", and below it ")))
}

fn times_in_words(part: &str) -> Option<usize> {
    ["noon", "midday", "midnight", "closed", "shut", "all day"].iter().filter_map(|word| part.find(word)).min()
}

/// The days that are named: one, a span, several, or a word for some of them.
fn named_days(text: &str) -> Option<Vec<usize>> {
    let plain = text.replace(" to ", "-").replace(" through ", "-").replace(['&', '/', '+'], " ");
    match plain.trim() {
        "weekdays" | "every weekday" => return Some((0..5).collect()),
        "weekend" | "weekends" => return Some(vec![5, 6]),
        "daily" | "every day" | "all week" | "each day" => return Some((0..7).collect()),
        _ => {}
    }
    let plain = plain.replace(" - ", "-");
    let mut days = Vec::new();
    for word in plain.split_whitespace() {
        match word.split_once('-') {
            None => days.push(day(word)?),
            Some((first, last)) => {
                let (first, last) = (day(first)?, day(last)?);
                let last = if last < first { last + 7 } else { last };
                days.extend((first..=last).map(|day| day % 7));
            }
        }
    }
    Some(days)
}

fn day(word: &str) -> Option<usize> {
    let word = word.trim_end_matches(['.', ':', 's']);
    NAMES.iter().position(|name| word.len() > 2 && (name.starts_with(word) || name.trim_end_matches('s') == word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hours_of_a_week_are_understood_as_people_say_them() {
        for (said, meant) in [
            ("Mon-Fri 9-5", "mon 09:00-17:00, tue 09:00-17:00, wed 09:00-17:00, thu 09:00-17:00, fri 09:00-17:00"),
            ("Tuesday 10am to 1pm", "tue 10:00-13:00"),
            (
                "Monday to Tuesday 9am-12pm, 1pm-5pm; Sat: 10-12",
                "mon 09:00-12:00, mon 13:00-17:00, tue 09:00-12:00, tue 13:00-17:00, sat 10:00-12:00",
            ),
            ("weekends 10:00–16:00", "sat 10:00-16:00, sun 10:00-16:00"),
            ("Mon & Wed 9-5, Thursday closed", "mon 09:00-17:00, wed 09:00-17:00"),
            ("sat-mon 18:00-02:00", "mon 18:00-26:00, sat 18:00-26:00, sun 18:00-26:00"),
            ("24/7", "always"),
            ("mon 09:00-17:00, tue 09:00-12:00", "mon 09:00-17:00, tue 09:00-12:00"),
        ] {
            let week = WeekMeant::from_words(said).unwrap_or_else(|| panic!("{said}"));
            assert_eq!(week.in_a_line(), meant, "{said}");
        }
    }

    #[test]
    fn what_is_not_understood_whole_is_not_understood() {
        for said in ["mornings", "9-5", "Mon-Fri 9-5, ask on Saturdays", "Mon-Fri", "we do not know", "Funday 9-5", ""] {
            assert_eq!(WeekMeant::from_words(said), None, "{said}");
        }
    }
}
