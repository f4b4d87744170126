import type { Transport } from '../client/createTransport.ts'

/** Takes a share back, or gives one's own back; what it had open is closed within about a second. Rejects with `lease.share_unknown`, `lease.not_teammate`. */
export function unshareLease(transport: Transport, { leaseId, account }: { leaseId: string; account: string }): Promise<void> {
  return transport.send<void>({ method: 'DELETE', path: `/leases/${leaseId}/shares/${account.toLowerCase()}` })
}
