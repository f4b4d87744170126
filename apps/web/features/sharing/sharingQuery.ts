import { getLeaseShares, getSshKeys, listLeases, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const mostShown = 50

/** Fetches the teammates of a lease, for its holder. */
export function sharesQuery(api: Transport, leaseId: string) {
  return queryOptions({ queryKey: ['lease-shares', leaseId], queryFn: () => getLeaseShares(api, leaseId) })
}

/** Query for the live leases of other accounts that are shared with the signed-in account, newest first. Returns at most `mostShown`. */
export function sharedWithMeQuery(api: Transport) {
  return queryOptions({ queryKey: ['leases', 'guest', 'live'], queryFn: () => listLeases(api, { role: 'guest', state: 'live', limit: mostShown }) })
}

/** Fetches the SSH keys that log in to leases shared with the signed-in account. */
export function accountKeysQuery(api: Transport) {
  return queryOptions({ queryKey: ['account-ssh-keys'], queryFn: () => getSshKeys(api) })
}
