"""HTTP calls of the API."""

from __future__ import annotations

import difflib
import random
import time
import uuid
from typing import Any, Mapping
from urllib.parse import quote

import httpx

from .errors import InfinitioError
from .operations import OPERATIONS

_USUAL_RETRIES = 2
_PASSING = {502, 503, 504}
_LONGEST_PAUSE = 5.0


class Transport:
    """Sends requests. Repeats reads without an answer, never a write."""

    def __init__(self, url: str, *, timeout: float, retries: int = _USUAL_RETRIES) -> None:
        self._http = httpx.Client(base_url=f"{url.rstrip('/')}/api/v1", timeout=timeout)
        self._retries = retries
        self.token: str | None = None

    def call(
        self,
        operation: str,
        *,
        path: Mapping[str, object] | None = None,
        query: Mapping[str, object] | None = None,
        body: Any = None,
    ) -> Any:
        """Calls an operation by its name in the document of the API. Throws `InfinitioError`."""
        method, address = method_and_address(operation, path)
        for repeated in range(self._retries + 1):
            try:
                return self._send(method, address, query=query, body=body)
            except InfinitioError as error:
                passing = error.status == 0 or error.status in _PASSING
                pause = max(error.retry_after or 0.0, 0.25) * 2**repeated * (1 + random.random() / 2)
                if method != "GET" or not passing or repeated == self._retries or pause > _LONGEST_PAUSE:
                    raise
                time.sleep(pause)
        raise AssertionError("unreachable")

    def _send(self, method: str, address: str, *, query: Mapping[str, object] | None, body: Any) -> Any:
        headers = {} if self.token is None else {"Authorization": f"Bearer {self.token}"}
        if method == "POST":
            headers["Idempotency-Key"] = str(uuid.uuid4())
        asked = {name: value for name, value in (query or {}).items() if value is not None}
        try:
            answer = self._http.request(method, address, params=asked, json=body, headers=headers)  # type: ignore[arg-type]
        except httpx.TimeoutException as error:
            raise InfinitioError("api.timed_out", "The market did not answer in time.", detail=str(error)) from error
        except httpx.HTTPError as error:
            raise InfinitioError(
                "api.unreachable", "The market does not answer. Check its address.", detail=str(error)
            ) from error
        if answer.is_success:
            return answer.json() if answer.content else None
        raise _refusal(answer)

    def close(self) -> None:
        """Closes the connections."""
        self._http.close()


def method_and_address(operation: str, path: Mapping[str, object] | None) -> tuple[str, str]:
    """Returns the HTTP method of an operation and its address with these values, without a request.

    Throws `api.not_found` for a name that the API does not have, and `api.invalid_field` for a missing value.
    """
    method, template = _operation(operation)
    try:
        return method, template.format(**{name: quote(str(value), safe="") for name, value in (path or {}).items()})
    except KeyError as error:
        raise InfinitioError("api.invalid_field", "The path of this operation needs a value.", detail=str(error)) from error


def _operation(name: str) -> tuple[str, str]:
    found = OPERATIONS.get(name)
    if found is not None:
        return found
    near = difflib.get_close_matches(name, OPERATIONS, n=3)
    detail = f"{name}: did you mean {', '.join(near)}?" if near else name
    raise InfinitioError("api.not_found", "The API has no operation with this name.", detail=detail)


def _refusal(answer: httpx.Response) -> InfinitioError:
    try:
        problem = answer.json()
    except ValueError:
        problem = {}
    if not isinstance(problem, dict):
        problem = {}
    after = answer.headers.get("Retry-After")
    return InfinitioError(
        str(problem.get("code", "api.internal")),
        str(problem.get("title", "The market answered with something that is not its own.")),
        detail=str(problem.get("detail", f"HTTP {answer.status_code}")),
        status=answer.status_code,
        request_id=problem.get("requestId"),
        retry_after=float(after) if after is not None and after.isdigit() else None,
        errors=problem.get("errors"),
    )
