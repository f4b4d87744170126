import type { LeaseWire } from '@infinitio/domain/wire'
import { getLease, getLeasePorts, getLeaseReceipt, getLeaseTelemetry, listLeases, type Transport } from '@infinitio/sdk'
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'

const watchfulMs = 2_000
const telemetryMs = 5_000

/** Query for one lease as its renter or provider sees it. It is fetched again regularly while the page expects a change of the lease soon (`isMoving`). */
export function leaseQuery(api: Transport, leaseId: string) {
  return queryOptions({
    queryKey: ['lease', leaseId],
    queryFn: () => getLease(api, leaseId),
    refetchInterval: ({ state }) => (state.data !== undefined && isMoving(state.data) ? watchfulMs : false),
  })
}

/**
 * Returns true while the page expects a change of the lease soon: the lease is not ready yet, a signed message about the lease waits for its transaction, or
 * the permission to auto-extend the lease is being withdrawn. A valid permission does not count, because it may not be used for days.
 */
function isMoving({ state, events, autoExtend }: LeaseWire): boolean {
  const isOnItsWay = events.some((event) => event.state === 'pending' && !(event.detail.event === 'relay' && event.detail.relay === 'autoExtend'))
  return state === 'booked' || isOnItsWay || autoExtend?.state === 'withdrawing'
}

/** Query for the receipt of a lease: the final amounts that the contract paid. The API answers `lease.not_closed` before the lease is closed. */
export function receiptQuery(api: Transport, leaseId: string) {
  return queryOptions({ queryKey: ['receipt', leaseId], queryFn: () => getLeaseReceipt(api, leaseId) })
}

/** Query for the addresses of a lease's ports and the access tokens of its holder. */
export function leasePortsQuery(api: Transport, leaseId: string) {
  return queryOptions({ queryKey: ['lease-ports', leaseId], queryFn: () => getLeasePorts(api, leaseId) })
}

/** Query for the measurements of the last hour, oldest first, from the agent of the machine. */
export function telemetryQuery(api: Transport, leaseId: string, isLive: boolean) {
  return queryOptions({
    queryKey: ['telemetry', leaseId],
    queryFn: () => getLeaseTelemetry(api, leaseId),
    refetchInterval: isLive ? telemetryMs : false,
  })
}

const pageSize = 50

/** Query for the live leases that the signed-in account rents, newest first. */
export function liveLeasesQuery(api: Transport) {
  return queryOptions({ queryKey: ['leases', 'renter', 'live'], queryFn: () => listLeases(api, { role: 'renter', state: 'live', limit: pageSize }) })
}

/** Query for the closed leases that the signed-in account rented, newest first, page by page. */
export function closedLeasesQuery(api: Transport) {
  return infiniteQueryOptions({
    queryKey: ['leases', 'renter', 'closed'],
    queryFn: ({ pageParam }) =>
      listLeases(api, { role: 'renter', state: 'closed', limit: pageSize, ...(pageParam === null ? {} : { cursor: pageParam }) }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    select: ({ pages }) => pages.flatMap(({ items }) => items),
  })
}
