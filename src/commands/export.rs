//! `waymark export`: the whole site as files, and what they cannot do that the server can.

use std::io::{IsTerminal as _, Write as _};

use super::build;
use super::print::stdout;
use super::{CONTENT_ERRORS, Failure, GOOD};
use crate::check::Strictness;
use crate::cli::{ExportArgs, LayoutArg};
use crate::export::{ExportLayout, Options, export, may_replace};
use crate::render::RenderTarget;
use crate::snapshot::{Effort, EncodeCache};

pub(super) fn run(args: &ExportArgs) -> Result<u8, Failure> {
    may_replace(&args.folder)?;
    let target = if args.open_now { RenderTarget::StaticRenewed } else { RenderTarget::Static };
    let outcome = build::build_for(target, &args.source, build::now()?, Strictness::Everyday)?;
    let Some(built) = outcome.publishable(std::io::stderr().is_terminal()) else { return Ok(CONTENT_ERRORS) };
    // As the server does it, so that both hold the same bytes: quickly, then as small as they get, keeping the smaller.
    let cache = EncodeCache::default();
    let snapshot = built.pack(Effort::Fast, &cache)?.improved(&cache);
    let base = format!("/{}/", args.base.trim_matches('/')).replace("//", "/");
    let layout = match args.layout {
        LayoutArg::Servers => ExportLayout::Servers,
        LayoutArg::Folders => ExportLayout::Folders,
    };
    let options = Options { serve_from: args.serve_from.clone(), layout, base, is_renewed: args.open_now };
    let written = export(&snapshot, &args.folder, &options)?;
    let mut out = stdout();
    writeln!(
        out,
        "{}: {} texts, {} redirects, {} files, {} bytes",
        args.folder.display(),
        written.documents,
        written.redirects,
        written.files,
        written.bytes
    )?;
    writeln!(out, "differs from `waymark serve`: the two forms are left out; {}", open_now(args.open_now))?;
    if options.base != "/" {
        writeln!(
            out,
            "below {}: posters and their codes, short addresses, the sitemap and feeds name the top of the site's address, and lead nowhere",
            options.base
        )?;
    }
    if let Some(until) = snapshot.valid_until() {
        writeln!(out, "export again by {until}")?;
    }
    let (site, readme) = (args.folder.join("site"), args.folder.join("README.md"));
    writeln!(out, "publish {}; {} says the rest", site.display(), readme.display())?;
    Ok(GOOD)
}

const fn open_now(is_renewed: bool) -> &'static str {
    if is_renewed { "\"open now\" is true only until the instant below" } else { "pages show hours and never say \"open now\"" }
}
