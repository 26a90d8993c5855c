//! doorstep-service
