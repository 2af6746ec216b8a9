//! What the program says of itself, and how it answers wrong usage.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "helpers of tests fail like tests"
)]

mod common;

use std::process::Command;

use common::program::assert_succeeds;
use common::program::run;
use common::program::stderr;
use common::program::stdout;

#[test]
fn every_command_has_a_help_text_that_fits_a_terminal() {
    for command in ["", "review", "analyze", "completions", "devices", "models"] {
        let args: Vec<&str> = [command, "--help"].into_iter().filter(|a| !a.is_empty()).collect();
        let output = run(&args);
        assert_succeeds(&output);
        let help = stdout(&output);
        assert!(help.contains("Usage: pushback"), "{help}");
        let longest = help.lines().map(|l| l.chars().count()).max().unwrap();
        assert!(longest <= 120, "{command}: a line of {longest}\n{help}");
    }
}

#[test]
fn the_help_of_the_main_commands_shows_examples() {
    for command in ["review", "analyze", "completions", "devices"] {
        let output = run(&[command, "--help"]);
        let example = format!("  pushback {command} ");
        assert!(stdout(&output).contains("Examples:") && stdout(&output).contains(&example), "{command}");
    }
}

#[test]
fn wrong_usage_ends_with_2_and_says_what_is_right() {
    let wrong: &[&[&str]] = &[
        &["no-such-command"],
        &["review"],
        &["review", "a.wav", "--jobs", "0"],
        &["review", "a.wav", "--format", "pdf"],
        &["review", "a.wav", "b.wav", "--format", "html"],
        &["analyze", "--jsonl", "--format", "text", "a.jsonl"],
        &["completions", "no-such-shell"],
    ];
    for args in wrong {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "");
        assert!(
            stderr(&output).contains("Usage: pushback") || stderr(&output).contains("--help"),
            "{args:?}"
        );
    }
}

/// Without a command there is the window, or where no window can be, a word about the commands.
#[cfg(target_os = "linux")]
#[test]
fn without_a_command_and_a_screen_the_commands_are_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_pushback"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .unwrap();
    let status = if cfg!(feature = "window") { 1 } else { 2 };
    assert_eq!(output.status.code(), Some(status), "{}", stderr(&output));
    assert!(stderr(&output).contains("pushback --help") || stderr(&output).contains("Usage: pushback"));
}

#[test]
fn completions_are_there_for_the_usual_shells() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = run(&["completions", shell]);
        assert_succeeds(&output);
        assert!(stdout(&output).contains("pushback") && stdout(&output).contains("review"), "{shell}");
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    let output = run(&["--version"]);
    assert_succeeds(&output);
    assert_eq!(stdout(&output), concat!("pushback ", env!("CARGO_PKG_VERSION"), "\n"));
}
