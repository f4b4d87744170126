import type { RequestBody } from './forwardBody.ts'

/**
 * Returns the number of characters that the model of a request reads: the prompt, the instructions, the tools that the model may call, and the form of its
 * answer. It is the length of their JSON. Routers estimate the tokens of the prompt from it.
 */
export function promptCharacters(body: RequestBody): number {
  const prompt = body['messages'] ?? body['prompt'] ?? body['input']
  const read = [prompt, body['instructions'], body['tools'], body['response_format'], body['text']]
  return read.reduce<number>((sum, part) => sum + (part == null ? 0 : JSON.stringify(part).length), 0)
}
