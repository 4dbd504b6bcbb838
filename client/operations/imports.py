"""Operations of the API: imports. Made by `make client`: change the API, not this file."""

from datetime import date
from typing import Literal

from client import models
from client.transport import Transport, path_of


class Imports:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def import_file(
        self,
        kind: str,
        file: bytes,
        *,
        apply: bool = False,
        sheet: str | None = None,
        encoding: str | None = None,
        map_: list[str] | None = None,
        set_: list[str] | None = None,
        dates: Literal["dmy", "mdy", None] = None,
        assess_from: date | None = None,
        key: str = "",
    ) -> models.ImportAnswer:
        """Impor dari CSV, XLSX, atau log mesin."""
        return self._transport.call(
            "POST",
            path_of("/v1/imports/{kind}", kind=kind),
            models.ImportAnswer,
            query={
                "apply": apply,
                "sheet": sheet,
                "encoding": encoding,
                "map": map_,
                "set": set_,
                "dates": dates,
                "assess_from": assess_from,
            },
            files={"file": file},
            key=key,
        )
