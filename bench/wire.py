"""A reader without a browser: one session on Streamlit's websocket, which sends filter changes and reads the answer."""

import time
from collections.abc import Iterable

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60  # seconds for one answer
_EARLY = ForwardMsg.FINISHED_EARLY_FOR_RERUN


class PageError(RuntimeError):
    """The page answered with an exception: a broken page must not win by being quick."""


class Session:
    """One open page. It keeps what a browser keeps: widget states, the query string, large messages."""

    def __init__(self, socket: ClientConnection, page: str):
        self.socket = socket
        self.page = page
        self.page_hash = ""
        self.query = ""
        self.states: dict[str, WidgetState] = {}
        self.widgets: dict[str, object] = {}
        self.kept: dict[str, ForwardMsg] = {}
        self.deltas = self.bytes = 0

    async def run(self) -> float:
        """Ask for a rerun with the current widget states; return seconds until the script has finished."""
        self.widgets, self.deltas, self.bytes = {}, 0, 0
        started = time.perf_counter()
        await self.socket.send(self._request().SerializeToString())
        while not self._take(await self.socket.recv()):
            pass
        return time.perf_counter() - started

    async def choose(self, key: str, positions: Iterable[int]) -> float:
        """Set a list widget to some of its options, by position; return the seconds of the round trip."""
        widget = self.widget(key)
        state = WidgetState(id=widget.id)
        state.string_array_value.data.extend(label(widget.options[n]) for n in positions)
        self.states[widget.id] = state
        return await self.run()

    def widget(self, key: str):
        """Return the message of the widget that the page made with a key."""
        return next(w for i, w in self.widgets.items() if i.endswith(f"-{key}"))

    def _request(self) -> BackMsg:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_script_hash = self.query, self.page_hash
        asked.page_name = "" if self.page_hash else self.page
        asked.widget_states.widgets.extend(self.states.values())
        asked.cached_message_hashes.extend(self.kept)
        return message

    def _take(self, raw: bytes) -> bool:
        """Take one message in; return whether the script has finished with it."""
        self.bytes += len(raw)
        message = ForwardMsg.FromString(raw)
        if message.WhichOneof("type") == "ref_hash":
            message = self.kept[message.ref_hash]
        elif message.metadata.cacheable:
            self.kept[message.hash] = message
        match message.WhichOneof("type"):
            case "new_session":
                self.page_hash = message.new_session.page_script_hash
            case "page_info_changed":
                self.query = message.page_info_changed.query_string
            case "delta":
                self._take_delta(message.delta)
            case "script_finished":
                return message.script_finished != _EARLY
        return False

    def _take_delta(self, delta) -> None:
        self.deltas += 1
        if delta.WhichOneof("type") != "new_element":
            return
        kind = delta.new_element.WhichOneof("type")
        element = getattr(delta.new_element, kind)
        if kind == "exception":
            raise PageError(f"{element.type}: {element.message}")
        if getattr(element, "id", "") and hasattr(element, "options"):
            self._take_widget(element)

    def _take_widget(self, element) -> None:
        """Keep a widget, and the value that the server gives it, as the browser does."""
        self.widgets[element.id] = element
        if element.set_value and hasattr(element, "raw_values"):
            state = WidgetState(id=element.id)
            state.string_array_value.data.extend(element.raw_values)
            self.states[element.id] = state


def label(option) -> str:
    """Return the text of an option: a string in a list, a message in a group of buttons."""
    return option if isinstance(option, str) else option.content


async def open_page(address: str, page: str = "") -> Session:
    """Return a session that has its page once."""
    stream = address.replace("http", "ws", 1) + "/_stcore/stream"
    socket = await connect(stream, subprotocols=["streamlit"], max_size=None, open_timeout=PATIENCE, proxy=None)
    session = Session(socket, page)
    await session.run()
    return session
