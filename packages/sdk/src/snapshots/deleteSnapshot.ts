import type { Transport } from '../client/createTransport.ts'

/** Deletes a snapshot. */
export function deleteSnapshot(transport: Transport, snapshotId: string): Promise<null> {
  return transport.send<null>({ method: 'DELETE', path: `/snapshots/${snapshotId}` })
}
