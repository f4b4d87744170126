import { type Bps, type ClassOffer, durationSeconds, type OfferedGpus, quoteCost, type SettleTerms } from '@infinitio/domain'
import type { ListingQuery } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { priceAt } from '../rows/priceRank.ts'
import { mostGpus } from '../rows/listingColumns.ts'
import type { ListingGroup } from '../rows/listingGroups.ts'
import { rowCheck } from '../search/fieldChecks.ts'
import { isPriceOutside, searchTerms } from '../search/searchTerms.ts'
import { givenGpus, laterOf } from '../starts/givenGpus.ts'

type Asked = { readonly now: number; readonly feeBps: Bps; readonly settleTerms: SettleTerms; readonly durationSeconds: number }

/**
 * The machines of one kind that a search finds, for each number of GPUs: `slots` has the index row of the cheapest machine that can rent out that many GPUs,
 * and `machines` the number of all machines that can.
 */
type Cheapest = { readonly group: ListingGroup; readonly slots: Int32Array; readonly machines: Uint32Array }

const noSlot = -1

/** Returns, for each kind of machine that a search finds, the cheapest machine for each number of GPUs. Reads each row of the index only once. */
export function offersOfClasses(index: ListingIndex, query: ListingQuery, asked: Asked): ClassOffer[] {
  index.turnTo(Math.floor(asked.now / 3_600))
  const found = cheapestOfKinds(index, { ...query, hours: query.hours ?? 1 }, asked.now)
  return found.map(({ group: { classId, vramGib, gpuLink }, slots, machines }) => {
    const first = slots.find((slot) => slot !== noSlot) ?? 0
    const offers = [...slots.keys()].flatMap((gpus) =>
      offerOf(index, { slot: slots[gpus] as number, gpus, machines: machines[gpus] as number }, asked),
    )
    return { classId, className: index.nodeAt(first).className, vramGib, link: gpuLink, offers }
  })
}

function cheapestOfKinds(index: ListingIndex, query: ListingQuery, now: number): Cheapest[] {
  const groups = index.groups()
  const terms = searchTerms(query, { now, groups })
  const later = laterOf(terms)
  const hasAll = rowCheck(index, query)
  const { readySeconds, minGpus } = index.columns()
  const kinds = new Map<string, Cheapest>()
  for (const { group: number, first, count } of index.blocks()) {
    const group = groups[number]
    if (group === undefined || terms.groups[number] !== 0 || group.vramGib === 0) continue
    const key = `${group.classId} ${group.vramGib} ${group.gpuLink}`
    const kind = kinds.get(key) ?? { group, slots: new Int32Array(mostGpus + 1).fill(noSlot), machines: new Uint32Array(mostGpus + 1) }
    for (let slot = first; slot < first + count; slot += 1) {
      const given = givenGpus(index, slot, { terms, later })
      if (given === 0 || isPriceOutside(index, slot, terms) || (readySeconds[slot] as number) > terms.mostReadySeconds) continue
      if (hasAll !== null && !hasAll(slot)) continue
      for (let gpus = Math.max(1, minGpus[slot] as number); gpus <= Math.min(given, mostGpus); gpus += 1) {
        takeSlot(index, kind, { slot, gpus })
        kinds.set(key, kind)
      }
    }
  }
  return [...kinds.values()]
}

function takeSlot(index: ListingIndex, { slots, machines }: Cheapest, { slot, gpus }: { slot: number; gpus: number }): void {
  machines[gpus] = (machines[gpus] as number) + 1
  const best = slots[gpus] as number
  if (best === noSlot || priceAt(index, slot) < priceAt(index, best)) slots[gpus] = slot
}

type Rented = { readonly slot: number; readonly gpus: number; readonly machines: number }

function offerOf(index: ListingIndex, { slot, gpus, machines }: Rented, { feeBps, settleTerms, ...asked }: Asked): OfferedGpus[] {
  const { ask } = slot === noSlot ? { ask: null } : index.nodeAt(slot)
  if (ask === null) return []
  const { pricePerGpuSecond } = ask.ask
  const { total } = quoteCost({ pricePerGpuSecond, gpus, durationSeconds: durationSeconds(BigInt(asked.durationSeconds)), feeBps }, settleTerms)
  return [{ gpus, pricePerGpuSecond, total, machines }]
}
