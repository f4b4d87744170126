import { zeroHex32 } from '@infinitio/domain'

/**
 * Returns SQL that gives the same text for leases of one cluster. A cluster has the leases of one renter with the same workload, so that later orders can join
 * it: the salt of a workload is random, and only its renter can order it again. Leases without a workload are in the cluster of their order. `of` is the name
 * of the table.
 */
export function clusterKeyOf(of: string): string {
  return `${of}.renter || ' ' || coalesce(nullif(${of}.workload_hash, '${zeroHex32}'), ${of}.bid_hash)`
}
