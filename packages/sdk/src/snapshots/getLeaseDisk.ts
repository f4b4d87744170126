import type { LeaseDiskWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** A lease's snapshots, what its disk began with, and whether its workload moves. For its renter. */
export function getLeaseDisk(transport: Transport, leaseId: string): Promise<LeaseDiskWire> {
  return transport.send<LeaseDiskWire>({ method: 'GET', path: `/leases/${leaseId}/disk` })
}
