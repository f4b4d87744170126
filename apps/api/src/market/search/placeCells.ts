import type { MarketNode } from '../machines/marketNode.ts'

/** Cells of a degree, each way: a cell is a quarter of a degree, some 28 km at the equator. */
export const cellsADegree = 4
const columns = 360 * cellsADegree
const rows = 180 * cellsADegree

/** A cell by its column from west to east and its row from south to north. */
export type PlaceCell = { readonly x: number; readonly y: number }

/** The cells in which nodes say they stand, numbered as they come. There are few, and never more than a grid of the earth has. */
export type PlaceCells = {
  /** The number of a node's cell; 0 where it says no place. What was a cell once stays one. */
  numberOf(node: Pick<MarketNode, 'latitude' | 'longitude'>): number
  /** A cell by its number; null for 0. */
  cell(number: number): PlaceCell | null
  /** Above every number. */
  size(): number
}

/** Makes none yet. */
export function placeCells(): PlaceCells {
  const cells: (PlaceCell | null)[] = [null]
  const numbers = new Map<number, number>()
  return {
    numberOf({ latitude, longitude }) {
      if (latitude === null || longitude === null) return 0
      const x = Math.min(Math.max(Math.floor((longitude + 180) * cellsADegree), 0), columns - 1)
      const y = Math.min(Math.max(Math.floor((latitude + 90) * cellsADegree), 0), rows - 1)
      const key = y * columns + x
      const known = numbers.get(key)
      if (known !== undefined) return known
      numbers.set(key, cells.length)
      return cells.push({ x, y }) - 1
    },
    cell: (number) => cells[number] ?? null,
    size: () => cells.length,
  }
}
