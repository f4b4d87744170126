// Decides for which lost leases the worker may end the lease on the chain. A loss for which the fault record does not blame the provider takes nothing from
// its bond.
const recordOfLoss = "select from fault_records f where f.bid_hash = x.bid_hash and f.lease_id = x.lease_id and f.incident = 'lost'"

/**
 * SQL condition on a row `x` of `lost_leases`: the loss may end the lease on the chain, where it takes compensation from the provider's bond. It may do so if
 * the fault record blames the provider, or if there is no record ten minutes after the loss. Index: fault_records (bid_hash, lease_id,
 * incident).
 */
export const mayEndLease = `(exists (${recordOfLoss} and f.party = 'provider') or x.lost_at < now() - interval '10 minutes' and not exists (${recordOfLoss}))`
