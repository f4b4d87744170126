import type { Query } from '@tanstack/react-query'

/** The first elements of the keys of queries that belong to the signed-in account. */
const privateKeys: ReadonlySet<unknown> = new Set([
  'wallet',
  'leases',
  'lease',
  'receipt',
  'provider',
  'hold',
  'holds',
  'order',
  'orders',
  'saved-searches',
  'notifications',
  'account-ssh-keys',
  'settings',
])
/** The first elements of the keys of queries that only the holder of a lease may read. The lease page sends them only if the reader is its holder. */
const holdersKeys: ReadonlySet<unknown> = new Set(['lease-disk', 'lease-ports', 'lease-shares', 'move-plan', 'telemetry'])

/** Returns true for an answer that another account must not see. */
export function isPrivateQuery(query: Pick<Query, 'queryKey'>): boolean {
  return privateKeys.has(query.queryKey[0]) || isHoldersQuery(query)
}

/**
 * Returns true for an answer about a lease that only its holder gets. After a sign-in, the page must first check whether the account is the holder.
 */
export function isHoldersQuery({ queryKey: [noun] }: Pick<Query, 'queryKey'>): boolean {
  return holdersKeys.has(noun)
}
