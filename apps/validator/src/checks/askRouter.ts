import { readFileSync } from 'node:fs'
import type { Hex32, ServiceId } from '@infinitio/domain'
import { deadlineSignal, wholeMilliseconds } from '@infinitio/process'
import { answerPieces } from '@infinitio/sdk/services'
import { headHashOf, type RequestBody } from '@infinitio/services'
import { z } from 'zod'
import { boundedFetch } from '../validator/boundedFetch.ts'

/** A router through which a validator asks: its base URL, which ends with `/v1`, and the file with an API key for it. */
export type CheckRouter = { readonly url: string; readonly keyFile: string }

/**
 * The result of asking a service. `head` is the hash of the beginning of its answer, or null if it did not answer. `refused`: the router did not even ask the
 * service, because the key is missing or wrong, or its budget is spent.
 */
export type AskedService = { readonly kind: 'answered'; readonly head: Hex32 | null } | { readonly kind: 'refused'; readonly reason: string }

const withinMs = wholeMilliseconds(60_000)
const limited = boundedFetch({ withinMs, mostBytes: 4 * 2 ** 20 })
/** HTTP statuses with which a router rejects the caller: a wrong key, or a spent budget. */
const refusing = new Set([401, 402, 403])
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
  try {
    const response = await limited(`${router.url}/chat/completions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ ...body, provider: { only: [service], allow_fallbacks: false } }),
      signal: deadlineSignal(withinMs),
    })
    if (refusing.has(response.status)) return { kind: 'refused', reason: `the router answered with status ${response.status}` }
    if (!response.ok) return { kind: 'answered', head: null }
    return { kind: 'answered', head: headHashOf(body.stream === true ? await streamText(response) : wholeText(await response.json())) }
  } catch {
    return { kind: 'answered', head: null }
  }
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

async function streamText(response: Response): Promise<string> {
  let text = ''
  for await (const piece of answerPieces(response)) text += piece
  return text
}

function wholeText(value: unknown): string {
  return whole.parse(value).choices[0]?.message.content ?? ''
}
