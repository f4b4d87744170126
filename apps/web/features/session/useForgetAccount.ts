'use client'
import { useQueryClient } from '@tanstack/react-query'

/** Forgets who is signed in and everything private on screen; what is left is what a stranger sees. */
export function useForgetAccount(): () => void {
  const queryClient = useQueryClient()
  return () => {
    queryClient.setQueryData(['session'], null)
    for (const key of ['wallet', 'leases', 'lease', 'receipt', 'provider', 'hold', 'order', 'orders']) queryClient.removeQueries({ queryKey: [key] })
  }
}
