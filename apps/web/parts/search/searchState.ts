import { type Isolation, isolationLevels, parsePt } from '@infinitio/domain'
import type { ListingQueryWire } from '@infinitio/domain/wire'

/** The orders a list of nodes can be shown in. */
export const sorts = ['price', 'total', 'value', 'vram', 'newest', 'ready'] as const
export type Sort = (typeof sorts)[number]

/** Everything a search says; it lives in the address, so a link shows the same list. */
export type SearchState = {
  readonly q: string
  readonly classes: readonly number[]
  readonly regions: readonly number[]
  readonly minVramGib: number | null
  readonly gpus: number | null
  readonly hours: number
  /** Unix hour in which the lease would begin; null: now. */
  readonly startHour: number | null
  /** Highest price per GPU-hour as typed, in PT; empty for any. */
  readonly maxPrice: string
  /** Seconds in which its leases were ready at most; null for any. */
  readonly maxReady: number | null
  /** Levels that may separate a lease from its machine; none: any. */
  readonly isolation: readonly Isolation[]
  readonly hideSimulated: boolean
  /** What will run there, in the words of an address; empty for anything. */
  readonly run: string
  readonly sort: Sort
  readonly shown: number
}

const defaultHours = 24
const pageSize = 24
const mostShown = 200

/** Reads a search from the address. What makes no sense there counts as not said. */
export function searchFromParams(params: URLSearchParams): SearchState {
  const maxPrice = params.get('max') ?? ''
  const sort = params.get('sort')
  return {
    q: (params.get('q') ?? '').slice(0, 100),
    classes: idsOf(params.get('class')),
    regions: idsOf(params.get('region')),
    minVramGib: wholeOf(params.get('vram'), 1, 65_535),
    gpus: wholeOf(params.get('gpus'), 1, 15),
    hours: wholeOf(params.get('hours'), 1, 672) ?? defaultHours,
    startHour: wholeOf(params.get('start'), 1, 999_999_999),
    maxPrice: parsePt(maxPrice) === null ? '' : maxPrice,
    maxReady: wholeOf(params.get('ready'), 1, 65_534),
    isolation: levelsOf(params.get('isolation')),
    hideSimulated: params.get('simulated') === 'hide',
    run: /^[a-z0-9._-]{1,60}$/.exec(params.get('run') ?? '')?.[0] ?? '',
    sort: sorts.find((known) => known === sort) ?? 'price',
    shown: Math.min(mostShown, wholeOf(params.get('shown'), 1, mostShown) ?? pageSize),
  }
}

/** The address of a search, without what is at its default. */
export function paramsOfSearch(state: SearchState): string {
  const params = new URLSearchParams()
  if (state.q !== '') params.set('q', state.q)
  if (state.classes.length > 0) params.set('class', state.classes.join(','))
  if (state.regions.length > 0) params.set('region', state.regions.join(','))
  if (state.minVramGib !== null) params.set('vram', state.minVramGib.toString())
  if (state.gpus !== null) params.set('gpus', state.gpus.toString())
  if (state.hours !== defaultHours) params.set('hours', state.hours.toString())
  if (state.startHour !== null) params.set('start', state.startHour.toString())
  if (state.maxPrice !== '') params.set('max', state.maxPrice)
  if (state.maxReady !== null) params.set('ready', state.maxReady.toString())
  if (state.isolation.length > 0) params.set('isolation', state.isolation.join(','))
  if (state.hideSimulated) params.set('simulated', 'hide')
  if (state.run !== '') params.set('run', state.run)
  if (state.sort !== 'price') params.set('sort', state.sort)
  if (state.shown !== pageSize) params.set('shown', state.shown.toString())
  return params.toString().replaceAll('%2C', ',')
}

/** The search as the API takes it. */
export function queryOfSearch(state: SearchState): ListingQueryWire {
  const maxPrice = parsePt(state.maxPrice)
  return {
    ...(state.q === '' ? {} : { q: state.q }),
    ...(state.classes.length === 0 ? {} : { class: state.classes.join(',') }),
    ...(state.regions.length === 0 ? {} : { region: state.regions.join(',') }),
    ...(state.minVramGib === null ? {} : { minVramGib: state.minVramGib.toString() }),
    ...(state.gpus === null ? {} : { minGpus: state.gpus.toString() }),
    hours: state.hours.toString(),
    ...(state.startHour === null ? {} : { startHour: state.startHour.toString() }),
    ...(state.maxPrice === '' || maxPrice === null ? {} : { maxPricePerGpuHour: maxPrice.toString() }),
    ...(state.maxReady === null ? {} : { maxReadySeconds: state.maxReady.toString() }),
    ...(state.isolation.length === 0 ? {} : { isolation: state.isolation.join(',') }),
    ...(state.hideSimulated ? { includeSimulated: 'false' as const } : {}),
    ...(state.run === '' ? {} : { run: state.run }),
    sort: state.sort,
    limit: state.shown.toString(),
  }
}

/** The same search with everything open but start, span and order. */
export function withoutFilters(state: SearchState): SearchState {
  return {
    ...state,
    q: '',
    classes: [],
    regions: [],
    minVramGib: null,
    gpus: null,
    maxPrice: '',
    maxReady: null,
    isolation: [],
    hideSimulated: false,
    run: '',
    shown: pageSize,
  }
}

/** How many filters narrow this search. */
export function countFilters(state: SearchState): number {
  const single = [
    state.q !== '',
    state.minVramGib !== null,
    state.gpus !== null,
    state.maxPrice !== '',
    state.maxReady !== null,
    state.hideSimulated,
    state.run !== '',
  ]
  return state.classes.length + state.regions.length + state.isolation.length + single.filter(Boolean).length
}

function idsOf(text: string | null): number[] {
  const ids = (text ?? '').split(',').map((part) => wholeOf(part, 0, 255))
  return ids.filter((id) => id !== null)
}

/** Returns the levels that a list names, in their order. */
function levelsOf(text: string | null): Isolation[] {
  const names = (text ?? '').split(',')
  return isolationLevels.filter((level) => names.includes(level))
}

function wholeOf(text: string | null, min: number, max: number): number | null {
  if (text === null || !/^[0-9]{1,9}$/.test(text)) return null
  const value = Number(text)
  return value >= min && value <= max ? value : null
}
