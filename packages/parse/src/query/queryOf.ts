import { parseRun, textOfRun } from '@infinitio/domain'
import type { ListingQueryWire } from '@infinitio/domain/wire'
import type { Catalogue } from '../lexicon/catalogue.ts'
import type { WishName, Wishes } from '../wishes/wishes.ts'
import { type Rate, unitsOf } from './rates.ts'

const mostGpus = 15
const minutesPerHour = 60

/** The query of `GET /listings` that a reading gives, and the wishes that it narrows by. A wish that is not among them narrows nothing. */
export type QueryOfWishes = { readonly query: ListingQueryWire; readonly narrows: ReadonlySet<WishName> }

/** Puts wishes into the parameters that `GET /listings` has. A wish without a parameter is left out. */
export function queryOf(wishes: Wishes, { catalogue, rates }: { readonly catalogue: Catalogue; readonly rates: readonly Rate[] }): QueryOfWishes {
  const narrows = new Set<WishName>()
  const query: ListingQueryWire = {}
  const put = (names: readonly WishName[], part: ListingQueryWire): void => {
    for (const name of names) if (wishes[name] !== undefined) narrows.add(name)
    Object.assign(query, part)
  }
  const classes = chosen(
    wishes.classes,
    wishes.notClasses,
    catalogue.classes.map(({ classId, name }) => ({ id: classId, name })),
  )
  if (classes !== null) put(['classes', 'notClasses'], { class: classes })
  const regions = chosen(
    wishes.regions,
    wishes.notRegions,
    catalogue.regions.map(({ regionId, name }) => ({ id: regionId, name })),
  )
  if (regions !== null) put(['regions', 'notRegions'], { region: regions })
  const gpus = wishes.gpus ?? wishes.gpusAtLeast
  if (gpus !== undefined && gpus <= mostGpus) put(['gpus', 'gpusAtLeast'], { minGpus: String(gpus) })
  if (wishes.memoryGbAtLeast !== undefined && wishes.memoryGbAtLeast <= 65_535)
    put(['memoryGbAtLeast'], { minVramGib: String(wishes.memoryGbAtLeast) })
  if (wishes.minutes !== undefined) put(['minutes'], { hours: String(Math.ceil(wishes.minutes / minutesPerHour)) })
  if (wishes.start !== undefined) put(['start'], { startHour: String(Math.floor(wishes.start / 3_600)) })
  const price = priceOf(wishes, rates)
  if (price !== null) put(price.from, { maxPricePerGpuHour: String(price.units) })
  if (wishes.readySecondsAtMost !== undefined && wishes.readySecondsAtMost <= 65_534)
    put(['readySecondsAtMost'], { maxReadySeconds: String(wishes.readySecondsAtMost) })
  if (wishes.isolation !== undefined) put(['isolation'], { isolation: wishes.isolation.join(',') })
  if (wishes.realOnly === true) put(['realOnly'], { includeSimulated: 'false' })
  const run = runOf(wishes)
  if (run !== null) put(run.from, { run: run.text })
  const [city, ...others] = wishes.cities ?? []
  // The words of a search look into the place of a machine; they cannot say "or".
  if (city !== undefined && others.length === 0 && wishes.countries === undefined) put(['cities'], { q: city })
  if (wishes.sort !== undefined) put(['sort'], { sort: wishes.sort })
  return { query, narrows }
}

/** The ids that are asked for and not refused; null where the words say neither, or leave none. */
function chosen(
  wanted: readonly string[] | undefined,
  refused: readonly string[] | undefined,
  rows: readonly { readonly id: number; readonly name: string }[],
): string | null {
  if (wanted === undefined && refused === undefined) return null
  const ids = rows.filter(({ name }) => (wanted?.includes(name) ?? true) && refused?.includes(name) !== true).map(({ id }) => id)
  return ids.length === 0 ? null : ids.slice(0, 64).join(',')
}

/** The most that one GPU may cost an hour. A price of all GPUs, or of the whole lease, is divided by what it is for, where the words say how many. */
function priceOf(wishes: Wishes, rates: readonly Rate[]): { readonly units: bigint; readonly from: readonly WishName[] } | null {
  const { pricePerGpuHourAtMost, pricePerHourAtMost, totalPriceAtMost, minutes, model } = wishes
  const gpus = wishes.gpus ?? wishes.gpusAtLeast ?? (model === undefined ? 1 : undefined)
  const found: { readonly units: bigint; readonly from: WishName }[] = []
  const add = (from: WishName, price: typeof pricePerGpuHourAtMost, over: bigint, under: bigint): void => {
    const units = price === undefined ? null : unitsOf(price, rates)
    if (units !== null) found.push({ units: (units * over) / under, from })
  }
  add('pricePerGpuHourAtMost', pricePerGpuHourAtMost, 1n, 1n)
  if (gpus !== undefined) add('pricePerHourAtMost', pricePerHourAtMost, 1n, BigInt(gpus))
  if (gpus !== undefined && minutes !== undefined) add('totalPriceAtMost', totalPriceAtMost, BigInt(minutesPerHour), BigInt(gpus) * BigInt(minutes))
  if (found.length === 0) return null
  return { units: found.reduce((least, { units }) => (units < least ? units : least), found[0]?.units ?? 0n), from: found.map(({ from }) => from) }
}

/** Returns the model to run, or the program where the words name no model. */
function runOf({ model, task, bits, contextTokens, program }: Wishes): { readonly text: string; readonly from: readonly WishName[] } | null {
  if (model === undefined) return program === undefined ? null : { text: program, from: ['program'] }
  const parts = [
    model,
    ...(task === undefined || task === 'inference' ? [] : [task]),
    ...(bits === undefined ? [] : [`${bits}bit`]),
    ...(contextTokens === undefined ? [] : [`${Math.max(1, Math.floor(contextTokens / 1_024))}k`]),
  ]
  const run = parseRun(parts.join('_'))
  return run === null ? null : { text: textOfRun(run), from: ['model', 'task', 'bits', 'contextTokens'] }
}
