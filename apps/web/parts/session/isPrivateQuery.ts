import type { Query } from '@tanstack/react-query'

/** The first elements of the cache keys with data of the signed-in account. */
const privateKeys: ReadonlySet<unknown> = new Set([
  'wallet',
  'leases',
  'lease',
  'clusters',
  'receipt',
  'provider',
  'ask-demand',
  'private-listing',
  'hold',
  'holds',
  'order',
  'orders',
  'saved-searches',
  'notifications',
  'account-ssh-keys',
  'settings',
])
/**
 * The first elements of the cache keys of data about a lease that only the lease's holder may read. The lease page fetches this data only if the reader is the
 * holder.
 */
const holdersKeys: ReadonlySet<unknown> = new Set(['lease-disk', 'lease-ports', 'lease-shares', 'move-plan', 'telemetry'])

/** Returns true if the result of a query must not be visible to another account. */
export function isPrivateQuery(query: Pick<Query, 'queryKey'>): boolean {
  return privateKeys.has(query.queryKey[0]) || isHoldersQuery(query)
}

/**
 * Returns true if only the holder of a lease may read the result of a query. After a sign-in, it is not known yet whether the new account is the holder, so the
 * page must find that out first.
 */
export function isHoldersQuery({ queryKey: [noun] }: Pick<Query, 'queryKey'>): boolean {
  return holdersKeys.has(noun)
}
