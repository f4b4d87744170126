import { z } from 'zod'
import { sampleOf } from './sampleOf.ts'
import { testAnswer } from './testAnswer.ts'

const text = z.union([z.string(), z.array(z.object({ type: z.string(), text: z.string().optional() }))])
const tool = z.object({ function: z.object({ name: z.string(), parameters: z.unknown().optional() }).optional() })

/** The fields of a request that the test server reads. */
export const askedChat = z.object({
  messages: z.array(z.object({ role: z.string().default('user'), content: text.nullish() })).default([]),
  prompt: z.string().default(''),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.object({ include_usage: z.boolean().optional() }).nullish(),
  tools: z.array(tool).nullish(),
  tool_choice: z.union([z.string(), tool]).nullish(),
  response_format: z.object({ type: z.string(), json_schema: z.object({ schema: z.unknown().optional() }).optional() }).nullish(),
})
type AskedChat = z.output<typeof askedChat>

/** An answer of the test server: its message, the same in the pieces of a stream, and its numbers of tokens. */
export type ChatAnswer = {
  readonly message: { readonly content: string | null; readonly tool_calls?: readonly object[] }
  readonly deltas: readonly object[]
  readonly finish: 'stop' | 'tool_calls'
  readonly usage: { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number }
}

const charactersPerToken = 4
const pieceCharacters = 8

/**
 * Returns the answer to a request, which depends only on the request. If the request has tools and its last message is of a user, the answer calls one tool:
 * the one that `tool_choice` names, otherwise the first. A request for JSON gets a value that fits its schema. Every other answer is `testAnswer`.
 */
export function chatAnswer(request: AskedChat, isCheat: boolean): ChatAnswer {
  const call = calledTool(request)
  const prompt = promptOf(request)
  const toolCharacters = request.tools == null ? 0 : JSON.stringify(request.tools).length
  const input = Math.ceil((prompt.length + toolCharacters) / charactersPerToken)
  const usageOf = (output: number) => ({ prompt_tokens: input, completion_tokens: output, total_tokens: input + output })
  if (call !== null) {
    const written = JSON.stringify(sampleOf(call.parameters))
    const head = { id: 'call_test', type: 'function' }
    const deltas = [
      { tool_calls: [{ index: 0, ...head, function: { name: call.name, arguments: '' } }] },
      ...slices(written).map((piece) => ({ tool_calls: [{ index: 0, function: { arguments: piece } }] })),
    ]
    const message = { content: null, tool_calls: [{ ...head, function: { name: call.name, arguments: written } }] }
    return { message, deltas, finish: 'tool_calls', usage: usageOf(deltas.length) }
  }
  const pieces = piecesOf(request, { prompt, isCheat })
  return { message: { content: pieces.join('') }, deltas: pieces.map((content) => ({ content })), finish: 'stop', usage: usageOf(pieces.length) }
}

function piecesOf({ response_format, max_completion_tokens, max_tokens }: AskedChat, { prompt, isCheat }: { prompt: string; isCheat: boolean }) {
  if (response_format?.type === 'json_schema') return slices(JSON.stringify(sampleOf(response_format.json_schema?.schema)))
  return testAnswer(prompt, { isCheat, most: max_completion_tokens ?? max_tokens ?? null })
}

function calledTool({ tools, tool_choice, messages }: AskedChat) {
  if (tool_choice === 'none' || messages.at(-1)?.role !== 'user') return null
  const functions = (tools ?? []).flatMap((one) => (one.function === undefined ? [] : [one.function]))
  const wanted = typeof tool_choice === 'object' ? tool_choice?.function?.name : undefined
  return functions.find(({ name }) => name === wanted) ?? functions[0] ?? null
}

function promptOf({ messages, prompt }: AskedChat): string {
  const parts = messages.map(({ content }) => (typeof content === 'string' ? content : (content ?? []).map((part) => part.text ?? '').join('')))
  return messages.length === 0 ? prompt : parts.join('\n')
}

function slices(whole: string): readonly string[] {
  return Array.from({ length: Math.ceil(whole.length / pieceCharacters) }, (_, at) => whole.slice(at * pieceCharacters, (at + 1) * pieceCharacters))
}
