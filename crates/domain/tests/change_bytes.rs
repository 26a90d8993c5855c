//! A change's bytes are for ever: what is written today is read in twenty years, and what a later build writes is kept.

#[cfg(test)]
mod change_bytes {
    mod hostile;
    mod round_trip;
    mod samples;
    mod schemas;
}
