import { allowsAll } from '../rows/allowsAll.ts'
import type { ListingIndex } from '../createListingIndex.ts'
import { givenGpus, laterOf } from '../starts/givenGpus.ts'
import { notIdle } from '../rows/listingColumns.ts'
import type { ListingRank } from '../rows/listingRank.ts'
import { isTooDear, type SearchTerms } from './searchTerms.ts'
import type { SlotBlock } from '../rows/slotBlocks.ts'

/**
 * The results of a search in each map cell, by the cell's number: the number of nodes, the number of nodes that are not simulated, the slot of the cheapest
 * node (−1 for none), and its price from the column.
 */
export type CellCounts = { readonly found: Uint32Array; readonly real: Uint32Array; readonly cheapest: Int32Array; readonly price: Float64Array }

type Asked = { readonly terms: SearchTerms; readonly rank: ListingRank; readonly hasAll: ((slot: number) => boolean) | null }

/** Reads every row of the groups that pass all filters once. `rank` sorts by price: of two equally cheap nodes, the first in this order represents the cell. */
export function countCells(index: ListingIndex, asked: Asked): CellCounts {
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
    if (own >= terms.mostPriceKey && isTooDear(index, slot, terms)) continue
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
