//! `content/routing.toml` into the [`Routing`] graph and the roles.

use std::collections::BTreeMap;

use super::parts::{DocumentContext, in_document, listed};
use super::{Names, unknown};
use crate::content::{Located, raw};
use crate::diagnostic::{Diagnostic, Kind};
use crate::site::text::typeset;
use crate::site::{
    Above, AnswerOption, Branch, LimitChoice, NodeId, Outcome, OutcomeAudience, QuestionKind, Role, RoleId, Routing,
    RoutingQuestion, Together, Urgency,
};

/// The roles and the graph; none when the first question does not exist.
pub(super) fn routing(
    document: &Located<raw::Routing>,
    names: &Names,
    found: &mut Vec<Diagnostic>,
) -> Option<(BTreeMap<RoleId, Role>, Routing)> {
    in_document(document, names, found, |context| {
        let raw = &document.value;
        let roles = raw.role.iter().map(|role| context.role_of(role)).map(|role| (role.id.clone(), role)).collect();
        let questions = raw.question.iter().map(|question| context.question(question));
        let questions: BTreeMap<_, _> = questions.map(|question| (question.id.clone(), question)).collect();
        let outcomes: BTreeMap<_, _> = raw
            .outcome
            .iter()
            .filter_map(|outcome| context.outcome(outcome))
            .map(|outcome| (outcome.id.clone(), outcome))
            .collect();
        let order = raw.outcome.iter().map(|outcome| NodeId::new(outcome.id.get_ref().as_str())).collect();
        let first = raw.first.get_ref();
        if !questions.contains_key(first.as_str()) {
            let known = questions.keys().map(NodeId::as_str);
            context.found.push(unknown(document.place(raw.first.span()), "question", first, known));
            return None;
        }
        let routing = Routing {
            first: NodeId::new(first.as_str()),
            last_line: typeset(raw.last_line.get_ref()),
            last_guides: raw.last_guides.iter().filter_map(|page| context.page(page)).collect(),
            together: raw.together.iter().filter_map(|pair| context.together(pair)).collect(),
            questions,
            outcomes,
            order,
            page_order: raw.page_order.iter().map(|outcome| NodeId::new(outcome.as_str())).collect(),
        };
        Some((roles, routing))
    })
}

impl DocumentContext<'_> {
    fn role_of(&mut self, raw: &raw::Role) -> Role {
        let url = raw.url.as_ref().and_then(|url| match url.get_ref().parse() {
            Ok(address) => Some(address),
            Err(error) => {
                self.found.push(Diagnostic::error((self.place)(url.span()), Kind::Address, format!("{error}")));
                None
            }
        });
        Role {
            id: RoleId::new(raw.id.get_ref().as_str()),
            name: self.prose(&raw.name),
            text: self.prose(&raw.text),
            url,
            is_any_hour: raw.any_hour,
            prose: self.take_seen(),
        }
    }

    fn together(&mut self, raw: &raw::Together) -> Option<Together> {
        let (service, with) = (self.service(&raw.service)?, self.service(&raw.with)?);
        Some(Together { service, with, why: raw.why.get_ref().clone() })
    }

    fn question(&mut self, raw: &raw::RoutingQuestion) -> RoutingQuestion {
        RoutingQuestion {
            id: NodeId::new(raw.id.get_ref().as_str()),
            text: self.prose(&raw.text),
            hint: self.prose_opt(raw.hint.as_ref()),
            branch: listed(&raw.branch, Branch::Start),
            kind: raw.kind.as_deref().map(|kind| listed(kind, QuestionKind::What)),
            is_exclusive: raw.exclusive,
            above: raw.above.as_ref().and_then(|above| self.above(above)),
            answers: raw.answer.iter().filter_map(|answer| self.answer(answer)).collect(),
            place: (self.place)(raw.id.span()),
            prose: self.take_seen(),
        }
    }

    /// A question or outcome that exists.
    fn node(&mut self, name: &raw::Text) -> Option<NodeId> {
        let id = name.get_ref();
        if self.names.nodes.contains(id) {
            return Some(NodeId::new(id.as_str()));
        }
        let known = self.names.nodes.iter().map(String::as_str);
        self.found.push(unknown((self.place)(name.span()), "question or outcome", id, known));
        None
    }

    fn above(&mut self, raw: &raw::Above) -> Option<Above> {
        let next = self.node(&raw.next)?;
        Some(Above { text: self.prose(&raw.text), next, place: (self.place)(raw.text.span()) })
    }

    fn answer(&mut self, raw: &raw::AnswerOption) -> Option<AnswerOption> {
        let next = self.node(&raw.next)?;
        Some(AnswerOption {
            text: self.prose(&raw.text),
            next,
            is_unsure: raw.unsure,
            is_danger: raw.danger,
            place: (self.place)(raw.text.span()),
        })
    }

    /// An outcome; none when its primary way does not exist.
    fn outcome(&mut self, raw: &raw::Outcome) -> Option<Outcome> {
        if let Some(of) = raw.of.as_ref().filter(|of| !self.names.nodes.contains(of.get_ref())) {
            let known = self.names.nodes.iter().map(String::as_str);
            self.found.push(unknown((self.place)(of.span()), "outcome", of.get_ref(), known));
        }
        let then = raw.then.as_ref().and_then(|way| self.way(way));
        let secondary = raw.secondary.iter().filter_map(|way| self.way(way)).collect();
        let until_then = raw.until_then.as_ref().and_then(|way| self.way(way));
        let any_hour = raw.any_hour.as_ref().and_then(|way| self.way(way));
        let guides = raw.guides.iter().chain(&raw.more).filter_map(|page| self.page(page)).collect();
        Some(Outcome {
            id: NodeId::new(raw.id.get_ref().as_str()),
            title: self.prose(&raw.title),
            audience: listed(&raw.audience, OutcomeAudience::Anyone),
            urgency: listed(&raw.urgency, Urgency::WhenReady),
            emergency: self.prose_opt(raw.emergency.as_ref()),
            is_police_first: raw.police_first,
            do_now: self.prose(&raw.do_now),
            primary: self.way(&raw.primary)?,
            then,
            secondary,
            until_then,
            any_hour,
            limit: LimitChoice::parse(raw.limit.as_deref()),
            next: self.prose_all(&raw.next),
            safety: self.prose_opt(raw.safety.as_ref()),
            dont: self.prose_opt(raw.dont.as_ref()),
            guides,
            see_also: raw.see_also.iter().filter_map(|other| self.node(other)).collect(),
            serves: raw.serves.clone(),
            local_note: self.prose_opt(raw.local_note.as_ref()),
            is_adults_own: raw.adults_own,
            has_lost_a_way: false,
            place: (self.place)(raw.id.span()),
            prose: self.take_seen(),
        })
    }
}
