import type { LeaseSharesWire, ShareRightWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/**
 * Shares a live lease with a teammate's wallet: `watch` reads it, its metrics and its log, `use` has shell, SSH (by the keys that account keeps) and ports
 * as well. Off chain; money stays with its holder. Rejects with `lease.share_self`, `lease.share_provider`, `lease.share_exists`, `lease.shares_limit`, `lease.over`.
 */
export function shareLease(
  transport: Transport,
  { leaseId, account, right }: { leaseId: string; account: string; right: ShareRightWire },
): Promise<LeaseSharesWire> {
  return transport.send<LeaseSharesWire>({ method: 'POST', path: `/leases/${leaseId}/shares`, body: { account: account.toLowerCase(), right } })
}
