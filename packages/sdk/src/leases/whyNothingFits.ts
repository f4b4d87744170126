import { formatPt } from '@infinitio/domain'

type Value = string | number | bigint | readonly number[] | undefined

/** A search for machines: the conditions that can exclude all of them, under the names of `GET /listings`. Other filters may be in it too. */
export type FitQuery = {
  readonly includeSimulated?: 'true' | 'false' | undefined
  readonly maxPricePerGpuHour?: Value
  readonly hours?: Value
  readonly minutes?: Value
  readonly minGpus?: Value
  readonly class?: Value
  readonly region?: Value
}

/** The part of a page of results that the reason needs: how many machines fit, and the price of the first one in base units per GPU-second. */
export type FitPage = { readonly total: number; readonly items: readonly { readonly ask: { readonly pricePerGpuSecond: string } }[] }

/** The names that the caller gives to the conditions, such as `maxPrice` or `--max`. `simulated` is what allows simulated machines. */
export type FitNames = Readonly<Record<'simulated' | 'price' | 'gpus' | 'class' | 'region', string>>

type Condition = { readonly dropped: FitQuery; readonly phrase: string; readonly sentence?: (page: FitPage) => string }

/**
 * Returns the reason why a search found no machine, in words for a person. Drops one condition at a time, then two, and names each one without which machines
 * are free, with their number and the lowest price. `search` must return the cheapest machine first. Throws what `search` throws.
 */
export async function whyNothingFits<Query extends FitQuery>(
  search: (query: Query) => Promise<FitPage>,
  { query, names }: { readonly query: Query; readonly names: FitNames },
): Promise<string> {
  const without = (...conditions: readonly Condition[]) => search(Object.assign({}, query, ...conditions.map(({ dropped }) => dropped)) as Query)
  const conditions = conditionsOf(query, names)
  // A search without a class leaves out machines without a GPU, so the search for them must keep its class.
  const broadest = [conditions, conditions.filter(({ dropped }) => !('class' in dropped))]
  const found = await firstFound(broadest, async (some) => without(...some))
  if (found === null) return 'no machine that is free now'
  for (const several of [conditions.map((one) => [one]), pairsOf(conditions)]) {
    const reasons: string[] = []
    for (const some of several) {
      const page = await without(...some)
      if (page.total > 0) reasons.push(reasonOf(some, page))
    }
    if (reasons.length > 0) return reasons.join('; ')
  }
  return reasonOf(found.conditions, found.page)
}

type Found = { readonly conditions: readonly Condition[]; readonly page: FitPage }

/** Returns the first list of conditions without which machines are free, and the page of these; null if there is none. */
async function firstFound(
  lists: readonly (readonly Condition[])[],
  without: (conditions: readonly Condition[]) => Promise<FitPage>,
): Promise<Found | null> {
  for (const conditions of lists) {
    const page = await without(conditions)
    if (page.total > 0) return { conditions, page }
  }
  return null
}

/** Returns the conditions of a search that can exclude machines, each with the query that drops it. Pure. */
function conditionsOf(query: FitQuery, names: FitNames): Condition[] {
  const { includeSimulated, maxPricePerGpuHour: most, minGpus, hours, minutes } = query
  const seconds = Number(hours ?? 0) * secondsPerHour + Number(minutes ?? 0) * 60
  const span = [hours === undefined ? [] : `${hours} hours`, minutes === undefined ? [] : `${minutes} minutes`].flat().join(' ')
  const rows: readonly (Condition | null)[] = [
    includeSimulated !== 'false'
      ? null
      : {
          dropped: { includeSimulated: 'true' },
          phrase: `with ${names.simulated}`,
          sentence: ({ total }) => `only ${total} simulated: ${names.simulated} takes them`,
        },
    most === undefined
      ? null
      : {
          dropped: { maxPricePerGpuHour: undefined },
          phrase: `without ${names.price}`,
          sentence: (page) => `${freeText(page)}, the cheapest costs ${priceText(page)} per GPU-hour, your limit is ${limitText(String(most))} PT`,
        },
    seconds <= secondsPerHour
      ? null
      : {
          dropped: { hours: 1, minutes: undefined },
          phrase: 'for 1 hour',
          sentence: (page) => `${freeText(page)} for 1 hour, and none for ${span}`,
        },
    Number(minGpus ?? 1) <= 1 ? null : { dropped: { minGpus: 1 }, phrase: `with ${names.gpus} 1` },
    query.class === undefined ? null : { dropped: { class: undefined }, phrase: `without ${names.class}` },
    query.region === undefined ? null : { dropped: { region: undefined }, phrase: `without ${names.region}` },
  ]
  return rows.filter((row) => row !== null)
}

function pairsOf(conditions: readonly Condition[]): Condition[][] {
  return conditions.flatMap((one, at) => conditions.slice(at + 1).map((other) => [one, other]))
}

function reasonOf(dropped: readonly Condition[], page: FitPage): string {
  const [only] = dropped
  if (dropped.length === 1 && only?.sentence !== undefined) return only.sentence(page)
  return `${freeText(page)} ${dropped.map(({ phrase }) => phrase).join(' and ')}, from ${priceText(page)} per GPU-hour`
}

const secondsPerHour = 3_600
const digits = 9
const step = 10n ** 9n

const freeText = ({ total }: FitPage): string => (total === 1 ? '1 machine is free' : `${total} machines are free`)

/** Formats the price of the first machine in PT per hour, rounded up to 9 decimals, so that a limit of this amount takes the machine. */
function priceText({ items }: FitPage): string {
  const units = BigInt(items[0]?.ask.pricePerGpuSecond ?? 0n) * BigInt(secondsPerHour)
  return `${shortPt(((units + step - 1n) / step) * step)} PT`
}

/** Formats the limit with as many decimals as it has. */
function limitText(units: string): string {
  return formatPt(BigInt(units), { digits: 18 }).replace(/\.?0+$/, '')
}

function shortPt(units: bigint): string {
  return formatPt(units, { digits }).replace(/\.?0+$/, '')
}
