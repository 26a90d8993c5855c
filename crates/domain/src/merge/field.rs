//! A body as named values. An item of a list whose items have ids is a field of its own, so that two people can add one each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::{Map, Value};

/// A field of a body, or an item of one of its lists.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Field<'a> {
    name: &'a str,
    item: Option<&'a str>,
}

/// What one body says. A field without a value is not in it: absent and null are the same.
pub(super) type Fields<'a> = BTreeMap<Field<'a>, &'a Value>;

impl<'a> Field<'a> {
    pub(super) fn named(name: &'a str) -> Self {
        Self { name, item: None }
    }

    /// Its name, unless it is an item of a list.
    pub(super) fn whole(self) -> Option<&'a str> {
        self.item.is_none().then_some(self.name)
    }

    pub(super) fn is_item(self) -> bool {
        self.item.is_some()
    }
}

impl fmt::Display for Field<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.item {
            Some(id) => write!(f, "{}/{id}", self.name),
            None => f.write_str(self.name),
        }
    }
}

/// The names that hold a list of items with ids of their own in every body that has them. A list that anybody ever
/// wrote otherwise is one value, since taking some of its versions apart would lose the others.
pub(super) fn lists_with_ids<'a>(bodies: impl Iterator<Item = &'a Map<String, Value>>) -> BTreeSet<&'a str> {
    let mut lists = BTreeSet::new();
    let mut others = BTreeSet::new();
    for (name, value) in bodies.flatten().filter(|(_, value)| !value.is_null()) {
        match items_with_ids(value) {
            // An empty list may be either.
            Some(items) if items.is_empty() => {}
            Some(_) => drop(lists.insert(name.as_str())),
            None => drop(others.insert(name.as_str())),
        }
    }
    lists.retain(|name| !others.contains(name));
    lists
}

/// A list's items by id; none where it is no list, an item has no id, or two have the same.
fn items_with_ids(value: &Value) -> Option<BTreeMap<&str, &Value>> {
    let items = value.as_array()?;
    let by_id: Option<BTreeMap<&str, &Value>> =
        items.iter().map(|item| Some((item.get("id")?.as_str()?, item))).collect();
    by_id.filter(|by_id| by_id.len() == items.len())
}

/// What a body says, `lists` taken apart into their items.
pub(super) fn fields_of<'a>(body: &'a Map<String, Value>, lists: &BTreeSet<&'a str>) -> Fields<'a> {
    let mut fields = BTreeMap::new();
    for (name, value) in body.iter().filter(|(_, value)| !value.is_null()) {
        match lists.get(name.as_str()).and_then(|_| items_with_ids(value)) {
            Some(items) => {
                fields.extend(items.into_iter().map(|(id, item)| (Field { name, item: Some(id) }, item)));
            }
            None => drop(fields.insert(Field::named(name), value)),
        }
    }
    fields
}

/// The body that says `fields`: items are put together again in the order of their ids, and each of `lists` is there
/// even when it is empty. A field without a value is left out, which every body can be read without.
pub(super) fn body_of<'a>(fields: &Fields<'a>, lists: impl Iterator<Item = &'a str>) -> Map<String, Value> {
    let mut body: Map<String, Value> = lists.map(|list| (list.to_owned(), Value::Array(Vec::new()))).collect();
    for (field, value) in fields {
        if !field.is_item() {
            body.insert(field.name.to_owned(), (*value).clone());
        } else if let Value::Array(items) = body.entry(field.name).or_insert_with(|| Value::Array(Vec::new())) {
            items.push((*value).clone());
        }
    }
    body
}
