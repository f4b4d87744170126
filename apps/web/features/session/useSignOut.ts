'use client'
import { closeAllSessions, closeSession } from '@infinitio/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { browserApi } from '#web/features/api/browserApi.ts'

/** Ends this session, or with `everywhere` all sessions of the account, and forgets what was private on screen. */
export function useSignOut(): (where: 'here' | 'everywhere') => Promise<void> {
  const queryClient = useQueryClient()
  return async (where) => {
    await (where === 'here' ? closeSession(browserApi) : closeAllSessions(browserApi))
    queryClient.setQueryData(['session'], null)
    for (const key of ['wallet', 'leases', 'lease', 'receipt', 'provider', 'hold', 'order']) queryClient.removeQueries({ queryKey: [key] })
  }
}
