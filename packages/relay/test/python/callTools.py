"""Calls tools of the test server with the package openai. Prints its results as one JSON object."""

import json

from openai import InternalServerError, OpenAI, UnprocessableEntityError

model = "test server, no model"
weather = {"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string"}}}}
tools = [{"type": "function", "function": weather}]
client = OpenAI(max_retries=0)


def said(content):
    return {"model": model, "messages": [{"role": "user", "content": content}], "tools": tools}


def pieces_of(stream):
    for chunk in stream:
        for choice in chunk.choices:
            for call in choice.delta.tool_calls or []:
                yield call.function.arguments or ""


found = {}
message = client.chat.completions.create(**said("call 1")).choices[0].message
found["call"] = message.tool_calls[0].function.arguments
result = {"role": "tool", "tool_call_id": message.tool_calls[0].id, "content": "21 degrees"}
answer = client.chat.completions.create(model=model, messages=[{"role": "user", "content": "call 1"}, message, result], tools=tools)
found["answer"] = answer.choices[0].message.content
found["streamed"] = "".join(pieces_of(client.chat.completions.create(**said("call 1"), stream=True)))

with client.chat.completions.create(**said("endless"), stream=True) as stream:
    length = 0
    for piece in pieces_of(stream):
        length += len(piece)
        if length > 20_000:
            break
found["aborted"] = length < 100_000

try:
    client.chat.completions.create(**said("error 422"))
except UnprocessableEntityError as error:
    found["error"] = error.message
try:
    client.with_options(max_retries=1).chat.completions.create(**said("error 500"))
except InternalServerError as error:
    found["repeated"] = error.status_code
print(json.dumps(found))
