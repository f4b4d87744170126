// Decides for which lost leases the worker may end the lease on the chain. A loss for which the fault record blames the operator takes nothing from the
// provider's bond.
const recordOfLoss = "select from fault_records f where f.bid_hash = x.bid_hash and f.lease_id = x.lease_id and f.incident = 'lost'"

/**
 * SQL condition on a row `x` of `lost_leases`: the loss may end the lease on the chain, where it takes compensation from the provider's bond. It may do so if
 * the fault record blames another party than the operator, or if there is no record one minute after the loss. Index: fault_records (bid_hash, lease_id,
 * incident).
 */
export const mayEndLease = `(exists (${recordOfLoss} and f.party <> 'operator') or x.lost_at < now() - interval '1 minute' and not exists (${recordOfLoss}))`
