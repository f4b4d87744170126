'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { changedSearch, paramsOfSearch, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/**
 * Returns the search of the address and a function that changes it. A change shows at once and updates the address; the back button restores the
 * previous search. Each change returns to the top of the list.
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
  // The function never changes, so parts that receive it are not redrawn.
  const change = useCallback((patch: Partial<SearchState>): void => {
    const next = changedSearch(latest.current, patch)
    const address = paramsOfSearch(next)
    latest.current = next
    setSearch(next)
    // The query fetches the list; the address only describes it.
    window.history.pushState(null, '', address === '' ? '/gpus' : `/gpus?${address}`)
  }, [])
  return { search, change }
}
