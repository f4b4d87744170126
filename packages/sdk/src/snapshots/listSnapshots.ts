import type { SnapshotListWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Snapshots of the signed-in account, newest first. */
export function listSnapshots(transport: Transport): Promise<SnapshotListWire> {
  return transport.send<SnapshotListWire>({ method: 'GET', path: '/snapshots' })
}
