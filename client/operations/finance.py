"""Operations of the API: finance. Made by `make client`: change the API, not this file."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from client import models
from client.transport import Transport


class Finance:
    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def deductions(
        self,
        *,
        month: str,
        opd: str | None = None,
        employment: str | None = None,
        perbup: str | None = None,
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> models.DeductionPage:
        """Potongan TPP suatu bulan."""
        return self._transport.call(
            "GET",
            "/v1/deductions",
            models.DeductionPage,
            query={
                "month": month,
                "opd": opd,
                "employment": employment,
                "perbup": perbup,
                "cursor": cursor,
                "limit": limit,
                "after": after,
            },
        )

    def deductions_pages(
        self,
        *,
        month: str,
        opd: str | None = None,
        employment: str | None = None,
        perbup: str | None = None,
        cursor: str = "",
        limit: int = 100,
        after: int = 0,
    ) -> Iterator[models.DeductionPage]:
        """Potongan TPP suatu bulan."""
        while True:
            page = self.deductions(
                month=month,
                opd=opd,
                employment=employment,
                perbup=perbup,
                cursor=cursor,
                limit=limit,
                after=after,
            )
            yield page
            if page.next is None:
                return
            cursor = page.next

    def months(self) -> list[date]:
        """Bulan-bulan yang ada potongannya."""
        return self._transport.call("GET", "/v1/deductions/months", list[date])

    def rules(self, *, month: str, opd: str | None = None, after: int = 0) -> models.RuleTotals:
        """Berapa yang dipotong tiap pasal dalam suatu bulan."""
        return self._transport.call(
            "GET",
            "/v1/deductions/rules",
            models.RuleTotals,
            query={"month": month, "opd": opd, "after": after},
        )

    def totals(
        self, *, month: str, by: Literal["opd", "employment", "perbup"] = "opd", after: int = 0
    ) -> models.GroupedTotals:
        """Jumlah potongan suatu bulan menurut OPD, jenis kepegawaian, atau Perbup."""
        return self._transport.call(
            "GET",
            "/v1/deductions/totals",
            models.GroupedTotals,
            query={"month": month, "by": by, "after": after},
        )
