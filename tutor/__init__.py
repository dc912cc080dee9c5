"""Learn in a terminal how neural networks compute and learn, one operation at a time."""

__version__ = "0.1.0"
