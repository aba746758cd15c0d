//! Opening hours in plain words.

use std::iter::Peekable;
use std::slice::Iter;

use crate::site::hours::Spell;

/// Some days, and when they are open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// Monday first.
    pub days: [bool; 7],
    /// In order; none when it says "closed".
    pub spells: Vec<Spell>,
}

/// What some lines say of hours.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatedHours {
    /// Days and their hours.
    pub claims: Vec<Claim>,
    /// "24 hours a day", "24/7", "day or night".
    pub is_always: bool,
}

impl StatedHours {
    /// Reads lines; what cannot be understood is passed over. A line that names days may have its hours on the next (a table).
    #[must_use]
    pub fn read<'l>(lines: impl IntoIterator<Item = &'l str>) -> Self {
        let lines: Vec<&str> = lines.into_iter().collect();
        let mut stated = Self::default();
        let mut at = 0;
        while at < lines.len() {
            let line = tokens(lines[at]);
            stated.is_always |= is_always(lines[at]);
            let mut claims = claims(&line);
            if claims.is_empty() && lines.get(at + 1).is_some_and(|next| is_only_days(&line) && days_in(&tokens(next)).is_none())
            {
                claims = self::claims(&line.into_iter().chain(tokens(lines[at + 1])).collect::<Vec<_>>());
                stated.is_always |= is_always(lines[at + 1]);
                at += usize::from(!claims.is_empty());
            }
            stated.claims.extend(claims);
            at += 1;
        }
        stated
    }

    /// The hours claimed for a day.
    pub fn on(&self, day: usize) -> impl Iterator<Item = &[Spell]> {
        self.claims.iter().filter(move |claim| claim.days[day]).map(|claim| claim.spells.as_slice())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    /// 0 for Monday.
    Day(usize),
    /// Days that one word names.
    Days([bool; 7]),
    /// Minutes after midnight, and whether "am" or "pm" was said (or a colon, or noon), so that it is surely a time.
    Time(u16, Sure),
    /// To, until, a dash.
    To,
    /// And, a comma, an ampersand.
    And,
    Closed,
    /// Words and marks that may stand between days and hours.
    Filler,
    Other,
}

/// How a time was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    Am,
    Pm,
    /// With a colon or four digits.
    Clock,
    /// A bare number.
    No,
}

const ALWAYS: [&str; 8] =
    ["24 hours", "24/7", "24-hour", "24 hour", "day or night", "day and night", "any time of day", "around the clock"];

fn is_always(line: &str) -> bool {
    let line = line.to_lowercase().replace(['\u{2011}', '\u{2010}'], "-");
    // "Within 24 hours" is how soon they answer, not when.
    let is_promise = ["within 24", "in 24 hours", "next 24", "last 24", "than 24"].iter().any(|words| line.contains(words));
    !is_promise && ALWAYS.iter().any(|words| line.contains(words))
}

fn tokens(line: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let text = line.to_lowercase().replace("a.m.", "am").replace("p.m.", "pm").replace("a.m", "am").replace("p.m", "pm");
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        let start = at;
        if c.is_ascii_digit() {
            at = time(&chars, at, &mut found);
        } else if c.is_alphabetic() {
            while at < chars.len() && (chars[at].is_alphabetic() || matches!(chars[at], '\'' | '\u{2019}')) {
                at += 1;
            }
            found.push(word(&chars[start..at].iter().collect::<String>()));
        } else {
            at += 1;
            match c {
                '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' => found.push(Token::To),
                ',' | '&' | '/' | '+' => found.push(Token::And),
                ':' | '(' | ')' | '|' | '.' | ';' => found.push(Token::Filler),
                _ if c.is_whitespace() => {}
                _ => found.push(Token::Other),
            }
        }
    }
    found
}

fn word(word: &str) -> Token {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let name = word.trim_end_matches('s');
    if name.len() >= 3
        && let Some(day) = DAYS.iter().position(|day| *day == name || (day.starts_with(name) && name.len() <= 5))
    {
        return Token::Day(day);
    }
    match word {
        "weekday" | "weekdays" => Token::Days([true, true, true, true, true, false, false]),
        "weekend" | "weekends" => Token::Days([false, false, false, false, false, true, true]),
        "daily" | "everyday" => Token::Days([true; 7]),
        "to" | "until" | "till" | "til" | "through" | "thru" => Token::To,
        "and" | "or" => Token::And,
        "closed" => Token::Closed,
        "noon" | "midday" => Token::Time(720, Sure::Pm),
        "midnight" => Token::Time(0, Sure::Clock),
        "from" | "between" | "open" | "opens" | "we" | "we're" | "are" | "is" | "on" | "the" | "lines" | "line" | "hours"
        | "opening" | "our" | "helpline" | "available" | "every" | "day" | "calls" | "phone" => Token::Filler,
        _ => Token::Other,
    }
}

/// A time at `at`: "9", "9am", "9.30pm", "09:00", "0900". Gives where it ends.
fn time(chars: &[char], at: usize, found: &mut Vec<Token>) -> usize {
    let digits = |from: usize| chars[from.min(chars.len())..].iter().take_while(|c| c.is_ascii_digit()).count();
    let number =
        |from: usize, length: usize| chars[from..from + length].iter().collect::<String>().parse::<u16>().unwrap_or(u16::MAX);
    let length = digits(at);
    let mut end = at + length;
    let (hour, minute, is_clock) = if length == 4 {
        // "1900-2000" may be years.
        (number(at, 2), number(at + 2, 2), !matches!(number(at, 4), 1900..=2059))
    } else if length <= 2 && matches!(chars.get(end), Some(':' | '.')) && digits(end + 1) == 2 {
        let minute = number(end + 1, 2);
        let is_clock = chars[end] == ':';
        end += 3;
        (number(at, length), minute, is_clock)
    } else {
        (number(at, length.min(4)), 0, false)
    };
    let rest: String = chars[end..].iter().take(4).collect();
    let half = rest.trim_start();
    let sure = match half {
        _ if half.starts_with("am") && !half[2..].starts_with(char::is_alphabetic) => Sure::Am,
        _ if half.starts_with("pm") && !half[2..].starts_with(char::is_alphabetic) => Sure::Pm,
        _ if is_clock => Sure::Clock,
        _ => Sure::No,
    };
    if matches!(sure, Sure::Am | Sure::Pm) {
        end += rest.chars().take_while(|c| c.is_whitespace()).count() + 2;
    }
    let is_time = length <= 4 && length != 3 && minute < 60 && hour <= if matches!(sure, Sure::Am | Sure::Pm) { 12 } else { 24 };
    found.push(if is_time { Token::Time(minutes(hour, minute, sure), sure) } else { Token::Other });
    end
}

fn minutes(hour: u16, minute: u16, sure: Sure) -> u16 {
    let hour = match sure {
        Sure::Am => hour % 12,
        Sure::Pm => hour % 12 + 12,
        Sure::Clock | Sure::No => hour,
    };
    hour * 60 + minute
}

/// How many fillers may stand between days and hours.
const FILLERS: usize = 5;

/// Days followed by hours, or hours followed by days.
fn claims(tokens: &[Token]) -> Vec<Claim> {
    let mut found: Vec<Claim> = Vec::new();
    let mut tokens = tokens.iter().peekable();
    // Hours that wait for the days they belong to.
    let mut waiting: Option<Vec<Spell>> = None;
    while let Some(token) = tokens.peek() {
        match token {
            Token::Day(_) | Token::Days(_) => {
                let days = days(&mut tokens);
                let before = tokens.clone();
                skip(&mut tokens);
                if let Some(spells) = waiting.take() {
                    tokens = before;
                    found.push(Claim { days, spells });
                } else if tokens.next_if_eq(&&Token::Closed).is_some() {
                    found.push(Claim { days, spells: Vec::new() });
                } else {
                    let spells = spells(&mut tokens);
                    found.extend((!spells.is_empty()).then_some(Claim { days, spells }));
                }
            }
            Token::Time(..) => {
                let spells = spells(&mut tokens);
                waiting = (!spells.is_empty()).then_some(spells);
            }
            Token::Filler | Token::And => {
                tokens.next();
            }
            Token::To | Token::Closed | Token::Other => {
                waiting = None;
                tokens.next();
            }
        }
    }
    found
}

/// A place among the tokens of a line: cheap to copy, so that looking ahead costs nothing however long the line is.
type Tokens<'t> = Peekable<Iter<'t, Token>>;

fn skip(tokens: &mut Tokens<'_>) {
    for _ in 0..FILLERS {
        if tokens.next_if(|token| matches!(token, Token::Filler | Token::And)).is_none() {
            return;
        }
    }
}

/// "Monday to Friday", "Sat, Sun", "Monday, Wednesday and Friday", "weekdays".
fn days(tokens: &mut Tokens<'_>) -> [bool; 7] {
    let mut days = [false; 7];
    let mut last = None;
    loop {
        match tokens.peek() {
            Some(Token::Day(day)) => {
                let day = *day;
                tokens.next();
                days[day] = true;
                last = Some(day);
            }
            Some(Token::Days(these)) => {
                (0..7).for_each(|day| days[day] |= these[day]);
                tokens.next();
                last = None;
            }
            Some(Token::To | Token::And) => {
                let mut ahead = tokens.clone();
                let joint = ahead.next();
                let Some(Token::Day(end)) = ahead.peek().copied() else { return days };
                if let (Some(Token::To), Some(start)) = (joint, last) {
                    (start..start + 7).map(|day| day % 7).take((*end + 7 - start) % 7 + 1).for_each(|day| days[day] = true);
                }
                *tokens = ahead;
            }
            _ => return days,
        }
    }
}

/// "9am to 5pm", "09:00-12:00 and 13:00-17:00".
fn spells(tokens: &mut Tokens<'_>) -> Vec<Spell> {
    let mut found: Vec<Spell> = Vec::new();
    loop {
        let mut ahead = tokens.clone();
        if !found.is_empty() {
            skip(&mut ahead);
        }
        let (Some(Token::Time(start, start_sure)), true) = (ahead.next(), ahead.next_if_eq(&&Token::To).is_some()) else { break };
        let Some(Token::Time(end, end_sure)) = ahead.next() else { break };
        let Some(spell) = spell((*start, *start_sure), (*end, *end_sure)) else { break };
        if found.last().is_some_and(|last| spell.start() < last.end()) {
            break;
        }
        found.push(spell);
        *tokens = ahead;
    }
    if found.is_empty() {
        // Whatever this was, it is not hours.
        tokens.next_if(|token| matches!(token, Token::Time(..)));
    }
    found
}

fn spell((start, start_sure): (u16, Sure), (end, end_sure): (u16, Sure)) -> Option<Spell> {
    let start = match (start_sure, end_sure) {
        // "9 to 5" might be anything.
        (Sure::No, Sure::No) => return None,
        // "1-5pm" is the afternoon; "9-5pm" begins in the morning.
        (Sure::No, Sure::Pm) if start < 720 && start + 720 < end => start + 720,
        _ => start,
    };
    let end = match end {
        0 | 1439 => 1440,
        end if end <= start => end + 1440,
        end => end,
    };
    Spell::new(start, end).ok()
}

fn is_only_days(tokens: &[Token]) -> bool {
    days_in(tokens).is_some() && !tokens.iter().any(|token| matches!(token, Token::Time(..) | Token::Other | Token::Closed))
}

fn days_in(tokens: &[Token]) -> Option<&Token> {
    tokens.iter().find(|token| matches!(token, Token::Day(_) | Token::Days(_)))
}
