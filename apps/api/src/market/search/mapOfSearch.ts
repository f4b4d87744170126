import type { ListingMapQuery, ListingMapWire } from '@infinitio/domain/wire'
import { type CellCounts, countCells } from './cellCounts.ts'
import type { ListingIndex } from '../createListingIndex.ts'
import { listingRank, type ListingRank } from '../rows/listingRank.ts'
import { cellsADegree } from './placeCells.ts'
import { rowCheck } from './fieldChecks.ts'
import { searchTerms } from './searchTerms.ts'

/** The most spots on a map. */
export const mostSpots = 200
/** Doublings of the cell size until the coarsest grid, whose cells have 64 degrees. */
const coarsest = 8

/**
 * Returns the map positions of all machines that a search finds: counts and the cheapest machine for each cell, in the finest grid with at most 200 used cells.
 * Reads the rows once, and the cells once for each of at most nine grids. Each spot is at the location of its cheapest machine.
 */
export function mapOfSearch(index: ListingIndex, query: ListingMapQuery, { now }: { now: number }): ListingMapWire {
  index.turnTo(Math.floor(now / 3_600))
  const terms = searchTerms(query, { now, groups: index.groups() })
  const rank = listingRank(index, { sort: 'price', terms })
  const counts = countCells(index, { terms, rank, hasAll: rowCheck(index, query) })
  const counted = { index, counts, rank }
  let grid = gridOf(counted, coarsest)
  let shift = coarsest
  while (shift > 0) {
    const finer = gridOf(counted, shift - 1)
    if (finer === null) break
    grid = finer
    shift -= 1
  }
  const spots = [...(grid ?? new Map<number, Spot>()).values()].toSorted((one, other) =>
    rank.compare(one.cheapest, rank.keyOf(one.cheapest), other.cheapest, rank.keyOf(other.cheapest)),
  )
  return {
    spots: spots.map((spot) => {
      const { node, latitude, longitude, city, regionName, ask } = index.nodeAt(spot.cheapest)
      return {
        ...{ latitude: latitude ?? 0, longitude: longitude ?? 0, place: city ?? regionName, node, count: spot.found, real: spot.real },
        pricePerGpuSecond: (ask?.ask.pricePerGpuSecond ?? 0n).toString(),
      }
    }),
    unplaced: counts.found[0] ?? 0,
    total: counts.found.reduce((sum, count) => sum + count, 0),
    degrees: 2 ** shift / cellsADegree,
  }
}

type Spot = { readonly found: number; readonly real: number; readonly cheapest: number }
type Counted = { readonly index: ListingIndex; readonly counts: CellCounts; readonly rank: ListingRank }

/** Returns the used cells of a grid that is coarser by this power of two, or null if there are too many. */
function gridOf({ index, counts: { found, real, cheapest }, rank }: Counted, coarser: number): Map<number, Spot> | null {
  const spotsOf = new Map<number, Spot>()
  for (let number = 1; number < found.length; number += 1) {
    const cell = index.cells().cell(number)
    if (found[number] === 0 || cell === null) continue
    const key = (cell.y >> coarser) * 65_536 + (cell.x >> coarser)
    const [slot, spot] = [cheapest[number] as number, spotsOf.get(key)]
    const own = { found: found[number] as number, real: real[number] as number, cheapest: slot }
    if (spot === undefined) {
      if (spotsOf.size === mostSpots) return null
      spotsOf.set(key, own)
      continue
    }
    const isFirst = rank.compare(slot, rank.keyOf(slot), spot.cheapest, rank.keyOf(spot.cheapest)) < 0
    spotsOf.set(key, { found: spot.found + own.found, real: spot.real + own.real, cheapest: isFirst ? slot : spot.cheapest })
  }
  return spotsOf
}
