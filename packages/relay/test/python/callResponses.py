"""Asks the test server by the Responses API with the package openai. Prints its results as one JSON object."""

import json

from openai import BadRequestError, OpenAI

model = "test server, no model"
parameters = {"type": "object", "properties": {"city": {"type": "string"}}}
tools = [{"type": "function", "name": "weather", "parameters": parameters, "strict": False}]
client = OpenAI(max_retries=0)

found = {"text": client.responses.create(model=model, input="words 3").output_text}
call = client.responses.create(model=model, input="call 1", tools=tools).output[0]
found["call"] = call.arguments
result = {"type": "function_call_output", "call_id": call.call_id, "output": "21 degrees"}
asked = [{"role": "user", "content": "call 1"}, call, result]
found["answer"] = client.responses.create(model=model, input=asked, tools=tools).output_text
events = list(client.responses.create(model=model, input="words 3", stream=True))
found["streamed"] = "".join(event.delta for event in events if event.type == "response.output_text.delta")
found["last"] = events[-1].type
try:
    client.responses.create(model=model, input="Hi", previous_response_id="resp_1")
except BadRequestError as error:
    found["error"] = error.message
print(json.dumps(found))
