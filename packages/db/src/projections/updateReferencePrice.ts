import type { Queryable } from '../client/queryable.ts'

/** Changes a class's reference price (PToken base units per GPU-second). Throws when the class is unknown. Locks its row. */
export async function updateReferencePrice(
  tx: Queryable,
  { classId, referencePricePerGpuSecond, updatedBlock }: { classId: number; referencePricePerGpuSecond: bigint; updatedBlock: bigint },
): Promise<void> {
  const rows = await tx.query<{ class_id: number }>(
    'update chain_classes set reference_price_per_gpu_second = $2, updated_block = $3 where class_id = $1 returning class_id',
    [classId, referencePricePerGpuSecond, updatedBlock],
  )
  if (rows.length !== 1) throw new Error(`class ${classId} is not in chain_classes`)
}
