import type { CatalogueWire } from '@infinitio/domain/wire'
import type { SearchState } from '#web/parts/search/searchState.ts'

type Known = { readonly found: readonly { readonly classId: number }[]; readonly classes: CatalogueWire['classes'] }

/**
 * The classes that a price can be named for, best first: those the search is for; else classes with a GPU of the memory it wants, those that it found in its own order, then the others.
 * One without a GPU is there for those who chose it alone. Pure.
 */
export function classesToPrice({ classes: wanted, minVramGib }: Pick<SearchState, 'classes' | 'minVramGib'>, { found, classes }: Known): number[] {
  if (wanted.length > 0) return [...wanted]
  const fitting = new Set(classes.filter(({ vramGib }) => vramGib >= Math.max(1, minVramGib ?? 0)).map(({ classId }) => classId))
  const first = found.map(({ classId }) => classId).filter((classId) => fitting.has(classId))
  return [...new Set([...first, ...fitting])]
}
