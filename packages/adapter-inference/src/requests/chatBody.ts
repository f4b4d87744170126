import { manifest } from '../manifest/manifest.ts'
import { type Fields, fieldsOf, refuseLine, refuseOthers } from './lineFields.ts'

/** One message of a request. Its content is always a text. */
export type ChatMessage = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }

/** The body of a request as a machine sends it. All values that could make an answer random are fixed, and the answer comes in one piece. */
export type ChatBody = {
  readonly model: string
  readonly messages: readonly ChatMessage[]
  readonly max_tokens: number
  readonly temperature: 0
  readonly top_p: 1
  readonly seed: number
  readonly stream: false
  readonly stop?: readonly string[]
}

type Line = { readonly line: number; readonly maxTokens: number }

const bodyKeys = ['model', 'messages', 'max_tokens', 'max_completion_tokens', 'temperature', 'top_p', 'n', 'seed', 'stop', 'stream'] as const
/** Fields that a request may state, with the only value that gives the same answer on every machine. */
const onlyValues = { temperature: 0, top_p: 1, n: 1, stream: false } as const
const roles = ['system', 'user', 'assistant'] as const
const mostModelLetters = 200
const mostStops = 4
const mostStopLetters = 64
const mostSeed = 2_147_483_647
const encoder = new TextEncoder()

/** Reads the body of a request. Throws an AdapterError with the line for an unknown field, or for a value that no machine accepts. */
export function readBody(body: Fields, { line, maxTokens }: Line): ChatBody {
  refuseOthers(body, { line, known: bodyKeys })
  for (const [field, only] of Object.entries(onlyValues))
    if (body[field] !== undefined && body[field] !== only) throw refuseLine(line, `${field}: only ${only} is supported. Leave the field out.`)
  const { model, seed = 0 } = body
  if (typeof model !== 'string' || model.length === 0 || model.length > mostModelLetters)
    throw refuseLine(line, `model: name the model with 1 to ${mostModelLetters} letters.`)
  if (!isCount(seed, 0, mostSeed)) throw refuseLine(line, `seed: a whole number from 0 to ${mostSeed}.`)
  const stop = stopsOf(body['stop'], line)
  return {
    ...{ model, messages: messagesOf(body['messages'], line), max_tokens: tokensOf(body, { line, maxTokens }) },
    ...{ temperature: 0, top_p: 1, seed, stream: false },
    ...(stop.length === 0 ? {} : { stop }),
  }
}

function tokensOf(body: Fields, { line, maxTokens }: Line): number {
  const { max_tokens: old, max_completion_tokens: tokens = old ?? maxTokens } = body
  if (old !== undefined && old !== tokens) throw refuseLine(line, 'max_tokens: this is another number than max_completion_tokens.')
  if (!isCount(tokens, 1, manifest.mostTokens)) throw refuseLine(line, `max_tokens: a whole number from 1 to ${manifest.mostTokens}.`)
  return tokens
}

function messagesOf(value: unknown, line: number): readonly ChatMessage[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > manifest.mostMessages)
    throw refuseLine(line, `messages: a list of 1 to ${manifest.mostMessages} messages.`)
  const messages = value.map((one: unknown) => messageOf(one, line))
  const bytes = messages.reduce((sum, { content }) => sum + encoder.encode(content).length, 0)
  if (bytes > manifest.mostPromptBytes)
    throw refuseLine(line, `messages: the texts have ${bytes} bytes, and at most ${manifest.mostPromptBytes} are allowed.`)
  return messages
}

function messageOf(value: unknown, line: number): ChatMessage {
  const message = fieldsOf(value, { line, what: 'A message' })
  refuseOthers(message, { line, known: ['role', 'content'] })
  const role = roles.find((one) => one === message['role'])
  if (role === undefined) throw refuseLine(line, `role: ${roles.join(', ')}.`)
  const { content } = message
  if (typeof content === 'string') return { role, content }
  if (!Array.isArray(content) || content.length === 0) throw refuseLine(line, 'content: a text, or a list of texts.')
  return { role, content: content.map((part: unknown) => textOf(part, line)).join('') }
}

function textOf(value: unknown, line: number): string {
  const part = fieldsOf(value, { line, what: 'A part of content' })
  if (part['type'] !== 'text')
    throw refuseLine(
      line,
      `content: ${JSON.stringify(part['type'] ?? null)} is not supported. A machine reads texts, and opens no image and no address.`,
    )
  refuseOthers(part, { line, known: ['type', 'text'] })
  if (typeof part['text'] !== 'string') throw refuseLine(line, 'text: a text.')
  return part['text']
}

function stopsOf(value: unknown, line: number): readonly string[] {
  if (value === undefined || value === null) return []
  const stops = typeof value === 'string' ? [value] : value
  const isStop = (one: unknown): one is string => typeof one === 'string' && one.length > 0 && one.length <= mostStopLetters
  if (Array.isArray(stops) && stops.length <= mostStops && stops.every(isStop)) return stops
  throw refuseLine(line, `stop: up to ${mostStops} texts of 1 to ${mostStopLetters} letters.`)
}

function isCount(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most
}
