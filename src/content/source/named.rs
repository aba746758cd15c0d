//! Findings and commands in the words of the operator's own folders: a file is called as they named it, a command can be copied.

use super::{Laid, SourceTree};
use crate::content::merge_strategy;
use crate::diagnostic::{Diagnostic, Kind, name_of};

/// What a copy writes into its own `overlay.toml` in place of the list that the home copy keeps.
const SHORT_ADDRESSES: (&str, &str) =
    ("`services` and to `promised` in content/links.toml", "`short_addresses` in content/overlay.toml");

/// What a copy does about a sentence that is not its own.
const LAID_OVER: &str = "lay a file of your own over this one";

/// A file that a copy may not have yet, and that takes the place of no other.
const ADDED: [&str; 1] = ["content/overlay.toml"];

impl SourceTree {
    /// Calls every file in `found` by its real name, in sentences too, and makes commands in them name the folders.
    pub fn name_really(&self, found: &mut [Diagnostic]) {
        if self.laid.is_empty() {
            return;
        }
        for fault in found {
            let own = self.laid.iter().rev().find(|laid| laid.files.contains(&fault.place.file));
            fault.message = self.with_real_names(&fault.message, own);
            if matches!(fault.kind, Kind::Overdue | Kind::DueSoon) && own.is_none() {
                fault.help = self.review_of_built_in(&fault.place.file).or(fault.help.take());
            }
            if fault.kind == Kind::LeftOver && own.is_some() {
                let help = fault.help.take();
                fault.help = help.map(|help| help.replace(LAID_OVER, "write it without that name"));
            }
            if own.is_none() {
                fault.help = fault.help.take().map(|help| self.first_copied(help, &fault.place.file));
            }
            // Where a file belongs is in its own folder, whatever there is inside the program.
            let moves = own.filter(|_| fault.kind == Kind::Unexpected);
            let help = fault.help.take();
            fault.help = help.map(|help| moves.map_or_else(|| self.help(&help, own), |laid| laid.all_named(&help)));
            let content = self.laid.iter().rev().find(|laid| laid.top == "content");
            let is_of_none = matches!(fault.kind, Kind::Missing | Kind::Follows) && !self.files.contains_key(&fault.place.file);
            if let Some(laid) = content.filter(|_| is_of_none) {
                fault.place.file = laid.named(&fault.place.file).into();
            } else if self.files.contains_key(&fault.place.file) || own.is_some() {
                // What follows is told of the file that brought it about, which is not always one that the copy has.
                let is_whole = fault.place.line == 0 && fault.kind != Kind::Follows;
                let name = if is_whole { Self::own_name } else { Self::real_name };
                fault.place.file = name(self, &fault.place.file).into();
            }
        }
    }

    /// How a copy records that it checked a page or service that is built in: that file is not its own.
    fn review_of_built_in(&self, file: &str) -> Option<String> {
        let name = name_of(file).filter(|_| self.has_overlay())?;
        let path = file.strip_prefix("content/").unwrap_or(file);
        Some(format!(
            "check it against its sources, then write [[review]] with of = \"{name}\", `checked` and `due` in content/overlay.toml; to \
             correct it, make a copy of your own: `waymark overlay copy {path}`"
        ))
    }

    /// A file that is built in can be written in a copy only once it was copied: a help that asks to write in it says how.
    fn first_copied(&self, help: String, file: &str) -> String {
        let path = file.strip_prefix("content/").unwrap_or(file);
        let is_whole = ["pages/", "services/", "areas/"].iter().any(|folder| path.starts_with(folder));
        let is_built_in = is_whole && self.has_overlay() && self.files.contains_key(file) && merge_strategy::of(file).is_none();
        if !is_built_in || help.contains("waymark overlay copy") {
            return help;
        }
        format!("{help}; that file is built in: first make it your own with `waymark overlay copy {path}`")
    }

    /// A help as it is true of this copy: it names files that the copy has or makes, and commands that can be run as they stand.
    fn help(&self, help: &str, own: Option<&Laid>) -> String {
        if !self.laid.iter().any(|laid| laid.is_overlay) {
            return self.with_options(&self.with_real_names(help, own));
        }
        let help = help.replace(SHORT_ADDRESSES.0, SHORT_ADDRESSES.1);
        let word = |word: &str| match path_in(word) {
            path if self.files.contains_key(path) && is_of_a_line(word, path) => word.replace(path, &self.real_name(path)),
            path if self.files.contains_key(path) || ADDED.contains(&path) => word.replace(path, &self.own_name(path)),
            path => {
                own.filter(|_| !path.is_empty()).map_or_else(|| word.to_owned(), |laid| word.replace(path, &laid.named(path)))
            }
        };
        self.with_options(&help.split(' ').map(word).collect::<Vec<_>>().join(" "))
    }

    /// Where the operator writes what a file says: a copy has a file of settings of its own, or makes one that is joined to the
    /// built-in one.
    pub fn own_name(&self, path: &str) -> String {
        let is_joined = merge_strategy::of(path).is_some() || ADDED.contains(&path);
        let overlay = self.laid.iter().rev().find(|laid| laid.is_overlay && is_joined);
        overlay.map_or_else(|| self.real_name(path), |laid| laid.named(path))
    }

    /// A sentence with the real names of the files that it speaks of. A file that is nowhere yet is one of the folder in question.
    fn with_real_names(&self, sentence: &str, own: Option<&Laid>) -> String {
        let word = |word: &str| match path_in(word) {
            "" => word.to_owned(),
            path if self.files.contains_key(path) => word.replace(path, &self.real_name(path)),
            path => own.map_or_else(|| word.to_owned(), |laid| word.replace(path, &laid.named(path))),
        };
        sentence.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }

    /// The options that name the folders of the content again, such as ` --overlay my-county`; nothing for what is built in.
    pub fn options(&self) -> String {
        let content = self.laid.iter().filter(|laid| laid.top == "content");
        let option = |laid: &Laid| {
            let name = if laid.is_overlay { "overlay" } else { "content" };
            format!(" --{name} {}", shell_word(&laid.folder))
        };
        content.map(option).collect()
    }

    /// A sentence whose commands can be copied: each names the folders that this tree was read from. A command stands between
    /// back-ticks, or is all of the sentence.
    pub fn with_options(&self, sentence: &str) -> String {
        if sentence.starts_with("waymark ") {
            return format!("{sentence}{}", self.options());
        }
        let mut parts = sentence.split('`');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for (at, part) in parts.enumerate() {
            let is_command = at % 2 == 0 && part.starts_with("waymark ");
            out.extend(["`", part, if is_command { self.options() } else { String::new() }.as_str()]);
        }
        out
    }
}

impl Laid {
    /// A sentence with every file called as if it stood in this folder.
    fn all_named(&self, sentence: &str) -> String {
        let word = |word: &str| match path_in(word) {
            "" => word.to_owned(),
            path => word.replace(path, &self.named(path)),
        };
        sentence.split(' ').map(word).collect::<Vec<_>>().join(" ")
    }

    /// What a file of the tree is called in this folder.
    fn named(&self, path: &str) -> String {
        let rest = path.strip_prefix(&self.top).and_then(|rest| rest.strip_prefix('/')).unwrap_or(path);
        format!("{}/{rest}", self.folder.trim_end_matches('/'))
    }
}

/// The path of a file of the content in a word of a sentence; empty where there is none.
fn path_in(word: &str) -> &str {
    // A line may follow: `content/site.toml:12`.
    let path = word.trim_matches(|c: char| !c.is_alphanumeric()).split(':').next().unwrap_or_default();
    if path.starts_with("content/") && path.contains('.') { path } else { "" }
}

/// Whether a line of the file is meant, which stands where it stands.
fn is_of_a_line(word: &str, path: &str) -> bool {
    word.split_once(path).is_some_and(|(_, rest)| rest.starts_with(':') && rest[1..].starts_with(|c: char| c.is_ascii_digit()))
}

/// A word as a shell takes it for one.
pub fn shell_word(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "_-./+:@%,=".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Place;

    fn county() -> SourceTree {
        let mut tree = SourceTree::built_in();
        tree.lay_over("content", std::path::Path::new("tests/fixtures/county")).unwrap();
        tree
    }

    #[test]
    fn a_command_in_a_sentence_names_the_folders_and_other_words_between_back_ticks_stay() {
        let tree = county();
        let said = tree.with_options("set `due`, then `waymark confirm`; or `waymark check --release` tells");
        let overlay = " --overlay tests/fixtures/county";
        assert_eq!(said, format!("set `due`, then `waymark confirm{overlay}`; or `waymark check --release{overlay}` tells"));
        assert_eq!(tree.with_options("waymark confirm x phone"), format!("waymark confirm x phone{overlay}"));
        assert_eq!(SourceTree::built_in().with_options("`waymark confirm`"), "`waymark confirm`");
    }

    #[test]
    fn a_folder_with_a_space_is_one_word_of_a_command() {
        assert_eq!(shell_word("my-county"), "my-county");
        assert_eq!(shell_word("my county"), "'my county'");
        assert_eq!(shell_word("the sea's"), "'the sea'\\''s'");
    }

    #[test]
    fn a_help_sends_a_copy_to_a_file_of_its_own_where_there_is_one_or_one_can_be_made() {
        let tree = county();
        let help = |help: &str| {
            let place = Place::whole_file("content/services/northshire-police.toml");
            let mut found = [Diagnostic::error(place, Kind::NotShown, "x").with_help(help)];
            tree.name_really(&mut found);
            let [fault] = found;
            fault.help.unwrap_or_default()
        };
        assert_eq!(help("see content/site.toml."), "see tests/fixtures/county/site.toml.");
        assert_eq!(help("take it out of content/routing.toml"), "take it out of tests/fixtures/county/routing.toml");
        assert_eq!(help("move it to content/pages/x.md"), "move it to tests/fixtures/county/pages/x.md");
        assert_eq!(help("look at content/services/childline.toml"), "look at built-in content/services/childline.toml");
        assert_eq!(help("it is in content/routing.toml:12"), "it is in built-in content/routing.toml:12");
        let short = help("add \"x\" to `services` and to `promised` in content/links.toml");
        assert_eq!(short, "add \"x\" to `short_addresses` in tests/fixtures/county/overlay.toml");
    }
}
