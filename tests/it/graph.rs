//! The picture of the report page that a reviewer looks at.

use std::process::Command;

use super::site_test::{NOW, SiteTest};

fn drawn(arguments: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_waymark")).env("WAYMARK_NOW", NOW).args(arguments).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_picture_holds_every_question_and_answer_and_names_every_outcome() {
    let site = SiteTest::built_in().site();
    let (code, svg) = drawn(&["graph"]);
    assert_eq!(code, Some(0));
    let escaped = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;");
    let mut lines = 0;
    for question in site.routing.questions.values() {
        let part = svg.split_once(&format!("<g id=\"{}\">", question.id)).unwrap().1.split_once("</g>").unwrap().0.to_owned();
        for answer in &question.answers {
            assert!(part.contains(&format!(">{}</text>", escaped(&answer.text))), "{}: {}", question.id, answer.text);
            lines += usize::from(site.routing.questions.contains_key(&answer.next));
        }
        lines += usize::from(question.above.as_ref().is_some_and(|above| site.routing.questions.contains_key(&above.next)));
    }
    for (id, outcome) in &site.routing.outcomes {
        assert!(svg.contains(&format!("→ {} ({id}, ", escaped(&outcome.title))), "{id}");
    }
    assert_eq!(svg.matches("<path ").count(), lines, "a line for each answer that leads to a question");
}

#[test]
fn the_picture_is_well_formed_and_no_two_questions_cover_each_other() {
    let svg = drawn(&["graph"]).1;
    let mut boxes: Vec<[usize; 4]> = Vec::new();
    let mut open = 0_i32;
    for tag in svg.split('<').skip(1) {
        let name = tag.split([' ', '>', '\n']).next().unwrap();
        let inside = tag.split_once('>').unwrap().0;
        open += if name.starts_with('/') { -1 } else { i32::from(!inside.ends_with('/')) };
        if name == "rect" && inside.contains("rx=") {
            let number =
                |key: &str| inside.split_once(&format!(" {key}=\"")).unwrap().1.split('"').next().unwrap().parse().unwrap();
            boxes.push([number("x"), number("y"), number("width"), number("height")]);
        }
    }
    assert_eq!(open, 0, "every element is closed");
    for (at, one) in boxes.iter().enumerate() {
        for other in &boxes[at + 1..] {
            let apart = one[0] + one[2] <= other[0]
                || other[0] + other[2] <= one[0]
                || one[1] + one[3] <= other[1]
                || other[1] + other[3] <= one[1];
            assert!(apart, "{one:?} and {other:?}");
        }
    }
}

#[test]
fn content_with_errors_is_not_drawn() {
    let scratch = tempfile::tempdir().unwrap();
    let content = scratch.path().join("content");
    super::site_test::copy(std::path::Path::new("content"), &content);
    let file = content.join("routing.toml");
    let broken = std::fs::read_to_string(&file).unwrap().replacen("next = \"o3\"", "next = \"nowhere\"", 1);
    std::fs::write(&file, broken).unwrap();
    assert_eq!(drawn(&["graph", "--content", content.to_str().unwrap()]), (Some(1), String::new()));
}
