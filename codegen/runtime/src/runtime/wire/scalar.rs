//! The rules of tolerant reading: which scalars each type takes, and what they stand for.
//!
//! The service answers numbers in strings, strings that are numbers, `""` or `null` for nothing,
//! `0` and `"true"` for truth values, and `5.0` for 5. Those are read as what the documentation
//! promises. Everything else that does not fit is a [`Mismatch`], never a silent zero.
//!
//! Invariant: this file uses nothing but the standard library. The generator compiles the very same
//! file, so that what it says about an example is what the crate does with it.

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

/// The scalar does not fit the type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch;

/// A type that is read from one scalar.
pub(super) trait FromScalar: Sized {
    /// The value that the scalar stands for; `None` where it stands for nothing.
    ///
    /// # Errors
    /// When the scalar does not fit, even read tolerantly.
    fn from_scalar(scalar: Scalar<'_>) -> Result<Option<Self>, Mismatch>;

    /// What takes the place of a list's item that stands for nothing; `None` where no value can
    /// say that there is none.
    fn absent_item() -> Option<Self> {
        None
    }
}

impl FromScalar for String {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Option<Self>, Mismatch> {
        Ok(Some(match scalar {
            Scalar::Null => return Ok(None),
            Scalar::Str(text) => text.to_owned(),
            Scalar::Int(number) => number.to_string(),
            Scalar::Uint(number) => number.to_string(),
            // An integer of more digits than a float has is another number by now.
            Scalar::Float(number) if number.abs() > EXACT => return Err(Mismatch),
            Scalar::Float(number) => number.to_string(),
            Scalar::Bool(flag) => flag.to_string(),
        }))
    }

    fn absent_item() -> Option<Self> {
        Some(Self::new())
    }
}

/// The content of a file is a text as it is, and never a number.
impl FromScalar for Vec<u8> {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Option<Self>, Mismatch> {
        match scalar {
            Scalar::Null => Ok(None),
            Scalar::Str(text) => Ok(Some(text.as_bytes().to_vec())),
            _ => Err(Mismatch),
        }
    }

    fn absent_item() -> Option<Self> {
        Some(Self::new())
    }
}

impl FromScalar for i64 {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Option<Self>, Mismatch> {
        match scalar {
            Scalar::Null => Ok(None),
            Scalar::Int(number) => Ok(Some(number)),
            Scalar::Float(number) => integral(number).map(Some),
            Scalar::Str(text) => number_in(text, |text| text.parse().ok(), integral),
            Scalar::Uint(_) | Scalar::Bool(_) => Err(Mismatch),
        }
    }
}

impl FromScalar for u64 {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Option<Self>, Mismatch> {
        let not_negative =
            |number| integral(number).and_then(|int| Self::try_from(int).or(Err(Mismatch)));
        match scalar {
            Scalar::Null => Ok(None),
            Scalar::Int(number) => Self::try_from(number).map(Some).or(Err(Mismatch)),
            Scalar::Uint(number) => Ok(Some(number)),
            Scalar::Float(number) => not_negative(number).map(Some),
            Scalar::Str(text) => number_in(text, |text| text.parse().ok(), not_negative),
            Scalar::Bool(_) => Err(Mismatch),
        }
    }
}

impl FromScalar for f64 {
    #[expect(clippy::cast_precision_loss, reason = "a member that is documented as a float is one")]
    fn from_scalar(scalar: Scalar<'_>) -> Result<Option<Self>, Mismatch> {
        match scalar {
            Scalar::Null => Ok(None),
            Scalar::Int(number) => Ok(Some(number as Self)),
            Scalar::Uint(number) => Ok(Some(number as Self)),
            Scalar::Float(number) => Ok(Some(number)),
            Scalar::Str(text) => number_in(text, |_| None, Ok),
            Scalar::Bool(_) => Err(Mismatch),
        }
    }

    fn absent_item() -> Option<Self> {
        Some(Self::NAN)
    }
}

impl FromScalar for bool {
    fn from_scalar(scalar: Scalar<'_>) -> Result<Option<Self>, Mismatch> {
        match scalar {
            Scalar::Null => Ok(None),
            Scalar::Bool(flag) => Ok(Some(flag)),
            Scalar::Int(0) => Ok(Some(false)),
            Scalar::Int(1) => Ok(Some(true)),
            Scalar::Str(text) => match text.trim() {
                "" => Ok(None),
                "0" => Ok(Some(false)),
                "1" => Ok(Some(true)),
                word if word.eq_ignore_ascii_case("true") => Ok(Some(true)),
                word if word.eq_ignore_ascii_case("false") => Ok(Some(false)),
                _ => Err(Mismatch),
            },
            Scalar::Int(_) | Scalar::Uint(_) | Scalar::Float(_) => Err(Mismatch),
        }
    }
}

/// No scalar is a list or a structure, but some stand for the absence of one.
///
/// # Errors
/// When the scalar says something.
pub(super) fn stands_for_nothing(scalar: Scalar<'_>) -> Result<(), Mismatch> {
    match scalar {
        Scalar::Null | Scalar::Str("") => Ok(()),
        _ => Err(Mismatch),
    }
}

/// The number that a string holds: exactly if it can be, else as a float.
fn number_in<N>(
    text: &str,
    exact: impl Fn(&str) -> Option<N>,
    from_float: impl Fn(f64) -> Result<N, Mismatch>,
) -> Result<Option<N>, Mismatch> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(number) = exact(text) {
        return Ok(Some(number));
    }
    match text.parse::<f64>() {
        // Rust also reads "inf" and "nan", which are not numbers of JSON.
        Ok(number) if number.is_finite() => from_float(number).map(Some),
        _ => Err(Mismatch),
    }
}

/// Up to here, 2^53, a float holds every integer.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The integer that a float stands for, where it is exact: up to 2^53 either way.
#[expect(
    clippy::cast_possible_truncation,
    reason = "integral and within 2^53, so the cast is exact"
)]
fn integral(number: f64) -> Result<i64, Mismatch> {
    if number.fract() == 0.0 && number.abs() <= EXACT { Ok(number as i64) } else { Err(Mismatch) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: FromScalar>(scalar: Scalar<'_>) -> Result<Option<T>, Mismatch> {
        T::from_scalar(scalar)
    }

    #[test]
    fn a_number_is_read_from_a_string_exactly() {
        assert_eq!(read::<i64>(Scalar::Str("-9223372036854775808")), Ok(Some(i64::MIN)));
        assert_eq!(read::<u64>(Scalar::Str("18446744073709551615")), Ok(Some(u64::MAX)));
        assert_eq!(read::<i64>(Scalar::Str(" 4 ")), Ok(Some(4)));
        assert_eq!(read::<f64>(Scalar::Str("5000.00")), Ok(Some(5000.0)));
    }

    #[test]
    fn an_integral_float_is_an_integer_and_another_is_not() {
        assert_eq!(read::<i64>(Scalar::Float(5.0)), Ok(Some(5)));
        assert_eq!(read::<u64>(Scalar::Str("90.0")), Ok(Some(90)));
        assert_eq!(read::<i64>(Scalar::Float(5.5)), Err(Mismatch));
        assert_eq!(read::<i64>(Scalar::Float(1e19)), Err(Mismatch));
        assert_eq!(read::<u64>(Scalar::Float(-1.0)), Err(Mismatch));
        assert_eq!(read::<String>(Scalar::Float(1.5)), Ok(Some("1.5".to_owned())));
        assert_eq!(read::<String>(Scalar::Float(123_456_789_012_345_678_901.0)), Err(Mismatch));
    }

    #[test]
    fn words_stand_for_truth_values_and_nothing_else_does() {
        for (scalar, expected) in [
            (Scalar::Str("true"), Ok(Some(true))),
            (Scalar::Str("False"), Ok(Some(false))),
            (Scalar::Int(1), Ok(Some(true))),
            (Scalar::Str("0"), Ok(Some(false))),
            (Scalar::Int(2), Err(Mismatch)),
            (Scalar::Str("xx"), Err(Mismatch)),
        ] {
            assert_eq!(read::<bool>(scalar), expected, "{scalar:?}");
        }
    }

    #[test]
    fn a_string_is_read_from_every_scalar_and_a_text_from_a_string_alone() {
        for (scalar, text) in [
            (Scalar::Int(-7), "-7"),
            (Scalar::Uint(u64::MAX), "18446744073709551615"),
            (Scalar::Float(0.5), "0.5"),
            (Scalar::Bool(true), "true"),
        ] {
            assert_eq!(read::<String>(scalar), Ok(Some(text.to_owned())));
            assert_eq!(read::<Vec<u8>>(scalar), Err(Mismatch));
        }
        assert_eq!(read::<Vec<u8>>(Scalar::Str("")), Ok(Some(Vec::new())));
    }

    #[test]
    fn null_and_an_empty_string_are_nothing() {
        for scalar in [Scalar::Null, Scalar::Str(""), Scalar::Str(" ")] {
            assert_eq!(read::<i64>(scalar), Ok(None));
            assert_eq!(read::<bool>(scalar), Ok(None));
            assert_eq!(read::<f64>(scalar), Ok(None));
        }
        assert_eq!(stands_for_nothing(Scalar::Str("")), Ok(()));
        assert_eq!(stands_for_nothing(Scalar::Str(" ")), Err(Mismatch));
        assert_eq!(read::<String>(Scalar::Str("")), Ok(Some(String::new())));
        assert_eq!(read::<String>(Scalar::Null), Ok(None));
    }

    #[test]
    fn what_does_not_fit_is_a_mismatch() {
        assert_eq!(read::<i64>(Scalar::Str("2023-01-01")), Err(Mismatch));
        assert_eq!(read::<i64>(Scalar::Bool(true)), Err(Mismatch));
        assert_eq!(read::<i64>(Scalar::Uint(u64::MAX)), Err(Mismatch));
        assert_eq!(read::<u64>(Scalar::Int(-1)), Err(Mismatch));
        assert_eq!(read::<f64>(Scalar::Str("inf")), Err(Mismatch));
        assert_eq!(stands_for_nothing(Scalar::Int(1)), Err(Mismatch));
    }
}
