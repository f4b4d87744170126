import { isMoveOver } from '@infinitio/domain'
import type { MoveWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { waitUntil } from '../transport/waitUntil.ts'
import { getLeaseDisk } from '../generated/calls.ts'

/** The newest move of a lease once it is done, has failed or is cancelled: look at `state`, `code` and `workingLeaseId`. Throws `api.timed_out`. */
export function waitForMove(
  transport: Transport,
  { leaseId, timeoutSeconds, onReading }: { leaseId: string; timeoutSeconds: number; onReading?: (move: MoveWire) => void },
): Promise<MoveWire> {
  const read = async () => {
    const { move } = await getLeaseDisk(transport, leaseId)
    if (move === null) throw refusal('lease.unknown', { detail: `lease ${leaseId} is not moved` })
    return move
  }
  const isDone = ({ state }: MoveWire) => isMoveOver(state)
  return waitUntil(read, isDone, { timeoutSeconds, everyMs: 500, ...(onReading === undefined ? {} : { onReading }) })
}
