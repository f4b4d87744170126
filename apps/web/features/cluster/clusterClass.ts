import type { CatalogueWire } from '@infinitio/domain/wire'

type Wanted = { readonly classIds: readonly number[]; readonly minVramGib?: number | null }

/**
 * Returns the wanted class that has enough memory and the most free GPUs. Without a wanted class, every class with a GPU counts. Returns null if the catalogue
 * has none.
 */
export function clusterClass({ classIds, minVramGib = null }: Wanted, classes: CatalogueWire['classes']): CatalogueWire['classes'][number] | null {
  const fitting = classes.filter(
    ({ classId, vramGib }) => (classIds.length > 0 ? classIds.includes(classId) : vramGib > 0) && vramGib >= (minVramGib ?? 0),
  )
  return fitting.toSorted((one, other) => other.freeGpus - one.freeGpus)[0] ?? null
}
