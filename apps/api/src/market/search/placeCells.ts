import type { MarketNode } from '../machines/marketNode.ts'

/** The number of cells per degree in each direction: a cell is a quarter of a degree, about 28 km at the equator. */
export const cellsADegree = 4
const columns = 360 * cellsADegree
const rows = 180 * cellsADegree

/** A map cell, by its column from west to east and its row from south to north. */
export type PlaceCell = { readonly x: number; readonly y: number }

/** The map cells in which nodes say they are. Each gets a number when it is first used. */
export type PlaceCells = {
  /** Returns the number of a node's cell, or 0 if the node states no location. A cell is never removed. */
  numberOf(node: Pick<MarketNode, 'latitude' | 'longitude'>): number
  /** Returns the cell with this number, or null for 0. */
  cell(number: number): PlaceCell | null
  /** Returns a number that is larger than the number of every cell. */
  size(): number
}

/** Creates an empty list of map cells. */
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
