import type { RestoreRequestWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Sets the snapshot that the disks of a bid's leases begin with: before the bid is placed, and again with the key when the machine is known. */
export function putRestore(transport: Transport, { bidHash, ...request }: { bidHash: string } & RestoreRequestWire): Promise<null> {
  return transport.send<null>({ method: 'PUT', path: `/restores/${bidHash}`, body: request })
}
