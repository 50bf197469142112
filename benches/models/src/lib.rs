//! The type that every client reads, and the JSON that it is read from.
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Asset {
    pub id: String,
    pub name: String,
    pub kind: String,
    pub status: String,
    pub created_at: String,
    pub updated_at: String,
    pub owner: Owner,
    pub value_cents: u64,
    pub ratio: f64,
    pub active: bool,
    pub parent_id: Option<String>,
    pub tags: Vec<String>,
    pub children: Vec<Child>,
    pub page: u32,
    pub size: u32,
    pub total: u64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Owner {
    pub id: u64,
    pub email: String,
    pub display_name: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Child {
    pub id: u64,
    pub label: String,
    pub weight: f64,
}

/// The body that the server sends: 977 bytes, fixed.
pub const ASSET_JSON: &str = r#"{"id":"A-00012345","name":"North pump station, unit 7","kind":"pump","status":"in_service","created_at":"2024-03-01T09:30:00Z","updated_at":"2026-01-17T18:02:11Z","owner":{"id":90210,"email":"maintenance.north@example.com","display_name":"Maintenance North"},"value_cents":12599000,"ratio":0.8125,"active":true,"parent_id":"A-00000042","tags":["water","north","critical","inspected-2025"],"children":[{"id":1,"label":"impeller housing, cast iron","weight":12.5},{"id":2,"label":"drive motor 7.5 kW three-phase","weight":48.25},{"id":3,"label":"pressure sensor, outlet side","weight":0.75},{"id":4,"label":"non-return valve DN80 flanged","weight":9.0},{"id":5,"label":"mounting frame, galvanised","weight":31.0},{"id":6,"label":"junction box IP67","weight":2.25},{"id":7,"label":"vibration sensor, bearing A","weight":0.5},{"id":8,"label":"vibration sensor, bearing B","weight":0.5},{"id":9,"label":"flow meter DN80 electromagnetic","weight":6.75}],"page":3,"size":50,"total":9}"#;
