'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isPrivateQuery } from '#web/parts/session/isPrivateQuery.ts'
import { sessionQuery } from '#web/parts/session/sessionQuery.ts'

/** Returns the signed-in account: undefined while unknown, null if nobody is signed in. */
export function useAccount(): string | null | undefined {
  const { data } = useQuery(sessionQuery(browserApi))
  return data === undefined ? undefined : (data?.account ?? null)
}

/** Returns a function that removes the signed-in account and all its private data from the cache, so that the page looks as for a visitor. */
export function useForgetAccount(): () => void {
  const queryClient = useQueryClient()
  return () => {
    queryClient.setQueryData(['session'], null)
    queryClient.removeQueries({ predicate: isPrivateQuery })
  }
}
