//! What an operator sets and asks: the onion address, help, completions.

use std::process::Command;

use waymark::diagnostic::Kind;

use super::site_test::SiteTest;

const ADDRESS: &str = "address = \"https://waymark.example\"";
const ONION: &str = "http://abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrstuvwx.onion";

fn with_onion(onion: &str) -> SiteTest {
    SiteTest::built_in().change("content/site.toml", ADDRESS, &format!("{ADDRESS}\nonion = \"{onion}\""))
}

fn said(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_waymark")).args(arguments).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_onion_address_is_taken_as_it_is_and_a_slip_in_it_is_found() {
    assert_eq!(with_onion(ONION).site().settings.onion.as_deref(), Some(ONION));
    assert_eq!(SiteTest::built_in().site().settings.onion, None);
    for slip in ["https://abc.onion", "http://abc.onion", &format!("{ONION}/"), &ONION.to_uppercase(), &ONION.replace('a', "1")] {
        with_onion(slip).finds(Kind::Address, "content/site.toml");
    }
}

#[test]
fn help_says_what_each_exit_code_and_signal_means() {
    let help = said(&["--help"]);
    for wanted in ["Examples:", "SIGHUP", "Exit codes:", "WAYMARK_NOW", "export", "completions", "health"] {
        assert!(help.contains(wanted), "{wanted}: {help}");
    }
}

#[test]
fn each_shell_gets_a_completion_script_that_knows_the_commands() {
    for shell in ["bash", "zsh", "fish"] {
        let script = said(&["completions", shell]);
        assert!(script.contains("export") && script.contains("serve-from"), "{shell}");
    }
}
