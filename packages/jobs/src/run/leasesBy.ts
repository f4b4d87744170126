import type { LeaseMarket } from './leaseMarket.ts'

/** Calls a market in a session that may end at any time. The session signs in again and repeats the call then. */
type LeaseCall = <Answer>(act: (leases: LeaseMarket) => Promise<Answer>) => Promise<Answer>

/** Returns a market of leases for a program that runs longer than one session: each of its calls goes through `call`. */
export function leasesBy(call: LeaseCall): LeaseMarket {
  return {
    price: (wish, orders) => call((leases) => leases.price(wish, orders)),
    find: (search) => call((leases) => leases.find(search)),
    place: (order, how) => call((leases) => leases.place(order, how)),
    leaseOf: (orderHash) => call((leases) => leases.leaseOf(orderHash)),
    look: (leaseId) => call((leases) => leases.look(leaseId)),
    open: (leaseId) => call((leases) => leases.open(leaseId)),
    end: (leaseId, how) => call((leases) => leases.end(leaseId, how)),
  }
}
