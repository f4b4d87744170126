import { type LeaseMarket, openLeaseMarket, orderNonces } from '@infinitio/jobs'
import { type Client, InfinitioError } from '@infinitio/sdk'
import { type CommonOptions, signInClient } from './settings.ts'

/** A signed-in client, and the market on which its account rents machines. */
type Session = { readonly client: Client; readonly leases: LeaseMarket }

/** Calls the market in one session. Signs in at the first call, and again after the session has ended. */
type SessionCall = <Answer>(act: (session: Session) => Promise<Answer>) => Promise<Answer>

const signedOut = 401

/**
 * Opens a session for a command that runs longer than a session lasts. `secretOf` returns the value of a secret variable that only a rented machine may read.
 * Calls throw the codes of the sign-in.
 */
export function lastingSession(
  options: CommonOptions,
  { secretOf }: { readonly secretOf: Parameters<typeof openLeaseMarket>[0]['secretOf'] },
): SessionCall {
  const nonces = orderNonces()
  let opened: Promise<Session> | null = null
  const open = async (): Promise<Session> => {
    const { client, wallet, account, isKey } = await signInClient(options)
    return { client, leases: openLeaseMarket({ client, signer: wallet, account, isKey, secretOf, nonces }) }
  }
  const current = () => {
    opened ??= open().catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }
  return async (act) => {
    const used = current()
    try {
      return await act(await used)
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.status !== signedOut) throw error
      if (opened === used) opened = null
      return await act(await current())
    }
  }
}
