/** The `lease_id` of a row of `disk_restores` that holds for every lease of its bid. No lease has this number. */
export const everyLease = 0n

/**
 * Returns SQL that selects the restore of one lease: the row of the lease, else the row of its bid. The arguments are SQL expressions.
 * Index: disk_restores (bid_hash, lease_id).
 */
export function effectiveRestore({ bidHash, leaseId }: { bidHash: string; leaseId: string }): string {
  return `select * from disk_restores where bid_hash = ${bidHash} and lease_id in (${everyLease}, ${leaseId}) order by lease_id desc limit 1`
}
