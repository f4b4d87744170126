'use client'
import { useQueryClient } from '@tanstack/react-query'
import { isPrivateQuery } from '#web/parts/session/isPrivateQuery.ts'

/** Forgets who is signed in and everything private on screen; what is left is what a stranger sees. */
export function useForgetAccount(): () => void {
  const queryClient = useQueryClient()
  return () => {
    queryClient.setQueryData(['session'], null)
    queryClient.removeQueries({ predicate: isPrivateQuery })
  }
}
