'use client'
import { closeAllSessions, closeSession } from '@infinitio/sdk'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { useForgetAccount } from '#web/parts/session/useForgetAccount.ts'

/** Returns a function that ends this session, or all sessions of the account with `everywhere`. It also removes the private data from the page. */
export function useSignOut(): (where: 'here' | 'everywhere') => Promise<void> {
  const forget = useForgetAccount()
  return async (where) => {
    await (where === 'here' ? closeSession(browserApi) : closeAllSessions(browserApi))
    forget()
  }
}
