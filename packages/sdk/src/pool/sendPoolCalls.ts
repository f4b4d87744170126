import type { PoolCallStatusWire, PoolCallWire } from '@infinitio/domain/wire'
import { getPoolCall, placePoolCalls } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'
import { waitUntil } from '../transport/waitUntil.ts'

const usualSeconds = 60
const oftenMs = 200

/**
 * Sends up to 16 signed calls of the task pool through the market, and waits until each call is in a block or has failed. Returns their states in the same
 * order; a failed call does not throw. Waits up to a minute, or `timeoutSeconds`, for each call. Throws `api.timed_out` and the codes of `placePoolCalls`.
 * After an error, a call may still reach the chain. So check whether its nonce is used before sending the call in another way.
 */
export async function sendPoolCalls(
  transport: Transport,
  calls: readonly PoolCallWire[],
  { timeoutSeconds = usualSeconds }: { readonly timeoutSeconds?: number } = {},
): Promise<readonly PoolCallStatusWire[]> {
  const { callIds } = await placePoolCalls(transport, [...calls])
  const results: PoolCallStatusWire[] = []
  // The calls of one request finish at about the same time, so waiting for one after the other costs no time.
  for (const callId of callIds) results.push(await waitForPoolCall(transport, { callId, timeoutSeconds }))
  return results
}

/** Waits until a call of the task pool is in a block or has failed, and returns it. Throws `api.timed_out` after a minute, or after `timeoutSeconds`. */
export function waitForPoolCall(
  transport: Transport,
  { callId, timeoutSeconds = usualSeconds }: { readonly callId: string; readonly timeoutSeconds?: number },
): Promise<PoolCallStatusWire> {
  return waitUntil(
    () => getPoolCall(transport, callId),
    ({ state }) => state === 'mined' || state === 'failed',
    { timeoutSeconds, everyMs: oftenMs },
  )
}
