//! Where a member is read into.
//!
//! Lists, options and structures are read here; what a scalar stands for is told by `scalar.rs`.

use super::scalar::{FromScalar, Mismatch, Scalar, stands_for_nothing};
use super::{Binary, Members};

/// Whether a scalar was a value or stood for nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// The slot holds a value now.
    Value,
    /// `null`, or `""` where no string is expected.
    Nothing,
}

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

/// A value before anything is read into it.
///
/// Not `Default`: what is only sent has none, for its required members are arguments of `new`.
pub trait Blank {
    /// Nothing is there yet.
    fn blank() -> Self;
}

impl<T> Blank for Vec<T> {
    #[inline]
    fn blank() -> Self {
        Self::new()
    }
}

impl<T> Blank for Option<T> {
    #[inline]
    fn blank() -> Self {
        None
    }
}

impl<T: Members + Default> Blank for T {
    #[inline]
    fn blank() -> Self {
        Self::default()
    }
}

impl Blank for serde_json::Value {
    fn blank() -> Self {
        Self::Null
    }
}

/// A list that is being read.
pub trait ListSlot {
    /// The place of the next item.
    fn next(&mut self) -> Option<&mut dyn Slot>;
}

impl<T: Slot + Blank> ListSlot for Vec<T> {
    #[inline]
    fn next(&mut self) -> Option<&mut dyn Slot> {
        self.push(T::blank());
        self.last_mut().map(|item| item as &mut dyn Slot)
    }
}

impl<T: Slot + Blank> Slot for Vec<T> {
    #[inline]
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        self.clear();
        stands_for_nothing(scalar).map(|()| Filled::Nothing)
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

impl<T: Slot + Blank> Slot for Option<T> {
    #[inline]
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        if scalar == Scalar::Null {
            *self = None;
            return Ok(Filled::Nothing);
        }
        let mut value = T::blank();
        let filled = value.scalar(scalar)?;
        *self = (filled == Filled::Value).then_some(value);
        Ok(filled)
    }

    #[inline]
    fn list(&mut self) -> Option<&mut dyn ListSlot> {
        self.insert(T::blank()).list()
    }

    #[inline]
    fn members(&mut self) -> Option<&mut dyn Members> {
        self.insert(T::blank()).members()
    }

    #[inline]
    fn json(&mut self) -> Option<&mut serde_json::Value> {
        self.insert(T::blank()).json()
    }

    #[inline]
    fn clear(&mut self) {
        *self = None;
    }

    #[inline]
    fn expected(&self) -> &'static str {
        T::blank().expected()
    }
}

impl<T: Members + Blank> Slot for T {
    #[inline]
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        stands_for_nothing(scalar).map(|()| Filled::Nothing)
    }

    #[inline]
    fn members(&mut self) -> Option<&mut dyn Members> {
        Some(self)
    }

    #[inline]
    fn clear(&mut self) {
        *self = T::blank();
    }

    #[inline]
    fn missing_item(&mut self) -> Result<(), Mismatch> {
        if self.required().is_empty() { Ok(()) } else { Err(Mismatch) }
    }

    #[inline]
    fn expected(&self) -> &'static str {
        "an object"
    }
}

/// A whole answer. `Default` is all that it asks of a type that a user wrote.
pub(crate) struct Whole<T>(pub(crate) T);

impl<T: Members + Default> Slot for Whole<T> {
    #[inline]
    fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
        stands_for_nothing(scalar).map(|()| Filled::Nothing)
    }

    #[inline]
    fn members(&mut self) -> Option<&mut dyn Members> {
        Some(&mut self.0)
    }

    #[inline]
    fn clear(&mut self) {
        self.0 = T::default();
    }

    #[inline]
    fn expected(&self) -> &'static str {
        "an object"
    }
}

/// The slots of the scalar types: the type by whose rules a slot is read, and the words for
/// messages.
macro_rules! scalar_slots {
    ($($type:ty, $rules:ty, $expected:literal;)*) => {$(
        impl Blank for $type {
            #[inline]
            fn blank() -> Self {
                Self::default()
            }
        }

        impl Slot for $type {
            fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
                let Some(value) = <$rules>::from_scalar(scalar)? else {
                    return Ok(Filled::Nothing);
                };
                *self = value.into();
                Ok(Filled::Value)
            }

            fn clear(&mut self) {
                *self = Self::default();
            }

            fn missing_item(&mut self) -> Result<(), Mismatch> {
                *self = <$rules>::absent_item().ok_or(Mismatch)?.into();
                Ok(())
            }

            fn expected(&self) -> &'static str {
                $expected
            }
        }
    )*};
}

scalar_slots! {
    String, String, "a string";
    i64, i64, "an integer";
    u64, u64, "an integer that is not negative";
    f64, f64, "a number";
    bool, bool, "true or false";
    Binary, Vec<u8>, "a string";
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Slot + Default>(scalar: Scalar<'_>) -> Result<T, Mismatch> {
        let mut slot = T::default();
        slot.scalar(scalar).map(|_| slot)
    }

    #[test]
    fn nothing_is_nothing_and_never_zero() {
        for scalar in [Scalar::Null, Scalar::Str("")] {
            assert_eq!(read::<Option<i64>>(scalar), Ok(None));
            assert_eq!(read::<Option<bool>>(scalar), Ok(None));
            assert_eq!(read::<Option<f64>>(scalar), Ok(None));
            assert_eq!(read::<Option<Vec<i64>>>(scalar), Ok(None));
        }
        assert_eq!(read::<Option<String>>(Scalar::Str("")), Ok(Some(String::new())));
        assert_eq!(read::<Option<String>>(Scalar::Null), Ok(None));
    }

    #[test]
    fn no_scalar_is_a_list() {
        assert_eq!(read::<Vec<i64>>(Scalar::Int(1)), Err(Mismatch));
    }
}
