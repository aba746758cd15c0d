//! Opening hours as people write them, and how they are written here.

/// What to write for any hour.
pub(in crate::content) const ALWAYS: &str = "for any hour, day and night, write `always = true` under [contact.hours]";

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
    matches!(
        plain.as_str(),
        "247" | "24hours" | "24hrs" | "24h" | "always" | "anytime" | "allday" | "24hoursaday" | "24hours7daysaweek"
    )
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
