import type { ListingWire } from '@infinitio/domain/wire'
import { machineShare } from '#web/parts/machine/machineShare.ts'

/** What machines are compared by, in the order of the table. */
export const compareKeys = [
  'price',
  'total',
  'least',
  'gpus',
  'vram',
  'cpu',
  'ram',
  'disk',
  'network',
  'region',
  'isolation',
  'ready',
  'leases',
  'reliability',
  'tier',
  'notice',
  'trial',
] as const
/** One of them. */
export type CompareKey = (typeof compareKeys)[number]

/** A row: for each machine in its turn whether it is the best of them in this. */
export type CompareRow = { readonly key: CompareKey; readonly best: readonly boolean[] }

/** The rows of some machines; null stands for one that is not free now, and is the best in nothing. */
export function compareRows(listings: readonly (ListingWire | null)[]): CompareRow[] {
  const gpus = listings.flatMap((listing) => (listing === null ? [] : [listing.quote.gpus]))
  // Totals of different numbers of GPUs are prices of different things.
  const isOneTotal = gpus.every((count) => count === gpus[0])
  return compareKeys.map((key) => {
    const rule = rules[key]
    if (rule === null || ((key === 'total' || key === 'least') && !isOneTotal)) return { key, best: listings.map(() => false) }
    return {
      key,
      best: bestOf(
        listings.map((listing) => (listing === null ? null : rule.valueOf(listing))),
        rule.best,
      ),
    }
  })
}

/** What a machine has of a row, null where it is not known or not to be had, and which end is the best. */
type Rule = { readonly best: 'least' | 'most'; valueOf(listing: ListingWire): bigint | number | null }

const rules: Readonly<Record<CompareKey, Rule | null>> = {
  price: { best: 'least', valueOf: ({ ask }) => BigInt(ask.pricePerGpuSecond) },
  total: { best: 'least', valueOf: (listing) => (rentalOf(listing) === 'fits' ? BigInt(listing.quote.total) : null) },
  least: { best: 'least', valueOf: (listing) => (rentalOf(listing) === 'fits' ? BigInt(listing.quote.least) : null) },
  gpus: { best: 'most', valueOf: ({ freeGpus }) => freeGpus },
  vram: { best: 'most', valueOf: (listing) => machineShare(listing, listing.quote.gpus).vramGib },
  cpu: { best: 'most', valueOf: ({ cpuCores }) => cpuCores },
  ram: { best: 'most', valueOf: ({ ramGib }) => ramGib },
  disk: { best: 'most', valueOf: ({ diskGib }) => diskGib },
  network: { best: 'most', valueOf: ({ networkMbps }) => (networkMbps === 0 ? null : networkMbps) },
  region: null,
  isolation: null,
  ready: { best: 'least', valueOf: ({ medianReadySeconds }) => medianReadySeconds },
  leases: { best: 'most', valueOf: ({ completedLeases }) => completedLeases },
  reliability: { best: 'most', valueOf: ({ reliabilityBps }) => reliabilityBps },
  tier: { best: 'most', valueOf: ({ tier }) => tier },
  notice: { best: 'least', valueOf: ({ ask }) => ask.noticeSeconds },
  trial: { best: 'most', valueOf: ({ ask }) => ask.trialSeconds },
}

/**
 * Which of some values are the best: the least or the most of those that are known. None when fewer than two are known or all that are known are
 * equal: then there is nothing to choose by.
 */
export function bestOf(values: readonly (bigint | number | null)[], which: 'least' | 'most'): boolean[] {
  const known = values.filter((value) => value !== null)
  const sorted = known.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (least === undefined || least === most) return values.map(() => false)
  const best = which === 'least' ? least : most
  return values.map((value) => value === best)
}

/** Whether a machine that is free serves the hours and GPUs that are compared; if not, which of them it does not. */
type Rental = 'fits' | 'hours' | 'gpus'

/** Holds a listing's quote against its ask's bounds and what is free of it. */
export function rentalOf({ ask, freeGpus, quote }: Pick<ListingWire, 'ask' | 'freeGpus' | 'quote'>): Rental {
  if (quote.durationSeconds < ask.minDurationSeconds || quote.durationSeconds > ask.maxDurationSeconds) return 'hours'
  return quote.gpus > Math.min(freeGpus, ask.maxGpus) ? 'gpus' : 'fits'
}
