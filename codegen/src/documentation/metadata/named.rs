//! A JSON object whose keys are names: sorted, no name twice.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};

use super::Text;

/// Items by name, sorted.
#[derive(Debug)]
pub struct Named<'a, T> {
    items: Vec<(Text<'a>, T)>,
}

impl<'a, T> Named<'a, T> {
    /// The item of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        let at = self.items.binary_search_by(|(item, _)| (**item).cmp(name)).ok()?;
        self.items.get(at).map(|(_, item)| item)
    }

    /// Name and item, sorted by name.
    pub fn iter(&self) -> impl Iterator<Item = (&Text<'a>, &T)> {
        self.items.iter().map(|(name, item)| (name, item))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

impl<T> Default for Named<'_, T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<'de: 'a, 'a, T: Deserialize<'de>> Deserialize<'de> for Named<'a, T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct NamedVisitor<'a, T>(PhantomData<(&'a (), T)>);

        impl<'de: 'a, 'a, T: Deserialize<'de>> Visitor<'de> for NamedVisitor<'a, T> {
            type Value = Named<'a, T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with a name as each key")
            }

            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Self::Value, M::Error> {
                let mut items = Vec::new();
                while let Some(item) = map.next_entry::<Text<'a>, T>()? {
                    items.push(item);
                }
                items.sort_by(|(a, _), (b, _)| a.cmp(b));
                let twice = items.iter().zip(items.iter().skip(1)).find(|((a, _), (b, _))| a == b);
                match twice {
                    Some(((name, _), _)) => {
                        Err(M::Error::custom(format_args!("`{}` is here twice", &**name)))
                    }
                    None => Ok(Named { items }),
                }
            }
        }

        from.deserialize_map(NamedVisitor(PhantomData))
    }
}
