//! Where a measurement stands among healthy children, by age since birth and by corrected age.

use doorstep_domain::entries::measurement::Measurement;
use doorstep_domain::growth::{Growth, Measured, NoScore, Score, Uk90};
use doorstep_domain::person::Person;
use serde::Serialize;
use ts_rs::TS;

/// What was measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScoredMeasure {
    /// Weight.
    Weight,
    /// Length or height.
    Length,
    /// Head circumference.
    Head,
}

/// Why a measurement has no centile; the value is shown alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoCentile {
    /// Under two weeks of corrected age: that needs a UK90 pack.
    BeforeTwoWeeks,
    /// Four years or more: that needs a UK90 pack.
    FromFourYears,
    /// The dates do not fit, or there is no reference.
    None,
}

/// One measure of a measurement.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GrowthScore {
    /// Which.
    pub measure: ScoredMeasure,
    /// By age since birth: the dot of a chart.
    pub chronological: Option<CentileView>,
    /// By corrected age: the cross of a chart. Only for a child born before 37 weeks.
    pub corrected: Option<CentileView>,
    /// Why there is none.
    pub none: Option<NoCentile>,
    /// Whether the gestation is not known and 40 weeks were taken.
    pub gestation_assumed: bool,
}

/// A centile and the deviation behind it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CentileView {
    /// As charts are read: "39", "<0.4".
    pub centile: String,
    /// Standard deviations from the median, two decimals: "-0.27".
    pub sds: String,
}

/// The scores of what was measured; none where sex or birth date is not known.
pub(crate) fn scores(child: &Person, measurement: &Measurement, uk90: Option<&Uk90>) -> Vec<GrowthScore> {
    let (Some(born_on), Some(sex)) = (child.birth_day(), child.sex.and_then(|sex| sex.standard())) else {
        return Vec::new();
    };
    let growth = Growth { sex, born_on, gestation: child.gestation, uk90 };
    let preterm = child.gestation.is_some_and(|gestation| gestation.is_preterm());
    let measured = [
        (ScoredMeasure::Weight, measurement.weight.map(Measured::Weight)),
        (ScoredMeasure::Length, measurement.length.map(Measured::LengthOrHeight)),
        (ScoredMeasure::Head, measurement.head.map(Measured::Head)),
    ];
    let known = measured.into_iter().filter_map(|(measure, measured)| Some((measure, measured?)));
    known
        .map(|(measure, measured)| {
            let chronological = growth.chronological(measured, measurement.measured_on);
            let corrected = preterm.then(|| growth.corrected(measured, measurement.measured_on));
            GrowthScore {
                measure,
                none: chronological.as_ref().err().map(no_centile),
                chronological: chronological.ok().map(centile_view),
                corrected: corrected.and_then(Result::ok).map(centile_view),
                gestation_assumed: child.gestation.is_none(),
            }
        })
        .collect()
}

fn centile_view(score: Score) -> CentileView {
    CentileView { centile: score.centile.to_string(), sds: format!("{:.2}", score.sds) }
}

fn no_centile(none: &NoScore) -> NoCentile {
    match none {
        NoScore::BeforeTwoWeeks => NoCentile::BeforeTwoWeeks,
        NoScore::FromFourYears => NoCentile::FromFourYears,
        NoScore::BeforeBirth | NoScore::BmiBeforeTwoYears | NoScore::NoTable(_) => NoCentile::None,
    }
}
