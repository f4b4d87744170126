import { revokePortToken as revokeRow } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from './findOwnLease.ts'
import { leaseEndpoint } from './leaseEndpoint.ts'

/** Revokes an access token of the holder's; the gateway ends what it opened within two seconds. Safe to repeat. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export async function revokePortToken(
  services: Services,
  { account, leaseId, tokenId }: { account: Address; leaseId: string; tokenId: string },
): Promise<null | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'revokePortToken' })
  if (isRefusal(own)) return own
  await revokeRow(services.db, { label: await leaseEndpoint(services, own.row), account, tokenId })
  return null
}
