"""The sizes of windows at which screens change; the app gives screens classes by them."""

from __future__ import annotations

#: Columns and rows below which nothing fits.
LEAST_SIZE = (36, 10)
#: With fewer rows only what is needed most is shown.
USUAL = 20
#: From so many rows on a text stays in sight beside what it is about.
TALL = 34
#: From so many columns on there is room for two things side by side.
WIDE = 100
