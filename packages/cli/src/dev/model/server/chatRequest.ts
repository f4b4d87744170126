/** One message of a conversation. */
export type Turn = { readonly role: 'system' | 'user' | 'assistant'; readonly content: string }

/** A request for an answer, with the fields of OpenAI's chat API that a small model can follow. */
export type ChatRequest = {
  readonly turns: readonly Turn[]
  readonly isStream: boolean
  readonly hasUsage: boolean
  readonly mostTokens: number
  readonly temperature: number
  readonly topP: number | null
  readonly seed: number | null
}

/** The conversation has more tokens than the model can read. */
export class PromptTooLongError extends Error {
  constructor(tokens: number, most: number) {
    super(`the conversation has ${tokens} tokens; this model reads up to ${most - 1}`)
  }
}

const usualTokens = 256
const mostTokens = 2_048
const mostTurns = 256
const roles: Readonly<Record<string, Turn['role']>> = { system: 'system', developer: 'system', user: 'user', assistant: 'assistant' }

/**
 * Parses the body of a request. If a field is wrong, returns a text instead, with the first wrong field and the values that it may have. The default
 * temperature is 0, so the same request gets the same answer.
 */
export function readChatRequest(text: string, model: string): ChatRequest | string {
  const body = parsed(text)
  if (body === null) return 'the body must be a JSON object'
  if (body['model'] !== model) return `model: this server has ${model}`
  const turns = turnsOf(body['messages'])
  if (typeof turns === 'string') return turns
  const { stream = false, stream_options: options, temperature = 0, top_p: topP = null, seed = null } = body
  const most = body['max_completion_tokens'] ?? body['max_tokens'] ?? usualTokens
  if (typeof stream !== 'boolean') return 'stream: true or false'
  if (!isWithin(most, [1, Number.MAX_SAFE_INTEGER]) || !Number.isInteger(most)) return 'max_tokens: a whole number from 1'
  if (!isWithin(temperature, [0, 2])) return 'temperature: a number from 0 to 2'
  if (topP !== null && !isWithin(topP, [0, 1])) return 'top_p: a number from 0 to 1'
  if (seed !== null && !Number.isSafeInteger(seed)) return 'seed: a whole number'
  if (body['tools'] !== undefined) return 'tools: this model cannot call tools'
  if ((body['n'] ?? 1) !== 1) return 'n: this server gives one answer'
  const hasUsage = typeof options === 'object' && options !== null && (options as { include_usage?: unknown }).include_usage === true
  return { turns, isStream: stream, hasUsage, mostTokens: Math.min(most, mostTokens), temperature, topP, seed: seed as number | null }
}

function parsed(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : null
  } catch {
    // The text is not JSON.
    return null
  }
}

function turnsOf(messages: unknown): readonly Turn[] | string {
  if (!Array.isArray(messages) || messages.length === 0 || messages.length > mostTurns) return `messages: a list with 1 to ${mostTurns} messages`
  const turns = messages.map((message: unknown): Turn | null => {
    if (typeof message !== 'object' || message === null) return null
    const { role, content } = message as { readonly role?: unknown; readonly content?: unknown }
    const known = typeof role === 'string' && Object.hasOwn(roles, role) ? roles[role] : undefined
    const text = contentOf(content)
    return known === undefined || text === null ? null : { role: known, content: text }
  })
  return turns.every((turn) => turn !== null) ? turns : 'messages: each has a role (system, user or assistant) and a text'
}

function contentOf(content: unknown): string | null {
  if (typeof content === 'string') return content
  if (!Array.isArray(content)) return null
  const texts = content.map((part: unknown) => (part as { readonly type?: unknown; readonly text?: unknown } | null)?.text)
  return texts.every((text) => typeof text === 'string') ? texts.join('') : null
}

function isWithin(value: unknown, [from, to]: readonly [number, number]): value is number {
  return typeof value === 'number' && value >= from && value <= to
}
