import type { ListingMapQuery, ListingMapWire } from '@infinitio/domain/wire'
import { allowsAll } from '../rows/allowsAll.ts'
import { notIdle } from '../rows/listingColumns.ts'
import type { SlotBlock } from '../rows/slotBlocks.ts'
import { givenGpus, laterOf } from '../starts/givenGpus.ts'
import type { ListingIndex } from '../createListingIndex.ts'
import { listingRank, type ListingRank } from '../rows/listingRank.ts'
import { cellsADegree } from './placeCells.ts'
import { rowCheck } from './fieldChecks.ts'
import { isPriceOutside, searchTerms, type SearchTerms } from './searchTerms.ts'

/** The most spots on a map. */
export const mostSpots = 200
/** The finest map cells (a quarter of a degree wide) can be doubled in size this many times. Then a cell is 64 degrees wide. */
const coarsest = 8

/**
 * Returns the map of a search. The map is divided into cells. Each cell with machines has one spot, at the location of its cheapest machine, with the number of
 * machines in the cell. Uses the finest grid in which at most 200 cells contain machines. Reads the nodes once, and all cells once per tried grid (at most nine
 * grids).
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

/**
 * Returns the cells that contain machines in a coarser grid: the size of the finest cells is doubled `coarser` times. Returns null if there are more cells than
 * a map may show.
 */
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

/**
 * For each map cell, by its number: how many nodes the search finds in it (`found`), how many of them are not simulated (`real`), the slot of the cheapest node
 * (−1 for none), and that node's price.
 */
type CellCounts = { readonly found: Uint32Array; readonly real: Uint32Array; readonly cheapest: Int32Array; readonly price: Float64Array }

type Asked = { readonly terms: SearchTerms; readonly rank: ListingRank; readonly hasAll: ((slot: number) => boolean) | null }

/**
 * Reads every node of the groups that pass all filters, once, and counts them by map cell. `rank` sorts by price. If two nodes of a cell are equally cheap, the
 * cell shows the one that comes first in this order.
 */
function countCells(index: ListingIndex, asked: Asked): CellCounts {
  const cells = index.cells().size()
  const counts = {
    ...{ found: new Uint32Array(cells), real: new Uint32Array(cells) },
    ...{ cheapest: new Int32Array(cells).fill(-1), price: new Float64Array(cells).fill(Number.POSITIVE_INFINITY) },
  }
  for (const block of index.blocks()) if (asked.terms.groups[block.group] === 0) countBlock(index, block, asked, counts)
  return counts
}

function countBlock(index: ListingIndex, block: SlotBlock, { terms, rank, hasAll }: Asked, counts: CellCounts): void {
  const columns = index.columns()
  const { idleGpus, price, readySeconds, cellId } = columns
  const later = laterOf(terms)
  const isAllowed = later === null && allowsAll(columns, block, terms)
  const least = Math.max(terms.minGpus, terms.runGpus[block.group] as number, 1)
  const real = index.groups()[block.group]?.isSimulated === true ? 0 : 1
  for (let slot = block.first; slot < block.first + block.count; slot += 1) {
    const idle = idleGpus[slot] as number
    const given = isAllowed && idle !== notIdle ? idle : givenGpus(index, slot, { terms, later })
    if (given < least) continue
    const own = price[slot] as number
    if ((own >= terms.mostPriceKey || own <= terms.leastPriceKey) && isPriceOutside(index, slot, terms)) continue
    if ((readySeconds[slot] as number) > terms.mostReadySeconds || (hasAll !== null && !hasAll(slot))) continue
    const cell = cellId[slot] as number
    counts.found[cell] = (counts.found[cell] as number) + 1
    counts.real[cell] = (counts.real[cell] as number) + real
    const best = counts.price[cell] as number
    if (own > best || (own === best && rank.compare(slot, own, counts.cheapest[cell] as number, best) > 0)) continue
    counts.cheapest[cell] = slot
    counts.price[cell] = own
  }
}
