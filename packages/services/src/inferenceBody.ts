import type { PromptSize, TokenUnits } from './metering.ts'
import { readSealedPrompt, type SealedPrompt } from './sealedPrompt.ts'

/**
 * The fields of a request to a model that client and service need. `mostOutput` is the limit of output tokens for all answers of the request, or null if it
 * states none.
 */
export type InferenceRequest = {
  readonly model: string
  readonly isStream: boolean
  readonly asksUsage: boolean
  readonly prompt: PromptSize
  readonly mostOutput: number | null
  /**
   * True if a message of the request names a file by its URL, or is nested too deeply to be searched. The model server of a service must not fetch such a file.
   */
  readonly namesRemoteFile: boolean
  /** The encrypted prompt, if the request has one. In this case, `prompt` contains the size that the client states for the prompt. */
  readonly sealed?: SealedPrompt
}

/** The measured values of an answer, or of one piece of a stream: the token counts of the model server, and the bytes of text in it. */
export type AnswerFacts = {
  readonly usage: TokenUnits | null
  readonly textBytes: number
  readonly isOnlyUsage: boolean
}

const mostTokens = 2 ** 31
/** While an answer runs, this many bytes of its text count as one token. English has about four bytes per token, other languages about two. */
const bytesPerCounted = 2
const usualBytesPerToken = 4
const deepest = 32

/** Parses the body of a request. Returns null if it is not a JSON object with a model, or if its encrypted prompt is malformed. */
export function readInferenceRequest(body: Uint8Array): InferenceRequest | null {
  const value = parsed(new TextDecoder().decode(body))
  if (value === null || typeof value['model'] !== 'string') return null
  const { messages } = value
  const options = value['stream_options']
  const sealed = 'sealed' in value ? readSealedPrompt(value['sealed']) : undefined
  if (sealed === null) return null
  return {
    ...(sealed === undefined ? {} : { sealed }),
    ...{ model: value['model'], isStream: value['stream'] === true, asksUsage: isRecord(options) && options['include_usage'] === true },
    prompt: { bytes: sealed?.bytes ?? body.length, messages: sealed?.messages ?? (Array.isArray(messages) ? messages.length : 1) },
    mostOutput: limitOf(value),
    namesRemoteFile: Array.isArray(messages) && messages.some((message) => isRecord(message) && namesFile(message['content'], 0)),
  }
}

/**
 * Returns the body with a field that asks the model server for token counts at the end of the stream. Other fields do not change. The body must be an object
 * that `readInferenceRequest` accepted. If the text does not contain the field's name, the field is added before the last brace, because parsing a long prompt
 * again takes long.
 */
export function withUsageAsked(body: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(body)
  if (!text.includes('stream_options'))
    return new TextEncoder().encode(`${text.slice(0, text.lastIndexOf('}'))},"stream_options":{"include_usage":true}}`)
  const value = parsed(text) ?? {}
  const options = isRecord(value['stream_options']) ? value['stream_options'] : {}
  return new TextEncoder().encode(JSON.stringify({ ...value, stream_options: { ...options, include_usage: true } }))
}

/**
 * Returns the measured values (`AnswerFacts`) of an answer's body or of one payload of a stream. Text that is not JSON counts as a payload without token counts
 * and without text.
 */
export function readAnswer(payload: string): AnswerFacts {
  const value = parsed(payload)
  if (value === null) return { usage: null, textBytes: 0, isOnlyUsage: false }
  const choices = Array.isArray(value['choices']) ? value['choices'] : []
  const usage = usageOf(value['usage'])
  const textBytes = choices.reduce<number>((sum, choice) => sum + (isRecord(choice) ? textBytesOf(choice, 0) : 0), 0)
  return { usage, textBytes, isOnlyUsage: usage !== null && choices.length === 0 && Array.isArray(value['choices']) }
}

/**
 * Returns the number of tokens that both sides assume while an answer runs. It decides how far the ceiling (the most that the service may claim) rises, but not
 * the price.
 */
export function countedTokens(textBytes: number): number {
  return Math.ceil(textBytes / bytesPerCounted)
}

/** Returns the number of tokens to assume for a text if the model server did not count them. */
export function usualOutputTokens(textBytes: number): number {
  return Math.ceil(textBytes / usualBytesPerToken)
}

function limitOf(value: Readonly<Record<string, unknown>>): number | null {
  const { n } = value
  const limit = value['max_completion_tokens'] ?? value['max_tokens']
  if (typeof limit !== 'number' || !Number.isSafeInteger(limit) || limit < 0) return null
  const answers = typeof n === 'number' && Number.isSafeInteger(n) && n > 1 ? n : 1
  return Math.min(limit * answers, mostTokens)
}

function usageOf(value: unknown): TokenUnits | null {
  if (!isRecord(value)) return null
  const [input, output] = [value['prompt_tokens'], value['completion_tokens'] ?? 0]
  if (!isCount(input) || !isCount(output)) return null
  const details = value['prompt_tokens_details']
  const cached = isRecord(details) ? details['cached_tokens'] : 0
  return { input, output, cached: isCount(cached) ? Math.min(cached, input) : 0 }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 && value < mostTokens
}

/**
 * Returns the bytes of the texts in one choice of an answer, such as content, reasoning and arguments of tool calls. Some fields are not text of the model, for
 * example roles and finish reasons, and do not count.
 */
function textBytesOf(value: unknown, depth: number): number {
  if (typeof value === 'string') return utf8Bytes(value)
  if (depth > deepest || typeof value !== 'object' || value === null) return 0
  let sum = 0
  for (const [name, inner] of Object.entries(value)) if (!notText.has(name)) sum += textBytesOf(inner, depth + 1)
  return sum
}

/** Returns the number of bytes of a text in UTF-8. Texts in a stream are short, and a loop over them is faster than an encoder. */
function utf8Bytes(text: string): number {
  let bytes = text.length
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code < 0x80) continue
    bytes += code < 0x8_00 ? 1 : 2
    const isPair = code >= 0xd8_00 && code < 0xdc_00 && (text.charCodeAt(at + 1) & 0xfc_00) === 0xdc_00
    // Two halves of one character have 4 bytes together. A half without the other one becomes a replacement character, which has 3 bytes.
    if (isPair) at += 1
  }
  return bytes
}

const notText = new Set(['finish_reason', 'role', 'type', 'id', 'logprobs', 'stop_reason'])

function namesFile(value: unknown, depth: number): boolean {
  if (depth > deepest) return true
  if (Array.isArray(value)) return value.some((inner) => namesFile(inner, depth + 1))
  if (!isRecord(value)) return false
  if (value['type'] === 'text') return false
  return Object.values(value).some((inner) => (typeof inner === 'string' ? /^\s*[a-z][a-z0-9+.-]*:\/\//i.test(inner) : namesFile(inner, depth + 1)))
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : null
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
