import type { Transport } from '../client/createTransport.ts'

/** Takes an access token for programs back; what it opened ends within two seconds. */
export function revokePortToken(transport: Transport, { leaseId, tokenId }: { leaseId: string; tokenId: string }): Promise<void> {
  return transport.send<void>({ method: 'DELETE', path: `/leases/${leaseId}/port-tokens/${tokenId}` })
}
