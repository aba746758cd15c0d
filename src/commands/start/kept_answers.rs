//! What was answered to the questions for a new copy, kept beside its folder until that is written: whoever closes the terminal half way
//! goes on by the same command.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Parser as _;

use super::Failure;
use crate::cli::{Cli, Command, GivenService, NewKind, NewOverlayArgs};
use crate::disk::whole_file;

/// The file, which holds an option a line.
pub(super) struct KeptAnswers(PathBuf);

impl KeptAnswers {
    pub(super) fn beside(folder: &Path) -> Self {
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        Self(folder.with_file_name(format!("{name}.answers")))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Whether anything was answered before; it stands in `args` then, beside what was given this time.
    pub(super) fn take_up(&self, args: &mut NewOverlayArgs) -> Result<bool, Failure> {
        if !self.0.is_file() {
            return Ok(false);
        }
        let text = fs::read_to_string(&self.0)?;
        let command = ["waymark", "new", "overlay", "kept"].into_iter().chain(text.lines().filter(|line| !line.is_empty()));
        let cli = Cli::try_parse_from(command)
            .map_err(|error| format!("{} cannot be read: take it away to begin anew, or mend it: {error}", self.0.display()))?;
        if let Some(Command::New(new)) = cli.command
            && let NewKind::Overlay(kept) = new.what
        {
            fill(args, *kept);
        }
        Ok(true)
    }

    pub(super) fn keep(&self, args: &NewOverlayArgs) -> Result<(), Failure> {
        Ok(whole_file::replace(&self.0, (options(args).join("\n") + "\n").as_bytes())?)
    }

    /// The folder holds it all now.
    pub(super) fn forget(&self) -> Result<(), Failure> {
        if self.0.is_file() {
            fs::remove_file(&self.0)?;
        }
        Ok(())
    }
}

/// What was not given is as it was answered before.
fn fill(args: &mut NewOverlayArgs, kept: NewOverlayArgs) {
    fn text(own: &mut Option<String>, kept: Option<String>) {
        *own = own.take().or(kept);
    }
    fn list<T>(own: &mut Vec<T>, kept: Vec<T>) {
        if own.is_empty() {
            *own = kept;
        }
    }
    text(&mut args.region, kept.region);
    text(&mut args.within, kept.within);
    text(&mut args.area, kept.area);
    text(&mut args.name, kept.name);
    text(&mut args.address, kept.address);
    text(&mut args.operator, kept.operator);
    text(&mut args.contact, kept.contact);
    list(&mut args.town, kept.town);
    list(&mut args.police, kept.police);
    list(&mut args.of_council.council, kept.of_council.council);
    list(&mut args.of_council.night_team, kept.of_council.night_team);
    list(&mut args.of_council.lado, kept.of_council.lado);
    list(&mut args.sarc, kept.sarc);
    args.sarc_age = args.sarc_age.or(kept.sarc_age);
    args.without_area |= kept.without_area;
}

/// As they would be given.
fn options(args: &NewOverlayArgs) -> Vec<String> {
    let texts = [
        ("region", &args.region),
        ("within", &args.within),
        ("area", &args.area),
        ("name", &args.name),
        ("address", &args.address),
        ("operator", &args.operator),
        ("contact", &args.contact),
    ];
    let texts = texts.into_iter().filter_map(|(name, value)| Some(format!("--{name}={}", value.as_ref()?)));
    let [council, night_team, lado] = args.of_council.by_job();
    let services: [(&str, &[GivenService]); 5] =
        [("police", &args.police), ("council", council), ("night-team", night_team), ("lado", lado), ("sarc", &args.sarc)];
    let services = services.into_iter().flat_map(|(name, given)| given.iter().map(move |one| format!("--{name}={one}")));
    let towns = args.town.iter().map(|town| format!("--town={town}"));
    let age = args.sarc_age.map(|age| format!("--sarc-age={}", age.0));
    let without_area = args.without_area.then(|| "--without-area".to_owned());
    texts.chain(services).chain(age).chain(towns).chain(without_area).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(given: &[&str]) -> NewOverlayArgs {
        let cli = Cli::try_parse_from(["waymark", "new", "overlay", "my-county"].iter().chain(given)).unwrap();
        let Some(Command::New(new)) = cli.command else { panic!("a command") };
        let NewKind::Overlay(args) = new.what else { panic!("an overlay") };
        *args
    }

    #[test]
    fn what_was_answered_is_taken_up_again_and_what_is_given_now_goes_before_it() {
        let scratch = tempfile::tempdir().unwrap();
        let kept = KeptAnswers::beside(&scratch.path().join("my-county"));
        let all = [
            "--region=Sir Aberwen",
            "--within=wales",
            "--area=Gogledd Aberwen",
            "--name=Help",
            "--address=https://help.aberwen.example",
            "--operator=A council",
            "--contact=help@aberwen.example",
            "--police=Heddlu=01632 960101=https://aberwen.example/?a=b",
            "--council=A=01632 960102",
            "--council=B=01632 960103",
            "--night-team=Tîm Nos=01632 960104",
            "--lado=L=lado@aberwen.example",
            "--sarc=S=01632 960105",
            "--sarc-age=13",
            "--town=Porth Wen",
            "--town=-Aber",
        ];
        kept.keep(&parsed(&all)).unwrap();
        let mut again = parsed(&["--name=Another"]);
        assert!(kept.take_up(&mut again).unwrap());
        let mut expected = all.map(str::to_owned).to_vec();
        expected[3] = "--name=Another".to_owned();
        assert_eq!(options(&again), expected);
        kept.forget().unwrap();
        assert!(!kept.take_up(&mut parsed(&[])).unwrap());
    }

    #[test]
    fn a_service_of_any_name_is_kept_and_taken_back() {
        let scratch = tempfile::tempdir().unwrap();
        let kept = KeptAnswers::beside(&scratch.path().join("my-county"));
        for name in ["A=B", "=", "A\\", "A\\=B", "\\\\=\\", "a = https://a.example", "--council=C", "Tîm “Nos”", "A \\= B=C"]
        {
            let mut args = parsed(&[]);
            let (reach, page) = ("01632 960101".to_owned(), Some("https://aberwen.example/?a=b\\=c".to_owned()));
            args.of_council.council = vec![GivenService { name: name.to_owned(), reach, page }];
            kept.keep(&args).unwrap();
            let mut again = parsed(&[]);
            assert!(kept.take_up(&mut again).unwrap(), "{name}");
            assert_eq!(again.of_council.council, args.of_council.council);
        }
    }

    #[test]
    fn a_file_that_cannot_be_read_is_named_and_nothing_is_begun_anew_in_silence() {
        let scratch = tempfile::tempdir().unwrap();
        let kept = KeptAnswers::beside(&scratch.path().join("my-county"));
        fs::write(kept.path(), "--within=cymru\n").unwrap();
        let why = kept.take_up(&mut parsed(&[])).unwrap_err().to_string();
        assert!(why.contains("my-county.answers cannot be read"), "{why}");
    }
}
