"""Reads answers and events of the Responses API, one a line, and prints a list of those that are not in the form of Open Responses."""

import json
import sys

import openresponses_types as forms

problems = []
events = {}
for name in dir(forms):
    form = getattr(forms, name)
    kind = getattr(form, "model_fields", {}).get("type") if name.endswith("StreamingEvent") else None
    if kind is not None:
        events[next(iter(kind.annotation)).value] = form

for line in sys.stdin:
    value = json.loads(line)
    form = forms.ResponseResource if value.get("object") == "response" else events.get(value.get("type"))
    try:
        if form is None:
            raise ValueError("no event of Open Responses has this type")
        form.model_validate(value)
    except ValueError as error:
        problems.append({"type": value.get("type", "response"), "error": str(error)})
print(json.dumps(problems))
