"""A network and what is known of it, drawn with characters."""

from tutor.diagram.alphabet import ASCII, UNICODE, Alphabet
from tutor.diagram.arithmetic import arithmetic
from tutor.diagram.draw import draw
from tutor.diagram.highlight import marks_legend
from tutor.diagram.ledger import ledger, row_of
from tutor.diagram.names import cut_names
from tutor.diagram.picture import Line, Picture, Span, Style
from tutor.diagram.places import Direction, move_focus
from tutor.diagram.view import Known, Show

__all__ = [
    "ASCII",
    "UNICODE",
    "Alphabet",
    "Direction",
    "Known",
    "Line",
    "Picture",
    "Show",
    "Span",
    "Style",
    "arithmetic",
    "cut_names",
    "draw",
    "ledger",
    "marks_legend",
    "move_focus",
    "row_of",
]
