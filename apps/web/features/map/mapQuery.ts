import type { ListingMapWire, ListingQueryWire, MapBox } from '@infinitio/domain/wire'
import { getListingMap, searchListings, type Transport } from '@infinitio/sdk'
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { paramsOfSearch, queryOfSearch, type SearchState } from '#web/parts/search/searchState.ts'

/** A spot on the map: some machines of a search that are close to each other, and the cheapest of them. */
export type Spot = ListingMapWire['spots'][number]

/** Query for the map positions of all machines that a search finds, or only of those inside `box`. The key ignores sort order and paging. */
export function mapQuery(api: Transport, state: SearchState, box: MapBox | null) {
  const { sort: _sort, limit: _limit, ...query } = queryOfSearch(state)
  const area = box === null ? {} : { box: boxText(box) }
  return queryOptions({
    queryKey: ['listings', 'map', paramsOfSearch({ ...state, sort: 'price', shown: 24, words: '' }), area],
    queryFn: () => getListingMap(api, { ...query, ...area }),
    placeholderData: keepPreviousData,
  })
}

/** Query for the cheapest machines of a search inside `box`. */
export function nodesOfBoxQuery(api: Transport, state: SearchState, { box, limit }: { readonly box: MapBox; readonly limit: number }) {
  const query: ListingQueryWire = { ...queryOfSearch(state), sort: 'price', limit, box: boxText(box) }
  return queryOptions({
    queryKey: ['listings', 'box', paramsOfSearch({ ...state, sort: 'price', shown: 24, words: '' }), query.box],
    queryFn: () => searchListings(api, query),
  })
}

function boxText({ west, south, east, north }: MapBox): string {
  return [west, south, east, north].map((degrees) => String(Number(degrees.toFixed(4)))).join(',')
}
