/** One lease among those that a bid made. Both must match: after a reorganisation of the chain a number can belong to another bid. */
export interface LeaseKey {
  leaseId: bigint
  bidHash: string
}

/** Returns the bids and the numbers of leases as two lists, for `unnest`. */
export function leaseKeyLists(leases: readonly LeaseKey[]): [string[], string[]] {
  return [leases.map(({ bidHash }) => bidHash), leases.map(({ leaseId }) => leaseId.toString())]
}
