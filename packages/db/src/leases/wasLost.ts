/** SQL condition on a row of `leases`: it was lost with its node, and the node is fenced from it. Index: lost_leases (lease_id, bid_hash). */
export const wasLost = 'exists (select from lost_leases x where x.lease_id = leases.lease_id and x.bid_hash = leases.bid_hash)'
