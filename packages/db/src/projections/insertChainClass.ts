import type { Queryable } from '../client/queryable.ts'

/** A GPU class of the catalogue; the reference price is in PToken base units per GPU-second. */
export interface ChainClassRow {
  classId: number
  name: string
  vramGib: number
  referencePricePerGpuSecond: bigint
  updatedBlock: bigint
}

/** Adds a class. Throws when it exists: ids are given once. Index: chain_classes (class_id). */
export async function insertChainClass(tx: Queryable, row: ChainClassRow): Promise<void> {
  await tx.query('insert into chain_classes (class_id, name, vram_gib, reference_price_per_gpu_second, updated_block) values ($1, $2, $3, $4, $5)', [
    row.classId,
    row.name,
    row.vramGib,
    row.referencePricePerGpuSecond,
    row.updatedBlock,
  ])
}
