import type { SharedPrefix } from './cachedPrefix.ts'
import { isRecord, parsedRecord, utf8Bytes } from './jsonText.ts'
import type { AnswerFacts, PromptSize, TokenUnits } from './metering.ts'
import { otherSpellings } from './otherSpelling.ts'
import { remoteFilesOf } from './remoteImages.ts'
import { type CountedItems, readResponsesAnswer } from './responsesAnswer.ts'
import { readResponsesParts, type ResponsesParts } from './responsesBody.ts'
import { readSealedPrompt, type SealedPrompt } from './sealedPrompt.ts'
import { responsesPath } from './wireNames.ts'

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
  /** The URLs of images that a service can fetch. Missing if the request names none, or if it also names another file. */
  readonly remoteImages?: readonly string[]
  /** The fields that a service refuses because it stores nothing and runs no tools. Missing if there are none. */
  readonly refused?: readonly string[]
  /** The fields that the request has in another spelling, such as `Max_Tokens`. A service refuses them. Missing if there are none. */
  readonly misspelled?: readonly string[]
  /** The beginning of the prompt that counts as sent before. Only a service with such a rule in its terms sets it, and the body has no such field. */
  readonly shared?: SharedPrefix
  /** The encrypted prompt, if the request has one. In this case, `prompt` contains the size that the client states for the prompt. */
  readonly sealed?: SealedPrompt
}

const mostTokens = 2 ** 31
/** While an answer runs, this many bytes of its text count as one token. English has about four bytes per token, other languages about two. */
const bytesPerCounted = 2
const usualBytesPerToken = 4
const deepest = 32
/**
 * An image that a service fetches counts as this many messages of the prompt, which is 8,192 tokens. Neither side knows its size before, and the body of the
 * request has only its URL.
 */
const messagesPerImage = 256

/**
 * Parses the body of a request to a path such as `/v1/chat/completions`. Returns null if it is not a JSON object with a model, or if its encrypted prompt is
 * malformed. The path matters for the Responses API only, whose fields have other names. Its answers have token counts without being asked for them.
 */
export function readInferenceRequest(body: Uint8Array, path = ''): InferenceRequest | null {
  const value = parsedRecord(new TextDecoder().decode(body))
  if (value === null || typeof value['model'] !== 'string') return null
  const options = value['stream_options']
  const sealed = 'sealed' in value ? readSealedPrompt(value['sealed']) : undefined
  if (sealed === null) return null
  const isResponses = path === responsesPath && sealed === undefined
  const { messages, contents, refused } = isResponses ? readResponsesParts(value) : partsOf(value)
  const { images, isOther } = remoteFilesOf(contents)
  const misspelled = otherSpellings(value)
  return {
    ...(sealed === undefined ? {} : { sealed }),
    ...(refused.length === 0 ? {} : { refused }),
    ...(misspelled.length === 0 ? {} : { misspelled }),
    ...(images.length === 0 || isOther ? {} : { remoteImages: images }),
    ...{ model: value['model'], isStream: value['stream'] === true },
    asksUsage: isResponses || (isRecord(options) && options['include_usage'] === true),
    prompt: {
      bytes: sealed?.bytes ?? body.length,
      messages: sealed?.messages ?? messages + images.length * messagesPerImage,
      ...(images.length === 0 ? {} : { images: images.length }),
    },
    mostOutput: isResponses ? limitOf(value['max_output_tokens']) : chatLimitOf(value),
    namesRemoteFile: isOther || images.length > 0,
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
  const value = parsedRecord(text) ?? {}
  const options = isRecord(value['stream_options']) ? value['stream_options'] : {}
  return new TextEncoder().encode(JSON.stringify({ ...value, stream_options: { ...options, include_usage: true } }))
}

/**
 * Returns the body of a request to the Responses API with the field that forbids the model server to store it. The body must be an object that
 * `readInferenceRequest` accepted. Of two fields with one name, model servers read the last one.
 */
export function withNothingStored(body: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(body)
  return new TextEncoder().encode(`${text.slice(0, text.lastIndexOf('}'))},"store":false}`)
}

/**
 * Returns the measured values (`AnswerFacts`) of an answer's body or of one payload of a stream, of chat completions, completions, embeddings and the Responses
 * API. Text that is not JSON counts as a payload without token counts and without text. Each payload of one stream gets the same `items`, an empty map at the
 * beginning, so that a text counts once if it arrives in pieces and again as a whole.
 */
export function readAnswer(payload: string, items: CountedItems | null = null): AnswerFacts {
  const value = parsedRecord(payload)
  if (value === null) return { usage: null, textBytes: 0, isOnlyUsage: false }
  const response = readResponsesAnswer(value, { usageOf, items })
  if (response !== null) return response
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

function partsOf({ messages }: Readonly<Record<string, unknown>>): ResponsesParts {
  if (!Array.isArray(messages)) return { messages: 1, contents: [], refused: [] }
  return { messages: messages.length, contents: messages.map((message) => (isRecord(message) ? message['content'] : null)), refused: [] }
}

/** Returns the limit of output tokens. If a request states both names of the limit, the higher one counts, because model servers differ in which they read. */
function chatLimitOf({ n, max_completion_tokens, max_tokens }: Readonly<Record<string, unknown>>): number | null {
  if ([max_completion_tokens, max_tokens].some((limit) => limit != null && limitOf(limit) === null)) return null
  const limits = [limitOf(max_completion_tokens), limitOf(max_tokens)].filter((limit) => limit !== null)
  const answers = typeof n === 'number' && Number.isSafeInteger(n) && n > 1 ? n : 1
  return limits.length === 0 ? null : Math.min(Math.max(...limits) * answers, mostTokens)
}

function limitOf(limit: unknown): number | null {
  return typeof limit === 'number' && Number.isSafeInteger(limit) && limit >= 0 ? Math.min(limit, mostTokens) : null
}

function usageOf(value: unknown): TokenUnits | null {
  if (!isRecord(value)) return null
  const [input, output] = [value['prompt_tokens'] ?? value['input_tokens'], value['completion_tokens'] ?? value['output_tokens'] ?? 0]
  if (!isCount(input) || !isCount(output)) return null
  const details = value['prompt_tokens_details'] ?? value['input_tokens_details']
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

const notText = new Set(['finish_reason', 'role', 'type', 'id', 'logprobs', 'stop_reason'])
