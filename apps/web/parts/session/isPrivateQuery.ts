import type { Query } from '@tanstack/react-query'

/** What belongs to who is signed in, by the first word of its key. */
const privateKeys: ReadonlySet<unknown> = new Set([
  'wallet',
  'leases',
  'lease',
  'receipt',
  'provider',
  'hold',
  'order',
  'orders',
  'saved-searches',
  'notifications',
  'account-ssh-keys',
  'settings',
])
/** What belongs to who holds a lease, and is asked for where the page of the lease says that this is so. */
const holdersKeys: ReadonlySet<unknown> = new Set(['lease-disk', 'lease-ports', 'lease-shares', 'move-plan', 'telemetry'])

/** True for an answer that another account must not be shown. */
export function isPrivateQuery(query: Pick<Query, 'queryKey'>): boolean {
  return privateKeys.has(query.queryKey[0]) || isHoldersQuery(query)
}

/** True for an answer about a lease that only its holder gets: whoever signs in is first told whether they are. */
export function isHoldersQuery({ queryKey: [noun] }: Pick<Query, 'queryKey'>): boolean {
  return holdersKeys.has(noun)
}
