import type { HoldWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { waitUntil } from '../transport/waitUntil.ts'
import { getHold } from '../generated/calls.ts'

/** The hold once the matcher has judged it: `held`, or `rejected` with a code. Throws `api.timed_out`. */
export function waitForHold(transport: Transport, { holdId, timeoutSeconds }: { holdId: string; timeoutSeconds: number }): Promise<HoldWire> {
  return waitUntil(
    () => getHold(transport, holdId),
    (hold) => hold.state !== 'requested',
    { timeoutSeconds, everyMs: 100 },
  )
}
