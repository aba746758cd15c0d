use proptest::prelude::*;

use super::*;
use crate::site::hours::HolidayRule;
use std::collections::BTreeMap;

fn week(days: &[(std::ops::Range<usize>, &str)]) -> OpeningHours {
    let mut week = Week { days: Default::default(), holidays: HolidayRule::Unknown, exceptions: BTreeMap::new() };
    for (range, spells) in days {
        for day in range.clone() {
            week.days[day] = spells.split(' ').map(|spell| spell.parse().unwrap()).collect();
        }
    }
    OpeningHours::Weekly(Box::new(week))
}

fn office() -> OpeningHours {
    week(&[(0..5, "09:00-17:00")])
}

fn page(lines: &[&str]) -> ReadPage {
    ReadPage { lines: lines.iter().map(|line| (*line).to_owned()).collect(), ..ReadPage::default() }
}

fn check(wanted: &OpeningHours, lines: &[&str], expected: Agreement) {
    assert_eq!(compare(&page(lines), wanted, None), expected, "{lines:?}");
}

#[test]
fn day_ranges_are_understood_as_people_write_them() {
    for line in [
        "Monday to Friday 9am to 5pm",
        "Monday to Friday, 9am-5pm",
        "Mon-Fri 09:00-17:00",
        "Mon\u{2013}Fri 09:00\u{2013}17:00",
        "Monday - Friday: 9.00am - 5.00pm",
        "Open Mondays to Fridays from 9am until 5pm",
        "Weekdays 9am to 5pm",
        "9am to 5pm, Monday to Friday",
        "Mon, Tue, Wed, Thu and Fri: 0900-1700",
        "Our helpline is open 9 a.m. to 5 p.m. Monday to Friday (closed weekends)",
        "Monday to Friday 9-5pm",
        "Monday to Friday 9am to 5pm. Saturday and Sunday closed",
        "Monday\u{2014}Friday 9am \u{2013} 5pm",
    ] {
        check(&office(), &[line], Agreement::Same);
    }
    check(&office(), &["Monday to Friday", "9am to 5pm"], Agreement::Same);
    check(
        &office(),
        &["Mon", "9am-5pm", "Tue", "9am-5pm", "Wed", "9am-5pm", "Thu", "9am-5pm", "Fri", "9am-5pm", "Sat", "Closed"],
        Agreement::Same,
    );
    check(
        &week(&[(0..7, "16:00-24:00")]),
        &["Every day, 4pm to midnight".replace("Every day", "Daily").as_str()],
        Agreement::Same,
    );
    check(&week(&[(0..7, "18:00-26:00")]), &["Monday to Sunday 6pm to 2am"], Agreement::Same);
    check(
        &week(&[(0..4, "09:00-21:00"), (4..5, "09:00-17:00")]),
        &["Monday to Thursday 9am to 9pm, Friday 9am to 5pm"],
        Agreement::Same,
    );
    check(&week(&[(0..5, "09:00-12:00 13:00-17:00")]), &["Mon-Fri 09:00-12:00 and 13:00-17:00"], Agreement::Same);
    check(&week(&[(4..6, "12:00-15:00")]), &["Friday and Saturday noon to 3pm"], Agreement::Same);
}

#[test]
fn other_hours_are_told_from_none_and_from_several() {
    check(&office(), &["Monday to Friday 9am to 4pm"], Agreement::Other);
    check(&office(), &["Monday to Friday 9am to 5pm", "Saturday 9am to 1pm"], Agreement::Other);
    check(&office(), &["Monday to Thursday 9am to 5pm"], Agreement::Unclear);
    check(&office(), &["Phone: Monday to Friday 9am to 5pm", "Chat: Monday to Friday 10am to 2pm"], Agreement::Unclear);
    for line in [
        "",
        "Call us on Monday",
        "9 to 5",
        "Monday to Friday 9 to 5",
        "Mondays at 9am",
        "Founded 1995-2001",
        "Since 1900-2000 on Monday",
    ] {
        check(&office(), &[line], Agreement::Unclear);
    }
}

#[test]
fn hours_beside_the_number_count_before_those_of_other_things() {
    let number: PhoneNumber = "0800 1111".parse().unwrap();
    let mut lines = vec!["Helpline 0800 1111", "Monday to Friday 9am to 5pm"];
    lines.extend(["…"; 10]);
    lines.push("Chat: Monday to Friday 10am to 2pm");
    assert_eq!(compare(&page(&lines), &office(), Some(&number)), Agreement::Same);
}

#[test]
fn open_at_any_hour_is_believed_only_beside_the_number() {
    let number: PhoneNumber = "0800 1111".parse().unwrap();
    let any_hour = |lines: &[&str]| compare(&page(lines), &OpeningHours::Always, Some(&number));
    for line in ["Call 0800 1111, 24 hours a day", "0800 1111 (24/7)", "0800 1111, day or night"] {
        assert_eq!(any_hour(&[line]), Agreement::Same, "{line}");
    }
    let mut far = vec!["Call 999, 24 hours a day"];
    far.extend(["…"; 10]);
    far.push("0800 1111");
    assert_eq!(any_hour(&far), Agreement::Unclear);
    assert_eq!(any_hour(&["0800 1111", "Monday to Friday 9am to 5pm"]), Agreement::Other);
    assert_eq!(any_hour(&["0800 1111", "We answer emails within 24 hours"]), Agreement::Unclear);
}

#[test]
fn structured_data_is_read_in_both_its_forms() {
    let data = |json: serde_json::Value| compare(&ReadPage { data: vec![json], ..ReadPage::default() }, &office(), None);
    assert_eq!(data(serde_json::json!({ "openingHours": "Mo-Fr 09:00-17:00" })), Agreement::Same);
    assert_eq!(
        data(serde_json::json!({ "@graph": [{ "openingHours": ["Mo,Tu,We 09:00-17:00", "Th-Fr 09:00-17:00"] }] })),
        Agreement::Same
    );
    let days = ["https://schema.org/Monday", "Tuesday", "Wednesday", "schema:Thursday", "http://schema.org/Friday"];
    let specification =
        serde_json::json!({ "openingHoursSpecification": { "dayOfWeek": days, "opens": "09:00:00", "closes": "17:00" } });
    assert_eq!(data(specification.clone()), Agreement::Same);
    assert_eq!(data(serde_json::json!({ "openingHours": "Mo-Fr 09:00-16:00" })), Agreement::Other);
    assert_eq!(
        data(serde_json::json!([{ "openingHours": "Mo 09:00-16:00" }, { "openingHours": "Tu 09:00-16:00" }])),
        Agreement::Unclear
    );
    assert_eq!(data(serde_json::json!({ "openingHours": "by appointment" })), Agreement::Unclear);
    let microdata = ReadPage { hours: vec!["Mo-Fr 09:00-17:00".into()], ..ReadPage::default() };
    assert_eq!(compare(&microdata, &office(), None), Agreement::Same);
    // Data that says one thing beside words that say another proves nothing.
    let torn = ReadPage { data: vec![specification], ..page(&["Monday to Friday 9am to 4pm"]) };
    assert_eq!(compare(&torn, &office(), None), Agreement::Unclear);
}

#[test]
fn a_page_made_to_keep_the_reader_busy_does_not() {
    let number: PhoneNumber = "0800 1111".parse().unwrap();
    let lines = vec!["0800 1111 Mon 9am-5pm"; 20_000];
    assert_eq!(compare(&page(&lines), &office(), Some(&number)), Agreement::Unclear);
    assert_eq!(
        compare(&page(&["Monday and 9am to 5pm, ".repeat(20_000).as_str()]), &office(), Some(&number)),
        Agreement::Unclear
    );
    let many = format!("{} {}", "Mo,".repeat(20_000), "09:00-17:00,".repeat(20_000));
    let data = ReadPage { data: vec![serde_json::json!({ "openingHours": many })], ..ReadPage::default() };
    assert_eq!(compare(&data, &office(), None), Agreement::Unclear);
}

proptest! {
    #[test]
    fn no_words_upset_the_reader(line in ".{0,80}", soup in "[a-z0-9 :.,–-]{0,60}", days in "(Mon|Tuesday|weekdays| to |, |-){1,6} [0-9:apm -]{0,20}") {
        for text in [line.as_str(), &soup, &days] {
            let _ = compare(&page(&[text, text]), &office(), None);
            let data = serde_json::json!({ "openingHours": text });
            let _ = compare(&ReadPage { data: vec![data], ..ReadPage::default() }, &office(), None);
        }
    }

    #[test]
    fn hours_written_in_any_of_the_common_ways_are_read_back(start in 0_u16..23, length in 1_u16..12) {
        let end = (start + length).min(24);
        let wanted = week(&[(0..5, &format!("{start:02}:00-{end:02}:00"))]);
        let said = |hour: u16| match hour % 24 {
            0 => "midnight".to_owned(),
            12 => "noon".to_owned(),
            hour if hour < 12 => format!("{hour}am"),
            hour => format!("{}pm", hour - 12),
        };
        let words = format!("Monday to Friday {} to {}", said(start), said(end));
        let clock = format!("Mon-Fri {start:02}:00-{:02}:00", end % 24);
        for line in [words, clock] {
            prop_assert_eq!(compare(&page(&[&line]), &wanted, None), Agreement::Same, "{}", line);
        }
    }
}
