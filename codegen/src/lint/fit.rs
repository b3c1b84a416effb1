//! Whether a JSON value fits a type, by the tolerant rules that the generated crate reads by:
//! a number in a string, a string that is a number, and `""` for nothing are understood.

use serde_json::Value;

use crate::spec::Scalar;

/// How a value fits a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// As the type is written.
    Exact,
    /// In another form that is understood; what it is, for people.
    OtherForm(&'static str),
    /// A number that the type cannot hold.
    OutOfRange,
    /// Of another kind.
    Wrong,
}

/// How a JSON value fits a scalar; null is the caller's matter.
pub(super) fn value_fit(scalar: Scalar, value: &Value) -> Fit {
    match (scalar, value) {
        (Scalar::Int64, Value::Number(number)) if number.is_i64() => Fit::Exact,
        (Scalar::Uint64, Value::Number(number)) if number.is_u64() => Fit::Exact,
        (Scalar::Int64 | Scalar::Uint64, Value::Number(number)) => {
            number.as_f64().map_or(Fit::Wrong, whole_fit)
        }
        (Scalar::Float, Value::Number(_)) | (Scalar::Bool, Value::Bool(_)) => Fit::Exact,
        (Scalar::Int64 | Scalar::Uint64 | Scalar::Float | Scalar::Bool, Value::String(text)) => {
            match text_fit(scalar, text) {
                Fit::Exact => Fit::OtherForm("a string"),
                other => other,
            }
        }
        (scalar, Value::String(_)) if is_text(scalar) => Fit::Exact,
        (scalar, Value::Number(_)) if is_text(scalar) => Fit::OtherForm("a number"),
        _ => Fit::Wrong,
    }
}

/// A number that is no integer of 64 bits: written with a fraction, or too large.
fn whole_fit(number: f64) -> Fit {
    // 2^64, the first number that no integer type of the spec holds.
    const LIMIT: f64 = 18_446_744_073_709_551_616.0;
    if number.fract() != 0.0 {
        return Fit::Wrong;
    }
    // Every whole number that arrives here and is small enough was written with a point or an
    // exponent, or has the sign or the size that the type does not know.
    if number.abs() < LIMIT / 2.0 && number >= 0.0 {
        return Fit::OtherForm("a number with a point");
    }
    Fit::OutOfRange
}

/// How a text fits a scalar, as the default or the example of a member.
pub(super) fn text_fit(scalar: Scalar, text: &str) -> Fit {
    let text = text.trim();
    match scalar {
        _ if is_text(scalar) => Fit::Exact,
        _ if text.is_empty() => Fit::OtherForm("an empty string"),
        Scalar::Int64 if text.parse::<i64>().is_ok() => Fit::Exact,
        Scalar::Uint64 if text.parse::<u64>().is_ok() => Fit::Exact,
        Scalar::Int64 | Scalar::Uint64 => match text.parse::<f64>() {
            Ok(number) if number.is_finite() && text.parse::<i128>().is_ok() => Fit::OutOfRange,
            Ok(number) if number.is_finite() => whole_fit(number),
            _ => Fit::Wrong,
        },
        Scalar::Float => match text.parse::<f64>() {
            Ok(number) if number.is_finite() => Fit::Exact,
            _ => Fit::Wrong,
        },
        Scalar::Bool if ["true", "false"].iter().any(|word| text.eq_ignore_ascii_case(word)) => {
            Fit::Exact
        }
        _ => Fit::Wrong,
    }
}

/// Whether the type is a string on the wire.
pub(super) fn is_text(scalar: Scalar) -> bool {
    match scalar {
        Scalar::String | Scalar::Binary | Scalar::Date | Scalar::Datetime | Scalar::DatetimeIso => {
            true
        }
        Scalar::Int64 | Scalar::Uint64 | Scalar::Float | Scalar::Bool => false,
    }
}

/// The kind of a JSON value, for people.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a bool",
        Value::Number(number) if number.is_f64() => "a number with a point",
        Value::Number(_) => "an integer",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_of_their_type_are_exact() {
        for (scalar, value) in [
            (Scalar::String, json!("x")),
            (Scalar::DatetimeIso, json!("")),
            (Scalar::Int64, json!(-1)),
            (Scalar::Uint64, json!(u64::MAX)),
            (Scalar::Float, json!(1)),
            (Scalar::Bool, json!(false)),
        ] {
            assert_eq!(value_fit(scalar, &value), Fit::Exact, "{scalar} {value}");
        }
    }

    #[test]
    fn other_forms_of_the_same_value_are_understood() {
        for (scalar, value) in [
            (Scalar::Int64, json!("7")),
            (Scalar::Int64, json!(7.0)),
            (Scalar::Uint64, json!("")),
            (Scalar::Float, json!("0.5")),
            (Scalar::Bool, json!("True")),
            (Scalar::String, json!(7)),
        ] {
            let fit = value_fit(scalar, &value);
            assert!(matches!(fit, Fit::OtherForm(_)), "{scalar} {value}: {fit:?}");
        }
    }

    #[test]
    fn numbers_outside_the_type_are_out_of_range() {
        for (scalar, value) in [
            (Scalar::Int64, json!(u64::MAX)),
            (Scalar::Uint64, json!(-1)),
            (Scalar::Uint64, json!("-1")),
            (Scalar::Int64, json!("9223372036854775808")),
            (Scalar::Int64, json!(1e30)),
        ] {
            assert_eq!(value_fit(scalar, &value), Fit::OutOfRange, "{scalar} {value}");
        }
    }

    #[test]
    fn values_of_another_kind_are_wrong() {
        for (scalar, value) in [
            (Scalar::Int64, json!("seven")),
            (Scalar::Int64, json!(0.5)),
            (Scalar::Int64, json!(true)),
            (Scalar::Float, json!("NaN")),
            (Scalar::Bool, json!(1)),
            (Scalar::String, json!({})),
            (Scalar::String, json!(true)),
        ] {
            assert_eq!(value_fit(scalar, &value), Fit::Wrong, "{scalar} {value}");
        }
    }
}
