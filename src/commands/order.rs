//! `waymark order`: the order of the answers in which the report page weighs least, found and recorded.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;

use jiff::Timestamp;
use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use toml_edit::{Array, DocumentMut, Value, value};

use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD, build, overlay};
use crate::check::Strictness;
use crate::cli::OrderArgs;
use crate::content::source::SourceTree;
use crate::disk::whole_file;
use crate::render::page_order::{PageOrder, orders};

/// The file that holds the order, and its key there.
const FILE: &str = "routing.toml";
const KEY: &str = "page_order";

pub(super) fn run(args: &OrderArgs) -> Result<u8, Failure> {
    let outcome = build::build(&args.source, a_night_at_a_weekend(build::now()?), Strictness::Everyday)?;
    let Some(built) = outcome.publishable(false) else { return Ok(CONTENT_ERRORS) };
    let report = built.rendered.documents.iter().find(|document| document.path == "/report");
    let Some((now, lightest)) = report.and_then(|document| orders(&document.body, args.searches)) else {
        return Err("there is no report page whose answers could be put in another order".into());
    };
    let mut said = format!("/report: {} bytes as its answers stand, {} in the lightest order found\n", now.bytes, lightest.bytes);
    if lightest.bytes >= now.bytes {
        said.push_str("The order stays as it is.\n");
    } else if let Some(folder) = args.write.then_some(args.source.own_folder()).flatten() {
        if args.source.overlay.is_some() && !folder.join(FILE).exists() {
            overlay::record_first(folder, &[(FILE, SourceTree::built_in().text(&format!("content/{FILE}")))])?;
        }
        record(folder, &lightest)?;
        writeln!(said, "Recorded as {KEY} in {}.", folder.join(FILE).display())?;
    } else {
        said.push_str("Nothing is written without --write and the folder to write it in, --overlay or --content.\n");
    }
    stdout().write_all(said.as_bytes())?;
    Ok(GOOD)
}

/// The next night from a Saturday to a Sunday, at three: of most services it is said when they open, and the page weighs most.
fn a_night_at_a_weekend(now: Timestamp) -> Timestamp {
    let sunday = TimeZone::UTC.to_datetime(now).date().nth_weekday(1, Weekday::Sunday);
    sunday.and_then(|sunday| TimeZone::UTC.to_timestamp(sunday.at(3, 0, 0, 0))).unwrap_or(now)
}

fn record(folder: &Path, order: &PageOrder) -> Result<(), Failure> {
    whole_file::change(&folder.join(FILE), |text| Ok(Some(with_order(text, &order.outcomes)?)))?;
    Ok(())
}

/// The text of the file with this order in it, in place of any other.
fn with_order(text: &str, outcomes: &[String]) -> Result<String, toml_edit::TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let mut array = Array::new();
    for (at, outcome) in outcomes.iter().enumerate() {
        let mut id = Value::from(outcome.as_str());
        // Lines as long as an editor's.
        id.decor_mut().set_prefix(if at % 12 == 0 { "\n  " } else { " " });
        array.push_formatted(id);
    }
    array.set_trailing_comma(true);
    array.set_trailing("\n");
    let is_new = document.get(KEY).is_none();
    document[KEY] = value(array);
    if let Some(mut key) = document.key_mut(KEY).filter(|_| is_new) {
        key.leaf_decor_mut().set_prefix(
            "# Found and written by `waymark order --write`. Only one answer is ever seen, so nothing changes but the weight.\n",
        );
    }
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::with_order;

    #[test]
    fn an_order_is_put_in_and_replaced_and_every_comment_stays() {
        let text = "first = \"q1\"\nlast_line = \"x\"\n\n# People.\n[[role]]\nid = \"gp\" # a doctor\n";
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        let once = with_order(text, &ids(&["o2", "o1"])).unwrap();
        let twice = with_order(&once, &ids(&["o1", "o2"])).unwrap();
        assert!(once.contains("page_order = [\n  \"o2\", \"o1\",\n]\n\n# People.\n"), "{once}");
        assert_eq!(once.replace("\"o2\", \"o1\"", "\"o1\", \"o2\""), twice);
        assert!(twice.ends_with("[[role]]\nid = \"gp\" # a doctor\n"), "{twice}");
        let of_a_copy = with_order("", &ids(&["o2", "o1"])).unwrap();
        assert!(of_a_copy.ends_with("page_order = [\n  \"o2\", \"o1\",\n]\n"), "a copy may have no such file yet: {of_a_copy}");
    }
}
