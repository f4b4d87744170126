"""What this API promises beyond its document's shapes. Schemathesis loads it beside the checks it brings."""

import schemathesis

# With these the parsers refuse; every other code is a rule that no schema can say.
PARSER_CODES = {"api.invalid_field", "api.unknown_field", "api.number_too_large", "api.bad_address", "api.malformed_body"}

# What no schema says (ADR 90): rules between fields of a workload (an image and its template, a command and its image, the order of the names of
# secrets), and which time zones there are, and what runs are called, and which signs the letters of an invoice have, on how many lines.
IN_WORDS_ONLY = {"body.image", "body.command", "body.secrets.names", "body.zone", "query.run", "body.query.run", "body.address: more than 8 lines"}
IN_WORDS_ONLY |= {f"body.{field}: signs that an invoice cannot show" for field in ("name", "address", "taxId")}
IN_WORDS_ONLY |= {"startScript: the template shell runs none, script does"}
# Rules of the clock and of roots, for what validators hand in.
IN_WORDS_ONLY |= {"epoch: not this hour", "epoch: not of the last day", "document: no epoch of the last day"}
IN_WORDS_ONLY |= {"document: its leaves do not have the roots of its terms", "signed: only a published epoch needs no signature"}


@schemathesis.check
def document_is_as_strict_as_the_parser(ctx, response, case):
    """What the document allows, the parser takes."""
    meta = case.meta
    if meta is None or not meta.generation.mode.is_positive or response.status_code != 400:
        return
    problem = response.json()
    if problem["code"] in PARSER_CODES and problem["detail"] not in IN_WORDS_ONLY:
        raise AssertionError(f"refuses what the document allows: {problem['code']} {problem['detail']}")


@schemathesis.check
def refusal_has_a_code_of_its_status(ctx, response, case):
    """A refusal says its status, and a code that the document lists for it."""
    described = case.operation.definition.raw["responses"].get(str(response.status_code))
    if response.status_code < 400 or described is None:
        return
    problem = response.json()
    assert problem["status"] == response.status_code, "the body names another status"
    assert problem["code"] in described["description"].split(", "), f"{problem['code']} is not among the codes of this status"
