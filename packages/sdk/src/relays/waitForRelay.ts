import type { RelayWire } from '@infinitio/domain/wire'
import { getRelay } from '../generated/calls.ts'
import type { Transport } from '../transport/createTransport.ts'
import { waitUntil } from '../transport/waitUntil.ts'

const usualSeconds = 120

/**
 * Waits until a relay (a signed message that the market sends to the chain) is mined or has failed, and returns the relay. Waits up to two minutes, or
 * `timeoutSeconds`. With `until: 'final'`, waits until the relay's block is final; money that the relay brings can be spent only then. Throws `api.timed_out`.
 */
export function waitForRelay(
  transport: Transport,
  { relayId, timeoutSeconds = usualSeconds, until }: { relayId: string; timeoutSeconds?: number; until?: 'mined' | 'final' },
): Promise<RelayWire> {
  return waitUntil(
    () => getRelay(transport, relayId),
    (relay) => relay.state === 'failed' || (relay.state === 'mined' && (until !== 'final' || relay.final)),
    { timeoutSeconds, everyMs: 200 },
  )
}
