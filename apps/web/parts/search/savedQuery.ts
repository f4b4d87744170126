import { formatPt } from '@infinitio/domain'
import type { SavedQueryWire } from '@infinitio/domain/wire'
import { queryOfSearch, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/** What of a search is saved: all but its start, its order and its pages. */
export function savedQueryOf(search: SearchState): SavedQueryWire {
  const { sort: _sort, limit: _limit, startHour: _startHour, ...query } = queryOfSearch(search)
  return query
}

/** The search that a saved query is, from now on, in the usual order. */
export function searchOfSaved(query: SavedQueryWire): SearchState {
  const { class: classes, region, minVramGib, minGpus, hours, maxPricePerGpuHour, maxReadySeconds, isolation, includeSimulated, run, q } = query
  const params = {
    q,
    class: classes,
    region,
    vram: minVramGib,
    gpus: minGpus,
    hours: hours ?? '1',
    max: maxPricePerGpuHour === undefined ? undefined : withoutZeros(formatPt(BigInt(maxPricePerGpuHour), { digits: 18 })),
    ready: maxReadySeconds,
    isolation,
    run,
    simulated: includeSimulated === 'false' ? 'hide' : undefined,
  }
  return searchFromParams(new URLSearchParams(Object.entries(params).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]))))
}

/** Whether two queries are the same, in whatever order they say it. */
export function isSameQuery(one: SavedQueryWire, other: SavedQueryWire): boolean {
  return wordsOf(one) === wordsOf(other)
}

function wordsOf(query: SavedQueryWire): string {
  return Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${sameWords(name, String(value))}`)
    .sort()
    .join('&')
}

/** The lists of a query are the same in any order. */
function sameWords(name: string, value: string): string {
  if (name === 'class' || name === 'region') return sortedIds(value)
  return name === 'isolation' ? [...new Set(value.split(','))].sort().join(',') : value
}

function sortedIds(list: string): string {
  return [...new Set(list.split(',').map(Number))].sort((a, b) => a - b).join(',')
}

function withoutZeros(text: string): string {
  return text.replaceAll(',', '').replace(/\.?0+$/, '')
}
