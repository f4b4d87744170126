// GPU classes and regions of the on-chain catalogue. The API reads the tables `chain_classes` and `chain_regions`, which the follower fills from the chain.
import { rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const classRow = rowOf({
  classId: tables.chain_classes.class_id,
  name: tables.chain_classes.name,
  vramGib: tables.chain_classes.vram_gib,
  referencePricePerGpuSecond: tables.chain_classes.reference_price_per_gpu_second,
})

/** A GPU class of the on-chain catalogue. Price in PToken base units per GPU-second. */
export type ClassRow = RowOf<typeof classRow>

const allClasses = statement(
  classRow,
  'select class_id as "classId", name, vram_gib as "vramGib", reference_price_per_gpu_second as "referencePricePerGpuSecond" from chain_classes order by class_id',
)

/** Returns all GPU classes, by id. Takes no lock. */
export async function listClasses(db: Queryable): Promise<ClassRow[]> {
  return allClasses.rows(db, [])
}

const regionRow = rowOf({ regionId: tables.chain_regions.region_id, name: tables.chain_regions.name })

/** A market region of the on-chain catalogue. */
export type RegionRow = RowOf<typeof regionRow>

const allRegions = statement(regionRow, 'select region_id as "regionId", name from chain_regions order by region_id')

/** Returns all regions, by id. Takes no lock. */
export async function listRegions(db: Queryable): Promise<RegionRow[]> {
  return allRegions.rows(db, [])
}
