import type { SecretsReadWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Says what became of the sealed secrets of a lease; those with a code are thrown away, and the renter is asked again. */
export function sendSecretsRead(transport: Transport, { leaseId, ...read }: { leaseId: string } & SecretsReadWire): Promise<null> {
  return transport.send<null>({ method: 'POST', path: `/nodes/leases/${leaseId}/secrets`, body: read })
}
