//! The register of services behind the door that the snapshot has for it: outcomes become statuses, formats become media types.

use http::StatusCode;

use crate::oruk::{AnswerStatus, Format, Register, RegisterAnswer};
use crate::render::document::MediaType;
use crate::snapshot::{DataAnswer, OpenData};

/// The services of one site at one moment.
pub(super) struct Services(pub(super) Register);

impl OpenData for Services {
    fn template(&self, path: &str) -> Option<&'static str> {
        Register::feed(path).map(|feed| feed.base)
    }

    fn answer(&self, path: &str, query: &str) -> DataAnswer {
        let RegisterAnswer { outcome, format, body } = self.0.answer(path, query);
        let status = match outcome {
            AnswerStatus::Found => StatusCode::OK,
            AnswerStatus::NotFound => StatusCode::NOT_FOUND,
            AnswerStatus::Refused => StatusCode::BAD_REQUEST,
        };
        let media_type = match format {
            Format::Json => MediaType::Json,
            Format::Ndjson => MediaType::Ndjson,
        };
        DataAnswer { status, media_type, body }
    }

    fn fault(&self, status: StatusCode) -> DataAnswer {
        let message = status.canonical_reason().unwrap_or_default().to_lowercase();
        let body = RegisterAnswer::fault(&message.replace(' ', "_"), &message);
        DataAnswer { status, media_type: MediaType::Json, body }
    }
}
