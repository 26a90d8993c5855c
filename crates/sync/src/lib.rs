//! doorstep-sync
