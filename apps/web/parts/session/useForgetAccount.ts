'use client'
import { useQueryClient } from '@tanstack/react-query'
import { isPrivateQuery } from '#web/parts/session/isPrivateQuery.ts'

/** Returns a function that removes the signed-in account and all its private data from the cache. The page then looks as it does to a visitor. */
export function useForgetAccount(): () => void {
  const queryClient = useQueryClient()
  return () => {
    queryClient.setQueryData(['session'], null)
    queryClient.removeQueries({ predicate: isPrivateQuery })
  }
}
