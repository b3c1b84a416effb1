//! What a member may hold, as it is sent and shown.

use super::{Binary, Members};

/// The value of a member: a scalar, [`Binary`], an `Option`, a `Vec`, a type with [`Members`], or
/// any JSON.
pub trait Value {
    /// Tells the visitor what the value is.
    fn accept(&self, out: &mut dyn ValueVisitor);
}

/// Is told what a value is.
pub trait ValueVisitor {
    /// No value: a member that is left out.
    fn nothing(&mut self);
    /// A string.
    fn string(&mut self, value: &str);
    /// A signed integer.
    fn int(&mut self, value: i64);
    /// An unsigned integer.
    fn uint(&mut self, value: u64);
    /// A floating-point number.
    fn float(&mut self, value: f64);
    /// A truth value.
    fn bool(&mut self, value: bool);
    /// The content of a file.
    fn binary(&mut self, value: &Binary);
    /// A list.
    fn list(&mut self, items: &dyn Items);
    /// A structure.
    fn members(&mut self, value: &dyn Members);
    /// Any JSON, as it stands.
    fn json(&mut self, value: &serde_json::Value);
}

/// The items of a list, by index.
pub trait Items {
    /// The item at this index, `None` behind the last.
    fn item(&self, index: usize) -> Option<&dyn Value>;

    /// How many there are.
    fn count(&self) -> usize;
}

impl<T: Value> Items for Vec<T> {
    #[inline]
    fn item(&self, index: usize) -> Option<&dyn Value> {
        self.get(index).map(|item| item as &dyn Value)
    }

    #[inline]
    fn count(&self) -> usize {
        self.len()
    }
}

impl<T: Members> Value for T {
    #[inline]
    fn accept(&self, out: &mut dyn ValueVisitor) {
        out.members(self);
    }
}

impl<T: Value> Value for Vec<T> {
    #[inline]
    fn accept(&self, out: &mut dyn ValueVisitor) {
        out.list(self);
    }
}

impl<T: Value> Value for Option<T> {
    #[inline]
    fn accept(&self, out: &mut dyn ValueVisitor) {
        match self {
            Some(value) => value.accept(out),
            None => out.nothing(),
        }
    }
}

impl Value for String {
    fn accept(&self, out: &mut dyn ValueVisitor) {
        out.string(self);
    }
}

impl Value for i64 {
    fn accept(&self, out: &mut dyn ValueVisitor) {
        out.int(*self);
    }
}

impl Value for u64 {
    fn accept(&self, out: &mut dyn ValueVisitor) {
        out.uint(*self);
    }
}

impl Value for f64 {
    fn accept(&self, out: &mut dyn ValueVisitor) {
        out.float(*self);
    }
}

impl Value for bool {
    fn accept(&self, out: &mut dyn ValueVisitor) {
        out.bool(*self);
    }
}

impl Value for Binary {
    fn accept(&self, out: &mut dyn ValueVisitor) {
        out.binary(self);
    }
}

impl Value for serde_json::Value {
    fn accept(&self, out: &mut dyn ValueVisitor) {
        out.json(self);
    }
}
