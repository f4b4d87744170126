'use client'
import { useQueryClient } from '@tanstack/react-query'
import { isPrivateQuery } from '#web/parts/session/isPrivateQuery.ts'

/** Returns a function that forgets the signed-in account and all its private data, so that the page shows what a visitor sees. */
export function useForgetAccount(): () => void {
  const queryClient = useQueryClient()
  return () => {
    queryClient.setQueryData(['session'], null)
    queryClient.removeQueries({ predicate: isPrivateQuery })
  }
}
