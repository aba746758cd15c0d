//! `manifest.json`: what an export is, when it was made, and the hash of every file.
//!
//! It is also how Waymark knows a folder of its own. Takes the plan and the files, gives JSON.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::plan::{ExportPlan, File, SITE};
use super::{ExportLayout, Options};
use crate::snapshot::encode::digest;
use crate::snapshot::{Redirect, Snapshot};

/// Where it stands in an export.
pub(super) const PATH: &str = "manifest.json";
/// What the first key says in every manifest of this form.
const FORMAT: &str = "waymark-export/1";

#[derive(Debug, Serialize)]
pub(super) struct Manifest {
    format: &'static str,
    /// The program that wrote it.
    waymark: &'static str,
    /// The same as on `/health/ready` of a server with the same texts.
    fingerprint: String,
    /// The instant the pages were rendered for.
    rendered_at: String,
    /// Export again before this: a date or, in a renewed export, an "open now" stops being true.
    export_again_by: Option<String>,
    /// Pages say "open now".
    is_renewed: bool,
    /// Where the configuration expects the folder.
    serve_from: String,
    addresses: Vec<ManifestAnswer>,
    files: Vec<Hashed>,
}

/// What an address answers.
#[derive(Debug, Serialize)]
struct ManifestAnswer {
    address: String,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    location: Option<String>,
}

#[derive(Debug, Serialize)]
struct Hashed {
    path: String,
    bytes: usize,
    /// As subresource integrity writes it: `sha256-` and base64.
    sha256: String,
}

/// As much of a manifest as is needed to know whose a folder is.
#[derive(Debug, Deserialize)]
struct Known {
    format: String,
    files: Vec<KnownFile>,
}

#[derive(Debug, Deserialize)]
struct KnownFile {
    path: String,
}

impl Manifest {
    pub(super) fn of(snapshot: &Snapshot, plan: &ExportPlan<'_>, files: &[File], options: &Options) -> Self {
        Self {
            format: FORMAT,
            waymark: env!("CARGO_PKG_VERSION"),
            fingerprint: snapshot.fingerprint().to_owned(),
            rendered_at: snapshot.rendered_at().to_string(),
            export_again_by: snapshot.valid_until().map(|instant| instant.to_string()),
            is_renewed: options.is_renewed,
            serve_from: options.serve_from.to_string_lossy().into_owned(),
            addresses: addresses(plan, options.layout),
            files: files.iter().map(Hashed::of).collect(),
        }
    }

    pub(super) fn file(&self) -> File {
        // Plain structs of text and numbers: serialising them cannot fail.
        let mut text = serde_json::to_string_pretty(self).unwrap_or_default();
        text.push('\n');
        File::text(PATH, text)
    }
}

impl Hashed {
    fn of(file: &File) -> Self {
        Self {
            path: file.path.clone(),
            bytes: file.body.len(),
            sha256: format!("sha256-{}", STANDARD.encode(digest(&file.body))),
        }
    }
}

fn addresses(plan: &ExportPlan<'_>, layout: ExportLayout) -> Vec<ManifestAnswer> {
    let texts = plan.pages.iter().map(|page| ManifestAnswer {
        address: page.address.to_owned(),
        status: 200,
        file: Some(format!("{SITE}/{}", page.file)),
        location: None,
    });
    let lead = |address: String, redirect: &Redirect| ManifestAnswer {
        address,
        status: redirect.status.as_u16(),
        file: None,
        location: redirect.location.to_str().ok().map(str::to_owned),
    };
    let moved = plan.moved.iter().map(|(from, redirect)| lead((*from).to_owned(), redirect));
    // A server of files does not look at queries.
    let with_query = plan.moved_with_query.iter().filter(|_| layout == ExportLayout::Servers);
    let with_query = with_query.map(|one| lead(format!("{}?{}", one.path, one.query), one.redirect));
    let gone =
        plan.gone.iter().map(|from| ManifestAnswer { address: (*from).to_owned(), status: 410, file: None, location: None });
    let mut all: Vec<ManifestAnswer> = texts.chain(moved).chain(with_query).chain(gone).collect();
    all.sort_by(|a, b| a.address.cmp(&b.address));
    all
}

/// The files that an export wrote, from the text of its manifest; nothing where it is no manifest of ours.
pub(super) fn files_of(text: &[u8]) -> Option<Vec<String>> {
    let known: Known = serde_json::from_slice(text).ok()?;
    (known.format == FORMAT).then(|| known.files.into_iter().map(|file| file.path).chain([PATH.to_owned()]).collect())
}
