import { parseRun, textOfRun } from '@infinitio/domain'
import type { ListingQueryWire } from '@infinitio/domain/wire'
import type { Catalogue } from '../lexicon/catalogue.ts'
import { cityCountries } from '../lexicon/places.ts'
import type { WishName, Wishes } from '../wishes/wishes.ts'
import { pricesOf } from './pricesOf.ts'
import type { Rate } from './rates.ts'

const mostGpus = 15
/**
 * Requirements for a minimum, such as memory: the name of the requirement, its parameter in `GET /listings`, and the largest value that the parameter accepts.
 */
const leastNumbers = [
  ['totalMemoryGbAtLeast', 'minTotalVramGib', 999_999],
  ['ramGbAtLeast', 'minRamGib', 999_999_999],
  ['diskGbAtLeast', 'minDiskGib', 999_999_999],
  ['networkMbpsAtLeast', 'minNetworkMbps', 999_999_999],
] as const
const minutesPerHour = 60

/** The query of `GET /listings` for a sentence. `narrows` has the names of the requirements that became parameters of the query; the others do not filter. */
export type QueryOfWishes = { readonly query: ListingQueryWire; readonly narrows: ReadonlySet<WishName> }

/** Converts the requirements of a sentence to the parameters of `GET /listings`. Leaves out a requirement without a parameter. */
export function queryOf(wishes: Wishes, { catalogue, rates }: { readonly catalogue: Catalogue; readonly rates: readonly Rate[] }): QueryOfWishes {
  const narrows = new Set<WishName>()
  const query: ListingQueryWire = {}
  const put = (names: readonly WishName[], part: ListingQueryWire): void => {
    if (Object.keys(part).length === 0) return
    for (const name of names) if (wishes[name] !== undefined) narrows.add(name)
    Object.assign(query, part)
  }
  const classIds = idsByName(catalogue.classes.map(({ classId, name }) => [name, classId]))
  put(['classes'], classIds('class', wishes.classes, wishes.notClasses))
  put(['notClasses'], classIds('notClass', wishes.notClasses))
  const places = placesOf(wishes)
  const regionIds = idsByName(catalogue.regions.map(({ regionId, name }) => [name, regionId]))
  put(places.from, {
    ...regionIds('region', places.regions, wishes.notRegions),
    ...(places.countries.length === 0 ? {} : { country: places.countries.join(',') }),
    ...(places.cities.length === 0 ? {} : { city: places.cities.join(',') }),
  })
  put(['notRegions'], regionIds('notRegion', wishes.notRegions))
  if (wishes.notCountries !== undefined) put(['notCountries'], { notCountry: wishes.notCountries.join(',') })
  if (wishes.notCities !== undefined) put(['notCities'], { notCity: wishes.notCities.join(',') })
  const gpus = gpusOfOneMachine(wishes)
  if (gpus !== undefined && gpus <= mostGpus) put(['gpus', 'gpusAtLeast'], { minGpus: gpus })
  if (wishes.memoryGbAtLeast !== undefined && wishes.memoryGbAtLeast <= 65_535) put(['memoryGbAtLeast'], { minVramGib: wishes.memoryGbAtLeast })
  for (const [name, parameter, most] of leastNumbers) {
    const least = Math.ceil(wishes[name] ?? 0)
    if (least >= 1 && least <= most) put([name], { [parameter]: least })
  }
  if (wishes.minutes !== undefined)
    put(['minutes'], wishes.minutes % minutesPerHour === 0 ? { hours: wishes.minutes / minutesPerHour } : { minutes: Math.ceil(wishes.minutes) })
  if (wishes.start !== undefined) put(['start'], { startHour: Math.floor(wishes.start / 3_600) })
  const prices = pricesOf(wishes, rates)
  put(prices.from, prices.query)
  if (wishes.readySecondsAtMost !== undefined && wishes.readySecondsAtMost <= 65_534)
    put(['readySecondsAtMost'], { maxReadySeconds: wishes.readySecondsAtMost })
  if (wishes.interconnect !== undefined) put(['interconnect'], { gpuLink: wishes.interconnect })
  if (wishes.isolation !== undefined) put(['isolation'], { isolation: wishes.isolation.join(',') })
  if (wishes.realOnly === true) put(['realOnly'], { includeSimulated: 'false' })
  const run = runOf(wishes)
  if (run !== null) put(run.from, { run: run.text })
  // If the sentence also names a model, `run` contains only the model, so the program must become a filter. A program that serves models needs a machine that
  // runs images. A library such as PyTorch does not: it also works in a shell.
  const isServed = wishes.program !== undefined && modelServers.has(wishes.program) && run?.from.includes('program') !== true
  if (wishes.images !== undefined || isServed) put(['images', 'program'], { images: 'true' })
  // Machines need different numbers of GPUs for a model, and rent out at least some number of GPUs. So the cheapest machine is the one with the lowest price for
  // the whole lease. Without a model and a length, people compare prices of one GPU.
  const isWhole = wishes.model !== undefined || wishes.minutes !== undefined
  if (wishes.sort !== undefined) put(['sort'], { sort: wishes.sort === 'price' && isWhole ? 'total' : wishes.sort })
  return { query, narrows }
}

/** Programs that serve models. A machine can start them only from an image. */
const modelServers: ReadonlySet<string> = new Set(['ollama', 'vllm', 'comfyui'])

/**
 * Returns a function that makes one query parameter from names. The value of the parameter is the list of the catalogue ids of the wanted names, except names
 * that the person excludes. The function makes no parameter if no name is wanted, or if the catalogue has none of them.
 */
function idsByName(rows: readonly (readonly [name: string, id: number])[]) {
  return (
    parameter: 'class' | 'notClass' | 'region' | 'notRegion',
    wanted: readonly string[] = [],
    refused: readonly string[] = [],
  ): ListingQueryWire => {
    const ids = rows.filter(([name]) => wanted.includes(name) && !refused.includes(name)).map(([, id]) => id)
    return ids.length === 0 ? {} : { [parameter]: ids.slice(0, 64).join(',') }
  }
}

/**
 * Returns how many GPUs each machine must have. For a cluster, this is the total number of GPUs divided by the number of machines, rounded down, at least 1.
 * Returns undefined for a cluster if the sentence does not state the number of machines.
 */
function gpusOfOneMachine({ cluster, machines, gpus, gpusAtLeast }: Wishes): number | undefined {
  const all = gpus ?? gpusAtLeast
  if (cluster === undefined || all === undefined) return all
  return machines === undefined ? undefined : Math.max(1, Math.floor(all / machines))
}

/** Returns the model to run, or the program if the sentence names no model. */
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

/**
 * The locations that a search filters by: regions by name, countries by ISO code, and cities by their English names. `from` has the names of the typed
 * requirements from which these locations were taken.
 */
type PlaceQuery = {
  readonly regions: readonly string[]
  readonly countries: readonly string[]
  readonly cities: readonly string[]
  readonly from: readonly WishName[]
}

/** The countries of each group of regions. The key is the prefix of the regions' names, such as `eu`. */
const countriesOf: Readonly<Record<string, string>> = {
  eu: 'AL AD AT BA BE BG BY CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE SI SK SM UA XK',
  us: 'US CA MX',
  ap: 'AU BD CN HK ID IN JP KH KR LK MM MN MO MY NP NZ PH PK SG TH TW VN',
}

const none: PlaceQuery = { regions: [], countries: [], cities: [], from: [] }

/**
 * Returns the places that a search filters by. In the API, a machine must match all parameters, but a person who names two places usually accepts either.
 * Therefore:
 * - A place inside another one narrows the search further ("Frankfurt, Germany").
 * - "US" together with regions is replaced by the regions of the US ("Europe or US").
 * - Other mixtures do not filter at all, so that no wanted machine is hidden.
 */
function placesOf({ regions = [], countries = [], cities = [] }: Wishes): PlaceQuery {
  const isInside = (country: string) => (countries.length === 0 || countries.includes(country)) && isIn(country, regions)
  if (!cities.every((city) => isInside(cityCountries.get(city) ?? ''))) return none
  const from: WishName[] = ['regions', 'countries', 'cities']
  if (cities.length > 0) return { regions: [], countries: [], cities, from }
  if (countries.every((code) => isIn(code, regions))) return { regions, countries, cities: [], from }
  if (countries.join() === 'US') return { regions: [...regions, ...usRegions], countries: [], cities: [], from }
  return none
}

const usRegions = ['us-east', 'us-west']

/** Returns true if a country is in one of these regions, or if the list of regions is empty. */
function isIn(country: string, regions: readonly string[]): boolean {
  return regions.length === 0 || regions.some((name) => countriesOf[name.split('-')[0] ?? '']?.split(' ').includes(country))
}
