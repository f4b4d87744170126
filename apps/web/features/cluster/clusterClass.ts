import type { CatalogueWire } from '@infinitio/domain/wire'

type Wanted = { readonly classIds: readonly number[]; readonly minVramGib?: number | null }

/**
 * Returns the GPU class for a cluster order: among the classes that the search names, the one with enough memory and the most free GPUs. If the search names no
 * class, it chooses among all classes with a GPU. Returns null if no class fits.
 */
export function clusterClass({ classIds, minVramGib = null }: Wanted, classes: CatalogueWire['classes']): CatalogueWire['classes'][number] | null {
  const fitting = classes.filter(
    ({ classId, vramGib }) => (classIds.length > 0 ? classIds.includes(classId) : vramGib > 0) && vramGib >= (minVramGib ?? 0),
  )
  return fitting.toSorted((one, other) => other.freeGpus - one.freeGpus)[0] ?? null
}
