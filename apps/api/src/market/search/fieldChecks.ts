import { memoryOfRun, parseRun, type SearchFieldName, searchFieldRows, type SearchFields } from '@infinitio/domain'
import type { ListingQuery } from '@infinitio/domain/wire'
import type { ListingIndex } from '../createListingIndex.ts'
import { hasWords } from '../rows/hasWords.ts'
import type { ListingGroup } from '../rows/listingGroups.ts'
import { isInBox } from './isInBox.ts'

/** One bit for each choice of which `facets` count what it would give, where all rows of a group pass or fail it together. */
export const fails = { class: 1, region: 2, vram: 4, simulated: 8, isolation: 16 } as const

type RowCheck = (slot: number) => boolean

/**
 * How a search judges machines by a field. `group`: all rows of a group at once. `row`: each row. `memory`: by the GPU memory that all GPUs of a lease need
 * together, GiB. `scan`: `scanListings` compares the columns itself, because it also counts what other values would give.
 */
type FieldCheck<Value> =
  | { readonly by: 'group'; readonly bit: keyof typeof fails; readonly fits: (group: ListingGroup, value: Value) => boolean }
  | { readonly by: 'row'; readonly check: (index: ListingIndex, value: Value) => RowCheck }
  | { readonly by: 'memory'; readonly gibOf: (value: Value) => number }
  | { readonly by: 'scan' }

type Asked<Name extends SearchFieldName> = NonNullable<ListingQuery[SearchFields[Name]['query']]>

const checks: { readonly [Name in SearchFieldName]: FieldCheck<Asked<Name>> } = {
  q: { by: 'row', check: hasWords },
  classes: { by: 'group', bit: 'class', fits: ({ classId }, ids) => ids.includes(classId) },
  regions: { by: 'group', bit: 'region', fits: ({ regionId }, ids) => ids.includes(regionId) },
  minVramGib: { by: 'group', bit: 'vram', fits: ({ vramGib }, least) => vramGib >= least },
  gpus: { by: 'scan' },
  hours: { by: 'scan' },
  startHour: { by: 'scan' },
  maxPrice: { by: 'scan' },
  maxReady: { by: 'scan' },
  isolation: { by: 'group', bit: 'isolation', fits: ({ isolation }, levels) => isolation !== null && levels.includes(isolation) },
  hideSimulated: { by: 'group', bit: 'simulated', fits: ({ isSimulated }, included) => included === 'true' || !isSimulated },
  run: { by: 'memory', gibOf: runGib },
}

/** The checks of the fields that a query has. A check takes the value of its own field. */
function checksOf(query: ListingQuery): { readonly check: FieldCheck<unknown>; readonly value: unknown }[] {
  return searchFieldRows.flatMap(([name, field]) => {
    const value = query[field.query as keyof ListingQuery]
    return value === undefined ? [] : [{ check: checks[name] as FieldCheck<unknown>, value }]
  })
}

/** Returns what a group fails of a query: bits of `fails`. The query is read once, not for each group. */
export function groupFailure(query: ListingQuery): (group: ListingGroup) => number {
  const asked = checksOf(query).flatMap(({ check, value }) => (check.by === 'group' ? [{ ...check, value }] : []))
  return (group) => asked.reduce((failed, { bit, fits, value }) => (fits(group, value) ? failed : failed | fails[bit]), 0)
}

/** Returns the check of each row that no group and no scan makes, such as words and the area of a map; null where a query needs none. */
export function rowCheck(index: ListingIndex, query: ListingQuery): RowCheck | null {
  const asked = checksOf(query).flatMap(({ check, value }) => (check.by === 'row' ? [check.check(index, value)] : []))
  const all = query.box === undefined ? asked : [isInBox(index, query.box), ...asked]
  const [only, ...others] = all
  if (only === undefined) return null
  return others.length === 0 ? only : (slot) => all.every((passes) => passes(slot))
}

/** Returns the GPU memory, GiB, that all GPUs of a lease need together for what a query asks; 0 where it asks for none. */
export function memoryAsked(query: ListingQuery): number {
  return checksOf(query).reduce((most, { check, value }) => (check.by === 'memory' ? Math.max(most, check.gibOf(value)) : most), 0)
}

function runGib(text: string): number {
  const run = parseRun(text)
  return run === null ? 0 : memoryOfRun(run).totalGib
}
