'use client'
import { BookmarkCheck } from 'lucide-react'
import { saveSearch, seeSearch } from '@infinitio/sdk'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { problemOf } from '#web/parts/api/problem.ts'
import { isSameQuery, savedQueryOf } from '#web/parts/search/savedQuery.ts'
import { savedSearchesQuery } from '#web/features/saved-searches/savedSearchesQuery.ts'
import { SaveSearchShape } from '#web/features/saved-searches/SaveSearchShape.tsx'
import type { SearchState } from '#web/parts/search/searchState.ts'
import { askToSignIn } from '#web/parts/session/signInRequest.ts'
import { useAccount } from '#web/parts/session/useAccount.ts'
import { notify } from '#web/parts/toasts/notify.ts'

/** The button that saves the current search. If the search is already saved, the button shows that, and marks its results as seen. */
export function SaveSearchButton({ search }: { readonly search: SearchState }) {
  const account = useAccount()
  const queryClient = useQueryClient()
  const { data } = useQuery({ ...savedSearchesQuery(browserApi), enabled: typeof account === 'string' })
  const query = savedQueryOf(search)
  const saved = account == null ? undefined : data?.items.find((item) => isSameQuery(item.query, query))
  const refresh = () => queryClient.invalidateQueries(savedSearchesQuery(browserApi))
  const saving = useMutation({
    mutationFn: async () => {
      if (account == null && !(await askToSignIn())) return
      await saveSearch(browserApi, query)
      await refresh()
    },
    onError: (error) => void notify({ tone: 'error', text: problemOf(error).sentence }),
  })
  const unseen = saved !== undefined && saved.fresh !== 0 ? saved.searchId : null
  useEffect(() => {
    // Ignore an error here, because the user did not ask for this update. Its only effect is that the same results count as new again.
    if (unseen !== null) void seeSearch(browserApi, unseen).catch(() => undefined)
  }, [unseen])
  return (
    <SaveSearchShape
      savedIcon={saved === undefined ? null : BookmarkCheck}
      disabled={saved !== undefined || saving.isPending}
      onClick={() => saving.mutate()}
    />
  )
}
