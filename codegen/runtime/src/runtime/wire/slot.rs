//! Where a member is read into.
//!
//! Lists, options and structures are read here; scalars in `scalar.rs`.

use super::Members;

/// A JSON value that is neither list nor object.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scalar<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number that fits into `i64`.
    Int(i64),
    /// A number above `i64::MAX`.
    Uint(u64),
    /// Any other number.
    Float(f64),
    /// A string.
    Str(&'a str),
}

/// Whether a scalar was a value or stood for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// The slot holds a value now.
    Value,
    /// `null`, or `""` where no string is expected.
    Nothing,
}

/// The scalar is not what the slot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch;

/// Where a member is read into.
pub trait Slot {
    /// Takes a scalar.
    ///
    /// # Errors
    /// When it is not what this slot holds, even read tolerantly.
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch>;

    /// The list to read into, emptied; `None` where the slot holds no list.
    fn list(&mut self) -> Option<&mut dyn ListSlot> {
        None
    }

    /// The structure to read into; `None` where the slot holds none.
    fn members(&mut self) -> Option<&mut dyn Members> {
        None
    }

    /// The place for JSON of any shape; `None` where the slot has a shape of its own.
    fn json(&mut self) -> Option<&mut serde_json::Value> {
        None
    }

    /// Forgets what was read: the service sent an empty list for a structure, or the like.
    fn clear(&mut self);

    /// Stands in a list without a value. A string is empty then, a structure has no members, a float
    /// is not a number.
    ///
    /// # Errors
    /// Where no value can say that there is none: an integer, a truth value.
    fn missing_item(&mut self) -> Result<(), Mismatch> {
        Ok(())
    }

    /// What the slot holds, for messages: "an integer".
    fn expected(&self) -> &'static str;
}

/// A list that is being read.
pub trait ListSlot {
    /// The place of the next item.
    fn next(&mut self) -> Option<&mut dyn Slot>;
}

impl<T: Slot + Default> ListSlot for Vec<T> {
    #[inline]
    fn next(&mut self) -> Option<&mut dyn Slot> {
        self.push(T::default());
        self.last_mut().map(|item| item as &mut dyn Slot)
    }
}

impl<T: Slot + Default> Slot for Vec<T> {
    #[inline]
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        self.clear();
        nothing_or_mismatch(scalar)
    }

    #[inline]
    fn list(&mut self) -> Option<&mut dyn ListSlot> {
        self.clear();
        Some(self)
    }

    #[inline]
    fn clear(&mut self) {
        Vec::clear(self);
    }

    #[inline]
    fn expected(&self) -> &'static str {
        "a list"
    }
}

impl<T: Slot + Default> Slot for Option<T> {
    #[inline]
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        if scalar == Scalar::Null {
            *self = None;
            return Ok(Filled::Nothing);
        }
        let mut value = T::default();
        let filled = value.scalar(scalar)?;
        *self = (filled == Filled::Value).then_some(value);
        Ok(filled)
    }

    #[inline]
    fn list(&mut self) -> Option<&mut dyn ListSlot> {
        self.insert(T::default()).list()
    }

    #[inline]
    fn members(&mut self) -> Option<&mut dyn Members> {
        self.insert(T::default()).members()
    }

    #[inline]
    fn json(&mut self) -> Option<&mut serde_json::Value> {
        self.insert(T::default()).json()
    }

    #[inline]
    fn clear(&mut self) {
        *self = None;
    }

    #[inline]
    fn expected(&self) -> &'static str {
        T::default().expected()
    }
}

impl<T: Members + Default> Slot for T {
    #[inline]
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        nothing_or_mismatch(scalar)
    }

    #[inline]
    fn members(&mut self) -> Option<&mut dyn Members> {
        Some(self)
    }

    #[inline]
    fn clear(&mut self) {
        *self = T::default();
    }

    #[inline]
    fn expected(&self) -> &'static str {
        "an object"
    }
}

fn nothing_or_mismatch(scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
    match scalar {
        Scalar::Null | Scalar::Str("") => Ok(Filled::Nothing),
        _ => Err(Mismatch),
    }
}

/// JSON of any shape.
impl Slot for serde_json::Value {
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        *self = match scalar {
            Scalar::Null => Self::Null,
            Scalar::Bool(flag) => flag.into(),
            Scalar::Int(number) => number.into(),
            Scalar::Uint(number) => number.into(),
            Scalar::Float(number) => number.into(),
            Scalar::Str(text) => text.into(),
        };
        Ok(Filled::Value)
    }

    fn json(&mut self) -> Option<&mut serde_json::Value> {
        Some(self)
    }

    fn clear(&mut self) {
        *self = Self::Null;
    }

    fn expected(&self) -> &'static str {
        "any JSON"
    }
}
