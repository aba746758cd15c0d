//! What the operator of a new copy says of it: as options, or on a terminal one question after another.

use std::io::{self, BufRead, Write};

use super::{Failure, region};
use crate::cli::{GivenService, NewOverlayArgs};

/// Asks for what was not given.
pub(super) fn ask(args: &mut NewOverlayArgs, input: &mut impl BufRead, out: &mut impl Write) -> Result<(), Failure> {
    writeln!(out, "Enter alone leaves a thing out; it can be written later.")?;
    let mut asker = Asker { input, out };
    asker.text("The region this copy is for, such as Northshire", &mut args.region)?;
    asker.text("What the site is called", &mut args.name)?;
    asker.text("Where the public will find it, such as https://help.northshire.example", &mut args.address)?;
    asker.text("The organisation that runs it", &mut args.operator)?;
    asker.text("How readers tell it that something is wrong (email, https address or telephone number)", &mut args.contact)?;
    if args.without_area {
        return Ok(());
    }
    asker.services("The police, when it is not an emergency", &mut args.police)?;
    asker.services("A council's children's services", &mut args.council)?;
    asker.services("Children's services at night and weekends", &mut args.night_team)?;
    asker.services("The LADO, for worries about adults who work with children", &mut args.lado)?;
    asker.services("A sexual assault referral centre (SARC)", &mut args.sarc)
}

struct Asker<'a, I, O> {
    input: &'a mut I,
    out: &'a mut O,
}

impl<I: BufRead, O: Write> Asker<'_, I, O> {
    fn text(&mut self, question: &str, answer: &mut Option<String>) -> Result<(), Failure> {
        if answer.is_none() {
            *answer = self.line(question)?;
        }
        Ok(())
    }

    /// Service after service, until there is none more.
    fn services(&mut self, question: &str, answers: &mut Vec<GivenService>) -> Result<(), Failure> {
        if !answers.is_empty() {
            return Ok(());
        }
        while let Some(name) = self.line(&format!("{question}: its name"))? {
            let Some(number) = self.number(&name)? else { break };
            let page =
                self.line("  the https address of the page where you read it")?.filter(|page| page.starts_with("https://"));
            answers.push(GivenService { name, number, page });
        }
        Ok(())
    }

    /// Asks until the number can be rung or there is none.
    fn number(&mut self, name: &str) -> Result<Option<String>, Failure> {
        loop {
            let Some(number) = self.line(&format!("  the telephone number of {name}"))? else { return Ok(None) };
            match region::usable(&number) {
                Ok(()) => return Ok(Some(number)),
                Err(why) => writeln!(self.out, "  {why}")?,
            }
        }
    }

    fn line(&mut self, question: &str) -> io::Result<Option<String>> {
        write!(self.out, "{question}: ")?;
        self.out.flush()?;
        let mut line = String::new();
        self.input.read_line(&mut line)?;
        Ok(Some(line.trim().to_owned()).filter(|line| !line.is_empty()))
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

    #[test]
    fn what_was_not_given_is_asked_for_and_a_number_until_it_can_be_rung() {
        let mut args = overlay(&["--region", "Northshire", "--lado", "Northshire LADO=01632 960104"]);
        let answers = "\n\n\n\nNorthshire Police\n12\n01632 960101\n\n\n\n\n\n";
        let mut asked = Vec::new();
        ask(&mut args, &mut answers.as_bytes(), &mut asked).unwrap();
        let asked = String::from_utf8(asked).unwrap();
        assert!(!asked.contains("The region") && !asked.contains("The LADO"), "{asked}");
        assert!(asked.contains("digits do not make a phone number") || asked.contains("begins with 0"), "{asked}");
        let police = GivenService { name: "Northshire Police".into(), number: "01632 960101".into(), page: None };
        assert_eq!((args.police, args.council.len(), args.sarc.len()), (vec![police], 0, 0));
        assert_eq!((args.name, args.operator), (None, None));
    }
}
