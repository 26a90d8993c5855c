//! The kinds of entry, a line each. A new kind is a line here, its own file, and its form in the window.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::change::Malformed;
use crate::fold::MergeRule;
use crate::invalid::Findings;
use crate::sensitivity::Sensitivity;

pub mod address;
pub mod birth;
pub mod contact;
pub mod contact_narrative;
pub mod contact_point;
pub mod feeding;
pub mod identity;
pub mod measurement;
pub mod membership;
pub mod nhs_number;
pub mod pregnancy;
pub mod relationship;
pub mod staff;

pub use about::About;

mod about;

/// What every kind's body can do.
pub trait Body: Serialize + for<'de> Deserialize<'de> {
    /// Hard rejects and soft checks of this body, for signing (DOMAIN 3.2-3.8).
    fn check(&self, about: &About<'_>) -> Findings;

    /// As it is signed: a number typed as "07700 900123" becomes +447700900123.
    #[must_use]
    fn tidied(self) -> Self {
        self
    }

    /// How well a value of `field` protects somebody, the higher the better; none for fields that protect nobody.
    ///
    /// While several values are left, the one that protects best is in force, whatever was agreed before (DOMAIN 3.11).
    fn protection(_field: &str, _value: Option<&Value>) -> Option<u8> {
        None
    }

    /// The fields that `field` speaks of: it was said of what its author saw in them.
    fn speaks_of(_field: &str) -> &'static [&'static str] {
        &[]
    }
}

macro_rules! entries {
    ($($(#[$doc:meta])* $variant:ident $name:literal $module:ident $sensitivity:ident $merge:ident $schema:literal;)*) => {
        /// The kinds of entry that this build knows.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        pub enum EntryKind {
            $($(#[$doc])* #[serde(rename = $name)] $variant,)*
        }

        impl EntryKind {
            /// Every kind, in the order of this list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name, as written in changes and tables.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The kind of this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }

            /// The least sensitivity that its entries have.
            #[must_use]
            pub fn sensitivity(self) -> Sensitivity {
                match self { $(Self::$variant => Sensitivity::$sensitivity,)* }
            }

            /// Whether two heads become one by themselves.
            #[must_use]
            pub fn merge_rule(self) -> MergeRule {
                match self { $(Self::$variant => MergeRule::$merge,)* }
            }

            /// The version of the body's form that this build writes.
            #[must_use]
            pub fn schema(self) -> u32 {
                match self { $(Self::$variant => $schema,)* }
            }

            /// [`Body::protection`] of this kind.
            pub(crate) fn protection(self, field: &str, value: Option<&Value>) -> Option<u8> {
                match self { $(Self::$variant => $module::$variant::protection(field, value),)* }
            }

            /// [`Body::speaks_of`] of this kind.
            pub(crate) fn speaks_of(self, field: &str) -> &'static [&'static str] {
                match self { $(Self::$variant => $module::$variant::speaks_of(field),)* }
            }

            /// [`Body::tidied`] of this kind. Fields of a later version stay as they are.
            ///
            /// # Errors
            /// When the JSON is not this kind's body.
            pub fn tidied(self, body: Value) -> Result<Value, Malformed> {
                let tidied = match self {
                    $(Self::$variant => serde_json::to_value($module::$variant::deserialize(&body)?.tidied())?,)*
                };
                Ok(match (body, tidied) {
                    (Value::Object(mut fields), Value::Object(tidied)) => {
                        fields.extend(tidied);
                        Value::Object(fields)
                    }
                    (_, tidied) => tidied,
                })
            }

            /// Reads a body of this kind and checks it for signing.
            ///
            /// # Errors
            /// When the JSON is not this kind's body.
            pub fn check(self, body: &str, about: &About<'_>) -> Result<Findings, Malformed> {
                match self {
                    $(Self::$variant => Ok(serde_json::from_str::<$module::$variant>(body)?.check(about)),)*
                }
            }
        }

        // What a body holds is a person's: logs and panics get its kind's name alone.
        $(impl std::fmt::Debug for $module::$variant {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($name)
            }
        })*

        /// The body of each kind, for the window.
        #[derive(TS)]
        #[ts(export_to = "EntryBodies.ts")]
        #[expect(dead_code, reason = "only its TypeScript form is used")]
        pub struct EntryBodies {
            $($module: $module::$variant,)*
        }
    };
}

entries! {
    /// Name and birth date.
    Identity "identity" identity Standard ByField 1;
    /// NHS number and how far it was traced.
    NhsNumberEntry "nhs_number" nhs_number Standard ByField 1;
    /// Facts of the birth that growth and age need.
    Birth "birth" birth Standard ByField 1;
    /// One address of a household.
    Address "address" address Standard ByField 1;
    /// One way of reaching a person, and how safe it is.
    ContactPoint "contact_point" contact_point Standard ByField 1;
    /// Who lives in a household, from when to when.
    Membership "membership" membership Standard ByField 1;
    /// Who an adult is to a child, with parental responsibility.
    Relationship "relationship" relationship Standard ByField 1;
    /// A pregnancy of a mother.
    Pregnancy "pregnancy" pregnancy Standard ByField 1;
    /// A member of staff, as the service registered them.
    StaffMember "staff" staff Standard ByField 1;
    /// That a contact with a family happened: mode, place, who was there.
    Contact "contact" contact Standard Never 1;
    /// What was seen, said and planned at a contact.
    ContactNarrative "contact_narrative" contact_narrative Standard Never 1;
    /// Weight, length or height, head circumference.
    Measurement "measurement" measurement Standard Never 1;
    /// How a baby is fed.
    Feeding "feeding" feeding Standard Never 1;
}
