//! Posters, small posters and wallet cards: pages that print on one sheet each, with a QR code and without.
//!
//! Takes the posters of the site. Numbers come from the services, addresses from the short addresses; the words come from
//! `posters.toml`. On screen a poster stands inside the site's frame; on paper the frame steps aside (`static/style.css`).

use serde::Serialize;

use super::Renderer;
use super::assets::PageStyle;
use super::body::BlockView;
use super::kit::{month, short};
use super::qr::{self, QrView};
use super::shell::{HeadView, ReviewView, canonical};
use crate::site::Site;
use crate::site::id::ServiceId;
use crate::site::kit::{Poster, Posters};
use crate::site::page::Page;

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sheet {
    A4,
    A5,
    /// Ten wallet cards on a sheet of A4.
    Cards,
}

/// With a code to scan, or without: a code opens an address that a phone remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Code {
    Printed,
    LeftOut,
}

/// Every way a poster is offered, the first at the poster's own address.
const WAYS: [(Sheet, Code); 6] = [
    (Sheet::A4, Code::Printed),
    (Sheet::A4, Code::LeftOut),
    (Sheet::A5, Code::Printed),
    (Sheet::A5, Code::LeftOut),
    (Sheet::Cards, Code::Printed),
    (Sheet::Cards, Code::LeftOut),
];

/// Cards of 85 by 54 mm on a sheet of A4.
const CARDS: usize = 10;
/// Strips to tear off at the foot of a poster.
const STRIPS: usize = 8;

/// Search engines cut a longer description, in letters.
const DESCRIPTION: usize = 200;
/// A title with more letters than this takes three lines, and is set smaller.
const LONG_TITLE: usize = 40;

/// What a poster's page shows.
#[derive(Debug, Serialize)]
struct PosterView<'a> {
    /// Its name in lists.
    name: &'a str,
    title: &'a str,
    /// The title needs smaller letters.
    is_long: bool,
    lines: &'a [String],
    danger: &'a str,
    /// The emergency number.
    emergency: &'a str,
    numbers: Vec<NumberView<'a>>,
    /// "waymark.example/go/parents".
    short: String,
    /// The same in two parts, between which a line may break.
    host: String,
    path: String,
    strip: &'a str,
    qr: Option<QrView>,
    /// a4, a5 or cards.
    sheet: &'static str,
    /// One entry a strip or card.
    pieces: Vec<usize>,
    checked: String,
    due: String,
    /// The other ways this poster is offered.
    others: Vec<PosterVersionView>,
}

/// A number on a poster.
#[derive(Debug, Serialize)]
struct NumberView<'a> {
    label: &'a str,
    service: &'a str,
    number: &'a str,
}

/// One way a poster is offered.
#[derive(Debug, Serialize)]
struct PosterVersionView {
    sheet: &'static str,
    has_code: bool,
    href: String,
}

/// What the list of posters shows.
#[derive(Debug, Serialize)]
struct ListView<'a> {
    body: Vec<BlockView>,
    posters: Vec<ListedView<'a>>,
    review: ReviewView,
}

#[derive(Debug, Serialize)]
struct ListedView<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    short: String,
    ways: Vec<PosterVersionView>,
}

impl Renderer<'_> {
    /// The page that lists the posters.
    pub(super) fn poster_list(&mut self, page: &Page, head: &HeadView) -> String {
        let site = self.site;
        let listed = site.posters.iter().flat_map(|posters| &posters.posters).map(|poster| ListedView {
            id: &poster.id,
            name: &poster.name,
            title: &poster.title,
            short: short(site, &format!("/go/{}", poster.link)),
            ways: WAYS.iter().map(|way| way_view(poster, *way)).collect(),
        });
        let view = ListView {
            body: self.cards().blocks(&page.body),
            posters: listed.collect(),
            review: ReviewView::of(&page.review, site, self.moment),
        };
        self.html("posters.html", PageStyle::Page, head, view)
    }

    /// Every poster in every way it is offered.
    pub(super) fn posters(&mut self) {
        let site = self.site;
        if let Some(posters) = &site.posters {
            for poster in &posters.posters {
                for way in WAYS {
                    let head = poster_head(site, poster, way);
                    let page_style = if way.0 == Sheet::A5 { PageStyle::PosterA5 } else { PageStyle::PosterA4 };
                    let body = self.html("poster.html", page_style, &head, poster_view(site, posters, poster, way));
                    self.push(head.path, "/schools/posters/{poster}", page_style, body);
                }
            }
        }
    }
}

/// The variants lead search engines to the poster's own address.
fn poster_head(site: &Site, poster: &Poster, way: (Sheet, Code)) -> HeadView {
    HeadView {
        tab: poster.name.clone(),
        title: poster.name.clone(),
        description: description(poster),
        path: address(poster, way),
        canonical: canonical(site, &poster.address()),
        is_sensitive: false,
        has_menu: true,
        is_hidden: way != WAYS[0],
    }
}

/// The title and as many lines as search engines show. A line to fill in by hand says nothing to them.
fn description(poster: &Poster) -> String {
    let mut text = poster.title.clone();
    if !text.ends_with(['.', '?', '!']) {
        text.push('.');
    }
    for line in poster.lines.iter().filter(|line| !line.contains("……")) {
        if text.chars().count() + line.chars().count() >= DESCRIPTION {
            break;
        }
        text = format!("{text} {line}");
    }
    text
}

fn poster_view<'a>(site: &'a Site, posters: &'a Posters, poster: &'a Poster, way: (Sheet, Code)) -> PosterView<'a> {
    let (sheet, printed) = way;
    let link = format!("/go/{}", poster.link);
    PosterView {
        name: &poster.name,
        title: &poster.title,
        is_long: poster.title.chars().count() > LONG_TITLE,
        lines: &poster.lines,
        danger: &posters.danger,
        emergency: number(site, &posters.emergency).unwrap_or_default(),
        numbers: numbers(site, poster),
        short: short(site, &link),
        host: short(site, ""),
        path: link.clone(),
        strip: &poster.strip,
        qr: (printed == Code::Printed).then(|| qr::code(&canonical(site, &link))).flatten(),
        sheet: sheet_name(sheet),
        pieces: (0..if sheet == Sheet::Cards { CARDS } else { STRIPS }).collect(),
        checked: month(posters.review.checked),
        due: month(posters.review.due),
        others: WAYS.iter().filter(|other| **other != way).map(|other| way_view(poster, *other)).collect(),
    }
}

fn numbers<'a>(site: &'a Site, poster: &'a Poster) -> Vec<NumberView<'a>> {
    let numbers = poster.numbers.iter().filter_map(|one| {
        let service = &site.service(&one.service).name;
        Some(NumberView { label: &one.label, service, number: number(site, &one.service)? })
    });
    numbers.collect()
}

/// The number to ring; the check refuses a poster whose service has none.
fn number<'a>(site: &'a Site, id: &ServiceId) -> Option<&'a str> {
    site.service(id).phone()?.number().map(crate::site::contact::PhoneNumber::shown)
}

fn way_view(poster: &Poster, way: (Sheet, Code)) -> PosterVersionView {
    PosterVersionView { sheet: sheet_name(way.0), has_code: way.1 == Code::Printed, href: address(poster, way) }
}

const fn sheet_name(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::A4 => "a4",
        Sheet::A5 => "a5",
        Sheet::Cards => "cards",
    }
}

fn address(poster: &Poster, way: (Sheet, Code)) -> String {
    let sheet = match way.0 {
        Sheet::A4 => "",
        Sheet::A5 => "/a5",
        Sheet::Cards => "/cards",
    };
    let code = if way.1 == Code::Printed { "" } else { "/no-code" };
    format!("{}{sheet}{code}", poster.address())
}
