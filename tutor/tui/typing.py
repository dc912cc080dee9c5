"""What is typed: keys of one burst, in the order they were pressed; and texts that are pasted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from textual.events import Key

if TYPE_CHECKING:
    from textual.widget import Widget as _Base
else:
    _Base = object  # not a widget itself: Textual takes styles from the first base that is one


#: What no key types.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


def typeable(text: str) -> str:
    """A pasted text without the characters that nobody sees and no key types."""
    return _CONTROL.sub("", text)


class InOrder(_Base):
    """A field whose own bindings run at once.

    Textual hands a bound key up to the app, and its action comes back behind the letters that
    were typed after it: ``home`` and ``x`` in one burst would put the x at the end.
    """

    async def on_key(self, event: Key) -> None:
        """Run the field's own binding for a key, if there is one."""
        for binding in self._bindings.key_to_bindings.get(event.key, ()):
            if not binding.priority and self.check_action(binding.action, ()) is not False:
                event.stop()
                event.prevent_default()
                await self.run_action(binding.action)
                return
