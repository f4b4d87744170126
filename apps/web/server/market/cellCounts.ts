import type { ListingRank } from './listingRank.ts'

/** What a search finds in each cell, by the cell's number: nodes, those of them that are no simulation, and the slot of the cheapest, −1 for none. */
export type CellCounts = { readonly found: Uint32Array; readonly real: Uint32Array; readonly cheapest: Int32Array }

/** Counts nothing yet of so many cells. */
export function cellCounts(cells: number): CellCounts {
  return { found: new Uint32Array(cells), real: new Uint32Array(cells), cheapest: new Int32Array(cells).fill(-1) }
}

/** A row that a search found: its cell, its price as the column has it, and whether it is simulated. */
type FoundRow = { readonly cell: number; readonly isSimulated: boolean }

/** Counts a row of a search that sorts by price; of two as cheap the one that comes first there stands for the cell. */
export function countInCell(
  { found, real, cheapest }: CellCounts,
  slot: number,
  { cell, isSimulated }: FoundRow,
  rank: Pick<ListingRank, 'keyOf' | 'compare'>,
): void {
  found[cell] = (found[cell] as number) + 1
  if (!isSimulated) real[cell] = (real[cell] as number) + 1
  const best = cheapest[cell] as number
  if (best < 0 || rank.compare(slot, rank.keyOf(slot), best, rank.keyOf(best)) < 0) cheapest[cell] = slot
}
