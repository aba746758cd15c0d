//! Opening hours as people write them, and how they are written here.

/// What to write for any hour.
pub(in crate::content) const ALWAYS: &str = "for any hour, day and night, write `always = true` under [contact.hours]";

/// The line of a day where nobody can tell which hours were meant: the form alone, which nobody publishes by copying it.
pub(in crate::content) fn form_of(key: &str) -> String {
    format!("{key} = [\"HH:MM-HH:MM\"], each time in four digits with a colon, such as 08:30 for half past eight in the morning")
}

/// The line of a day with what was meant by `text`, or with the form alone.
pub(super) fn line_of(key: &str, text: &str) -> String {
    meant(text).map_or_else(|| form_of(key), |spell| format!("{key} = [\"{}\"]", spell.written()))
}

/// Keys whose texts are the spells of one day.
pub(in crate::content) fn is_day(key: &str) -> bool {
    matches!(key, "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun" | "open")
}

/// The line of a day that was meant by `text`: of one spell or several, of the whole day, of a day on which they are closed.
pub(in crate::content) fn line_meant(key: &str, text: &str) -> Option<String> {
    if is_always(text) {
        let whole = format!("{key} = [\"00:00-24:00\"]");
        return Some(match key {
            "open" => format!("write {whole} for the whole of that day"),
            _ => format!("write {whole} for the whole of that day; {ALWAYS}, in place of the days"),
        });
    }
    if is_closed(text) {
        return Some(match key {
            "open" => "write open = [] when they are closed on that day".to_owned(),
            _ => format!("leave the line `{key}` out when they are closed on that day"),
        });
    }
    let plain = text.replace(" and ", ",").replace(['&', ';', '/'], ",");
    let spells: Vec<SpellMeant> = plain.split(',').map(|part| meant(part.trim())).collect::<Option<_>>()?;
    let written: Vec<String> = spells.iter().map(|spell| format!("\"{}\"", spell.written())).collect();
    let guessed: Vec<String> = spells.iter().filter(|spell| spell.is_guess).map(|spell| spell.said()).collect();
    let if_meant = if guessed.is_empty() { String::new() } else { format!(", if {} is what is meant", guessed.join(" and ")) };
    Some(format!("write {key} = [{}]{if_meant}", written.join(", ")))
}

/// A spell as it was meant, in minutes after the midnight of its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::content) struct SpellMeant {
    pub(in crate::content) start: u32,
    pub(in crate::content) end: u32,
    /// It may be meant for the other half of the day just as well.
    pub(in crate::content) is_guess: bool,
    /// Neither am nor pm was said of its beginning.
    is_bare: bool,
}

/// Who says "6" of a beginning before this hour means the afternoon, as nearly nobody opens before it.
const EARLIEST: u32 = 7 * 60;
const NOON: u32 = 12 * 60;
const DAY: u32 = 24 * 60;

impl SpellMeant {
    /// As a file has it: `09:00-17:00`.
    pub(in crate::content) fn written(self) -> String {
        let shown = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        format!("{}-{}", shown(self.start), shown(self.end))
    }

    /// As people say it, surely: "1pm to 5pm".
    pub(in crate::content) fn said(self) -> String {
        format!("{} to {}", time(self.start), time(self.end))
    }

    /// The same of the next day.
    pub(in crate::content) fn of_tomorrow(self) -> Self {
        Self { start: self.start + DAY, end: self.end + DAY, ..self }
    }

    /// In the half of the day after the one it was read in, where nothing speaks against that but a guess.
    pub(in crate::content) fn later(self) -> Option<Self> {
        let (start, end) = (self.start + NOON, self.end + NOON);
        (self.is_bare && start < DAY && end <= DAY + NOON).then_some(Self { start, end, is_guess: true, ..self })
    }
}

fn time(minutes: u32) -> String {
    let (hour, minute) = (minutes / 60 % 24, minutes % 60);
    let (shown, half) = (if hour % 12 == 0 { 12 } else { hour % 12 }, if hour < 12 { "am" } else { "pm" });
    match (hour, minute) {
        (0, 0) => "midnight".to_owned(),
        (12, 0) => "noon".to_owned(),
        (_, 0) => format!("{shown}{half}"),
        _ => format!("{shown}.{minute:02}{half}"),
    }
}

/// The spell that was meant: 9-5, 9am-5pm, 9:00 to 17:00, 09.00–17.00. What ends before it begins ends on the next day.
pub(in crate::content) fn meant(text: &str) -> Option<SpellMeant> {
    let plain = text.to_lowercase().replace(['–', '—', '−'], "-").replace(" to ", "-").replace(" until ", "-");
    let plain = without_zone(plain.trim()).replace(' ', "");
    let (start, end) = plain.split_once('-')?;
    let (start, end) = (clock(start)?, clock(end)?);
    let from = if start.minutes == DAY { 0 } else { start.minutes };
    let until = |from: u32| {
        let halves: &[u32] = if end.is_bare { &[0, NOON, DAY] } else { &[0, DAY] };
        halves.iter().map(|half| end.minutes + half).find(|until| *until > from)
    };
    let spell = |start: u32, is_guess: bool| Some((start, until(start)?, is_guess));
    let (from, until, is_guess) = if start.is_bare && from < NOON {
        let is_in_the_afternoon = !end.is_bare && end.minutes > from + NOON;
        match (from < EARLIEST, end.is_bare) {
            // "1-5pm", but "8-10pm" may begin in the morning.
            _ if is_in_the_afternoon => spell(from + NOON, from >= EARLIEST)?,
            (true, true) => spell(from + NOON, true)?,
            (true, false) => spell(from, true)?,
            // "9-2am"
            (false, false) if end.minutes <= from => spell(from + NOON, true)?,
            (false, _) => spell(from, false)?,
        }
    } else {
        let (from, until, _) = spell(from, false)?;
        // "5pm-9" may be until the morning.
        (from, until, end.is_bare && from >= NOON + 4 * 60 && until <= DAY)
    };
    Some(SpellMeant { start: from, end: until, is_guess, is_bare: start.is_bare })
}

/// Without what some write behind a time: hours here are those of a clock on a wall in the UK, in summer and in winter.
fn without_zone(text: &str) -> &str {
    let zones = ["(gmt)", "(bst)", "(uk time)", " gmt", " bst", " uk time", " local time", " hours", " hrs"];
    zones.iter().find_map(|zone| text.strip_suffix(zone)).map_or(text, str::trim_end)
}

/// A time as it is written here: `09:00-17:00`.
pub(in crate::content) fn is_written_right(text: &str) -> bool {
    let is_time = |part: &str| {
        part.len() == 5 && part.bytes().enumerate().all(|(at, byte)| if at == 2 { byte == b':' } else { byte.is_ascii_digit() })
    };
    text.split_once('-').is_some_and(|(start, end)| is_time(start) && is_time(end))
}

/// 24/7 and the like.
pub(in crate::content) fn is_always(text: &str) -> bool {
    let plain: String = text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    let plain = plain.strip_prefix("open").unwrap_or(&plain);
    matches!(
        plain,
        "247"
            | "24x7"
            | "24"
            | "24h"
            | "24hr"
            | "24hrs"
            | "24hour"
            | "24hours"
            | "always"
            | "anytime"
            | "anyhour"
            | "allday"
            | "alldayandnight"
            | "alldayandallnight"
            | "dayandnight"
            | "roundtheclock"
            | "aroundtheclock"
            | "24hoursaday"
            | "24hours7daysaweek"
            | "24hoursaday7daysaweek"
    )
}

fn is_closed(text: &str) -> bool {
    matches!(text.trim().to_lowercase().as_str(), "closed" | "shut" | "none" | "not open" | "no")
}

struct Clock {
    /// After midnight; that of the end of a day is 1,440.
    minutes: u32,
    /// It may be in either half of the day: neither am nor pm was said, and it is not written as "09:00" or "17" is.
    is_bare: bool,
}

fn clock(text: &str) -> Option<Clock> {
    let (digits, half) = match text {
        "noon" | "midday" | "12noon" => return Some(Clock { minutes: NOON, is_bare: false }),
        "midnight" | "12midnight" => return Some(Clock { minutes: DAY, is_bare: false }),
        _ if text.ends_with("am") => (text.trim_end_matches("am"), Some(0)),
        _ if text.ends_with("pm") => (text.trim_end_matches("pm"), Some(12)),
        _ => (text, None),
    };
    // "0845" and "845" as a timetable has them.
    let is_run_together = matches!(digits.len(), 3 | 4) && digits.bytes().all(|byte| byte.is_ascii_digit());
    let run_together = is_run_together.then(|| digits.split_at(digits.len() - 2));
    let (hour, minute) = digits.split_once([':', '.']).or(run_together).unwrap_or((digits, "0"));
    let is_of_a_clock = hour.len() == 2 && (digits.contains(':') || is_run_together || hour.starts_with('0'));
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let is_bare = half.is_none() && !is_of_a_clock && hour <= 12;
    let hour = match half {
        Some(half) if hour <= 12 => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    (hour <= 36 && minute < 60).then_some(Clock { minutes: hour * 60 + minute, is_bare })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_write_for_a_day_is_told_as_the_line_to_write() {
        for (text, line) in [
            ("24/7", "write mon = [\"00:00-24:00\"] for the whole of that day; for any hour"),
            ("24 hours", "write mon = [\"00:00-24:00\"] for"),
            ("All day", "write mon = [\"00:00-24:00\"] for"),
            ("open 24 hours", "write mon = [\"00:00-24:00\"] for"),
            ("9-5", "write mon = [\"09:00-17:00\"]"),
            ("9am-5pm", "write mon = [\"09:00-17:00\"]"),
            ("9am to 5.30 pm", "write mon = [\"09:00-17:30\"]"),
            ("9-12, 1pm-5pm", "write mon = [\"09:00-12:00\", \"13:00-17:00\"]"),
            ("9am to 12 and 13:00–17:00", "write mon = [\"09:00-12:00\", \"13:00-17:00\"]"),
            ("17:00-09:00", "write mon = [\"17:00-33:00\"]"),
            ("1-5", "write mon = [\"13:00-17:00\"], if 1pm to 5pm is what is meant"),
            ("0845-1645", "write mon = [\"08:45-16:45\"]"),
            ("08:45-16:45 GMT", "write mon = [\"08:45-16:45\"]"),
            ("845 to 1645 hrs", "write mon = [\"08:45-16:45\"]"),
            ("1845-2145", "write mon = [\"18:45-21:45\"]"),
            ("midnight to 8am", "write mon = [\"00:00-08:00\"]"),
            ("closed", "leave the line `mon` out"),
        ] {
            let told = line_meant("mon", text).unwrap_or_default();
            assert!(told.starts_with(line), "{text}: {told}");
        }
        assert_eq!(line_meant("open", "24 hours").as_deref(), Some("write open = [\"00:00-24:00\"] for the whole of that day"));
        assert_eq!(line_meant("open", "closed").as_deref(), Some("write open = [] when they are closed on that day"));
        assert_eq!(line_meant("mon", "mornings"), None);
    }

    #[test]
    fn a_time_without_am_or_pm_is_a_guess_where_it_may_be_either() {
        for (text, said, is_guess) in [
            ("9-5", "9am to 5pm", false),
            ("10-2", "10am to 2pm", false),
            ("12-1", "noon to 1pm", false),
            ("10pm-6", "10pm to 6am", false),
            ("1-5pm", "1pm to 5pm", false),
            ("02:00-06:00", "2am to 6am", false),
            ("1-5", "1pm to 5pm", true),
            ("1:00-4.30", "1pm to 4.30pm", true),
            ("5-10", "5pm to 10pm", true),
            ("6-6", "6pm to 6am", true),
            ("5-9am", "5am to 9am", true),
            ("8-10pm", "8pm to 10pm", true),
            ("9-2am", "9pm to 2am", true),
            ("5pm-9", "5pm to 9pm", true),
        ] {
            let spell = meant(text).unwrap();
            assert_eq!((spell.said().as_str(), spell.is_guess), (said, is_guess), "{text}");
        }
    }
}
