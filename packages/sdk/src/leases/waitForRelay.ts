import type { RelayWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { waitUntil } from '../transport/waitUntil.ts'
import { getRelay } from '../generated/calls.ts'

/** The relay once it is mined (`until: 'final'`: once its block cannot be dropped, which is when money it brought can be spent) or has failed. Throws `api.timed_out`. */
export function waitForRelay(
  transport: Transport,
  { relayId, timeoutSeconds, until }: { relayId: string; timeoutSeconds: number; until?: 'mined' | 'final' },
): Promise<RelayWire> {
  return waitUntil(
    () => getRelay(transport, relayId),
    (relay) => relay.state === 'failed' || (relay.state === 'mined' && (until !== 'final' || relay.final)),
    { timeoutSeconds, everyMs: 200 },
  )
}
