import type { CatalogueWire } from '@infinitio/domain/wire'
import type { SearchState } from '#web/parts/search/searchState.ts'

type Known = { readonly found: readonly { readonly classId: number }[]; readonly classes: CatalogueWire['classes'] }

/**
 * Returns the classes for which the user can place an order in place of renting a machine of the list, best first. If the search names classes, returns these.
 * Otherwise returns the GPU classes with enough memory, beginning with the classes of the found machines. A class without GPU memory is returned only if the
 * search names it. Pure.
 */
export function classesToPrice({ classes: wanted, minVramGib }: Pick<SearchState, 'classes' | 'minVramGib'>, { found, classes }: Known): number[] {
  if (wanted.length > 0) return [...wanted]
  const fitting = new Set(classes.filter(({ vramGib }) => vramGib >= Math.max(1, minVramGib ?? 0)).map(({ classId }) => classId))
  const first = found.map(({ classId }) => classId).filter((classId) => fitting.has(classId))
  return [...new Set([...first, ...fitting])]
}
