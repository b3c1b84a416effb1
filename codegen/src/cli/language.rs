//! The language of the command line: which one it is, and the help in it.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::sync::OnceLock;

use clap::{Arg, Command, ValueEnum};
use serde::Deserialize;

use crate::language::Language;

/// Set once, before the command runs.
static LANGUAGE: OnceLock<Language> = OnceLock::new();

/// What `--lang` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LanguageChoice {
    /// English
    #[value(alias = "en-US", alias = "en_US")]
    En,
    /// Simplified Chinese
    #[value(alias = "zh-CN", alias = "zh_CN")]
    Zh,
}

/// Decides for the rest of the process; the first call counts.
pub(super) fn choose(arguments: impl Iterator<Item = OsString>) {
    let _ = LANGUAGE.set(decide(arguments, |name| std::env::var(name).ok()));
}

/// The language that was decided on; English before that.
pub(super) fn language() -> Language {
    LANGUAGE.get().copied().unwrap_or_default()
}

/// What `--lang` says, else what the environment asks for. The arguments are looked through by hand,
/// since what is wrong with them has to be said in that language too.
fn decide(
    arguments: impl Iterator<Item = OsString>,
    variable: impl Fn(&str) -> Option<String>,
) -> Language {
    let arguments: Vec<String> = arguments
        .map(|argument| argument.to_string_lossy().into_owned())
        .take_while(|argument| argument != "--")
        .collect();
    let given = arguments.iter().enumerate().find_map(|(at, argument)| match argument.as_str() {
        "--lang" => arguments.get(at + 1).map(String::as_str),
        argument => argument.strip_prefix("--lang="),
    });
    match given.and_then(|word| LanguageChoice::from_str(word, false).ok()) {
        Some(LanguageChoice::En) => Language::English,
        Some(LanguageChoice::Zh) => Language::Chinese,
        None => Language::of_environment(variable),
    }
}

/// The help of one command.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Help {
    about: String,
    #[serde(default)]
    long: String,
    #[serde(default)]
    after: String,
    #[serde(default)]
    arguments: BTreeMap<String, String>,
    #[serde(default)]
    values: BTreeMap<String, BTreeMap<String, String>>,
}

/// The help of all commands, by name.
type AllHelp = BTreeMap<String, Help>;

fn chinese() -> AllHelp {
    // Part of the program; a test reads it.
    toml::from_str(include_str!("help.zh.toml")).unwrap_or_default()
}

/// The command line with its help in the language.
pub(super) fn worded(mut command: Command, language: Language) -> Command {
    match language {
        Language::English => command,
        Language::Chinese => {
            // So that what clap adds by itself is there to be worded.
            command.build();
            in_chinese(command, &chinese())
        }
    }
}

fn in_chinese(command: Command, all: &AllHelp) -> Command {
    let Some(help) = all.get(command.get_name()) else { return command };
    let about = help.about.trim();
    let long = format!("{about}\n\n{}", help.long.trim());
    let command = command
        .about(about.to_owned())
        .long_about(long.trim().to_owned())
        .help_template(
            "{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}\n",
        )
        .subcommand_help_heading("命令")
        .mut_args(|argument| argument_in_chinese(argument, help, all))
        .mut_subcommands(|command| in_chinese(command, all));
    match help.after.trim() {
        "" => command,
        after => command.after_long_help(after.to_owned()),
    }
}

fn argument_in_chinese(argument: Arg, help: &Help, all: &AllHelp) -> Arg {
    let id = argument.get_id().as_str().to_owned();
    let of_all = all.get("tcgen").and_then(|root| root.arguments.get(&id));
    let Some(text) = help.arguments.get(&id).or(of_all) else { return argument };
    let heading = match (argument.is_positional(), argument.is_global_set()) {
        (true, _) => "参数",
        (_, true) => "全局选项",
        _ => "选项",
    };
    let mut text = text.trim().to_owned();
    if let Some(default) = shown_default(&argument) {
        text = format!("{text}（默认：{default}）");
    }
    let values: Vec<String> = shown_values(&argument);
    let meanings = help.values.get(&id);
    let line = |value: &String| match meanings.and_then(|meanings| meanings.get(value)) {
        Some(meaning) => format!("- {value}：{meaning}"),
        None => format!("- {value}"),
    };
    let (short, long) = if values.is_empty() {
        (text.clone(), text)
    } else {
        let list = values.iter().map(line).collect::<Vec<_>>().join("\n");
        (format!("{text}（可选：{}）", values.join("、")), format!("{text}\n\n可选值：\n{list}"))
    };
    // Under a heading of its own a positional would be by its name.
    let argument = match argument.get_index() {
        Some(index) => argument.display_order(index),
        None => argument,
    };
    argument
        .help(short)
        .long_help(long)
        .help_heading(heading)
        .hide_default_value(true)
        .hide_possible_values(true)
}

fn shown_default(argument: &Arg) -> Option<String> {
    let takes_value = argument.get_action().takes_values();
    let defaults = argument.get_default_values();
    (takes_value && !defaults.is_empty() && !argument.is_hide_default_value_set()).then(|| {
        let texts: Vec<_> = defaults.iter().map(|text| text.to_string_lossy()).collect();
        texts.join(" ")
    })
}

fn shown_values(argument: &Arg) -> Vec<String> {
    if argument.is_hide_possible_values_set() || !argument.get_action().takes_values() {
        return Vec::new();
    }
    let values = argument.get_possible_values();
    let shown = values.iter().filter(|value| !value.is_hide_set());
    shown.map(|value| value.get_name().to_owned()).collect()
}

#[cfg(test)]
mod tests;
