"""The screen: app, screens, widgets, styles."""
