'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { changedSearch, paramsOfSearch, type SearchState, searchFromParams } from '#web/parts/search/searchState.ts'

/**
 * Returns the search in the page's URL and a function that changes it. A change is shown at once, is stored in the URL, and starts the list at its
 * first row again. The back button restores the previous search.
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
  // Always returns the same function, so that components with it as a property do not render again.
  const change = useCallback((patch: Partial<SearchState>): void => {
    const next = changedSearch(latest.current, patch)
    const address = paramsOfSearch(next)
    latest.current = next
    setSearch(next)
    // Only stores the search in the URL. No navigation is needed, because the query fetches the list.
    window.history.pushState(null, '', address === '' ? '/gpus' : `/gpus?${address}`)
  }, [])
  return { search, change }
}
