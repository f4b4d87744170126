import type { SnapshotAcceptedWire, SnapshotOrderWire } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'

/** Asks the machine of a lease for a copy of its disk; `getLeaseDisk` says how far it is. */
export function createSnapshot(transport: Transport, order: SnapshotOrderWire): Promise<SnapshotAcceptedWire> {
  return transport.send<SnapshotAcceptedWire>({ method: 'POST', path: `/leases/${order.leaseId}/snapshots`, body: order })
}
