//! A copy that lies in another nation than those whose bank holidays are listed: nobody there is told rightly when a line is shut.

use crate::diagnostic::{Diagnostic, Kind, Place};
use crate::site::Site;

/// What is to be written, and in which form. No day of it is known here.
const FORM: &str = "write bank-holidays.toml in your folder: replace = true, nations = [\"NATION\"], until = YYYY-12-31, and for each day \
     a block [[holiday]] with date = YYYY-MM-DD and name = \"…\"; take the days from your government's own list, and ask each service whether it keeps them";

pub(super) fn check(site: &Site) -> Option<Diagnostic> {
    let (message, help, place) = fault(site)?;
    Some(Diagnostic::warning(place.clone(), Kind::LeftOver, message).with_help(help))
}

/// Where the copy lies and whose days it has, if these are others', and what to write.
pub(super) fn fault(site: &Site) -> Option<(String, String, &Place)> {
    let listed = site.holidays_of_others.as_ref()?;
    let here = site.areas.iter().find(|area| area.is_local)?;
    let own = here.within.as_ref()?;
    let message = format!(
        "{} lies in `{own}`, and the bank holidays are those of `{}`: on these days the hours of your own services are not shown as sure, and \
         on days that are bank holidays in `{own}` alone every line is shown as on any other day",
        here.name,
        listed.nations.join("` and `")
    );
    Some((message, FORM.replace("NATION", own.as_str()), &here.place))
}
