//! What `waymark::paper` says that fits on paper, held against a browser: whatever it accepts is whole on its sheet, and what it
//! refuses by far does run over. The posters are made for this, at the edge of what it accepts and beyond.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;
use waymark::content::{self, source::SourceTree};
use waymark::diagnostic::Place;
use waymark::paper::{self, PaperPiece};
use waymark::render::assets::Assets;
use waymark::render::document::RenderedDocument;
use waymark::render::templates::Templates;
use waymark::render::{RenderTarget, render};
use waymark::site::kit::{Poster, PosterNumber};
use waymark::site::text::Prose;
use waymark::site::{Site, assemble};

use super::bench::{Bench, NOW, wanted};
use super::posters::{as_printed, pages};

/// Hosts of 10 to 60 letters.
const HOSTS: [&str; 6] = [
    "help.local",
    "safeguardingchildrenpartnership.test",
    "signpost.northshire.councils.x",
    "signpost.northshiresafeguarding.example1",
    "safeguarding.northshire-and-westmoor.councils.example",
    "safeguarding.northshire.westmoor.and.eastmoor.partner.example",
];
/// Services with a number, the last with a name that takes more than a line.
const SERVICES: [&str; 6] =
    ["childline", "samaritans", "nspcc-helpline", "police-101", "stop-it-now-helpline", "domestic-sexual-abuse-helpline-ni"];
/// From how much more than its room a text surely runs over.
const SURELY_OVER: f64 = 1.2;
const WORDS: [&str; 12] =
    ["Worried", "about", "a", "child", "or", "young", "person", "in", "our", "neighbourhood", "tonight", "somehow"];

fn prose(text: impl Into<String>) -> Prose {
    Prose::new(Place::whole_file("content/posters.toml"), text)
}

fn words(count: usize) -> String {
    WORDS.iter().cycle().take(count).copied().collect::<Vec<_>>().join(" ")
}

/// What of a poster grows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Growing {
    Title,
    /// The title, in one word.
    Word,
    Line,
    OwnLines,
    Label,
    Strip,
    /// The same words, as they stand on a card.
    OnCard,
    /// And on a card with words to begin with.
    OnFirstWords,
    Folded,
}

const GROWING: [Growing; 9] = [
    Growing::Title,
    Growing::Word,
    Growing::Line,
    Growing::OwnLines,
    Growing::Label,
    Growing::Strip,
    Growing::OnCard,
    Growing::OnFirstWords,
    Growing::Folded,
];
/// Longer than anything that fits.
const LONGEST: usize = 400;

impl Growing {
    fn piece(self) -> PaperPiece {
        match self {
            Self::Strip => PaperPiece::Strips,
            Self::OnCard => PaperPiece::Cards,
            Self::OnFirstWords => PaperPiece::FirstWords,
            Self::Folded => PaperPiece::FoldedCard,
            _ => PaperPiece::Sheet,
        }
    }

    /// A poster with so many numbers, and a part of this length.
    fn poster(self, site: &Site, numbers: usize, length: usize) -> Poster {
        let built_in = &site.posters.as_ref().unwrap().posters[0];
        let label = if self == Self::Label { words(length) } else { "Free, day and night".to_owned() };
        let numbers = SERVICES.iter().take(numbers).map(|id| {
            let service = site.services.keys().find(|service| service.as_str() == *id).unwrap().clone();
            PosterNumber { service, label: prose(label.as_str()), is_in_pocket: true }
        });
        let lines: Vec<String> = match self {
            Self::Line => vec![words(length)],
            Self::OwnLines => (0..length.min(3)).map(|_| format!("Lead and deputy: {}", "…".repeat(30))).collect(),
            Self::Folded => (0..4).map(|_| words(length)).collect(),
            _ => vec!["You do not have to be sure.".to_owned()],
        };
        Poster {
            id: format!("{self:?}-{}-{length}", numbers.len()).to_lowercase(),
            title: prose(match self {
                Self::Title => words(length),
                Self::Word => format!("Worried w{}", "o".repeat(length)),
                _ => "Worried about a child?".to_owned(),
            }),
            lines: lines.into_iter().map(prose).collect(),
            strip: prose(match self {
                Self::Strip | Self::OnCard | Self::OnFirstWords => words(length),
                _ => "Who to ring".to_owned(),
            }),
            numbers: numbers.collect(),
            has_first_words: true,
            ..built_in.clone()
        }
    }
}

fn misfit(site: &Site, poster: &Poster, piece: PaperPiece) -> Option<paper::Misfit> {
    let misfits = paper::set(site, site.posters.as_ref().unwrap(), poster).misfits;
    misfits.into_iter().find(|misfit| misfit.piece == piece)
}

/// The least length after `from` of which something is true, if it is true of the longest.
fn least(from: usize, is_true: impl Fn(usize) -> bool) -> Option<usize> {
    let (mut no, mut yes) = (from, LONGEST);
    if !is_true(yes) {
        return None;
    }
    while no + 1 < yes {
        let half = usize::midpoint(no, yes);
        if is_true(half) { yes = half } else { no = half }
    }
    Some(yes)
}

/// A short poster, the longest that is accepted, and the shortest that is refused by far.
fn around_the_edge(site: &Site, growing: Growing, numbers: usize) -> Vec<Poster> {
    let make = |length: usize| growing.poster(site, numbers, length);
    let misfit = |length: usize| misfit(site, &make(length), growing.piece());
    let longest = least(0, |length| misfit(length).is_some());
    let far = least(longest.unwrap_or(0), |length| misfit(length).is_some_and(|one| one.fill.ratio >= SURELY_OVER));
    let longest = longest.map_or(LONGEST, |refused| refused.saturating_sub(1)).max(1);
    let mut lengths: Vec<usize> = [Some(1), Some(longest), far].into_iter().flatten().collect();
    lengths.dedup();
    lengths.into_iter().map(make).collect()
}

/// The built-in site at another address.
fn site_at(host: &str) -> Site {
    let (documents, _) = content::read(&SourceTree::built_in());
    let mut site = assemble(&documents).0.unwrap();
    site.settings.address = format!("https://{host}");
    let long = site.services.values_mut().find(|service| service.id.as_str() == SERVICES[5]).unwrap();
    "Northshire and Westmoor safeguarding partnership front door".clone_into(&mut long.name);
    site
}

/// The pages of every poster of the site.
fn printed(site: &Site) -> Vec<RenderedDocument> {
    let tree = SourceTree::built_in();
    let (templates, assets) = (Templates::load(&tree).unwrap(), Assets::load(&tree, site).unwrap());
    let (rendered, faults) = render(site, &templates, &assets, NOW.parse().unwrap(), RenderTarget::Server);
    assert_eq!(faults, []);
    rendered.documents.into_iter().filter(|document| document.path.starts_with("/schools/posters/")).collect()
}

/// Looks at a sheet as it is printed: in each piece of it, what runs out of its room, over the code, or on in the middle of a word.
pub const FAULTS_ON_PAPER: &str = r"
const faults = [];
const pieces = [['Sheet', '.a4:not(.fold),.a5:not(.fold)'], ['FoldedCard', '.fold>*'], ['Strips', '.strips p'], ['Side', '.side']];
for (const [piece, selector] of pieces) for (const box of document.querySelectorAll(selector)) {
  const style = getComputedStyle(box), outer = box.getBoundingClientRect();
  const side = name => parseFloat(style['padding-' + name]);
  const room = { left: outer.left + side('left'), right: outer.right - side('right'), top: outer.top + side('top'), bottom: outer.bottom - side('bottom') };
  const strips = piece === 'Sheet' && box.querySelector('.strips');
  if (strips) { room.bottom = strips.getBoundingClientRect().top; if (strips.getBoundingClientRect().bottom > outer.bottom + 1) faults.push([piece, 'its strips']); }
  const fault = what => faults.push([piece, what]);
  const isOut = r => r.left < room.left - 2 || r.right > room.right + 2 || r.top < room.top - 5 || r.bottom > room.bottom + 5;
  const code = box.querySelector('svg');
  const dark = code && code.querySelector('#code,use').getBoundingClientRect();
  if (dark && isOut(dark)) fault('the code');
  const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
  for (let text; text = texts.nextNode();) {
    if (strips && strips.contains(text)) continue;
    for (const word of text.data.matchAll(/\S+/g)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const rects = [...range.getClientRects()].filter(r => r.width && r.height);
      if (!rects.length) fault('not shown: ' + word[0]);
      if (rects.length > 1 && !/…|-/.test(word[0])) fault('broken: ' + word[0]);
      if (rects.some(isOut)) fault('out of its room: ' + word[0]);
      if (dark && rects.some(r => r.right > dark.left && r.left < dark.right && r.bottom > dark.top && r.top < dark.bottom)) fault('on the code: ' + word[0]);
    }
  }
}
return faults";

/// Shows a page that no server has.
async fn show(bench: &Bench, body: &str) {
    let frames = bench.cdp("Page.getFrameTree", json!({})).await;
    // The face that the widest figures are of, which not every machine takes by itself.
    let html = body.replacen(
        "</head>",
        "<style>:root{--serif:\"DejaVu Serif\"!important;--sans:\"DejaVu Sans\"!important}</style></head>",
        1,
    );
    bench.cdp("Page.setDocumentContent", json!({ "frameId": frames["frameTree"]["frame"]["id"], "html": html })).await;
}

/// The pieces a page has, as the measure calls them, and as the browser does.
fn pieces_of(path: &str, is_folded: bool) -> Vec<(PaperPiece, &'static str)> {
    if path.contains("/cards") {
        vec![(PaperPiece::Cards, "Side")]
    } else if path.contains("/words") {
        vec![(PaperPiece::FirstWords, "Side")]
    } else if is_folded {
        vec![(PaperPiece::FoldedCard, "FoldedCard")]
    } else {
        vec![(PaperPiece::Sheet, "Sheet"), (PaperPiece::Strips, "Strips")]
    }
}

/// Whether this machine has the faces whose widths the measure knows.
async fn has_the_faces(bench: &Bench) -> bool {
    let width = "const c = document.createElement('canvas').getContext('2d'); c.font = '700 100px \"DejaVu Serif\"'; return Math.round(c.measureText('M').width)";
    bench.ask(width).await == json!(111)
}

/// What came of looking at many sheets.
#[derive(Default)]
struct Findings {
    wrong: Vec<String>,
    accepted: usize,
    refused: usize,
    printed: usize,
}

impl Findings {
    /// Holds one page of a poster against the measure; says whether all of it was accepted.
    async fn look(
        &mut self,
        bench: &Bench,
        site: &Site,
        poster: &Poster,
        document: &RenderedDocument,
        knows_faces: bool,
    ) -> bool {
        show(bench, &document.body).await;
        let faults: Vec<(String, String)> = serde_json::from_value(bench.ask(FAULTS_ON_PAPER).await).unwrap();
        let address = format!("{}{}", site.settings.address, document.path);
        let mut is_whole = true;
        for (piece, called) in pieces_of(&document.path, poster.is_folded()) {
            let found: Vec<&str> = faults.iter().filter(|(piece, _)| piece == called).map(|(_, what)| what.as_str()).collect();
            let Some(misfit) = misfit(site, poster, piece) else {
                self.accepted += 1;
                if !found.is_empty() {
                    self.wrong.push(format!("accepted: {address} {piece:?}: {found:?}"));
                }
                continue;
            };
            is_whole = false;
            // Without a code there is more room than is measured.
            let is_far = misfit.fill.ratio >= SURELY_OVER && !document.path.contains("no-code");
            self.refused += usize::from(is_far);
            if is_far && knows_faces && found.is_empty() {
                self.wrong.push(format!("refused: {address} {misfit:?}"));
            }
        }
        is_whole
    }

    async fn print(&mut self, bench: &Bench, path: &str) {
        self.printed += 1;
        let printed = bench.cdp("Page.printToPDF", json!({ "preferCSSPageSize": true })).await;
        let pdf = STANDARD.decode(printed["data"].as_str().unwrap()).unwrap();
        if pages(&pdf) != 1 {
            self.wrong.push(format!("{path}: {} sheets", pages(&pdf)));
        }
    }
}

#[tokio::test]
async fn what_the_measure_accepts_is_whole_on_paper_and_what_it_refuses_by_far_is_not() {
    if !wanted() {
        return;
    }
    let bench = Bench::start(1280, 900).await;
    bench.driver.goto("about:blank").await.unwrap();
    let knows_faces = has_the_faces(&bench).await;
    let mut findings = Findings::default();
    for host in HOSTS {
        let mut site = site_at(host);
        let of_each = GROWING.into_iter().flat_map(|growing| (1..=SERVICES.len()).map(move |numbers| (growing, numbers)));
        let made = of_each.flat_map(|(growing, numbers)| around_the_edge(&site, growing, numbers));
        let made: Vec<Poster> = made.collect();
        site.posters.as_mut().unwrap().posters = made;
        let documents = printed(&site);
        as_printed(&bench).await;
        for (at, poster) in site.posters.as_ref().unwrap().posters.iter().enumerate() {
            let own = format!("{}/", poster.address());
            // What has no code has more room; the first host is enough for it.
            let is_own = |document: &&RenderedDocument| {
                let path = &document.path;
                (*path == poster.address() || path.starts_with(&own)) && (host == HOSTS[0] || !path.ends_with("/no-code"))
            };
            for document in documents.iter().filter(is_own) {
                let is_whole = findings.look(&bench, &site, poster, document, knows_faces).await;
                // A printer is slower than a screen: one in seven.
                if is_whole && at % 7 == 0 {
                    findings.print(&bench, &document.path).await;
                }
            }
        }
    }
    bench.stop().await;
    let Findings { wrong, accepted, refused, printed } = findings;
    eprintln!("{accepted} accepted, {refused} refused, {printed} printed; the widest faces are here: {knows_faces}");
    assert!(wrong.is_empty(), "{}: {:#?}", wrong.len(), &wrong[..wrong.len().min(40)]);
    assert!(accepted > 2000 && refused > 100 && printed > 100, "{accepted} accepted, {refused} refused, {printed} printed");
}
