import { gpuLinks } from '../nodes/gpuLinks.ts'
import { isolationLevels } from '../nodes/isolation.ts'

/**
 * One field of a search. `key` is its name in a page's URL. `query` is its name in the API, in saved searches and in `GET /search/parse`. The kinds:
 *
 * - `text`: words, at most `most` characters.
 * - `ids`: ids of classes or regions of the catalogue; a machine may have any of them.
 * - `names`: names of a fixed list; a machine may have any of them.
 * - `whole`: a whole number. If it is missing, a page uses `usual` and the API uses `unsaid`.
 * - `price`: PT in URLs and on pages, PToken base units in the API.
 * - `flag`: on or off. `on` is its text in a URL. With `hide`, the search leaves out machines with a property, and the API's value is `false`. With `only`, the
 *   search leaves out machines without the property, and the API's only value is `true`.
 * - `run`: a model or a program, as `parseRun` reads it.
 * - `countries`: two capital letters each (ISO 3166); a machine may be in any of them.
 * - `cities`: names without commas, at most `mostCityCharacters` each, in upper or lower case; a machine may be in any of them.
 *
 * `isSpan` marks the fields for start and length of the lease. They narrow a search, but they remain when the filters are cleared.
 */
export type SearchField = { readonly key: string; readonly query: string; readonly isSpan?: true } & (
  | { readonly kind: 'text'; readonly most: number }
  | { readonly kind: 'ids'; readonly of: 'classes' | 'regions' }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | {
      readonly kind: 'whole'
      readonly least: number
      readonly most: number
      readonly unit?: 'gib' | 'mbps' | 'unixHour'
      readonly usual?: number
      readonly unsaid?: number
    }
  | { readonly kind: 'price' }
  | { readonly kind: 'flag'; readonly on: 'hide' | 'only' }
  | { readonly kind: 'run' }
  | { readonly kind: 'countries' }
  | { readonly kind: 'cities' }
)

/**
 * Every field of a search, in the sequence of a URL. This table defines the schema of `GET /listings`, the URL of `/gpus`, the query of a page, saved searches
 * and their comparison, and the options of the command line. A browser loads it early, so the texts are in `searchFieldTexts`.
 */
export const searchFields = {
  q: { kind: 'text', key: 'text', query: 'q', most: 100 },
  classes: { kind: 'ids', key: 'class', query: 'class', of: 'classes' },
  regions: { kind: 'ids', key: 'region', query: 'region', of: 'regions' },
  minVramGib: { kind: 'whole', key: 'vram', query: 'minVramGib', least: 0, most: 65_535, unit: 'gib' },
  gpus: { kind: 'whole', key: 'gpus', query: 'minGpus', least: 1, most: 15 },
  hours: { kind: 'whole', key: 'hours', query: 'hours', least: 1, most: 672, usual: 24, unsaid: 1, isSpan: true },
  minutes: { kind: 'whole', key: 'minutes', query: 'minutes', least: 1, most: 40_320, isSpan: true },
  startHour: { kind: 'whole', key: 'start', query: 'startHour', least: 0, most: 999_999_999, unit: 'unixHour', isSpan: true },
  minPrice: { kind: 'price', key: 'min', query: 'minPricePerGpuHour' },
  maxPrice: { kind: 'price', key: 'max', query: 'maxPricePerGpuHour' },
  maxReady: { kind: 'whole', key: 'ready', query: 'maxReadySeconds', least: 1, most: 65_534 },
  isolation: { kind: 'names', key: 'isolation', query: 'isolation', names: isolationLevels },
  gpuLinks: { kind: 'names', key: 'link', query: 'gpuLink', names: gpuLinks },
  images: { kind: 'flag', key: 'images', query: 'images', on: 'only' },
  hideSimulated: { kind: 'flag', key: 'simulated', query: 'includeSimulated', on: 'hide' },
  run: { kind: 'run', key: 'run', query: 'run' },
  minRamGib: { kind: 'whole', key: 'ram', query: 'minRamGib', least: 1, most: 999_999_999, unit: 'gib' },
  minDiskGib: { kind: 'whole', key: 'disk', query: 'minDiskGib', least: 1, most: 999_999_999, unit: 'gib' },
  minNetworkMbps: { kind: 'whole', key: 'network', query: 'minNetworkMbps', least: 1, most: 999_999_999, unit: 'mbps' },
  minReliability: { kind: 'whole', key: 'reliable', query: 'minReliabilityPercent', least: 1, most: 99 },
  minTier: { kind: 'whole', key: 'tier', query: 'minTier', least: 1, most: 3 },
  maxTotal: { kind: 'price', key: 'total', query: 'maxTotal' },
  minTotalVramGib: { kind: 'whole', key: 'totalvram', query: 'minTotalVramGib', least: 1, most: 999_999, unit: 'gib' },
  maxGridGrams: { kind: 'whole', key: 'carbon', query: 'maxGridGramsPerKwh', least: 1, most: 9_999 },
  notClasses: { kind: 'ids', key: 'notclass', query: 'notClass', of: 'classes' },
  notRegions: { kind: 'ids', key: 'notregion', query: 'notRegion', of: 'regions' },
  countries: { kind: 'countries', key: 'country', query: 'country' },
  notCountries: { kind: 'countries', key: 'notcountry', query: 'notCountry' },
  cities: { kind: 'cities', key: 'city', query: 'city' },
  notCities: { kind: 'cities', key: 'notcity', query: 'notCity' },
} as const satisfies Readonly<Record<string, SearchField>>

export type SearchFields = typeof searchFields
/** The longest name of a city, as providers state it. */
export const mostCityCharacters = 60
/** The name of a field. */
export type SearchFieldName = keyof SearchFields
/** The name of a field in the API. */
export type SearchQueryName = SearchFields[SearchFieldName]['query']

/** The texts of a field. The API document shows `parameter`. The command line shows `flag` and `help`, which are null for a field without an option. */
export type SearchFieldTexts = { readonly parameter: string | null } & (
  | { readonly flag: string; readonly help: string }
  | { readonly flag: null; readonly help: null }
)

/** The texts of every field. */
export const searchFieldTexts = {
  q: { parameter: 'Words that name, class, place or CPU must contain.', flag: null, help: null },
  classes: {
    parameter: 'Class ids of `GET /classes`, separated by commas.',
    flag: '--gpu, --class <names>',
    help: 'GPU by words of its name, such as h100, or by class id; several separated by commas',
  },
  regions: {
    parameter: 'Region ids, separated by commas.',
    flag: '--region <names>',
    help: 'region by words of its name, such as eu, or by id; several separated by commas',
  },
  minVramGib: { parameter: 'GiB of memory per GPU.', flag: '--min-vram <gib>', help: 'smallest memory per GPU, in GB' },
  gpus: {
    parameter: 'Free GPUs of the machine. A machine without a GPU is found only where `class` names its class.',
    flag: '--gpus <count>',
    help: 'smallest number of free GPUs; finds machines without a GPU only if --gpu names their class',
  },
  hours: {
    parameter: 'Free from now for so many hours; also the span that `total` covers.',
    flag: '--hours <hours>',
    help: 'hours for which the machine must be free, from now or from --start',
  },
  minutes: {
    parameter: 'Free from now for so many minutes, in place of `hours`: with both, `minutes` counts.',
    flag: '--minutes <minutes>',
    help: 'minutes for which the machine must be free, in place of --hours',
  },
  startHour: {
    parameter: 'Unix hour in which the lease begins, for an order that starts later; left out or past: now.',
    flag: '--start <time>',
    help: 'start of the lease, rounded down to the hour (default: now)',
  },
  minPrice: {
    parameter: 'PToken base units per GPU-hour, the least.',
    flag: '--min-price <pt>',
    help: 'lowest price in PT per GPU-hour',
  },
  maxPrice: {
    parameter: 'PToken base units per GPU-hour.',
    flag: '--max, --max-price <pt>',
    help: 'highest price in PT per GPU-hour',
  },
  maxReady: {
    parameter: 'Nodes whose leases were ready so fast, by their median; those without a lease are left out.',
    flag: '--max-ready <seconds>',
    help: 'longest usual (median) time to ready in past leases, in seconds',
  },
  isolation: {
    parameter: 'Levels that separate a lease from its machine, separated by commas: `process`, `container`, `gvisor`, `kata`.',
    flag: '--isolation <levels>',
    help: 'how a lease is separated from the machine: container, gvisor or kata; several separated by commas',
  },
  gpuLinks: {
    parameter:
      'Links between the GPUs of a machine, separated by commas: `nvlink`, `pcie`. The link is the one that the machine reports, otherwise the one of its class; machines without a known link are left out.',
    flag: '--link <links>',
    help: 'how the GPUs of the machine are connected, as it reports: nvlink or pcie; several separated by commas',
  },
  images: {
    parameter: '`true` leaves out machines that cannot run container images, and whose leases therefore start with a shell.',
    flag: '--images',
    help: 'leave out machines that cannot run container images',
  },
  hideSimulated: {
    parameter: '`false` leaves out simulated machines, as `POST /leases` does; left out: they are in the list.',
    flag: '--real',
    help: 'leave simulated machines out',
  },
  run: {
    parameter:
      'What will run there, as `llama-3.3-70b`, `llama-3.1-8b_lora`, `13b_8bit_32k` or `comfyui`: of each node as many GPUs are quoted as hold it. For a program only machines that run images are found.',
    flag: '--run <what>',
    help: 'what you want to run, such as "llama 3.3 70b", llama-3.1-8b_lora or comfyui: finds machines with enough GPU memory for it',
  },
  minRamGib: {
    parameter: 'RAM of the whole machine, as its provider reports it.',
    flag: '--min-ram <gib>',
    help: 'smallest RAM of the machine, in GB',
  },
  minDiskGib: {
    parameter: 'Disk of the whole machine, as its provider reports it.',
    flag: '--min-disk <gib>',
    help: 'smallest disk of the machine, in GB',
  },
  minNetworkMbps: {
    parameter: 'Network of the whole machine in Mbit/s, as its provider reports it.',
    flag: '--min-network <mbps>',
    help: 'slowest network in Mbit/s, as the provider reports it',
  },
  minReliability: {
    parameter: 'Reliability in per cent that validators attested, at least; machines without one are left out.',
    flag: '--min-reliability <percent>',
    help: 'lowest reliability that validators attested, in per cent; leaves out machines without one',
  },
  minTier: {
    parameter: 'Tier that validators attested, at least: 1 proved its hardware, 2 is reliable, 3 is a data centre.',
    flag: '--min-tier <tier>',
    help: 'lowest tier that validators attested, 1 to 3',
  },
  maxTotal: {
    parameter: 'PToken base units for all GPUs and hours asked for, before fees.',
    flag: '--max-total <pt>',
    help: 'highest total in PT for all GPUs and hours, before fees',
  },
  minTotalVramGib: {
    parameter: 'Memory of all GPUs of a lease together: of each node as many GPUs are quoted as have it.',
    flag: '--total-vram <gib>',
    help: 'smallest memory of all GPUs of the lease together, in GB',
  },
  maxGridGrams: {
    parameter:
      'Carbon of the power grid in grams of CO₂ equivalent per kWh, at most: the mean of a year of the country that the provider states. Machines without a known country are left out.',
    flag: '--max-grid <grams>',
    help: 'highest carbon of the power grid in g CO₂e per kWh, by the mean of the country that the provider states',
  },
  notClasses: {
    parameter: 'Ids of classes to leave out, separated by commas.',
    flag: '--not-gpu <names>',
    help: 'GPUs to leave out, by words of their names or by class id; several separated by commas',
  },
  notRegions: {
    parameter: 'Ids of regions to leave out, separated by commas.',
    flag: '--not-region <names>',
    help: 'regions to leave out, by words of their names or by id; several separated by commas',
  },
  countries: {
    parameter: 'Countries that providers state, two letters each (ISO 3166), separated by commas.',
    flag: '--country <names>',
    help: 'countries that providers state, by two letters or English names, separated by commas',
  },
  notCountries: {
    parameter: 'Countries to leave out, two letters each, separated by commas; nodes whose provider states no country are left out too.',
    flag: '--not-country <names>',
    help: 'countries to leave out; also leaves out machines whose provider states no country',
  },
  cities: {
    parameter: 'Cities that providers state, by name in any case, separated by commas.',
    flag: '--city <names>',
    help: 'cities that providers state, by name, separated by commas',
  },
  notCities: {
    parameter: 'Cities to leave out, by name, separated by commas; nodes whose provider states no city are left out too.',
    flag: '--not-city <names>',
    help: 'cities to leave out; also leaves out machines whose provider states no city',
  },
} as const satisfies Readonly<Record<SearchFieldName, SearchFieldTexts>>
