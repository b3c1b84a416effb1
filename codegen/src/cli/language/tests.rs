use super::*;
use crate::cli::command_line;

fn arguments(words: &[&str]) -> std::vec::IntoIter<OsString> {
    words.iter().map(OsString::from).collect::<Vec<_>>().into_iter()
}

#[test]
fn the_option_counts_before_the_environment() {
    let chinese = |name: &str| (name == "LANG").then(|| "zh_CN.UTF-8".to_owned());
    for (words, language) in [
        (&["diff", "--help"][..], Language::Chinese),
        (&["--lang", "en", "diff"], Language::English),
        (&["diff", "--lang=en"], Language::English),
        (&["--lang", "klingon"], Language::Chinese),
        (&["show", "--", "--lang=en"], Language::Chinese),
    ] {
        assert_eq!(decide(arguments(words), chinese), language, "{words:?}");
    }
    assert_eq!(decide(arguments(&["--lang", "zh-CN"]), |_| None), Language::Chinese);
    assert_eq!(decide(arguments(&[]), |_| None), Language::English);
}

/// Every command and argument, with the key of its text.
fn commands(command: &Command) -> Vec<&Command> {
    let inner = command.get_subcommands().filter(|inner| inner.get_name() != "help");
    std::iter::once(command).chain(inner.flat_map(commands)).collect()
}

#[test]
fn every_command_argument_and_value_has_a_chinese_text_and_no_text_is_left_over() {
    let mut all: AllHelp = toml::from_str(include_str!("../help.zh.toml")).unwrap();
    all.remove("help");
    let mut english = command_line();
    english.build();
    let root = all["tcgen"].arguments.clone();
    for command in commands(&english) {
        let name = command.get_name();
        let mut help = all.remove(name).unwrap_or_else(|| panic!("{name} has no Chinese help"));
        assert_eq!(help.after.is_empty(), command.get_after_long_help().is_none(), "{name}");
        let is_long = command.get_long_about().is_some();
        assert_eq!(!help.long.is_empty(), is_long, "{name}");
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            let own = help.arguments.remove(id);
            assert!(own.is_some() || root.contains_key(id), "{name} {id} has no Chinese help");
            let mut values = help.values.remove(id).unwrap_or_default();
            for value in argument.get_possible_values().iter().filter(|one| !one.is_hide_set()) {
                let meaning = values.remove(value.get_name());
                let is_said = value.get_help().is_some();
                let is_of_all = root.contains_key(id) || !argument.get_action().takes_values();
                assert_eq!(
                    meaning.is_some(),
                    is_said && !is_of_all,
                    "{name} {id} {}",
                    value.get_name()
                );
            }
            assert!(values.is_empty(), "{name} {id}: {values:?}");
        }
        help.arguments
            .retain(|id, _| name != "tcgen" || !["help", "version"].contains(&id.as_str()));
        assert!(help.arguments.is_empty(), "{name}: {:?}", help.arguments);
        assert!(help.values.is_empty(), "{name}: {:?}", help.values);
    }
    assert!(all.is_empty(), "{:?}", all.keys());
}

#[test]
fn chinese_help_has_no_line_of_english_and_none_that_is_too_long() {
    let chinese = worded(command_line(), Language::Chinese);
    for mut command in commands(&chinese).into_iter().cloned() {
        for help in [command.render_help(), command.render_long_help()] {
            let help = help.to_string();
            for line in help.lines() {
                let width = unicode_width::UnicodeWidthStr::width(line);
                assert!(width <= 116, "{width} columns: {line}");
                for word in
                    ["Usage", "Options", "Arguments", "Commands", "[default", "values", "Print"]
                {
                    assert!(!line.contains(word), "{line}");
                }
            }
        }
    }
}
