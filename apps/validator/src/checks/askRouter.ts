import { readFileSync } from 'node:fs'
import { type AnswerTime, answerTimeLimits, type Hex32, type ServiceId } from '@infinitio/domain'
import { deadlineSignal, wholeMilliseconds } from '@infinitio/process'
import { answerPieces } from '@infinitio/sdk/services'
import { headHashOf, type RequestBody } from '@infinitio/services'
import { z } from 'zod'
import { boundedFetch } from '../validator/boundedFetch.ts'

/** A router through which a validator asks: its base URL, which ends with `/v1`, and the file with an API key for it. */
export type CheckRouter = { readonly url: string; readonly keyFile: string }

/** The answer of a service: the hash of its beginning, and its speed. Both are null if the service did not answer. */
export type HeardAnswer = { readonly head: Hex32 | null; readonly time: AnswerTime | null }

/**
 * The result of asking a service. `refused`: the router did not even ask the service, because the key is missing or wrong, or its budget is spent.
 */
export type AskedService = ({ readonly kind: 'answered' } & HeardAnswer) | { readonly kind: 'refused'; readonly reason: string }

const withinMs = wholeMilliseconds(60_000)
const limited = boundedFetch({ withinMs, mostBytes: 4 * 2 ** 20 })
/** The bytes of text that count as one token, as in the measures of speed. */
const tokenBytes = 4
/** The longest answer, in tokens, that counts for a question without `max_tokens`. */
const usualTokens = 128
/** HTTP statuses with which a router rejects the caller: a wrong key, or a spent budget. */
const refusing = new Set([401, 402, 403])
const silent = { kind: 'answered', head: null, time: null } as const
const whole = z.object({ choices: z.array(z.object({ message: z.object({ content: z.string().nullish() }) })).min(1) })

/**
 * Asks one service through a router, as a user who names this service. The router removes the name of the service, and its own key pays. So the service gets
 * the same bytes and the same payer as for any other client of this router. Never rejects.
 */
export async function askRouter(
  router: CheckRouter,
  { service, body }: { readonly service: ServiceId; readonly body: RequestBody },
): Promise<AskedService> {
  const key = keyOf(router)
  if (key === null) return { kind: 'refused', reason: `${router.keyFile} has no API key` }
  const startedMs = performance.now()
  const sinceMs = () => Math.min(Math.round(performance.now() - startedMs), answerTimeLimits.wholeMs)
  try {
    const response = await limited(`${router.url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, provider: { only: [service], allow_fallbacks: false } }),
      signal: deadlineSignal(withinMs),
    })
    if (refusing.has(response.status)) return { kind: 'refused', reason: `the router answered with status ${response.status}` }
    if (!response.ok) return silent
    const { text, firstMs } = body.stream === true ? await readStream(response, sinceMs) : { text: wholeText(await response.json()), firstMs: null }
    const head = headHashOf(text)
    return head === null ? silent : { kind: 'answered', head, time: { firstMs, wholeMs: sinceMs(), textBytes: countedBytes(text, body) } }
  } catch {
    return silent
  }
}

/**
 * Returns the bytes of an answer that count for its speed. Blank space counts as one byte, and no answer counts more tokens than the question allowed.
 * Otherwise a service could fill up its answer and seem fast.
 */
function countedBytes(text: string, { max_tokens: most }: RequestBody): number {
  const tokens = typeof most === 'number' ? most : usualTokens
  return Math.min(Buffer.byteLength(text.replace(/\s+/gu, ' ').trim()), tokens * tokenBytes)
}

/** Reads the key each time, because the router may write it after the validator has started. */
function keyOf({ keyFile }: CheckRouter): string | null {
  try {
    const text = readFileSync(keyFile, 'utf8').trim()
    return text === '' ? null : text
  } catch {
    return null
  }
}

/** Reads a stream whole. `sinceMs` returns the time since the request, and `firstMs` is this time at the first text. */
async function readStream(response: Response, sinceMs: () => number): Promise<{ readonly text: string; readonly firstMs: number | null }> {
  let text = ''
  let firstMs: number | null = null
  for await (const piece of answerPieces(response)) {
    firstMs ??= sinceMs()
    text += piece
  }
  return { text, firstMs }
}

function wholeText(value: unknown): string {
  return whole.parse(value).choices[0]?.message.content ?? ''
}
