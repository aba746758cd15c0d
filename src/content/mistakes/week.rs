//! The opening hours of a week as people say them: "Mon-Fri 9-5, Sat 10am-1pm".

use super::times::{self, SpellMeant, is_always, meant};

/// How the days are called in a file.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const NAMES: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The hours that were meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WeekMeant {
    Always,
    /// The spells of each day, Monday first, as a file has them.
    Days([Vec<String>; 7]),
}

/// Hours as they were understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursMeant {
    pub week: WeekMeant,
    /// What was said of bank holidays, as a file has it: `open` or `closed`.
    pub bank_holidays: Option<&'static str>,
    /// What had to be guessed, each as what was said and what it may mean: ("1-5", "1pm to 5pm").
    pub guesses: Vec<(String, String)>,
}

/// Why words are no hours that could be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoHours {
    /// Some part of them is not understood.
    #[error(
        "this could not be read as hours. Write it like \"Mon-Fri 9am-5pm, Sat 10am-1pm\"; with a break, \"Mon-Fri 9am-12 noon and \
         1pm-5pm\"; past midnight, \"every day 5pm-9am\"; and of bank holidays, \", closed on bank holidays\""
    )]
    NotUnderstood,
    /// Two spells are at the same time, or the second comes first.
    #[error("on {0} the hours {1} and {2} overlap, or do not stand in their order: say them with am and pm")]
    Overlap(String, String, String),
    /// Longer than until noon of the next day.
    #[error("\"{0}\" would end after noon of the next day: say it with am and pm")]
    TooLong(String),
}

#[derive(Default)]
struct Reader {
    days: [Vec<SpellMeant>; 7],
    /// The days that were named last.
    now: Vec<usize>,
    /// Days that wait for their hours, and hours that wait for their days.
    named: Vec<usize>,
    waiting: Vec<String>,
    bank_holidays: Option<&'static str>,
    guesses: Vec<(String, String)>,
}

impl HoursMeant {
    /// From words that a person said. What is given here is what `check` accepts.
    ///
    /// # Errors
    /// When any part is not understood, or spells overlap.
    pub fn from_words(text: &str) -> Result<Self, NoHours> {
        if is_always(text) {
            return Ok(Self { week: WeekMeant::Always, bank_holidays: None, guesses: Vec::new() });
        }
        let plain = text.to_lowercase().replace(['–', '—', '−'], "-").replace(" and ", ",").replace([';', '\n', '|', '('], ",");
        let mut reader = Reader::default();
        for part in
            plain.replace(')', "").split(',').map(|part| part.trim().trim_end_matches('.')).filter(|part| !part.is_empty())
        {
            reader.part(part)?;
        }
        reader.ended()
    }

    /// The same in words that are read as the same: "mon 13:00-17:00, closed on bank holidays".
    pub fn in_words(&self) -> String {
        let holidays = self.bank_holidays.map_or_else(String::new, |rule| format!(", {rule} on bank holidays"));
        self.week.in_a_line() + &holidays
    }
}

impl Reader {
    /// One part between commas: days with their hours, only one of the two, or what is so on bank holidays.
    fn part(&mut self, part: &str) -> Result<(), NoHours> {
        if part.contains("bank holiday") {
            let says = |words: &[&str]| words.iter().any(|word| part.split([' ', ':']).any(|other| other == *word));
            self.bank_holidays =
                Some(match (says(&["closed", "shut", "except", "not", "excluding"]), says(&["open", "including"])) {
                    (true, false) => "closed",
                    (false, true) => "open",
                    _ => return Err(NoHours::NotUnderstood),
                });
            return Ok(());
        }
        let part = part.strip_prefix("open ").unwrap_or(part);
        let at = part.find(|c: char| c.is_ascii_digit()).or_else(|| times_in_words(part)).unwrap_or(part.len());
        let (named, time) =
            (part[..at].trim().trim_end_matches([':', ' ']), part[at..].trim().trim_start_matches("from ").trim());
        let named = named_days(named.trim_end_matches("from").trim()).ok_or(NoHours::NotUnderstood)?;
        let (time, after) = if named.is_empty() { days_after(time) } else { (time, Vec::new()) };
        if !named.is_empty() || !after.is_empty() {
            self.now = std::mem::take(&mut self.named).into_iter().chain(named).chain(after).collect();
        } else if !self.named.is_empty() {
            self.now = std::mem::take(&mut self.named);
        }
        match (time.is_empty(), self.now.is_empty()) {
            (true, _) => self.named = std::mem::take(&mut self.now),
            (false, true) => self.waiting.push(time.to_owned()),
            (false, false) => {
                for time in std::mem::take(&mut self.waiting) {
                    self.spell(&time)?;
                }
                self.spell(time)?;
            }
        }
        Ok(())
    }

    /// The hours `time` on the days that were named last.
    fn spell(&mut self, time: &str) -> Result<(), NoHours> {
        if matches!(time, "closed" | "shut") {
            return Ok(());
        }
        let time = if is_always(time) { "00:00-24:00" } else { time };
        let mut spell = meant(time).ok_or(NoHours::NotUnderstood)?;
        let is_before = self.now.iter().any(|day| self.days[*day].last().is_some_and(|last| spell.start < last.end));
        if let Some(later) = spell.later().filter(|_| is_before) {
            spell = later;
        }
        if spell.start >= 24 * 60 || spell.end > 36 * 60 {
            return Err(NoHours::TooLong(time.to_owned()));
        }
        if spell.is_guess {
            self.guesses.push((time.to_owned(), spell.said()));
        }
        self.now.iter().for_each(|day| self.days[*day].push(spell));
        Ok(())
    }

    fn ended(self) -> Result<HoursMeant, NoHours> {
        if !self.named.is_empty() || !self.waiting.is_empty() || self.days.iter().all(Vec::is_empty) {
            return Err(NoHours::NotUnderstood);
        }
        for (day, spells) in self.days.iter().enumerate() {
            let of_next = self.days[(day + 1) % 7].first().map(|next| next.of_tomorrow());
            let overlap = |pair: &[SpellMeant]| (pair[1].start < pair[0].end).then(|| (pair[0].said(), pair[1].said()));
            let of_two_days = || overlap(&[*spells.last()?, of_next?]);
            if let Some((first, second)) = spells.windows(2).find_map(overlap).or_else(of_two_days) {
                let mut name = NAMES[day].to_owned();
                name[..1].make_ascii_uppercase();
                return Err(NoHours::Overlap(name, first, second));
            }
        }
        let week = WeekMeant::Days(self.days.map(|spells| spells.into_iter().map(SpellMeant::written).collect()));
        Ok(HoursMeant { week, bank_holidays: self.bank_holidays, guesses: self.guesses })
    }
}

/// Hours and the days that stand behind them: "9 to 5 weekdays".
fn days_after(part: &str) -> (&str, Vec<usize>) {
    let mut spaces = part.match_indices(' ').map(|(at, _)| part.split_at(at));
    let with_days = |(time, days): (_, &str)| {
        let days = named_days(days.trim().trim_start_matches("on ")).filter(|days| !days.is_empty())?;
        (meant(time).is_some() || is_always(time)).then_some((time, days))
    };
    spaces.find_map(with_days).unwrap_or((part, Vec::new()))
}

impl WeekMeant {
    /// The same in one line, as a confirmation repeats it.
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
    let are_right = |spells: &str| spells.split("\", \"").all(times::is_written_right);
    let is_right = value.starts_with("[\"") && value.ends_with("\"]") && are_right(bare);
    let spells = if is_right {
        Some(value.to_owned())
    } else {
        times::line_meant("mon", bare).and_then(|line| Some(line.split_once(" = ")?.1.split_inclusive(']').next()?.to_owned()))
    };
    let spells = spells.unwrap_or_else(|| "[\"HH:MM-HH:MM\"]".to_owned());
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
        "weekdays" | "every weekday" | "m-f" | "m - f" => return Some((0..5).collect()),
        "weekend" | "weekends" => return Some(vec![5, 6]),
        "daily" | "every day" | "all week" | "each day" | "every night" | "each night" | "nightly" => {
            return Some((0..7).collect());
        }
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
            ("mon 17:00-32:30", "mon 17:00-32:30"),
            ("9 to 12 and 1pm to 5pm on Mondays", "mon 09:00-12:00, mon 13:00-17:00"),
            ("Mon and Wed 9am to 5pm (closed bank holidays)", "mon 09:00-17:00, wed 09:00-17:00, closed on bank holidays"),
            ("sat, sun 10-2, open on bank holidays", "sat 10:00-14:00, sun 10:00-14:00, open on bank holidays"),
        ] {
            let hours = HoursMeant::from_words(said).unwrap_or_else(|why| panic!("{said}: {why}"));
            assert_eq!((hours.in_words().as_str(), hours.guesses.len()), (meant, 0), "{said}");
        }
        let long =
            ["9 to 5 weekdays", "weekdays 9-5", "9am-5pm Monday to Friday"].map(|said| HoursMeant::from_words(said).unwrap());
        assert!(long.iter().all(|hours| *hours == HoursMeant::from_words("Mon-Fri 9-5").unwrap()), "{long:#?}");
        let nights = HoursMeant::from_words("every night 5pm to 9am").unwrap().in_words();
        assert!(nights.starts_with("mon 17:00-33:00") && nights.ends_with("sun 17:00-33:00"), "{nights}");
    }

    #[test]
    fn hours_that_may_be_in_either_half_of_the_day_are_asked_about_and_never_put_into_the_night() {
        for (said, meant, guesses) in [
            ("Mon 1-5", "mon 13:00-17:00", vec![("1-5", "1pm to 5pm")]),
            ("Fri 9-12 and 1-4.30", "fri 09:00-12:00, fri 13:00-16:30", vec![("1-4.30", "1pm to 4.30pm")]),
            ("Tue 10-2 and 6-8", "tue 10:00-14:00, tue 18:00-20:00", vec![("6-8", "6pm to 8pm")]),
            ("Tue 9-5 and 7-9", "tue 09:00-17:00, tue 19:00-21:00", vec![("7-9", "7pm to 9pm")]),
        ] {
            let hours = HoursMeant::from_words(said).unwrap();
            let guesses = guesses.into_iter().map(|(said, means)| (said.to_owned(), means.to_owned())).collect();
            assert_eq!((hours.in_words().as_str(), &hours.guesses), (meant, &guesses), "{said}");
        }
    }

    #[test]
    fn what_is_not_understood_whole_is_not_understood() {
        for said in [
            "mornings",
            "9-5",
            "Mon-Fri 9-5, ask on Saturdays",
            "Mon-Fri",
            "we do not know",
            "Funday 9-5",
            "Mon-Fri 9am-5pm, lunch 12-1",
            "Mon-Fri 9-5, bank holidays 10-2",
            "",
        ] {
            assert_eq!(HoursMeant::from_words(said), Err(NoHours::NotUnderstood), "{said}");
        }
        for said in ["Mon 9am-5pm, Mon-Fri 10am-4pm", "Fri 5pm-9am, Sat 24 hours", "Mon 1pm-5pm and 9am-12"] {
            assert!(matches!(HoursMeant::from_words(said), Err(NoHours::Overlap(..))), "{said}");
        }
        assert!(matches!(HoursMeant::from_words("Mon 2pm-13:00"), Err(NoHours::TooLong(_))));
    }
}
