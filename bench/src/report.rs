//! What is printed: one line of JSON for each measure.

use std::time::Duration;

use serde::Serialize;

/// A line.
#[derive(Clone, Serialize)]
pub(crate) struct Line {
    measure: String,
    value: f64,
    unit: &'static str,
    /// The same, as plain as it could be done, from the same run.
    baseline: Option<f64>,
    /// The value by the baseline.
    ratio: Option<f64>,
    target: Option<String>,
    met: Option<bool>,
}

/// What a value should be.
#[derive(Clone, Copy)]
pub(crate) enum Target {
    AtMost(f64),
    AtLeast(f64),
    /// Of the ratio to the baseline.
    RatioAtMost(f64),
    RatioAtLeast(f64),
}

impl Line {
    pub(crate) fn new(measure: impl Into<String>, value: f64, unit: &'static str) -> Self {
        Self {
            measure: measure.into(),
            value: rounded(value),
            unit,
            baseline: None,
            ratio: None,
            target: None,
            met: None,
        }
    }

    pub(crate) fn against(mut self, baseline: f64) -> Self {
        self.baseline = Some(rounded(baseline));
        self.ratio = (baseline != 0.0).then(|| rounded(self.value / baseline));
        self
    }

    pub(crate) fn should_be(mut self, target: Target) -> Self {
        let (text, met) = match target {
            Target::AtMost(most) => (format!("<= {most}"), self.value <= most),
            Target::AtLeast(least) => (format!(">= {least}"), self.value >= least),
            Target::RatioAtMost(most) => (format!("ratio <= {most}"), self.ratio.is_some_and(|ratio| ratio <= most)),
            Target::RatioAtLeast(least) => {
                (format!("ratio >= {least}"), self.ratio.is_some_and(|ratio| ratio >= least))
            }
        };
        (self.target, self.met) = (Some(text), Some(met));
        self
    }

    pub(crate) fn measure(&self) -> &str {
        &self.measure
    }

    pub(crate) fn is_missed(&self) -> bool {
        self.met == Some(false)
    }

    pub(crate) fn print(&self) {
        match serde_json::to_string(self) {
            Ok(line) => println!("{line}"),
            Err(error) => eprintln!("{}: {error}", self.measure),
        }
    }
}

/// To three places: what is beyond them is noise.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// Times of one thing, sorted.
pub(crate) struct Times(Vec<f64>);

impl Times {
    pub(crate) fn of(times: &[Duration]) -> Self {
        let mut millis: Vec<f64> = times.iter().map(|time| time.as_secs_f64() * 1_000.0).collect();
        millis.sort_by(f64::total_cmp);
        Self(millis)
    }

    pub(crate) fn count(&self) -> usize {
        self.0.len()
    }

    /// In milliseconds: 50 is the median.
    pub(crate) fn percentile(&self, percent: usize) -> f64 {
        let place = (self.0.len() * percent).div_ceil(100).saturating_sub(1);
        self.0.get(place).copied().unwrap_or_default()
    }
}

/// So many a second.
pub(crate) fn rate(count: usize, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_time_that_so_many_did_not_exceed() {
        let times: Vec<Duration> = (1..=200).rev().map(Duration::from_millis).collect();
        let times = Times::of(&times);
        assert_eq!([50, 95, 99, 100].map(|percent| times.percentile(percent)), [100.0, 190.0, 198.0, 200.0]);
        assert!(Times::of(&[]).percentile(50) < 1.0, "nothing took no time");
    }

    #[test]
    fn a_line_says_whether_its_target_is_met() {
        let line = |target| Line::new("save", 5.0, "ms").against(2.0).should_be(target).met;
        assert_eq!(line(Target::RatioAtMost(2.5)), Some(true));
        assert_eq!(line(Target::RatioAtMost(2.4)), Some(false));
        assert_eq!(line(Target::AtMost(5.0)), Some(true));
        assert_eq!(line(Target::AtLeast(5.1)), Some(false));
        let line = serde_json::to_value(Line::new("save", 5.0, "ms").against(2.0)).unwrap();
        let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(keys.len(), 7, "every key is in every line");
    }
}
