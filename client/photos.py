"""A photo over a line that breaks: part by part, each time from where the server has it."""

from typing import Final

import httpx

from client import models
from client.operations import Api
from client.transport import Refused

PART_BYTES: Final = 64 * 1024
_ELSEWHERE: Final = "upload_elsewhere"


def send_photo(
    api: Api, photo: bytes, *, part_bytes: int = PART_BYTES, breaks: int = 50
) -> models.KeptPhoto:
    """`breaks`: after so many lost connections the last is raised."""
    state = api.photo_uploads.begin_upload(models.BeginUpload(length=len(photo)))
    while state.photo is None:
        part = photo[state.received : state.received + part_bytes]
        try:
            state = api.photo_uploads.add_part(state.upload, part, offset=state.received)
        except httpx.TransportError:
            breaks -= 1
            if breaks < 0:
                raise
            state = api.photo_uploads.show_upload(state.upload)
        except Refused as refused:
            state = _where(api, state.upload, refused)
    return state.photo


def _where(api: Api, upload: str, refused: Refused) -> models.UploadState:
    """A part that came although its answer was lost is not refused for good."""
    if refused.code != _ELSEWHERE:
        raise refused
    return api.photo_uploads.show_upload(upload)
