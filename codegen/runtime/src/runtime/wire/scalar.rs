//! Reads the scalar types, as tolerantly as the service strays.
//!
//! It answers numbers in strings, strings that are numbers, `""` or `null` for nothing, `0` and
//! `"true"` for truth values, and `5.0` for 5. Those are read as what the documentation promises.
//! Everything else that does not fit is a [`Mismatch`], never a silent zero.

use super::Binary;
use super::slot::{Filled, Mismatch, Scalar, Slot};

/// The slots of the scalar types: the function that reads, what stands for a missing item, and the
/// words for messages.
macro_rules! scalar_slots {
    ($($type:ty, $read:ident, $missing:expr, $expected:literal;)*) => {$(
        impl Slot for $type {
            fn scalar(&mut self, scalar: Scalar<'_>) -> Result<Filled, Mismatch> {
                let Some(value) = $read(scalar)? else { return Ok(Filled::Nothing) };
                *self = value;
                Ok(Filled::Value)
            }

            fn clear(&mut self) {
                *self = Self::default();
            }

            fn missing_item(&mut self) -> Result<(), Mismatch> {
                let missing: Option<$type> = $missing;
                *self = missing.ok_or(Mismatch)?;
                Ok(())
            }

            fn expected(&self) -> &'static str {
                $expected
            }
        }
    )*};
}

scalar_slots! {
    String, read_string, Some(String::new()), "a string";
    i64, read_int, None, "an integer";
    u64, read_uint, None, "an integer that is not negative";
    f64, read_float, Some(f64::NAN), "a number";
    bool, read_bool, None, "true or false";
    Binary, read_binary, Some(Binary::default()), "a string";
}

fn read_string(scalar: Scalar<'_>) -> Result<Option<String>, Mismatch> {
    Ok(Some(match scalar {
        Scalar::Null => return Ok(None),
        Scalar::Str(text) => text.to_owned(),
        Scalar::Int(number) => number.to_string(),
        Scalar::Uint(number) => number.to_string(),
        Scalar::Float(number) => number.to_string(),
        Scalar::Bool(flag) => flag.to_string(),
    }))
}

fn read_binary(scalar: Scalar<'_>) -> Result<Option<Binary>, Mismatch> {
    match scalar {
        Scalar::Null => Ok(None),
        Scalar::Str(text) => Ok(Some(Binary::new(text.as_bytes().to_vec()))),
        _ => Err(Mismatch),
    }
}

fn read_int(scalar: Scalar<'_>) -> Result<Option<i64>, Mismatch> {
    match scalar {
        Scalar::Null => Ok(None),
        Scalar::Int(number) => Ok(Some(number)),
        Scalar::Float(number) => integral(number).map(Some),
        Scalar::Str(text) => number_in(text, |text| text.parse().ok(), integral),
        Scalar::Uint(_) | Scalar::Bool(_) => Err(Mismatch),
    }
}

fn read_uint(scalar: Scalar<'_>) -> Result<Option<u64>, Mismatch> {
    let not_negative =
        |number| integral(number).and_then(|int| u64::try_from(int).or(Err(Mismatch)));
    match scalar {
        Scalar::Null => Ok(None),
        Scalar::Int(number) => u64::try_from(number).map(Some).or(Err(Mismatch)),
        Scalar::Uint(number) => Ok(Some(number)),
        Scalar::Float(number) => not_negative(number).map(Some),
        Scalar::Str(text) => number_in(text, |text| text.parse().ok(), not_negative),
        Scalar::Bool(_) => Err(Mismatch),
    }
}

#[expect(clippy::cast_precision_loss, reason = "a member that is documented as a float is one")]
fn read_float(scalar: Scalar<'_>) -> Result<Option<f64>, Mismatch> {
    match scalar {
        Scalar::Null => Ok(None),
        Scalar::Int(number) => Ok(Some(number as f64)),
        Scalar::Uint(number) => Ok(Some(number as f64)),
        Scalar::Float(number) => Ok(Some(number)),
        Scalar::Str(text) => number_in(text, |_| None, Ok),
        Scalar::Bool(_) => Err(Mismatch),
    }
}

fn read_bool(scalar: Scalar<'_>) -> Result<Option<bool>, Mismatch> {
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
        // Rust also reads "inf" and "nan", which are no numbers of JSON.
        Ok(number) if number.is_finite() => from_float(number).map(Some),
        _ => Err(Mismatch),
    }
}

/// The integer that a float stands for, where it is exact: up to 2^53 either way.
#[expect(
    clippy::cast_possible_truncation,
    reason = "integral and within 2^53, so the cast is exact"
)]
fn integral(number: f64) -> Result<i64, Mismatch> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() <= EXACT { Ok(number as i64) } else { Err(Mismatch) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<T: Slot + Default>(scalar: Scalar<'_>) -> Result<T, Mismatch> {
        let mut slot = T::default();
        slot.scalar(scalar).map(|_| slot)
    }

    #[test]
    fn a_number_is_read_from_a_string_exactly() {
        assert_eq!(read::<i64>(Scalar::Str("-9223372036854775808")), Ok(i64::MIN));
        assert_eq!(read::<u64>(Scalar::Str("18446744073709551615")), Ok(u64::MAX));
        assert_eq!(read::<i64>(Scalar::Str(" 4 ")), Ok(4));
        assert_eq!(read::<f64>(Scalar::Str("5000.00")), Ok(5000.0));
    }

    #[test]
    fn an_integral_float_is_an_integer_and_another_is_not() {
        assert_eq!(read::<i64>(Scalar::Float(5.0)), Ok(5));
        assert_eq!(read::<u64>(Scalar::Str("90.0")), Ok(90));
        assert_eq!(read::<i64>(Scalar::Float(5.5)), Err(Mismatch));
        assert_eq!(read::<i64>(Scalar::Float(1e19)), Err(Mismatch));
        assert_eq!(read::<u64>(Scalar::Float(-1.0)), Err(Mismatch));
    }

    #[test]
    fn words_stand_for_truth_values_and_nothing_else_does() {
        for (scalar, expected) in [
            (Scalar::Str("true"), Ok(true)),
            (Scalar::Str("False"), Ok(false)),
            (Scalar::Int(1), Ok(true)),
            (Scalar::Str("0"), Ok(false)),
            (Scalar::Int(2), Err(Mismatch)),
            (Scalar::Str("xx"), Err(Mismatch)),
        ] {
            assert_eq!(read::<bool>(scalar), expected, "{scalar:?}");
        }
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
    fn what_does_not_fit_is_a_mismatch() {
        assert_eq!(read::<i64>(Scalar::Str("2023-01-01")), Err(Mismatch));
        assert_eq!(read::<i64>(Scalar::Bool(true)), Err(Mismatch));
        assert_eq!(read::<i64>(Scalar::Uint(u64::MAX)), Err(Mismatch));
        assert_eq!(read::<u64>(Scalar::Int(-1)), Err(Mismatch));
        assert_eq!(read::<f64>(Scalar::Str("inf")), Err(Mismatch));
        assert_eq!(read::<Vec<i64>>(Scalar::Int(1)), Err(Mismatch));
    }
}
