import type { MapBox } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { cellsADegree } from './placeCells.ts'

/**
 * Returns a function that checks whether the location which the node in a slot states is in a map cell that a box touches. Checks each cell once, and each row
 * by the number of its cell.
 */
export function isInBox(index: ListingIndex, { west, south, east, north }: MapBox): (slot: number) => boolean {
  const { cellId } = index.columns()
  const cells = index.cells()
  const isIn = Uint8Array.from({ length: cells.size() }, (_, number) => {
    const cell = cells.cell(number)
    if (cell === null) return 0
    const [left, bottom] = [cell.x / cellsADegree - 180, cell.y / cellsADegree - 90]
    const size = 1 / cellsADegree
    return left <= east && left + size > west && bottom <= north && bottom + size > south ? 1 : 0
  })
  return (slot) => isIn[cellId[slot] as number] === 1
}
