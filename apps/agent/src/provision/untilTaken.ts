import { setTimeout as wait } from 'node:timers/promises'
import { isErrorCode } from '@infinitio/domain'
import { type Client, refusal } from '@infinitio/sdk'
import { untilAnswered } from './untilAnswered.ts'

const withinMs = 60_000
const takenWithinMs = 10_000
const lookEveryMs = 200

/** Waits until the book has taken an ask. Rejects with the code when it refused it, so that it is signed again soon; patient when nobody reads orders. */
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
