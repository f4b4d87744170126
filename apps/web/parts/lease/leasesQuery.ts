import { listLeases, type Transport } from '@infinitio/sdk'
import { queryOptions } from '@tanstack/react-query'

const pageSize = 50

/** Leases the signed-in account rents, newest first: those that live, or those that are closed. */
export function leasesQuery(api: Transport, state: 'live' | 'closed') {
  return queryOptions({ queryKey: ['leases', 'renter', state], queryFn: () => listLeases(api, { role: 'renter', state, limit: pageSize }) })
}
