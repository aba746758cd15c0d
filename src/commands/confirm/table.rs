//! Comma-separated values, as spreadsheet programs write and read them (RFC 4180), whatever they make of them on the way: semicolons
//! or tabs for commas, a byte order mark, Windows' line ends and letters.

/// The rows of a sheet. A row's number in the spreadsheet is its place here, counted from one.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, &'static str> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err("this is a spreadsheet of its own kind: save it as CSV (in the program: Save as, CSV UTF-8)");
    }
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err("this was saved as UTF-16 (\"Unicode text\"): save it as CSV UTF-8");
    }
    // What is not UTF-8 was written by an old program; its letters above 127 stand for themselves.
    let text = String::from_utf8(bytes.to_vec()).unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect());
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let head = text.lines().next().unwrap_or_default();
    let between = [',', ';', '\t'].into_iter().max_by_key(|sign| head.matches(*sign).count()).unwrap_or(',');
    rows(text, between)
}

fn rows(text: &str, between: char) -> Result<Vec<Vec<String>>, &'static str> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let mut signs = text.chars().peekable();
    let mut is_quoted = false;
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted && signs.peek() == Some(&'"') => {
                cell.push('"');
                signs.next();
            }
            '"' if is_quoted => is_quoted = false,
            '"' if cell.is_empty() => is_quoted = true,
            _ if is_quoted => cell.push(sign),
            '\r' if signs.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            _ if sign == between => row.push(std::mem::take(&mut cell)),
            _ => cell.push(sign),
        }
    }
    if is_quoted {
        return Err("a quotation mark is never closed: save the sheet anew from the spreadsheet program");
    }
    if !cell.is_empty() || !row.is_empty() {
        row.push(cell);
        rows.push(row);
    }
    rows.iter_mut().flatten().for_each(|cell| *cell = plain(cell));
    Ok(rows)
}

/// A cell without the mark that keeps a spreadsheet from reckoning with it.
fn plain(cell: &str) -> String {
    let cell = cell.trim();
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(RECKONED)).unwrap_or(cell).to_owned()
}

/// What a spreadsheet takes for the beginning of a formula.
const RECKONED: [char; 4] = ['=', '+', '-', '@'];

/// A sheet for any spreadsheet program.
pub(super) fn written(rows: &[Vec<String>]) -> String {
    let mut out = String::from('\u{feff}');
    for row in rows {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

fn quoted(cell: &str) -> String {
    let cell = if cell.starts_with(RECKONED) { format!("'{cell}") } else { cell.to_owned() };
    format!("\"{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_comes_back() {
        let sheet: Vec<Vec<String>> =
            [["a", "b \"c\", d", "+44 1"], ["", "two\nlines", "=1"]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
        assert_eq!(read(written(&sheet).as_bytes()).unwrap(), sheet);
        assert!(written(&sheet).contains("'+44 1") && written(&sheet).contains("'=1"));
    }

    #[test]
    fn semicolons_tabs_old_letters_and_line_ends_are_read() {
        let wanted = [["a", "b"], ["1", "é"]].map(|row| row.map(str::to_owned).to_vec()).to_vec();
        for bytes in ["a;b\r\n1;é\r\n".as_bytes(), "a\tb\n1\té".as_bytes(), b"a,b\r1,\xe9\r"] {
            assert_eq!(read(bytes).unwrap(), wanted);
        }
        assert!(read(b"PK\x03\x04").unwrap_err().contains("CSV"));
        assert!(read(b"\xff\xfea").unwrap_err().contains("UTF-16"));
        assert!(read(b"a,\"b").is_err());
    }
}
