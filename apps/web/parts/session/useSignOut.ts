'use client'
import { closeAllSessions, closeSession } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useForgetAccount } from '#web/parts/session/useForgetAccount.ts'

/** Returns a function that signs out: it ends this session or, with `everywhere`, all sessions of the account, and removes private data from the page. */
export function useSignOut(): (where: 'here' | 'everywhere') => Promise<void> {
  const forget = useForgetAccount()
  return async (where) => {
    await (where === 'here' ? closeSession(browserApi) : closeAllSessions(browserApi))
    forget()
  }
}
