//! An expression of a sample, laid out as a person would write it.

use std::{iter, slice};

use unicode_width::UnicodeWidthStr;

/// Columns of a line; a doc comment takes the first four of a hundred.
const WIDTH: usize = 96;

/// Columns of one indentation.
const STEP: usize = 4;

/// What a request, or a part of it, is made of.
#[derive(Clone, Debug)]
pub(super) enum Expression {
    /// A literal or a path, which stay on one line.
    Plain(String),
    /// `[a, b]`.
    List(Vec<Expression>),
    /// `function(arguments).setter(argument)`.
    Made { function: String, arguments: Vec<Expression>, setters: Vec<Setter> },
}

/// A method by which a member is set.
#[derive(Clone, Debug)]
pub(super) struct Setter {
    pub(super) name: String,
    pub(super) argument: Expression,
}

impl Expression {
    /// The whole on one line, however long.
    pub(super) fn on_one_line(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::List(items) => ["[", &joined(items), "]"].concat(),
            Self::Made { function, arguments, setters } => {
                let call = [function, "(", &joined(arguments), ")"].concat();
                setters.iter().fold(call, |text, Setter { name, argument }| {
                    [&text, ".", name, "(", &argument.on_one_line(), ")"].concat()
                })
            }
        }
    }

    /// `let request = …;`. Each setter of the request itself is on a line of its own.
    pub(super) fn statement(&self) -> String {
        const BEFORE: &str = "let request = ";
        let mut page = Page { text: BEFORE.to_owned(), indent: 0 };
        let taken = BEFORE.len() + 1;
        match self {
            Self::Made { setters, .. } if !setters.is_empty() => page.write_broken(self, taken),
            _ => page.write(self, taken),
        }
        page.text + ";"
    }
}

fn joined(items: &[Expression]) -> String {
    items.iter().map(Expression::on_one_line).collect::<Vec<_>>().join(", ")
}

/// What is written so far, and by how many columns its last line is indented.
struct Page {
    text: String,
    indent: usize,
}

impl Page {
    /// Appends an expression, on one line where it fits. `taken` is the number of columns of its first
    /// line that hold something else.
    fn write(&mut self, expression: &Expression, taken: usize) {
        let line = expression.on_one_line();
        if self.fits(&line, taken) {
            self.text.push_str(&line);
        } else {
            self.write_broken(expression, taken);
        }
    }

    fn write_broken(&mut self, expression: &Expression, taken: usize) {
        match expression {
            Expression::Plain(text) => self.text.push_str(text),
            Expression::List(items) => self.write_rows("[", items, "]"),
            Expression::Made { function, arguments, setters } => {
                self.text.push_str(function);
                let is_broken = self.write_arguments(arguments, taken + function.width());
                // Setters below a `)` are not indented further, as with rustfmt.
                let step = if is_broken { 0 } else { STEP };
                self.indent += step;
                for Setter { name, argument } in setters {
                    self.start_line();
                    self.text.extend([".", name]);
                    self.write_arguments(slice::from_ref(argument), 1 + name.width());
                }
                self.indent -= step;
            }
        }
    }

    /// Says whether it took more than one line.
    fn write_arguments(&mut self, arguments: &[Expression], taken: usize) -> bool {
        let line = ["(", &joined(arguments), ")"].concat();
        let is_broken = !arguments.is_empty() && !self.fits(&line, taken);
        match arguments {
            _ if !is_broken => self.text.push_str(&line),
            [list @ Expression::List(_)] => {
                self.text.push('(');
                self.write_broken(list, taken);
                self.text.push(')');
            }
            _ => self.write_rows("(", arguments, ")"),
        }
        is_broken
    }

    /// Each item on lines of its own.
    fn write_rows(&mut self, open: &str, items: &[Expression], close: &str) {
        self.text.push_str(open);
        self.indent += STEP;
        for item in items {
            self.start_line();
            self.write(item, 1);
            self.text.push(',');
        }
        self.indent -= STEP;
        self.start_line();
        self.text.push_str(close);
    }

    fn start_line(&mut self) {
        self.text.push('\n');
        self.text.extend(iter::repeat_n(' ', self.indent));
    }

    fn fits(&self, line: &str, taken: usize) -> bool {
        self.indent + taken + line.width() <= WIDTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Expression {
        Expression::Plain(text.to_owned())
    }

    fn made(arguments: Vec<Expression>, setters: Vec<(&str, Expression)>) -> Expression {
        let setters = setters.into_iter();
        let setters = setters.map(|(name, argument)| Setter { name: name.to_owned(), argument });
        Expression::Made {
            function: "tea::Cup::new".to_owned(),
            arguments,
            setters: setters.collect(),
        }
    }

    #[test]
    fn what_fits_is_on_one_line() {
        let cup = made(vec![plain("1"), made(vec![], vec![("size", plain("2"))])], vec![]);
        let line = "tea::Cup::new(1, tea::Cup::new().size(2))";
        assert_eq!(cup.statement(), format!("let request = {line};"));
        assert_eq!(cup.on_one_line(), line);
    }

    #[test]
    fn each_setter_of_the_whole_has_a_line() {
        let cup = made(vec![], vec![("size", plain("2")), ("hot", plain("true"))]);
        let text = "let request = tea::Cup::new()\n    .size(2)\n    .hot(true);";
        assert_eq!(cup.statement(), text);
    }

    #[test]
    fn what_does_not_fit_has_a_line_per_item() {
        let long = || plain(&format!("{:?}", "泡".repeat(45)));
        let cup = made(vec![long()], vec![("leaves", Expression::List(vec![long(), plain("2")]))]);
        let cup = made(vec![plain("1"), cup], vec![("lids", plain("3"))]);
        let text = cup.statement().replace(&"泡".repeat(45), "…");
        assert_eq!(
            text,
            "\
let request = tea::Cup::new(
    1,
    tea::Cup::new(
        \"…\",
    )
    .leaves([
        \"…\",
        2,
    ]),
)
.lids(3);"
        );
    }

    #[test]
    fn a_line_holds_a_hundred_columns_with_the_comment_and_the_semicolon() {
        let cup = |length| made(vec![plain(&"1".repeat(length))], vec![]);
        let room = WIDTH - "let request = tea::Cup::new();".len();
        assert!(!cup(room).statement().contains('\n'));
        assert!(cup(room + 1).statement().contains('\n'));
    }
}
