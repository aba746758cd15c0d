//! Opening hours as people write them, and how they are written here.

/// What to write for any hour.
pub(in crate::content) const ALWAYS: &str = "for any hour, day and night, write `always = true` under [contact.hours]";

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
    let spells: Vec<String> = plain.split(',').map(|part| meant(part.trim())).collect::<Option<_>>()?;
    let spells: Vec<String> = spells.iter().map(|spell| format!("\"{spell}\"")).collect();
    Some(format!("write {key} = [{}]", spells.join(", ")))
}

/// The spell that was meant: 9-5, 9am-5pm, 9:00 to 17:00, 09.00–17.00.
pub(in crate::content) fn meant(text: &str) -> Option<String> {
    let plain = text.to_lowercase().replace(['–', '—', '−'], "-").replace(" to ", "-").replace(" until ", "-").replace(' ', "");
    let (start, end) = plain.split_once('-')?;
    let (start, end) = (clock(start)?, clock(end)?);
    // 9-5 ends in the afternoon, and 18:00-02:00 in the night.
    let end = if end.0 <= start.0 && !end.1 && end.0 < 12 * 60 { end.0 + 12 * 60 } else { end.0 };
    let end = if end <= start.0 { end + 24 * 60 } else { end };
    let shown = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
    Some(format!("{}-{}", shown(start.0), shown(end)))
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

/// Minutes since midnight, and whether it can only be that time: am or pm was said, or the hour has two digits.
fn clock(text: &str) -> Option<(u32, bool)> {
    let (digits, half) = match text {
        "noon" | "midday" => return Some((12 * 60, true)),
        "midnight" => return Some((24 * 60, true)),
        _ if text.ends_with("am") => (text.trim_end_matches("am"), Some(0)),
        _ if text.ends_with("pm") => (text.trim_end_matches("pm"), Some(12)),
        _ => (text, None),
    };
    let (hour, minute) = digits.split_once([':', '.']).unwrap_or((digits, "0"));
    let has_two_digits = hour.len() == 2;
    let (hour, minute): (u32, u32) = (hour.parse().ok()?, minute.parse().ok()?);
    let hour = match half {
        Some(half) if hour <= 12 => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    (hour <= 30 && minute < 60).then_some((hour * 60 + minute, half.is_some() || has_two_digits))
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
            ("closed", "leave the line `mon` out"),
        ] {
            let told = line_meant("mon", text).unwrap_or_default();
            assert!(told.starts_with(line), "{text}: {told}");
        }
        assert_eq!(line_meant("open", "24 hours").as_deref(), Some("write open = [\"00:00-24:00\"] for the whole of that day"));
        assert_eq!(line_meant("open", "closed").as_deref(), Some("write open = [] when they are closed on that day"));
        assert_eq!(line_meant("mon", "mornings"), None);
    }
}
