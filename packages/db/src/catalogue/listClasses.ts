import type { Queryable } from '../client/queryable.ts'

/** A GPU class of the on-chain catalogue. Price in PToken base units per GPU-second. */
export interface ClassRow {
  classId: number
  name: string
  vramGib: number
  referencePricePerGpuSecond: bigint
}

/** All classes, by id. Takes no lock. */
export async function listClasses(db: Queryable): Promise<ClassRow[]> {
  return db.query<ClassRow>(
    'select class_id as "classId", name, vram_gib as "vramGib", reference_price_per_gpu_second as "referencePricePerGpuSecond" from chain_classes order by class_id',
    [],
  )
}
