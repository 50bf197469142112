//! The assets in memory.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// The fields of an asset, `id` among them.
pub(super) type Asset = Map<String, Value>;

/// All assets, in the order of their ids.
#[derive(Debug, Default)]
pub(super) struct Assets {
    by_id: BTreeMap<String, Asset>,
    given: u64,
}

impl Assets {
    /// Puts one in, under the id that it brings or under a new one.
    pub(super) fn insert(&mut self, asset: Value) -> String {
        let asset = match asset {
            Value::Object(asset) => asset,
            other => Map::from_iter([("value".to_owned(), other)]),
        };
        let id = match asset.get("id").and_then(Value::as_str) {
            Some(id) if !id.is_empty() => id.to_owned(),
            _ => self.new_id(),
        };
        self.put(&id, asset);
        id
    }

    /// Puts one in under a new id, whatever id it brings.
    pub(super) fn create(&mut self, asset: Asset) -> (String, Asset) {
        let id = self.new_id();
        let asset = self.put(&id, asset);
        (id, asset)
    }

    /// The id of the asset with this name.
    pub(super) fn id_of(&self, name: &Value) -> Option<&str> {
        self.by_id.iter().find(|(_, asset)| asset.get("name") == Some(name)).map(|(id, _)| id.as_str())
    }

    pub(super) fn list(&self) -> Value {
        self.by_id.values().cloned().map(Value::Object).collect()
    }

    pub(super) fn contains(&self, id: &str) -> bool {
        self.by_id.contains_key(id)
    }

    pub(super) fn get(&self, id: &str) -> Option<Asset> {
        self.by_id.get(id).cloned()
    }

    /// Changes the fields of `change`, if there is such an asset.
    pub(super) fn change(&mut self, id: &str, change: Asset) -> Option<Asset> {
        let mut asset = self.get(id)?;
        asset.extend(change);
        Some(self.put(id, asset))
    }

    /// Replaces the asset, if there is one.
    pub(super) fn replace(&mut self, id: &str, asset: Asset) -> Option<Asset> {
        self.contains(id).then(|| self.put(id, asset))
    }

    /// Removes the asset; `false` if there is none.
    pub(super) fn remove(&mut self, id: &str) -> bool {
        self.by_id.remove(id).is_some()
    }

    fn put(&mut self, id: &str, mut asset: Asset) -> Asset {
        asset.insert("id".to_owned(), id.into());
        self.by_id.insert(id.to_owned(), asset.clone());
        asset
    }

    fn new_id(&mut self) -> String {
        loop {
            self.given = self.given.saturating_add(1);
            let id = format!("IN-{:06}", self.given);
            if !self.contains(&id) {
                return id;
            }
        }
    }
}
