"""Operations of the API: photo_uploads. Made by `make client`: change the API, not this file."""

from client import models
from client.transport import Transport, path_of


class PhotoUploads:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def add_part(self, upload: str, content: bytes, *, offset: int) -> models.UploadState:
        """Kirim bagian berikut dari foto."""
        return self._transport.call(
            "PATCH",
            path_of("/v1/photo-uploads/{upload}", upload=upload),
            models.UploadState,
            query={"offset": offset},
            content=content,
        )

    def begin_upload(self, data: models.BeginUpload) -> models.UploadState:
        """Mulai kirim foto sebagian demi sebagian."""
        return self._transport.call("POST", "/v1/photo-uploads", models.UploadState, body=data)

    def cancel_upload(self, upload: str) -> None:
        """Batalkan kiriman foto."""
        self._transport.call(
            "DELETE", path_of("/v1/photo-uploads/{upload}", upload=upload), type(None)
        )

    def show_upload(self, upload: str) -> models.UploadState:
        """Sampai mana kiriman foto."""
        return self._transport.call(
            "GET", path_of("/v1/photo-uploads/{upload}", upload=upload), models.UploadState
        )
