use super::*;
use crate::content::file_places::FilePlaces;
use crate::content::merge_strategy;

fn file(path: &str, text: &str) -> FileLines {
    FileLines::of(&path.into(), text)
}

fn merged(name: &str, below: &str, own: &str) -> FileLines {
    let path = format!("content/{name}");
    let manner = merge_strategy::of(&path).expect("a file that is merged");
    lay_over(&file("below", below), &file(&path, own), manner)
}

fn value(name: &str, below: &str, own: &str) -> toml::Value {
    toml::from_str(&merged(name, below, own).text).expect("what is merged can be read")
}

/// The file and line in which a word of the merged text really stands.
fn line_of(merged: &FileLines, word: &str) -> (String, u32) {
    let at = merged.text.find(word).unwrap_or_else(|| panic!("{word} in {}", merged.text));
    let places = FilePlaces { path: &merged.path, text: &merged.text, offset: 0, pieces: merged.pieces.as_deref() };
    let place = places.place(at..at + word.len());
    (place.file.to_string(), place.line)
}

const SITE: &str = "name = \"Below\"\nregion = \"Essex\"\n\n[leave]\naddress = \"a\"\nname = \"b\"\n\n[review]\nnever = [\"x\", \"y\"]\n\n\
                    [[need]]\nid = \"one\"\ntitle = \"One\"\nfirst = [\"a\"]\n\n[[need]]\nid = \"two\"\ntitle = \"Two\"\n";

#[test]
fn single_keys_are_changed_and_every_other_stays() {
    let both = value("site.toml", SITE, "region = 'Kent'\n[leave]\nname = \"c\"\n[review]\nnever = [\"z\"]\n");
    assert_eq!(both["name"].as_str(), Some("Below"));
    assert_eq!(both["region"].as_str(), Some("Kent"));
    assert_eq!((both["leave"]["address"].as_str(), both["leave"]["name"].as_str()), (Some("a"), Some("c")));
    assert_eq!(both["review"]["never"].as_array().map(Vec::len), Some(1), "a list is replaced");
}

#[test]
fn entries_of_one_name_are_merged_in_their_place_and_new_ones_come_last() {
    let own = "[[need]]\nid = \"three\"\ntitle = \"Three\"\n[[need]]\nid = \"one\"\ntitle = \"First\"\n";
    let both = value("site.toml", SITE, own);
    let needs: Vec<_> = both["need"].as_array().unwrap().iter().map(|need| need["title"].as_str().unwrap()).collect();
    assert_eq!(needs, ["First", "Two", "Three"]);
    assert_eq!(both["need"][0]["first"][0].as_str(), Some("a"));
}

#[test]
fn a_way_to_somebody_else_takes_the_place_of_the_way_and_its_reason() {
    let below = "[[outcome]]\nid = \"o1\"\ntitle = \"T\"\nprimary = { job = \"sarc\", why = \"Theirs.\" }\n";
    let way = |own: &str| {
        let own = format!("[[outcome]]\nid = \"o1\"\nprimary = {own}\n");
        value("routing.toml", below, &own)["outcome"][0]["primary"].to_string()
    };
    assert_eq!(way("{ service = \"northshire-sarc\" }"), "{ service = \"northshire-sarc\" }");
    assert_eq!(way("{ job = \"sarc\", why = \"Ours.\" }"), "{ job = \"sarc\", why = \"Ours.\" }");
    assert_eq!(way("{ why = \"Ours.\" }"), "{ job = \"sarc\", why = \"Ours.\" }");
}

#[test]
fn lists_that_are_added_to_hold_each_item_once() {
    let both = value("links.toml", "promised = [\"a\", \"b\"]\nservices = [\"a\"]\n", "promised = [\"b\", \"c\"]\n");
    assert_eq!(both["promised"].as_array().unwrap().len(), 3);
    let words =
        value("search.toml", "[same]\npolice = [\"cops\"]\n[young]\nwords = [\"kid\"]\n", "[same]\npolice = [\"heddlu\"]\n");
    assert_eq!(words["same"]["police"].as_array().unwrap().len(), 2);
    assert_eq!(words["young"]["words"][0].as_str(), Some("kid"));
    let days = value(
        "bank-holidays.toml",
        "until = 2027-12-31\n[[holiday]]\ndate = 2026-12-25\nname = \"Christmas Day\"\n",
        "[[holiday]]\ndate = 2027-01-04\nname = \"One more\"\n[[holiday]]\ndate = 2026-12-25\nname = \"Nadolig\"\n",
    );
    assert_eq!(days["holiday"].as_array().unwrap().len(), 2);
    assert_eq!(days["holiday"][0]["name"].as_str(), Some("Nadolig"));
}

#[test]
fn every_piece_has_the_line_of_the_file_it_was_taken_from() {
    let both = merged("site.toml", SITE, "# ours\n\nregion = \"Kent\"\n\n[[need]]\nid = \"three\"\n");
    assert_eq!(line_of(&both, "\"Kent\""), ("content/site.toml".to_owned(), 3));
    assert_eq!(line_of(&both, "\"Below\""), ("below".to_owned(), 1));
    assert_eq!(line_of(&both, "\"Two\""), ("below".to_owned(), 18));
    assert_eq!(line_of(&both, "\"three\""), ("content/site.toml".to_owned(), 6));
    assert_eq!(line_of(&both, "[leave]"), ("below".to_owned(), 4));
}

#[test]
fn a_file_that_says_so_takes_the_place_of_the_other() {
    let alone = value("links.toml", "promised = [\"a\"]\n[[link]]\nid = \"a\"\n", "replace = true\npromised = [\"c\"]\n");
    assert_eq!(alone.as_table().unwrap().len(), 1, "{alone}");
    assert_eq!(alone["promised"].as_array().unwrap().len(), 1);
    let both = value("links.toml", "promised = [\"a\"]\n", "replace = false\npromised = [\"c\"]\n");
    assert_eq!((both.as_table().unwrap().len(), both["promised"].as_array().unwrap().len()), (1, 2));
}

#[test]
fn a_home_page_changes_lines_and_keeps_the_words_below_if_it_has_none() {
    let below = "+++\ntitle = \"Home\"\n[[named]]\nservice = \"a\"\nline = \"A\"\n+++\nWords below.\n";
    let own = "+++\n[[named]]\nservice = \"b\"\nline = \"B\"\n+++\n";
    let both = merged("pages/index.md", below, own);
    let parts = front_matter::split(&both.text).expect("a page");
    let front: toml::Value = toml::from_str(&both.text[parts.front]).unwrap();
    assert_eq!((front["title"].as_str(), front["named"].as_array().map(Vec::len)), (Some("Home"), Some(2)));
    assert_eq!(&both.text[parts.body], "Words below.\n");
    assert_eq!(line_of(&both, "Words below"), ("below".to_owned(), 7));
    assert_eq!(line_of(&both, "\"B\""), ("content/pages/index.md".to_owned(), 4));
    let both = merged("pages/index.md", below, &format!("{own}\nOur words.\n"));
    assert!(both.text.ends_with("Our words.\n") && !both.text.contains("Words below"));
}

#[test]
fn a_file_that_cannot_be_read_is_given_as_it_stands() {
    let broken = "region = \u{201c}Kent\u{201d}\n";
    assert_eq!(&*merged("site.toml", SITE, broken).text, broken);
    assert_eq!(&*merged("site.toml", broken, "region = \"Kent\"\n").path, "below");
}

#[test]
fn what_a_file_covers_is_told_key_by_key_with_the_value_below() {
    let own = "region = \"Kent\"\nonion = \"x\"\n[[need]]\nid = \"one\"\nfirst = [\n  \"b\",\n]\n[[need]]\nid = \"three\"\ntitle = \"T\"\n";
    let told = covered("content/site.toml", SITE, own).unwrap();
    let replaced: Vec<_> = told.replaced.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert_eq!(replaced, [("need.one.first", "[\"a\"]"), ("region", "\"Essex\"")]);
    assert_eq!(told.added, ["need.three", "onion"]);
    assert_eq!(covered("content/site.toml", SITE, &format!("replace = true\n{own}")), None);
    assert_eq!(covered("content/pages/about.md", SITE, own), None);
}

#[test]
fn every_built_in_file_that_is_merged_says_the_same_when_nothing_is_laid_over_it() {
    let tree = crate::content::source::SourceTree::built_in();
    for manner in merge_strategy::MERGED {
        let text = tree.text(&format!("content/{}", manner.file)).unwrap_or_else(|| panic!("{} is built in", manner.file));
        let front = |text: &str| match front_matter::split(text) {
            Some(parts) => text[parts.front].to_owned(),
            None => text.to_owned(),
        };
        let is_page = std::path::Path::new(manner.file).extension().is_some_and(|ending| ending == "md");
        let nothing = if is_page { "+++\n+++\n" } else { "" };
        let both = merged(manner.file, text, nothing);
        let (alone, both) = (toml::from_str::<toml::Value>(&front(text)), toml::from_str::<toml::Value>(&front(&both.text)));
        assert_eq!(alone.unwrap(), both.unwrap(), "{}", manner.file);
    }
}
