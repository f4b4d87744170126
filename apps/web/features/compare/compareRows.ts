import { dataSheetOf } from '@infinitio/domain'
import type { ListingWire } from '@infinitio/domain/wire'
import { computingOf, machineShare } from '#web/parts/machine/machineShare.ts'

/** Lists the compared properties in the order of the table. */
export const compareKeys = [
  'price',
  'total',
  'least',
  'gpus',
  'speed',
  'vram',
  'cpu',
  'ram',
  'disk',
  'network',
  'region',
  'provider',
  'images',
  'isolation',
  'ready',
  'leases',
  'reliability',
  'tier',
  'notice',
  'trial',
] as const
/** The name of a row in the table. */
export type CompareKey = (typeof compareKeys)[number]

/** One row of the comparison table. `best` shows for each machine whether it has the best value of the row. */
export type CompareRow = { readonly key: CompareKey; readonly best: readonly boolean[] }

/** Returns the rows of the comparison for these machines. In `listings`, null is a machine that is not free now; such a machine never has the best value. */
export function compareRows(listings: readonly (ListingWire | null)[]): CompareRow[] {
  const gpus = listings.flatMap((listing) => (listing === null ? [] : [listing.quote.gpus]))
  // Totals of different numbers of GPUs cannot be compared.
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

/** The rule of a row: how to read a machine's value (null if it is unknown or unavailable), and whether the least or the most is best. */
type Rule = { readonly best: 'least' | 'most'; valueOf(listing: ListingWire): bigint | number | null }

const rules: Readonly<Record<CompareKey, Rule | null>> = {
  price: { best: 'least', valueOf: ({ ask }) => BigInt(ask.pricePerGpuSecond) },
  total: { best: 'least', valueOf: (listing) => (rentalOf(listing) === 'fits' ? BigInt(listing.quote.total) : null) },
  least: { best: 'least', valueOf: (listing) => (rentalOf(listing) === 'fits' ? BigInt(listing.quote.least) : null) },
  gpus: { best: 'most', valueOf: ({ freeGpus }) => freeGpus },
  speed: { best: 'most', valueOf: ({ className, quote }) => tensorTflopsOf(className, quote.gpus) },
  vram: { best: 'most', valueOf: (listing) => machineShare(listing, listing.quote.gpus).vramGib },
  cpu: { best: 'most', valueOf: (listing) => computingOf(listing, listing.quote.gpus).cpuCores },
  ram: { best: 'most', valueOf: (listing) => computingOf(listing, listing.quote.gpus).ramGib },
  disk: { best: 'most', valueOf: ({ diskGib }) => diskGib },
  network: { best: 'most', valueOf: ({ networkMbps }) => (networkMbps === 0 ? null : networkMbps) },
  region: null,
  provider: null,
  images: null,
  isolation: null,
  ready: { best: 'least', valueOf: ({ medianReadySeconds }) => medianReadySeconds },
  leases: { best: 'most', valueOf: ({ completedLeases }) => completedLeases },
  reliability: { best: 'most', valueOf: ({ reliabilityBps }) => reliabilityBps },
  tier: { best: 'most', valueOf: ({ tier }) => tier },
  notice: { best: 'least', valueOf: ({ ask }) => ask.noticeSeconds },
  trial: { best: 'most', valueOf: ({ ask }) => ask.trialSeconds },
}

/** Returns the 16-bit tensor TFLOPS of some GPUs of a class by the data sheet of their maker; null for a class without one. */
export function tensorTflopsOf(className: string, gpus: number): bigint | null {
  const sheet = dataSheetOf(className)
  return sheet === null ? null : sheet.tensorTflops * BigInt(gpus)
}

/** Marks the least or the most of the known values. Marks none if fewer than two are known or all known values are equal. */
export function bestOf(values: readonly (bigint | number | null)[], which: 'least' | 'most'): boolean[] {
  const known = values.filter((value) => value !== null)
  const sorted = known.toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0))
  const [least, most] = [sorted[0], sorted.at(-1)]
  if (least === undefined || least === most) return values.map(() => false)
  const best = which === 'least' ? least : most
  return values.map((value) => value === best)
}

/**
 * `fits` if a free machine accepts the compared lease. Otherwise the limit of the machine that the lease exceeds: the duration (`hours`) or the number of GPUs
 * (`gpus`).
 */
type Rental = 'fits' | 'hours' | 'gpus'

/** Returns `fits` if the lease for which a listing has a quote is within the limits of the ask and the free GPUs; otherwise the limit that it exceeds. */
export function rentalOf({ ask, freeGpus, quote }: Pick<ListingWire, 'ask' | 'freeGpus' | 'quote'>): Rental {
  if (quote.durationSeconds < ask.minDurationSeconds || quote.durationSeconds > ask.maxDurationSeconds) return 'hours'
  return quote.gpus > Math.min(freeGpus, ask.maxGpus) ? 'gpus' : 'fits'
}
