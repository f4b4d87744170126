'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { changedSearch, paramsOfSearch, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/**
 * Returns the search of the address and a function that changes it. A change shows at once and updates the address, and the list returns to its top.
 * The back button restores the previous search.
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
  // The function never changes, so components that receive it do not render again.
  const change = useCallback((patch: Partial<SearchState>): void => {
    const next = changedSearch(latest.current, patch)
    const address = paramsOfSearch(next)
    latest.current = next
    setSearch(next)
    // The query fetches the list. The address only stores the search, so no navigation is needed.
    window.history.pushState(null, '', address === '' ? '/gpus' : `/gpus?${address}`)
  }, [])
  return { search, change }
}
