"""A client of the API for Python: typed answers, one method for each operation."""

from client.operations import Api
from client.photos import send_photo
from client.streams import Event
from client.transport import Refused, Transport

__all__ = ["Api", "Event", "Refused", "Transport", "send_photo"]
