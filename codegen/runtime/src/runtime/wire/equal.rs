//! `PartialEq` for every type with members, member by member.
//!
//! Derived, it would be a comparison per member in a function per type, which the compiler checks
//! whether or not anyone compares: a fifteenth of what a generated crate costs it.

use super::{Binary, Items, Members, Value, ValueVisitor, Visitor};

/// Whether two values of one type hold the same, as a derived `PartialEq` would tell.
///
/// For the types of `members!`, which show all their fields at once.
#[inline]
pub fn equal<T: Members>(left: &T, right: &T) -> bool {
    equal_members(left, right)
}

fn equal_members(left: &dyn Members, right: &dyn Members) -> bool {
    let mut fields = Left { right, equal: false };
    left.visit(&mut fields);
    fields.equal
}

/// Is shown the members of one side, and asks the other for its own.
struct Left<'a> {
    right: &'a dyn Members,
    equal: bool,
}

impl Visitor for Left<'_> {
    fn member(&mut self, _: &str, _: &dyn Value) {}

    fn fields(&mut self, _: &str, _: &str, left: &[&dyn Value]) {
        let mut fields = Right { left, equal: false };
        self.right.visit(&mut fields);
        self.equal = fields.equal;
    }
}

/// Is shown the members of the other side.
struct Right<'a> {
    left: &'a [&'a dyn Value],
    equal: bool,
}

impl Visitor for Right<'_> {
    fn member(&mut self, _: &str, _: &dyn Value) {}

    fn fields(&mut self, _: &str, _: &str, right: &[&dyn Value]) {
        let mut pairs = self.left.iter().zip(right);
        self.equal =
            self.left.len() == right.len() && pairs.all(|(left, right)| same(*left, *right));
    }
}

/// Whether two values are the same.
fn same(left: &dyn Value, right: &dyn Value) -> bool {
    let mut value = LeftValue { right, same: false };
    left.accept(&mut value);
    value.same
}

/// What a value is.
enum Shape<'a> {
    Nothing,
    String(&'a str),
    Int(i64),
    Uint(u64),
    Float(f64),
    Bool(bool),
    Binary(&'a Binary),
    List(&'a dyn Items),
    Members(&'a dyn Members),
    Json(&'a serde_json::Value),
}

/// Is told what one value is, and asks the other.
struct LeftValue<'a> {
    right: &'a dyn Value,
    same: bool,
}

impl LeftValue<'_> {
    fn is(&mut self, left: Shape<'_>) {
        let mut value = RightValue { left, same: false };
        self.right.accept(&mut value);
        self.same = value.same;
    }
}

impl ValueVisitor for LeftValue<'_> {
    fn nothing(&mut self) {
        self.is(Shape::Nothing);
    }

    fn string(&mut self, value: &str) {
        self.is(Shape::String(value));
    }

    fn int(&mut self, value: i64) {
        self.is(Shape::Int(value));
    }

    fn uint(&mut self, value: u64) {
        self.is(Shape::Uint(value));
    }

    fn float(&mut self, value: f64) {
        self.is(Shape::Float(value));
    }

    fn bool(&mut self, value: bool) {
        self.is(Shape::Bool(value));
    }

    fn binary(&mut self, value: &Binary) {
        self.is(Shape::Binary(value));
    }

    fn list(&mut self, items: &dyn Items) {
        self.is(Shape::List(items));
    }

    fn members(&mut self, value: &dyn Members) {
        self.is(Shape::Members(value));
    }

    fn json(&mut self, value: &serde_json::Value) {
        self.is(Shape::Json(value));
    }
}

/// Is told what the other value is.
struct RightValue<'a> {
    left: Shape<'a>,
    same: bool,
}

impl ValueVisitor for RightValue<'_> {
    fn nothing(&mut self) {
        self.same = matches!(self.left, Shape::Nothing);
    }

    fn string(&mut self, value: &str) {
        self.same = matches!(self.left, Shape::String(left) if left == value);
    }

    fn int(&mut self, value: i64) {
        self.same = matches!(self.left, Shape::Int(left) if left == value);
    }

    fn uint(&mut self, value: u64) {
        self.same = matches!(self.left, Shape::Uint(left) if left == value);
    }

    #[expect(clippy::float_cmp, reason = "as floats are compared by PartialEq")]
    fn float(&mut self, value: f64) {
        self.same = matches!(self.left, Shape::Float(left) if left == value);
    }

    fn bool(&mut self, value: bool) {
        self.same = matches!(self.left, Shape::Bool(left) if left == value);
    }

    fn binary(&mut self, value: &Binary) {
        self.same = matches!(self.left, Shape::Binary(left) if left == value);
    }

    fn list(&mut self, items: &dyn Items) {
        let Shape::List(left) = self.left else { return };
        let mut pairs = (0..).map_while(|index| Some((left.item(index)?, items.item(index)?)));
        self.same = left.count() == items.count() && pairs.all(|(left, right)| same(left, right));
    }

    fn members(&mut self, value: &dyn Members) {
        self.same = matches!(self.left, Shape::Members(left) if equal_members(left, value));
    }

    fn json(&mut self, value: &serde_json::Value) {
        self.same = matches!(self.left, Shape::Json(left) if left == value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A type as `members!` writes one.
    struct Shelf {
        name: Option<String>,
        width: f64,
        boards: Vec<i64>,
        inner: Option<Box<Self>>,
    }

    impl Members for Shelf {
        fn visit(&self, visitor: &mut dyn Visitor) {
            let shown = "member name member width member boards member inner";
            let values: [&dyn Value; 4] = [&self.name, &self.width, &self.boards, &self.inner];
            visitor.fields("Name Width Boards Inner ", shown, &values);
        }
    }

    fn shelf() -> Shelf {
        let inner = Shelf { name: None, width: 1.0, boards: Vec::new(), inner: None };
        let name = Some("oak".to_owned());
        Shelf { name, width: 2.5, boards: vec![1, 2], inner: Some(Box::new(inner)) }
    }

    #[test]
    fn what_holds_the_same_is_equal_and_what_differs_anywhere_is_not() {
        assert!(equal(&shelf(), &shelf()));
        let changes: [fn(&mut Shelf); 7] = [
            |shelf| shelf.name = None,
            |shelf| shelf.name = Some(String::new()),
            |shelf| shelf.width = f64::NAN,
            |shelf| shelf.boards = vec![1],
            |shelf| shelf.boards = vec![2, 1],
            |shelf| shelf.inner = None,
            |shelf| shelf.inner.as_mut().unwrap().width = 1.5,
        ];
        for (index, change) in changes.iter().enumerate() {
            let mut other = shelf();
            change(&mut other);
            assert!(!equal(&shelf(), &other), "change {index}");
            assert!(!equal(&other, &shelf()), "change {index}, the other way");
        }
    }

    #[test]
    fn no_number_is_equal_to_nothing_not_even_itself() {
        let nan = Shelf { width: f64::NAN, ..shelf() };
        assert!(!equal(&nan, &nan));
    }

    #[test]
    fn undeclared_json_is_compared_as_json() {
        let member = |json: &str| serde_json::from_str::<serde_json::Value>(json).unwrap();
        assert!(same(&member(r#"{"a":[1]}"#), &member(r#"{"a":[1]}"#)));
        assert!(!same(&member(r#"{"a":[1]}"#), &member(r#"{"a":[2]}"#)));
        assert!(!same(&member("null"), &None::<String>));
    }
}
