"""Keys that arrive in one burst, as they do over a slow line, in the order they were pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

if TYPE_CHECKING:
    from textual.widget import Widget as _Base
else:
    _Base = object  # not a widget itself: Textual takes styles from the first base that is one


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
