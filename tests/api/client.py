"""A client as phones and offices would write it: signs in, keys its commands, waits for views."""

from typing import Any
from uuid import uuid4

import httpx


class Client:
    """Signed in as one person; commands carry a key of their own unless one is given."""

    def __init__(self, http: httpx.Client, token: str = "") -> None:
        self.http = http
        self.token = token

    def request(self, method: str, path: str, **options: Any) -> httpx.Response:
        headers = {"Idempotency-Key": str(uuid4())} if method != "GET" else {}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        headers |= options.pop("headers", {})
        return self.http.request(method, path, headers=headers, **options)

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.request("GET", path, **options)

    def post(self, path: str, body: Any = None, **options: Any) -> httpx.Response:
        if body is not None:
            options["json"] = body
        return self.request("POST", path, **options)

    def ok(self, path: str, body: Any = None, **options: Any) -> dict[str, Any]:
        """A command that must be accepted."""
        answer = self.post(path, body, **options)
        assert answer.is_success, answer.text
        return dict(answer.json()) if answer.content else {}

    def read(self, path: str, **options: Any) -> Any:
        answer = self.get(path, **options)
        assert answer.is_success, answer.text
        return answer.json()


def refused(answer: httpx.Response) -> tuple[int, str]:
    """The status and the code of a problem."""
    assert answer.headers["content-type"].startswith("application/problem+json"), answer.text
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["detail"]
    return answer.status_code, problem["code"]
