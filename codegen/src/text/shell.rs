//! Words of a command that people copy into a shell.

/// A word as a POSIX shell takes it: as it is where nothing in it means anything to a shell, else
/// in quotes. Every command that is printed or written to a script is made of such words.
pub(crate) fn quoted(word: &str) -> String {
    // No argument and no path holds a NUL, which alone cannot be quoted.
    shlex::try_quote(word).map_or_else(|_| word.replace('\0', ""), Into::into)
}

/// The same of a path, which no command may take for an option.
pub(crate) fn quoted_path(path: &str) -> String {
    if path.starts_with('-') { quoted(&format!("./{path}")) } else { quoted(path) }
}

#[cfg(test)]
mod tests {
    use super::{quoted, quoted_path};

    #[test]
    fn a_word_is_quoted_where_a_shell_would_change_it() {
        assert_eq!(quoted("spec/tcgen.toml"), "spec/tcgen.toml");
        for word in
            ["my project/a.whl", "it's", "$HOME", "a;b", "*", "", "客户端", "https://x/?a=1&b=2"]
        {
            let line = quoted(word);
            assert_ne!(line, word);
            assert_eq!(shlex::split(&line).unwrap(), [word], "{line}");
        }
        assert_eq!(quoted_path("-x/a b"), "'./-x/a b'");
    }
}
