//! Whether a JSON value fits a type of the spec.
//!
//! The rules are those that the generated crate reads by: its file of them is compiled here too,
//! so that `tcgen lint`, the test data of a crate and the crate itself never disagree.

use serde_json::Value;

use crate::spec::Scalar;

// By the link that the published package has, too.
#[path = "../../packed/runtime/wire/scalar.rs"]
#[expect(unreachable_pub, reason = "the runtime, whose file it is, exports it")]
mod rules;

use rules::{FromScalar, stands_for_nothing};

/// How a value fits a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fit {
    /// As the type is written.
    Exact,
    /// In another form that is understood.
    OtherForm,
    /// A number that the type cannot hold.
    OutOfRange,
    /// Of another kind.
    Wrong,
}

impl Fit {
    /// Whether the generated crate reads the value.
    pub(crate) fn is_read(self) -> bool {
        matches!(self, Self::Exact | Self::OtherForm)
    }
}

/// How a JSON value fits a scalar; null is the caller's matter.
pub(crate) fn scalar_fit(scalar: Scalar, value: &Value) -> Fit {
    if is_as_written(scalar, value) {
        Fit::Exact
    } else if read(scalar, value).is_some() {
        Fit::OtherForm
    } else if is_out_of_range(scalar, value) {
        Fit::OutOfRange
    } else {
        Fit::Wrong
    }
}

/// How a JSON value fits a scalar as the item of a list, where only some types can say that there
/// is nothing.
pub(crate) fn item_fit(scalar: Scalar, value: &Value) -> Fit {
    match read(scalar, value) {
        Some(None) if !has_absent_item(scalar) => Fit::Wrong,
        _ => scalar_fit(scalar, value),
    }
}

/// How a JSON value fits a list, its items not looked at; null is the caller's matter.
pub(crate) fn list_fit(value: &Value) -> Fit {
    match value {
        Value::Array(_) => Fit::Exact,
        value => container_fit(value),
    }
}

/// How a JSON value fits a structure, its members not looked at; null is the caller's matter.
pub(crate) fn structure_fit(value: &Value) -> Fit {
    match value {
        Value::Object(_) => Fit::Exact,
        value => container_fit(value),
    }
}

/// Whether a text fits a scalar, as the default, the example or a value of a member.
pub(crate) fn text_fits(scalar: Scalar, text: &str) -> bool {
    scalar_fit(scalar, &Value::from(text)).is_read()
}

/// The value of a scalar that a text stands for; `None` where it stands for none.
pub(crate) fn value_of_text(scalar: Scalar, text: &str) -> Option<Value> {
    read(scalar, &Value::from(text)).flatten()
}

/// The value of a scalar that a JSON value stands for, in the form of its type; `None` where it
/// stands for nothing or for none.
#[cfg(feature = "mock")]
pub(crate) fn value_of(scalar: Scalar, value: &Value) -> Option<Value> {
    read(scalar, value).flatten()
}

/// The kind of a JSON value, for people.
pub(crate) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a bool",
        Value::Number(number) if number.is_f64() => "a number with a point",
        Value::Number(_) => "an integer",
        Value::String(text) if text.is_empty() => "an empty string",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The type that a scalar of the spec is read as.
enum ReadAs {
    Text,
    Bytes,
    Int,
    Uint,
    Float,
    Bool,
}

fn read_as(scalar: Scalar) -> ReadAs {
    match scalar {
        Scalar::String | Scalar::Date | Scalar::Datetime | Scalar::DatetimeIso => ReadAs::Text,
        Scalar::Binary => ReadAs::Bytes,
        Scalar::Int64 => ReadAs::Int,
        Scalar::Uint64 => ReadAs::Uint,
        Scalar::Float => ReadAs::Float,
        Scalar::Bool => ReadAs::Bool,
    }
}

/// What a value is read as: `None` where it does not fit, `Some(None)` where it stands for
/// nothing.
#[expect(clippy::option_option, reason = "does not fit, stands for nothing, is a value")]
fn read(scalar: Scalar, value: &Value) -> Option<Option<Value>> {
    fn of<T: FromScalar + Into<Value>>(value: rules::Scalar<'_>) -> Option<Option<Value>> {
        T::from_scalar(value).ok().map(|read| read.map(Into::into))
    }
    let found = as_scalar(value)?;
    match read_as(scalar) {
        ReadAs::Text => of::<String>(found),
        ReadAs::Int => of::<i64>(found),
        ReadAs::Uint => of::<u64>(found),
        ReadAs::Float => of::<f64>(found),
        ReadAs::Bool => of::<bool>(found),
        // What was read as bytes was a text.
        ReadAs::Bytes => Vec::<u8>::from_scalar(found).ok().map(|read| read.map(|_| value.clone())),
    }
}

fn has_absent_item(scalar: Scalar) -> bool {
    match read_as(scalar) {
        ReadAs::Text => String::absent_item().is_some(),
        ReadAs::Bytes => Vec::<u8>::absent_item().is_some(),
        ReadAs::Int => i64::absent_item().is_some(),
        ReadAs::Uint => u64::absent_item().is_some(),
        ReadAs::Float => f64::absent_item().is_some(),
        ReadAs::Bool => bool::absent_item().is_some(),
    }
}

/// A value as the rules know it; `None` for a list or an object.
fn as_scalar(value: &Value) -> Option<rules::Scalar<'_>> {
    Some(match value {
        Value::Null => rules::Scalar::Null,
        Value::Bool(flag) => rules::Scalar::Bool(*flag),
        Value::String(text) => rules::Scalar::Str(text),
        Value::Number(number) => match (number.as_i64(), number.as_u64()) {
            (Some(number), _) => rules::Scalar::Int(number),
            (None, Some(number)) => rules::Scalar::Uint(number),
            (None, None) => rules::Scalar::Float(number.as_f64()?),
        },
        Value::Array(_) | Value::Object(_) => return None,
    })
}

/// Whether a value is written as its type is: as the crate itself would send it.
fn is_as_written(scalar: Scalar, value: &Value) -> bool {
    match read_as(scalar) {
        ReadAs::Text | ReadAs::Bytes => value.is_string(),
        ReadAs::Int => value.is_i64(),
        ReadAs::Uint => value.is_u64(),
        ReadAs::Float => value.is_number(),
        ReadAs::Bool => value.is_boolean(),
    }
}

/// Whether a value that does not fit is a whole number all the same: too large, or negative.
fn is_out_of_range(scalar: Scalar, value: &Value) -> bool {
    // 2^63: no whole number below it is too large for an integer of 64 bits.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    let number = match (read_as(scalar), value) {
        (ReadAs::Int | ReadAs::Uint, Value::Number(number)) if !number.is_f64() => return true,
        (ReadAs::Int | ReadAs::Uint, Value::Number(number)) => number.as_f64(),
        (ReadAs::Int | ReadAs::Uint, Value::String(text)) => match text.trim().parse::<i128>() {
            Ok(_) => return true,
            Err(_) => text.trim().parse().ok(),
        },
        _ => None,
    };
    let is_too_much = |number: f64| !(0.0..LIMIT).contains(&number);
    number.is_some_and(|number| number.fract() == 0.0 && is_too_much(number))
}

/// How a value fits a list or a structure that it is not: some products send an empty one of the
/// other, or an empty string, for nothing.
fn container_fit(value: &Value) -> Fit {
    let is_nothing = match value {
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        value => as_scalar(value).is_some_and(|scalar| stands_for_nothing(scalar).is_ok()),
    };
    if is_nothing { Fit::OtherForm } else { Fit::Wrong }
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
            assert_eq!(scalar_fit(scalar, &value), Fit::Exact, "{scalar} {value}");
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
            (Scalar::Bool, json!(1)),
            (Scalar::Bool, json!("0")),
            (Scalar::String, json!(7)),
            (Scalar::String, json!(true)),
        ] {
            assert_eq!(scalar_fit(scalar, &value), Fit::OtherForm, "{scalar} {value}");
        }
    }

    #[test]
    fn numbers_outside_the_type_are_out_of_range() {
        for (scalar, value) in [
            (Scalar::Int64, json!(u64::MAX)),
            (Scalar::Uint64, json!(-1)),
            (Scalar::Uint64, json!(-1.0)),
            (Scalar::Uint64, json!("-1")),
            (Scalar::Int64, json!("9223372036854775808")),
            (Scalar::Int64, json!(1e30)),
        ] {
            assert_eq!(scalar_fit(scalar, &value), Fit::OutOfRange, "{scalar} {value}");
        }
    }

    #[test]
    fn values_of_another_kind_are_wrong() {
        for (scalar, value) in [
            (Scalar::Int64, json!("seven")),
            (Scalar::Int64, json!(0.5)),
            (Scalar::Int64, json!(true)),
            (Scalar::Float, json!("NaN")),
            (Scalar::Bool, json!(2)),
            (Scalar::Bool, json!(1.0)),
            (Scalar::String, json!({})),
            (Scalar::Binary, json!(7)),
        ] {
            assert_eq!(scalar_fit(scalar, &value), Fit::Wrong, "{scalar} {value}");
        }
    }

    #[test]
    fn nothing_is_no_item_of_a_list_of_integers() {
        assert_eq!(item_fit(Scalar::Int64, &json!("")), Fit::Wrong);
        assert_eq!(item_fit(Scalar::Int64, &json!("7")), Fit::OtherForm);
        assert_eq!(item_fit(Scalar::Float, &json!("")), Fit::OtherForm);
        assert_eq!(item_fit(Scalar::String, &json!("")), Fit::Exact);
    }

    #[test]
    fn an_empty_list_stands_for_a_structure_and_a_filled_one_does_not() {
        assert_eq!(structure_fit(&json!([])), Fit::OtherForm);
        assert_eq!(structure_fit(&json!("")), Fit::OtherForm);
        assert_eq!(structure_fit(&json!([{}])), Fit::Wrong);
        assert_eq!(list_fit(&json!({})), Fit::OtherForm);
        assert_eq!(list_fit(&json!({ "a": 1 })), Fit::Wrong);
        assert_eq!(list_fit(&json!("a")), Fit::Wrong);
    }

    #[test]
    fn a_text_stands_for_the_value_of_its_type() {
        assert_eq!(value_of_text(Scalar::Uint64, "7"), Some(json!(7)));
        assert_eq!(value_of_text(Scalar::Bool, "1"), Some(json!(true)));
        assert_eq!(value_of_text(Scalar::Float, "0.5"), Some(json!(0.5)));
        assert_eq!(value_of_text(Scalar::Int64, "many"), None);
        assert_eq!(value_of_text(Scalar::Int64, ""), None);
    }
}
