//! Which actions an answer or a fault is for: `CreateFlow`, `ess:CreateFlow`, `ess:Describe*`, `*`.

use super::catalogue::Catalogue;
use crate::project::config::Pattern;
use crate::text::suggest::did_you_mean;

/// The actions that a text names.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActionScope<'a> {
    /// The only product that it is about.
    product: Option<&'a str>,
    action: &'a str,
}

impl<'a> ActionScope<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let (product, action) =
            text.split_once(':').map_or((None, text), |(product, action)| (Some(product), action));
        Self { product, action }
    }

    /// Whether this action is one of them.
    pub(super) fn has(self, product: &str, action: &str) -> bool {
        self.product.is_none_or(|of| of == product)
            && (self.action == action
                || self.action == "*"
                || Pattern::new(self.action).is_ok_and(|pattern| pattern.matches(action)))
    }

    /// Why it names no action that the mock knows, if it names none.
    pub(super) fn fault(self, catalogue: &Catalogue) -> Option<String> {
        let unknown = |what: &str, word: &str, known: &mut dyn Iterator<Item = &str>| {
            let help = did_you_mean(word, known);
            let help = help.map_or_else(String::new, |help| format!("; {help}"));
            Some(format!("the mock has no {what} `{word}`{help}"))
        };
        if let Some(product) = self.product
            && !catalogue.products().any(|known| known == product)
        {
            return unknown("product", product, &mut catalogue.products());
        }
        let names = || {
            let of = catalogue.actions().filter(|(product, _)| self.has_product(product));
            of.map(|(_, action)| action)
        };
        let pattern = match Pattern::new(self.action) {
            Ok(pattern) => pattern,
            Err(fault) => return Some(fault.message),
        };
        if names().any(|action| pattern.matches(action)) {
            return None;
        }
        unknown("action", self.action, &mut names())
    }

    fn has_product(self, product: &str) -> bool {
        self.product.is_none_or(|of| of == product)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_an_action_of_any_product_or_of_one_or_a_pattern() {
        let has = |subject: &str| ActionScope::of(subject).has("shop", "DescribeItems");
        for subject in
            ["*", "shop:*", "DescribeItems", "shop:DescribeItems", "shop:Describe*", "D*s"]
        {
            assert!(has(subject), "{subject}");
        }
        for subject in ["kiosk:*", "kiosk:DescribeItems", "Describe", "shop:List*", ""] {
            assert!(!has(subject), "{subject}");
        }
    }
}
