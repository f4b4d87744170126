'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { changedSearch, paramsOfSearch, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/**
 * The search in the address, and a way to change it. What one clicks shows at once; the address follows, and going back
 * in the browser brings the search of that address. A change starts the list from its top.
 */
export function useSearch(): { readonly search: SearchState; readonly change: (patch: Partial<SearchState>) => void } {
  const params = useSearchParams()
  const [search, setSearch] = useState(() => searchFromParams(params))
  useEffect(() => {
    setSearch((shown) => {
      const addressed = searchFromParams(params)
      return paramsOfSearch(shown) === paramsOfSearch(addressed) ? shown : addressed
    })
  }, [params])
  const latest = useRef(search)
  latest.current = search
  // One function for good: parts that take it are not drawn again for it.
  const change = useCallback((patch: Partial<SearchState>): void => {
    const next = changedSearch(latest.current, patch)
    const address = paramsOfSearch(next)
    latest.current = next
    setSearch(next)
    // The list is fetched by its query; the address only has to say what is shown.
    window.history.pushState(null, '', address === '' ? '/gpus' : `/gpus?${address}`)
  }, [])
  return { search, change }
}
