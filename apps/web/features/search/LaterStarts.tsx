'use client'
import { useQuery } from '@tanstack/react-query'
import { memo } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import type { SearchState } from '#web/parts/search/searchState.ts'
import { StartLines } from '#web/features/search/StartLines.tsx'
import { startsQuery } from '#web/features/search/startsQuery.ts'

/** Shows when the same search is cheaper or has results. Renders nothing if there is no such start. `from` is the searched start in Unix seconds. */
export const LaterStarts = memo(function LaterStarts({ search, from }: { readonly search: SearchState; readonly from: number }) {
  const { data } = useQuery(startsQuery(browserApi, search))
  const starts = (data?.items ?? []).filter(
    ({ startHour }) => startHour * 3_600 > from || (search.startHour !== null && startHour < search.startHour),
  )
  return starts.length === 0 ? null : <StartLines starts={starts} search={search} from={from} />
})
