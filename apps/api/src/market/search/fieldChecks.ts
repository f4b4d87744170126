import {
  countryCodeOf,
  gridIntensity,
  memoryOfRun,
  parseRun,
  runsImages,
  type SearchFieldName,
  searchFieldRows,
  type SearchFields,
  secondsOfQuery,
} from '@infinitio/domain'
import type { ListingQuery } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import type { FactName } from '../rows/factColumns.ts'
import { hasWords } from '../rows/hasWords.ts'
import type { ListingGroup } from '../rows/listingGroups.ts'
import { listingRank } from '../rows/listingRank.ts'
import { isInBox } from './isInBox.ts'

/**
 * One bit for each filter that all nodes of a group (nodes with the same class, region and so on) pass or fail together. A search gives each group the bits of
 * the filters that it fails.
 */
export const fails = { class: 1, region: 2, vram: 4, simulated: 8, isolation: 16, link: 32, tier: 64 } as const

type RowCheck = (slot: number) => boolean

/**
 * How a search checks one field of its query.
 * - `group`: once for all nodes of a group
 * - `row`: for each node
 * - `memory`: by the GPU memory in GiB that the lease needs in total
 * - `scan`: in `scanListings` itself, which also counts the nodes that other values of this filter would find
 */
type FieldCheck<Value> =
  | { readonly by: 'group'; readonly bit: keyof typeof fails; readonly fits: (group: ListingGroup, value: Value) => boolean }
  | { readonly by: 'row'; readonly check: (index: ListingIndex, value: Value, query: ListingQuery) => RowCheck }
  | {
      readonly by: 'memory'
      readonly gibOf: (value: Value) => number
      /** An additional check of each row, or null if the field needs none. */
      readonly check?: (index: ListingIndex, value: Value, query: ListingQuery) => RowCheck | null
    }
  | { readonly by: 'scan' }

type Asked<Name extends SearchFieldName> = NonNullable<ListingQuery[SearchFields[Name]['query']]>

const checks: { readonly [Name in SearchFieldName]: FieldCheck<Asked<Name>> } = {
  q: { by: 'row', check: hasWords },
  classes: { by: 'group', bit: 'class', fits: ({ classId }, ids) => ids.includes(classId) },
  regions: { by: 'group', bit: 'region', fits: ({ regionId }, ids) => ids.includes(regionId) },
  minVramGib: { by: 'group', bit: 'vram', fits: ({ vramGib }, least) => vramGib >= least },
  gpus: { by: 'scan' },
  hours: { by: 'scan' },
  minutes: { by: 'scan' },
  startHour: { by: 'scan' },
  minPrice: { by: 'scan' },
  maxPrice: { by: 'scan' },
  maxReady: { by: 'scan' },
  isolation: { by: 'group', bit: 'isolation', fits: ({ isolation }, levels) => isolation !== null && levels.includes(isolation) },
  gpuLinks: { by: 'group', bit: 'link', fits: ({ gpuLink }, links) => gpuLink !== null && links.includes(gpuLink) },
  images: { by: 'row', check: startsImages },
  hideSimulated: { by: 'group', bit: 'simulated', fits: ({ isSimulated }, included) => included === 'true' || !isSimulated },
  run: { by: 'memory', gibOf: runGib, check: startsProgram },
  minRamGib: atLeast('ramGib'),
  minDiskGib: atLeast('diskGib'),
  minNetworkMbps: atLeast('networkMbps'),
  minReliability: atLeast('reliabilityBps', 100),
  minTier: { by: 'group', bit: 'tier', fits: ({ tier }, least) => tier >= least },
  maxTotal: { by: 'row', check: isTotalWithin },
  minTotalVramGib: { by: 'memory', gibOf: (gib) => gib },
  maxGridGrams: { by: 'row', check: byGrid },
  notClasses: { by: 'group', bit: 'class', fits: ({ classId }, ids) => !ids.includes(classId) },
  notRegions: { by: 'group', bit: 'region', fits: ({ regionId }, ids) => !ids.includes(regionId) },
  countries: { by: 'row', check: (index, codes) => byCountry(index, (code) => codes.includes(code)) },
  notCountries: { by: 'row', check: (index, codes) => byCountry(index, (code) => !codes.includes(code)) },
  cities: { by: 'row', check: (index, names) => byCity(index, names, true) },
  notCities: { by: 'row', check: (index, names) => byCity(index, names, false) },
}

/** Returns the check of each field that a query contains, together with the value of that field. */
function checksOf(query: ListingQuery): { readonly check: FieldCheck<unknown>; readonly value: unknown }[] {
  return searchFieldRows.flatMap(([name, field]) => {
    const value = query[field.query as keyof ListingQuery]
    return value === undefined ? [] : [{ check: checks[name] as FieldCheck<unknown>, value }]
  })
}

/**
 * Returns a function that checks a group of nodes against a query. It returns one bit for each filter that the group does not pass. The query is read only
 * once.
 */
export function groupFailure(query: ListingQuery): (group: ListingGroup) => number {
  const asked = checksOf(query).flatMap(({ check, value }) => (check.by === 'group' ? [{ ...check, value }] : []))
  const wishesGpus = query.minGpus !== undefined
  return (group) => {
    const lacksGpus = wishesGpus && !countsForGpus(group, query)
    return asked.reduce((failed, { bit, fits, value }) => (fits(group, value) ? failed : failed | fails[bit]), lacksGpus ? fails.class : 0)
  }
}

/**
 * Returns true if a search for a number of GPUs may find nodes of this group (nodes with the same class, region and so on). A node without GPU memory has no
 * GPU. The search finds it only if the query names its class.
 */
export function countsForGpus({ vramGib }: Pick<ListingGroup, 'vramGib'>, { class: classes }: Pick<ListingQuery, 'class'>): boolean {
  return vramGib > 0 || classes !== undefined
}

/**
 * Returns a function that checks single nodes. It covers the filters (such as words and the area of a map) that neither the check of whole groups nor
 * `scanListings` covers. Returns null if the query has no such filter.
 */
export function rowCheck(index: ListingIndex, query: ListingQuery): RowCheck | null {
  const asked = checksOf(query).flatMap(({ check, value }) => {
    const made = check.by === 'row' || check.by === 'memory' ? check.check?.(index, value, query) : null
    return made ? [made] : []
  })
  const all = query.box === undefined ? asked : [isInBox(index, query.box), ...asked]
  const [only, ...others] = all
  if (only === undefined) return null
  return others.length === 0 ? only : (slot) => all.every((passes) => passes(slot))
}

/**
 * Returns the GPU memory in GiB that all GPUs of the lease must have together: for the query's model or program, or as the query itself demands; 0 if it
 * demands none.
 */
export function memoryAsked(query: ListingQuery): number {
  return checksOf(query).reduce((most, { check, value }) => (check.by === 'memory' ? Math.max(most, check.gibOf(value)) : most), 0)
}

/** Returns a check that a property of a node is at least `value × unit`. `unit` converts the query's value to the unit of the column. */
function atLeast(fact: FactName, unit = 1): FieldCheck<number> {
  return {
    by: 'row',
    check: (index, least) => {
      const column = index.columns()[fact]
      return (slot) => (column[slot] as number) >= least * unit
    },
  }
}

/**
 * Returns a check that the lease of a query would cost at most `most` base units on a node, for all GPUs and hours. The comparison is exact even for amounts
 * too large for a float.
 */
function isTotalWithin(index: ListingIndex, most: string, query: ListingQuery): RowCheck {
  const terms = { minGpus: query.minGpus ?? 0, seconds: secondsOfQuery(query) ?? 0, runGib: memoryAsked(query), forSeconds: 0, run: null }
  const rank = listingRank(index, { sort: 'total', terms })
  // A cursor that comes after every listing with exactly this total, because the character `~` sorts after every node id.
  const end = { sort: 'total', key: BigInt(most), price: 0n, node: '~' } as const
  return (slot) => rank.compareToCursor(slot, rank.keyOf(slot), end) < 0
}

/**
 * Returns a check of the country that a provider entered for a node. A node without a country fails, and so does a text that names no country. Each different
 * text is checked only once.
 */
function byCountry(index: ListingIndex, passes: (code: string) => boolean): RowCheck {
  const judged = new Map<string | null, boolean>()
  return (slot) => {
    const { country } = index.nodeAt(slot)
    const known = judged.get(country)
    if (known !== undefined) return known
    const code = countryCodeOf(country)
    const isIn = code !== null && passes(code)
    judged.set(country, isIn)
    return isIn
  }
}

/**
 * Returns a check that the power grid of a machine's country causes at most `most` grams of CO₂ equivalent per kWh. A machine fails if its provider states no
 * country or one without a known mean, also in a region that lies in one country. Each different country is checked only once.
 */
function byGrid(index: ListingIndex, most: number): RowCheck {
  const judged = new Map<string | null, boolean>()
  return (slot) => {
    const { country } = index.nodeAt(slot)
    const known = judged.get(country)
    if (known !== undefined) return known
    const grid = gridIntensity(country)
    const isLow = grid !== null && grid.gramsPerKwh <= most
    judged.set(country, isLow)
    return isLow
  }
}

/**
 * Returns a check of the city that a provider entered for a node. "Frankfurt" also finds "Frankfurt am Main". A node without a city fails both a list of wanted
 * cities and a list of excluded ones.
 */
function byCity(index: ListingIndex, names: readonly string[], isWanted: boolean): RowCheck {
  const asked = names.map((name) => name.toLowerCase())
  return (slot) => {
    const stated = index.nodeAt(slot).city?.toLowerCase()
    return stated !== undefined && asked.some((name) => stated === name || stated.startsWith(`${name} `)) === isWanted
  }
}

/**
 * Returns a check that a machine can run the program or model of a query, or null if every machine can. A program needs a machine that can run images. A model
 * needs no image, because the renter can serve it from a shell.
 */
function startsProgram(index: ListingIndex, text: string): RowCheck | null {
  const run = parseRun(text)
  return run !== null && 'program' in run ? startsImages(index) : null
}

function startsImages(index: ListingIndex): RowCheck {
  return (slot) => runsImages(index.nodeAt(slot))
}

function runGib(text: string): number {
  const run = parseRun(text)
  return run === null ? 0 : memoryOfRun(run).totalGib
}
