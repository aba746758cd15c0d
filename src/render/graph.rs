//! The graph of the report page as a picture (SVG 1.1), for whoever reviews it: every question with its answers, and where each leads.
//!
//! Questions stand in columns by how many answers come before them. An answer that leads to another question has a line to it; one that
//! leads to an outcome names it. Nothing of it is served: it is drawn by `waymark graph`.

use std::collections::{BTreeMap, VecDeque};
use std::fmt::Write as _;

use super::xml::escape;
use crate::site::{NodeId, Routing, RoutingQuestion};

/// Sizes in CSS pixels.
const BOX_WIDTH: usize = 560;
const BETWEEN_COLUMNS: usize = 180;
const BETWEEN_BOXES: usize = 40;
const HEAD: usize = 44;
const ROW: usize = 36;
const MARGIN: usize = 24;

/// Where a question stands.
#[derive(Debug, Clone, Copy)]
struct GraphPosition {
    left: usize,
    top: usize,
}

/// The whole graph as one picture.
pub fn drawn(routing: &Routing) -> String {
    let (positions, width, height) = positions(routing);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"sans-serif\" font-size=\"12\">\n<title>The questions of the report page and where each answer leads</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    let shown = || routing.questions.values().filter_map(|question| Some((question, *positions.get(&question.id)?)));
    for (question, position) in shown() {
        draw_box(&mut svg, routing, question, position);
    }
    for (question, position) in shown() {
        draw_lines(&mut svg, question, position, &positions);
    }
    svg + "</svg>\n"
}

/// Each question that can be reached in its column, under those that are reached before it; and the size of the picture.
fn positions(routing: &Routing) -> (BTreeMap<NodeId, GraphPosition>, usize, usize) {
    let mut positions: BTreeMap<NodeId, GraphPosition> = BTreeMap::new();
    let mut bottoms: Vec<usize> = Vec::new();
    let mut waiting = VecDeque::from([(routing.first.clone(), 0)]);
    while let Some((id, column)) = waiting.pop_front() {
        let Some(question) = routing.questions.get(&id).filter(|_| !positions.contains_key(&id)) else { continue };
        bottoms.resize(bottoms.len().max(column + 1), MARGIN);
        let position = GraphPosition { left: MARGIN + column * (BOX_WIDTH + BETWEEN_COLUMNS), top: bottoms[column] };
        bottoms[column] += height(question) + BETWEEN_BOXES;
        positions.insert(id, position);
        waiting.extend(question.leads_to().map(|(next, _)| (next.clone(), column + 1)));
    }
    let width = (2 * MARGIN + bottoms.len() * (BOX_WIDTH + BETWEEN_COLUMNS)).saturating_sub(BETWEEN_COLUMNS);
    (positions, width, bottoms.into_iter().max().unwrap_or_default() + MARGIN)
}

/// The line above the answers and the answers, each with where it leads and whether it declares danger.
fn rows(question: &RoutingQuestion) -> impl Iterator<Item = (&str, &NodeId, bool)> {
    let above = question.above.iter().map(|above| (above.text.as_str(), &above.next, false));
    above.chain(question.answers.iter().map(|answer| (answer.text.as_str(), &answer.next, answer.is_danger)))
}

fn height(question: &RoutingQuestion) -> usize {
    HEAD + rows(question).count() * ROW
}

fn draw_box(svg: &mut String, routing: &Routing, question: &RoutingQuestion, position: GraphPosition) {
    let GraphPosition { left, top } = position;
    let (inner, title) = (left + 12, escape(&question.text));
    // Writing into a text cannot fail.
    let _ = writeln!(
        svg,
        "<g id=\"{id}\"><rect x=\"{left}\" y=\"{top}\" width=\"{BOX_WIDTH}\" height=\"{}\" rx=\"8\" fill=\"#f6f4ee\" stroke=\"#0a5550\"/>\n\
         <text x=\"{inner}\" y=\"{}\" font-size=\"15\" font-weight=\"bold\">{title} ({id})</text>",
        height(question),
        top + 27,
        id = question.id
    );
    for (row, (text, next, is_danger)) in rows(question).enumerate() {
        let y = top + HEAD + row * ROW + 12;
        let ink = if is_danger { "#8c1111" } else { "#111" };
        let leads = match routing.outcomes.get(next) {
            Some(outcome) => format!("{} ({next}, {})", outcome.title, format!("{:?}", outcome.urgency).to_lowercase()),
            None => format!("question {next}"),
        };
        let _ = writeln!(
            svg,
            "<text x=\"{inner}\" y=\"{y}\" fill=\"{ink}\">{}</text><text x=\"{inner}\" y=\"{}\" fill=\"#555\">→ {}</text>",
            escape(text),
            y + 15,
            escape(&leads)
        );
    }
    svg.push_str("</g>\n");
}

/// From each answer that leads to a question to that question.
fn draw_lines(
    svg: &mut String,
    question: &RoutingQuestion,
    position: GraphPosition,
    positions: &BTreeMap<NodeId, GraphPosition>,
) {
    for (row, (_, next, _)) in rows(question).enumerate() {
        let Some(to) = positions.get(next) else { continue };
        let (x, y) = (position.left + BOX_WIDTH, position.top + HEAD + row * ROW + 16);
        let (end_x, end_y, bend) = (to.left, to.top + HEAD / 2, BETWEEN_COLUMNS / 2);
        let _ = writeln!(
            svg,
            "<path d=\"M{x} {y}C{} {y} {} {end_y} {end_x} {end_y}\" fill=\"none\" stroke=\"#0a5550\" stroke-width=\"1.5\"/>",
            x + bend,
            end_x.saturating_sub(bend)
        );
    }
}
