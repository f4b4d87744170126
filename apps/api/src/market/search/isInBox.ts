import type { MapBox } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { cellsADegree } from './placeCells.ts'

/**
 * Returns a function that checks whether a node is inside an area of the map. The node is inside if the area touches the map cell of the node's location.
 * `slot` is the node's position in the index. Checks each map cell only once.
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
