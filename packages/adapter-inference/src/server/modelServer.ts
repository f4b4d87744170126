import { AdapterError } from '@infinitio/tasks/adapter'
import type { ChatBody } from '../requests/chatBody.ts'

/**
 * The model server of a computer: the base URL of its API, such as `http://127.0.0.1:8000/v1`, and the number of requests that it may get at once. The provider
 * states both; no job can name an address.
 */
export type ModelServer = { readonly url: string; readonly atOnce: number }

/** The answer of a model server. `tokens` counts the tokens of the text, or is null if the server does not count them. */
export type ServerAnswer = { readonly text: string; readonly finishReason: string; readonly tokens: number | null }

/** The most bytes of a server's answer besides its text. */
const otherBytes = 1_048_576
const escapedTimes = 6
const mostReasonLetters = 32
const leastRefused = 400
const leastBroken = 500
const tooManyRequests = 429
const triesAfterMs = [500, 2_000] as const

/** Returns true for the base URL of a model server on this computer: `http`, a loopback address or `localhost`, and no user, query or fragment. */
export function isOwnServer(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : null
  const isLoopback = url !== null && (/^127\.\d+\.\d+\.\d+$/.test(url.hostname) || url.hostname === 'localhost' || url.hostname === '[::1]')
  return isLoopback && url.protocol === 'http:' && `${url.username}${url.password}${url.search}${url.hash}` === ''
}

/** Returns the names of the models of a server. Throws an AdapterError if the server does not answer. */
export async function listModels({ url }: ModelServer, signal: AbortSignal): Promise<readonly string[]> {
  const { status, value } = await call(`${url}/models`, { signal, mostBytes: otherBytes })
  const data = status === 200 && isRecord(value) ? value['data'] : undefined
  if (!Array.isArray(data)) throw broken(`lists no models (status ${status})`)
  return data.flatMap((one: unknown) => (isRecord(one) && typeof one['id'] === 'string' ? [one['id']] : []))
}

/**
 * Sends one request and returns its answer. `mostBytes` is the most bytes of the text. `line` is the request's line in the file of the job, for errors. Sends
 * the request again twice if the server is busy or does not answer. Throws an AdapterError: `programFailed` if the server refuses the request,
 * `outputTooLarge` for a text that is too long, `adapterFault` if the server has a fault; or the signal's reason when it aborts.
 */
export async function askServer(
  { url }: ModelServer,
  { body, mostBytes, line, signal }: { readonly body: ChatBody; readonly mostBytes: number; readonly line?: number; readonly signal: AbortSignal },
): Promise<ServerAnswer> {
  const place = line === undefined ? {} : { field: 'requests', line }
  const send = () => call(`${url}/chat/completions`, { body, signal, mostBytes: otherBytes + escapedTimes * mostBytes })
  const { status, value } = await persistently(send, signal)
  if (status >= leastRefused && status < leastBroken)
    throw new AdapterError('programFailed', `The model server refused the request with the status ${status}.`, place)
  const answer = answerOf(value)
  if (status !== 200 || answer === null) throw broken(`gives no answer of a chat (status ${status})`)
  const bytes = new TextEncoder().encode(answer.text).length
  if (bytes > mostBytes) throw new AdapterError('outputTooLarge', `The answer has ${bytes} bytes, and at most ${mostBytes} are allowed.`, place)
  return answer
}

function answerOf(value: unknown): ServerAnswer | null {
  if (!isRecord(value) || !Array.isArray(value['choices'])) return null
  const choice: unknown = value['choices'][0]
  if (!isRecord(choice) || !isRecord(choice['message'])) return null
  const { content } = choice['message']
  const { finish_reason: reason } = choice
  if ((typeof content !== 'string' && content !== null) || typeof reason !== 'string' || reason.length > mostReasonLetters) return null
  const tokens = isRecord(value['usage']) ? value['usage']['completion_tokens'] : null
  return { text: content ?? '', finishReason: reason, tokens: Number.isSafeInteger(tokens) ? Number(tokens) : null }
}

type Reply = { readonly status: number; readonly value: unknown }

async function persistently(send: () => Promise<Reply>, signal: AbortSignal): Promise<Reply> {
  for (const pauseMs of triesAfterMs) {
    const reply = await send().catch((error: unknown) => {
      if (signal.aborted || !(error instanceof AdapterError) || error.reason !== 'adapterFault') throw error
      return null
    })
    if (reply !== null && reply.status < leastBroken && reply.status !== tooManyRequests) return reply
    await pause(pauseMs, signal)
  }
  const last = await send()
  if (last.status === tooManyRequests) throw broken('is busy')
  return last
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      if (signal.aborted) reject(signal.reason)
      else resolve()
    }
  })
}

type Call = { readonly body?: ChatBody; readonly signal: AbortSignal; readonly mostBytes: number }

/** Calls the server and reads its JSON. A redirect is an error, because it could lead to another computer. */
async function call(url: string, { body, signal, mostBytes }: Call): Promise<Reply> {
  signal.throwIfAborted()
  const sent = body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  try {
    const response = await fetch(url, { ...sent, redirect: 'error', signal })
    return { status: response.status, value: parsed(await textOf(response, mostBytes)) }
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (error instanceof AdapterError) throw error
    throw broken(`does not answer: ${error instanceof Error ? error.message : String(error)}`)
  }
}

async function textOf(response: Response, mostBytes: number): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    if (bytes > mostBytes) throw broken(`answers with more than ${mostBytes} bytes`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString()
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function broken(what: string): AdapterError {
  return new AdapterError('adapterFault', `The model server ${what}.`)
}
