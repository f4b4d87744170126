import { setTimeout as wait } from 'node:timers/promises'
import { type Client, InfinitioError, refusal } from '@infinitio/sdk'
import { isErrorCode } from '@infinitio/domain'

const withinMs = 60_000
const takenWithinMs = 10_000
const lookEveryMs = 200

const firstPauseMs = 250
const longestPauseMs = 4_000

/**
 * Repeats a call until it succeeds, for at most `withinMs`. Repeats it only after errors that can pass: the API does not respond, limits the rate, or does not
 * show a registered node yet. Between two calls, waits as long as the API requests, but at most 30 s; without such a request, waits longer each time. Rejects
 * with any other error at once, and with the last error when the time is over.
 */
export async function untilAnswered<Answer>(call: () => Promise<Answer>, { withinMs }: { withinMs: number }): Promise<Answer> {
  const deadline = Date.now() + withinMs
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof InfinitioError) || !mayPass(error) || Date.now() >= deadline) throw error
      await wait(error.retryAfterSeconds === null ? pauseMs : Math.min(30, error.retryAfterSeconds) * 1_000)
    }
  }
}

function mayPass({ status, code }: InfinitioError): boolean {
  return status === 0 || status === 429 || status >= 500 || code === 'node.unknown' || code === 'node.not_listed'
}

/**
 * Waits until the order book has decided about an ask. If it refused the ask, rejects with the code, so that the ask is signed again soon. Also resolves when
 * no decision comes in time.
 */
export async function untilTaken(client: Client, orderHash: string): Promise<void> {
  const deadline = Date.now() + takenWithinMs
  while (Date.now() < deadline) {
    const { state, code } = await untilAnswered(() => client.getOrder(orderHash), { withinMs })
    if (state === 'rejected')
      throw refusal(code !== null && isErrorCode(code) ? code : 'api.internal', { detail: `the book refused the ask ${orderHash}` })
    if (state !== 'accepted') return
    await wait(lookEveryMs)
  }
}
