import type { Queryable } from '../client/queryable.ts'

/** Adds a region. Throws when it exists: ids are given once. Index: chain_regions (region_id). */
export async function insertChainRegion(
  tx: Queryable,
  { regionId, name, updatedBlock }: { regionId: number; name: string; updatedBlock: bigint },
): Promise<void> {
  await tx.query('insert into chain_regions (region_id, name, updated_block) values ($1, $2, $3)', [regionId, name, updatedBlock])
}
