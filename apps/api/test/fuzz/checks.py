"""What this API promises beyond its document's shapes, and how requests are found. Schemathesis loads it beside the checks it brings."""

import hypothesis
import schemathesis
from hypothesis import strategies
from hypothesis.internal.conjecture.engine import ConjectureRunner
from hypothesis.strategies._internal import regex

# Each request is drawn afresh. Nothing is shrunk. Nor are requests changed bit by bit, which is where nine tenths of the time went: up the hill of
# those that were taken, and by copying one part of a request over another, most of which ends in no request at all.
hypothesis.settings.register_profile("fuzz", phases=(hypothesis.Phase.explicit, hypothesis.Phase.generate))
hypothesis.settings.load_profile("fuzz")
ConjectureRunner.generate_mutations_from = lambda self, data: None

drawn_from_codes = regex._strategy


def run_of_signs(codes, context, is_unicode, *, alphabet):
    """What a pattern repeats of one class of signs, as in [0-9a-f]{64}, is drawn as one text, not sign by sign."""
    if is_unicode and isinstance(codes, tuple) and codes[0] is regex.sre.MAX_REPEAT:
        least, most, repeated = codes[1]
        # Where no sign may come, the pattern may do without one: Hypothesis knows.
        if len(repeated) == 1 and repeated[0][0] is regex.sre.IN and least > 0 and most > 1:
            signs = drawn_from_codes(repeated[0], context, is_unicode, alphabet=alphabet)
            return strategies.text(signs, min_size=least, max_size=None if most is regex.sre.MAXREPEAT else most)
    return drawn_from_codes(codes, context, is_unicode, alphabet=alphabet)


regex._strategy = run_of_signs

# With these the parsers refuse; every other code is a rule that no schema can say.
PARSER_CODES = {"api.invalid_field", "api.unknown_field", "api.number_too_large", "api.bad_address", "api.malformed_body"}

# What no schema says: rules between fields of a workload (an image and its template, a command and its image, the order of the names of
# secrets), and which time zones there are, and what runs are called, and which signs the letters of an invoice have, on how many lines.
IN_WORDS_ONLY = {f"{place}.{field}" for place in ("body", "body.workload") for field in ("image", "command", "secrets.names")}
IN_WORDS_ONLY |= {"body.zone", "query.run", "body.query.run", "body.address: more than 8 lines"}
IN_WORDS_ONLY |= {f"body.{field}: signs that an invoice cannot show" for field in ("name", "address", "taxId", "taxNumber", "taxName", "noTaxReason")}
IN_WORDS_ONLY |= {"body.taxRateBps: a rate with the name of the tax, or the reason for no tax", "query.currency: the market has no rate for it"}
IN_WORDS_ONLY |= {"startScript: the template shell runs none, script does", "first and last: at most 72 hours", "query.month: give a month or a year"}
# Rules of the clock and of roots, for what validators submit.
IN_WORDS_ONLY |= {"epoch: not this hour", "epoch: not of the last day", "document: no epoch of the last day"}
IN_WORDS_ONLY |= {"hour: not the present one", "hour: its records are closed", "records: another validator probes this machine"}
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
