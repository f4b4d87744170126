// GPU classes and regions. The follower (role infinitio_follower) fills the tables `chain_classes` and `chain_regions` from the chain.
import type { Queryable } from '../client/queryable.ts'

/** A GPU class of the catalogue; its reference price is in PToken base units per GPU-second. */
export interface ChainClassRow {
  classId: number
  name: string
  vramGib: number
  referencePricePerGpuSecond: bigint
  updatedBlock: bigint
}

/** Adds a class. Throws if it exists, because the chain never reuses an id. Index: chain_classes (class_id). */
export async function insertChainClass(tx: Queryable, row: ChainClassRow): Promise<void> {
  await tx.query('insert into chain_classes (class_id, name, vram_gib, reference_price_per_gpu_second, updated_block) values ($1, $2, $3, $4, $5)', [
    row.classId,
    row.name,
    row.vramGib,
    row.referencePricePerGpuSecond,
    row.updatedBlock,
  ])
}

/** Changes a class's reference price (PToken base units per GPU-second). Throws if the class is unknown. Locks its row. */
export async function updateReferencePrice(
  tx: Queryable,
  { classId, referencePricePerGpuSecond, updatedBlock }: { classId: number; referencePricePerGpuSecond: bigint; updatedBlock: bigint },
): Promise<void> {
  const rows = await tx.query(
    'update chain_classes set reference_price_per_gpu_second = $2, updated_block = $3 where class_id = $1 returning class_id',
    [classId, referencePricePerGpuSecond, updatedBlock],
  )
  if (rows.length !== 1) throw new Error(`class ${classId} is not in chain_classes`)
}

/** Adds a region. Throws if it exists, because the chain never reuses an id. Index: chain_regions (region_id). */
export async function insertChainRegion(
  tx: Queryable,
  { regionId, name, updatedBlock }: { regionId: number; name: string; updatedBlock: bigint },
): Promise<void> {
  await tx.query('insert into chain_regions (region_id, name, updated_block) values ($1, $2, $3)', [regionId, name, updatedBlock])
}
