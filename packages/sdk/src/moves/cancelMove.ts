import type { MoveWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/**
 * Cancels the move of a lease, until names go over: the old lease goes on at once with everything. The new lease, if there is one then (`waitForMove`),
 * is not ended by this: cancel or end it. Safe to repeat. Throws `move.over`, `move.too_late`.
 */
export function cancelMove(transport: Transport, { leaseId }: { leaseId: string }): Promise<MoveWire> {
  return transport.send<MoveWire>({ method: 'DELETE', path: `/leases/${leaseId}/moves` })
}
