import type { NodeSecretsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The sealed secrets of a lease, for the agent of its machine. Code: `lease.unknown`. */
export function getNodeSecrets(transport: Transport, leaseId: string): Promise<NodeSecretsWire> {
  return transport.send<NodeSecretsWire>({ method: 'GET', path: `/nodes/leases/${leaseId}/secrets` })
}
