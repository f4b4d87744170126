import type { Queryable } from '../client/queryable.ts'

/** A market region of the on-chain catalogue. */
export interface RegionRow {
  regionId: number
  name: string
}

/** All regions, by id. Takes no lock. */
export async function listRegions(db: Queryable): Promise<RegionRow[]> {
  return db.query<RegionRow>('select region_id as "regionId", name from chain_regions order by region_id', [])
}
