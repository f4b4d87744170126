'use client'
import { closeAllSessions, closeSession } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useForgetAccount } from '#web/parts/session/useForgetAccount.ts'

/** Ends this session, or with `everywhere` all sessions of the account, and forgets what was private on screen. */
export function useSignOut(): (where: 'here' | 'everywhere') => Promise<void> {
  const forget = useForgetAccount()
  return async (where) => {
    await (where === 'here' ? closeSession(browserApi) : closeAllSessions(browserApi))
    forget()
  }
}
