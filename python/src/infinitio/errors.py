"""What a call throws."""

from __future__ import annotations

from typing import Any, Mapping


class InfinitioError(Exception):
    """A rejection by the market, or no answer at all.

    `code` is of the error table and has a page at `/docs/errors/CODE`. `sentence` explains to a person what
    happened and what to do, `detail` is for logs. `errors` lists each wrong field of the request. `status` is the
    HTTP status, or 0 if nothing answered.
    """

    def __init__(
        self,
        code: str,
        sentence: str,
        *,
        detail: str = "",
        status: int = 0,
        request_id: str | None = None,
        retry_after: float | None = None,
        errors: list[Mapping[str, Any]] | None = None,
    ) -> None:
        super().__init__(f"{sentence} ({code}{': ' + detail if detail else ''})")
        self.code = code
        self.sentence = sentence
        self.detail = detail
        self.status = status
        self.request_id = request_id
        self.retry_after = retry_after
        self.errors = errors or []
