//! What the operator of a new copy says of it: as options, or on a terminal one question after another. Both keep the rules that
//! `check` goes by, so that nothing is taken up that fails later.

use std::io::{self, BufRead, Write};

use super::Failure;
use super::reach::Reach;
use crate::cli::{Age, GivenService, NewOverlayArgs};
use crate::content::slug::slug;
use crate::nations::NATIONS;
use crate::site::contact::WebAddress;
use crate::site::operator::{operator_contact, public_address};

/// What is done with the answers so far.
pub(super) struct Answers<'a> {
    /// Whether a folder can be made of them; otherwise why not.
    pub(super) fits: &'a dyn Fn(&NewOverlayArgs) -> Result<(), Failure>,
    /// Puts them where the next run finds them.
    pub(super) keep: &'a dyn Fn(&NewOverlayArgs) -> Result<(), Failure>,
}

/// Whether everything that was given can stand in the files.
pub(super) fn are_sound(args: &NewOverlayArgs) -> Result<(), Failure> {
    if let Some(address) = &args.address {
        public_address(address).map_err(|why| {
            let host = address.trim_start_matches("http://").trim_start_matches("https://").trim_end_matches('/');
            let meant = Some(format!("https://{host}")).filter(|meant| public_address(meant).is_ok());
            format!("`{address}`: {why}; write {}", meant.as_deref().unwrap_or("it like https://help.northshire.example"))
        })?;
    }
    if let Some(contact) = &args.contact {
        operator_contact(contact).map_err(|why| format!("`{contact}`: {why}; write it like help@example.org"))?;
    }
    let of_councils = args.of_council.by_job().into_iter().flatten();
    for one in args.police.iter().chain(of_councils).chain(&args.sarc) {
        if let Some(page) = &one.page {
            page.parse::<WebAddress>().map_err(|why| format!("the page of {}, `{page}`: {why}", one.name))?;
        }
    }
    Ok(())
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum StepEnd {
    Answered,
    /// It was answered by an option, or does not arise.
    Skipped,
    /// To the question before.
    Back,
}

/// What a person typed.
enum Typed {
    Text(String),
    Nothing,
    Back,
}

/// A question, asked of whoever is at the prompt.
type WizardStep<I, O> = fn(&mut WizardPrompt<'_, I, O>, &mut NewOverlayArgs) -> Result<StepEnd, Failure>;

/// Asks for what was not given, each until it fits; `b` takes the last answer back.
pub(super) fn ask<I: BufRead, O: Write>(
    args: &mut NewOverlayArgs,
    answers: &Answers<'_>,
    input: &mut I,
    out: &mut O,
) -> Result<(), Failure> {
    writeln!(
        out,
        "Enter alone leaves a thing out; it can be written into the folder later. b goes back to the question before. The region and \
         its nation are needed."
    )?;
    let mut prompt = WizardPrompt { input, out, answers, has_ended: false };
    let steps: [WizardStep<I, O>; 13] = [
        |prompt, args| prompt.region(args),
        |prompt, args| prompt.nation(args),
        |prompt, args| prompt.text("What the site is called", args, |args| &mut args.name),
        |prompt, args| {
            let question = "Where the public will find it, such as https://help.northshire.example";
            prompt.text(question, args, |args| &mut args.address)
        },
        |prompt, args| prompt.text("The organisation that runs it", args, |args| &mut args.operator),
        |prompt, args| {
            let question = "How readers tell it that something is wrong (email, https address or telephone number)";
            prompt.text(question, args, |args| &mut args.contact)
        },
        |prompt, args| prompt.services("The police, when it is not an emergency", args, |args| &mut args.police),
        |prompt, args| prompt.services("A council's children's services", args, |args| &mut args.of_council.council),
        |prompt, args| prompt.services("Children's services at night and weekends", args, |args| &mut args.of_council.night_team),
        |prompt, args| {
            let question = "The council officer for worries about adults who work with children (in England, the LADO)";
            prompt.services(question, args, |args| &mut args.of_council.lado)
        },
        |prompt, args| prompt.services("A sexual assault referral centre (SARC)", args, |args| &mut args.sarc),
        |prompt, args| prompt.sarc_age(args),
        |prompt, args| prompt.towns(args),
    ];
    // Where each answered question was, and what was known before it.
    let mut before: Vec<(usize, NewOverlayArgs)> = Vec::new();
    let mut at = 0;
    while let Some(step) = steps.get(at) {
        let known = args.clone();
        match step(&mut prompt, args)? {
            StepEnd::Answered => {
                before.push((at, known));
                (answers.keep)(args)?;
            }
            StepEnd::Skipped => {}
            StepEnd::Back => {
                match before.pop() {
                    Some((last, known)) => (at, *args) = (last, known),
                    None => writeln!(prompt.out, "  this is the first question")?,
                }
                continue;
            }
        }
        at += 1;
    }
    Ok(())
}

struct WizardPrompt<'a, I, O> {
    input: &'a mut I,
    out: &'a mut O,
    answers: &'a Answers<'a>,
    /// Nothing more will be answered.
    has_ended: bool,
}

impl<I: BufRead, O: Write> WizardPrompt<'_, I, O> {
    fn region(&mut self, args: &mut NewOverlayArgs) -> Result<StepEnd, Failure> {
        loop {
            let asked = self.text("The region this copy is for, such as Northshire", args, |args| &mut args.region)?;
            if asked != StepEnd::Answered || args.region.is_some() {
                return Ok(asked);
            }
            if self.has_ended {
                return Err("name the region this copy is for: --region NAME".into());
            }
        }
    }

    /// Whose ways do each job that no service of the region does, and whose law holds: a wrong one is seen by nobody who is not asked.
    fn nation(&mut self, args: &mut NewOverlayArgs) -> Result<StepEnd, Failure> {
        if args.without_area || args.within.is_some() {
            return Ok(StepEnd::Skipped);
        }
        loop {
            match self.line("The nation it lies in: England, Wales, Scotland or Northern Ireland")? {
                Typed::Back => return Ok(StepEnd::Back),
                Typed::Text(nation) => args.within = Some(slug(&nation)).filter(|nation| NATIONS.contains(&nation.as_str())),
                Typed::Nothing if self.has_ended => return Err("name the nation it lies in: --within NATION".into()),
                Typed::Nothing => {}
            }
            if args.within.is_some() {
                return Ok(StepEnd::Answered);
            }
            writeln!(self.out, "  write one of the four: its services and its law stand where you have no service of your own")?;
        }
    }

    fn sarc_age(&mut self, args: &mut NewOverlayArgs) -> Result<StepEnd, Failure> {
        if args.sarc.is_empty() || args.sarc_age.is_some() {
            return Ok(StepEnd::Skipped);
        }
        let question = "From which age people may ring it themselves, such as 13 (Enter if nobody has told you)";
        match self.parsed::<Age>(question)? {
            Typed::Back => return Ok(StepEnd::Back),
            Typed::Nothing => {}
            Typed::Text(age) => args.sarc_age = age.parse().ok(),
        }
        Ok(StepEnd::Answered)
    }

    fn towns(&mut self, args: &mut NewOverlayArgs) -> Result<StepEnd, Failure> {
        if args.without_area || !args.town.is_empty() {
            return Ok(StepEnd::Skipped);
        }
        match self.line("Its towns and villages, with commas between: whoever types one of them is shown these services")? {
            Typed::Back => return Ok(StepEnd::Back),
            Typed::Nothing => {}
            Typed::Text(towns) => {
                let towns = towns.split(',').map(str::trim).filter(|town| !town.is_empty());
                args.town = towns.map(str::to_owned).collect();
            }
        }
        Ok(StepEnd::Answered)
    }

    fn text(
        &mut self,
        question: &str,
        args: &mut NewOverlayArgs,
        place: impl Fn(&mut NewOverlayArgs) -> &mut Option<String>,
    ) -> Result<StepEnd, Failure> {
        if place(args).is_some() {
            return Ok(StepEnd::Skipped);
        }
        loop {
            match self.line(question)? {
                Typed::Back => return Ok(StepEnd::Back),
                Typed::Nothing => return Ok(StepEnd::Answered),
                Typed::Text(answer) => {
                    let mut with_it = args.clone();
                    *place(&mut with_it) = Some(answer);
                    if self.is_taken(args, with_it)? {
                        return Ok(StepEnd::Answered);
                    }
                }
            }
        }
    }

    /// Service after service, until there is none more.
    fn services(
        &mut self,
        question: &str,
        args: &mut NewOverlayArgs,
        place: impl Fn(&mut NewOverlayArgs) -> &mut Vec<GivenService>,
    ) -> Result<StepEnd, Failure> {
        if args.without_area || !place(args).is_empty() {
            return Ok(StepEnd::Skipped);
        }
        loop {
            // Who thinks that the next question has come would give one service for another.
            let more = if place(args).is_empty() { "its name" } else { "the name of another one, or Enter if there is none" };
            let name = match self.line(&format!("{question}: {more}"))? {
                Typed::Text(name) => name,
                Typed::Nothing => return Ok(StepEnd::Answered),
                Typed::Back => match place(args).pop() {
                    Some(last) => {
                        writeln!(self.out, "  {} is taken back", last.name)?;
                        continue;
                    }
                    None => return Ok(StepEnd::Back),
                },
            };
            let reach = match self.parsed::<Reach>(&format!("  the telephone number of {name}, or its email address"))? {
                Typed::Text(reach) => reach,
                Typed::Back => continue,
                Typed::Nothing => {
                    // What was typed is not dropped without a word.
                    writeln!(self.out, "  {name} is left out: it can be written later with `waymark new service`")?;
                    if self.has_ended {
                        return Ok(StepEnd::Answered);
                    }
                    continue;
                }
            };
            let page = match self.parsed::<WebAddress>("  the https address of the page where you read it")? {
                Typed::Text(page) => Some(page),
                Typed::Nothing => None,
                Typed::Back => continue,
            };
            let mut with_it = args.clone();
            place(&mut with_it).push(GivenService { name, reach, page });
            self.is_taken(args, with_it)?;
        }
    }

    /// Takes an answer up, or says why it cannot be.
    fn is_taken(&mut self, args: &mut NewOverlayArgs, with_it: NewOverlayArgs) -> Result<bool, Failure> {
        match (self.answers.fits)(&with_it) {
            Ok(()) => {
                (self.answers.keep)(&with_it)?;
                *args = with_it;
                Ok(true)
            }
            Err(why) => {
                writeln!(self.out, "  {why}")?;
                Ok(false)
            }
        }
    }

    /// Asks until it can be read or there is none.
    fn parsed<T: std::str::FromStr<Err: std::fmt::Display>>(&mut self, question: &str) -> Result<Typed, Failure> {
        loop {
            let typed = self.line(question)?;
            let Typed::Text(answer) = &typed else { return Ok(typed) };
            match answer.parse::<T>() {
                Ok(_) => return Ok(typed),
                Err(error) => writeln!(self.out, "  {error}")?,
            }
        }
    }

    fn line(&mut self, question: &str) -> io::Result<Typed> {
        write!(self.out, "{question}: ")?;
        self.out.flush()?;
        let mut line = String::new();
        self.has_ended = self.input.read_line(&mut line)? == 0;
        Ok(match line.trim() {
            "" => Typed::Nothing,
            "b" | "B" => Typed::Back,
            text => Typed::Text(text.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;
    use crate::cli::{Cli, Command, NewKind};

    fn overlay(arguments: &[&str]) -> NewOverlayArgs {
        let all = ["waymark", "new", "overlay", "x"].iter().chain(arguments);
        let Some(Command::New(new)) = Cli::parse_from(all).command else { panic!("a command") };
        let NewKind::Overlay(args) = new.what else { panic!("an overlay") };
        *args
    }

    /// What was understood, and what was said.
    fn asked(given: &[&str], answers: &str) -> (Result<(), Failure>, NewOverlayArgs, String) {
        asked_of(overlay(&[given, &["--within", "england"]].concat()), answers)
    }

    fn asked_of(mut args: NewOverlayArgs, answers: &str) -> (Result<(), Failure>, NewOverlayArgs, String) {
        let mut said = Vec::new();
        let done = ask(&mut args, &Answers { fits: &are_sound, keep: &|_| Ok(()) }, &mut answers.as_bytes(), &mut said);
        (done, args, String::from_utf8(said).unwrap())
    }

    #[test]
    fn what_was_not_given_is_asked_for_and_a_number_until_it_can_be_rung() {
        let given = ["--region", "Northshire", "--lado", "Northshire LADO=01632 960104"];
        let (done, args, said) = asked(&given, "\n\n\n\nNorthshire Police\n12\n01632 960101\n\n\n\n\n\n");
        done.unwrap();
        assert!(
            said.contains("The police, when it is not an emergency: the name of another one, or Enter if there is none"),
            "{said}"
        );
        assert!(!said.contains("The region this") && !said.contains("The council officer"), "{said}");
        assert!(said.contains("digits do not make a phone number") || said.contains("begins with 0"), "{said}");
        let police = GivenService { name: "Northshire Police".into(), reach: "01632 960101".into(), page: None };
        assert_eq!((args.police, args.of_council.council.len(), args.sarc.len()), (vec![police], 0, 0));
        assert_eq!((args.name, args.operator), (None, None));
    }

    #[test]
    fn a_name_without_a_number_is_said_to_be_left_out_and_the_question_is_asked_again() {
        let given = ["--region", "Northshire", "--council", "A council=01632 960102", "--night-team", "A team=01632 960103"];
        let answers = "\n\n\n\nNorthshire Police\n\n\nNorthshire LADO\nlado@northshire.example\n\n\n\n";
        let (done, args, said) = asked(&given, answers);
        done.unwrap();
        assert!(said.contains("Northshire Police is left out: it can be written later"), "{said}");
        assert_eq!((args.police.len(), args.of_council.lado.len()), (0, 1), "{said}");
        assert_eq!(args.of_council.lado[0].reach, "lado@northshire.example");
    }

    #[test]
    fn from_which_age_people_may_ring_the_centre_is_asked_once_there_is_one_and_may_be_left_open() {
        let given = ["--region", "N", "--police", "A=101", "--council", "B=101", "--night-team", "C=101", "--lado", "D=101"];
        let (done, args, said) = asked(&given, "\n\n\n\nThe Willows\n01632 960105\n\n\nsixteen\n16\n");
        done.unwrap();
        assert!(said.contains("write an age from 0 to 18"), "{said}");
        assert_eq!(args.sarc_age, Some(Age(16)));
        let (done, args, _) = asked(&given, "\n\n\n\nThe Willows\n01632 960105\n\n\n\n");
        done.unwrap();
        assert_eq!((args.sarc.len(), args.sarc_age), (1, None));
        let (_, _, said) = asked(&given, "\n\n\n\n\n");
        assert!(!said.contains("From which age"), "{said}");
    }

    #[test]
    fn the_nation_is_asked_for_until_it_is_one_and_may_be_typed_as_people_write_it() {
        let (done, args, said) = asked_of(overlay(&["--region", "Sir Afon"]), "\nCymru\nb\nNorthern ireland\n");
        done.unwrap();
        assert_eq!(args.nation(), "northern-ireland", "{said}");
        assert_eq!(said.matches("The nation it lies in").count(), 4, "{said}");
        let (done, ..) = asked_of(overlay(&["--region", "Sir Afon"]), "\n");
        assert!(done.unwrap_err().to_string().contains("--within NATION"));
        let (_, args, said) = asked_of(overlay(&["--region", "the United Kingdom", "--without-area"]), "\n");
        assert!(!said.contains("The nation it lies in") && args.within.is_none(), "{said}");
    }

    #[test]
    fn the_region_is_asked_for_until_it_is_named_and_no_answer_before_it_is_lost() {
        let (done, args, said) = asked(&[], "\n\nNorthshire\nNorthshire Help\n");
        done.unwrap();
        assert_eq!(said.matches("The region this copy is for").count(), 3, "{said}");
        assert_eq!((args.region.as_deref(), args.name.as_deref()), (Some("Northshire"), Some("Northshire Help")));
        let (done, ..) = asked(&[], "\n");
        assert!(done.unwrap_err().to_string().contains("--region NAME"));
    }

    #[test]
    fn an_answer_is_taken_back_with_b_and_the_towns_are_asked_for() {
        let answers = "Northshir\nb\nNorthshire\nNorthshire Help\n\nb\nb\nHelp in Northshire\n\n\n\nNorthshir Police\nb\nNorthshire Police\n01632 960101\n\n\n\
                       Wrong Team\n01632 960109\n\nb\n\n\n\n\nNorthby, Upper Marlow Cross,\n";
        let (done, args, said) = asked(&[], answers);
        done.unwrap();
        assert_eq!((args.region.as_deref(), args.name.as_deref()), (Some("Northshire"), Some("Help in Northshire")), "{said}");
        let police = GivenService { name: "Northshire Police".into(), reach: "01632 960101".into(), page: None };
        assert_eq!((args.police, args.of_council.council.len(), args.of_council.lado.len()), (vec![police], 0, 0), "{said}");
        assert!(said.contains("Wrong Team is taken back"), "{said}");
        assert_eq!(args.town, ["Northby", "Upper Marlow Cross"], "{said}");
        let (_, args, said) = asked(&["--town", "Northby"], "b\nNorthshire\n");
        assert!(said.contains("this is the first question") && !said.contains("Its towns"), "{said}");
        assert_eq!(args.region.as_deref(), Some("Northshire"));
    }

    #[test]
    fn a_wrong_address_contact_or_page_is_asked_for_again_with_the_reason() {
        let answers = "Northshire\n\nhelp.northshire.example\nhttps://help.northshire.example/\nhttps://help.northshire.example\n\n\
                       ring us\nhelp@northshire.example\nNorthshire Police\n01632 960101\nhttp://northshire.example\nhttps://northshire.example\n";
        let (done, args, said) = asked(&[], answers);
        done.unwrap();
        assert_eq!(said.matches("; write https://help.northshire.example\n").count(), 2, "{said}");
        assert!(said.contains("neither an email") && said.contains("a web address begins with https://"), "{said}");
        assert_eq!(args.address.as_deref(), Some("https://help.northshire.example"));
        assert_eq!(args.contact.as_deref(), Some("help@northshire.example"));
        assert_eq!(args.police[0].page.as_deref(), Some("https://northshire.example"));
    }
}
