//! Words that Rust keeps for itself, as of edition 2024.

/// Keywords that a raw identifier may spell: strict, reserved, and those of later editions.
const RAW: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// Path keywords: `r#super` does not compile.
const NEVER_RAW: &[&str] = &["Self", "crate", "self", "super"];

/// The identifier itself, or what stands for it where it is a keyword: `r#type`, `super_`.
pub fn escape(name: &str) -> String {
    if NEVER_RAW.contains(&name) {
        format!("{name}_")
    } else if RAW.binary_search(&name).is_ok() {
        format!("r#{name}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_known_to_the_parser() {
        assert!(RAW.is_sorted());
        for word in RAW {
            assert!(syn::parse_str::<syn::Ident>(word).is_err() || *word == "gen", "{word}");
        }
        for word in NEVER_RAW {
            assert!(syn::parse_str::<syn::Ident>(&escape(word)).is_ok(), "{word}");
        }
    }
}
