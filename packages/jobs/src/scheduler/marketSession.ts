import { type Client, InfinitioError } from '@infinitio/sdk'

const signedOut = 401

/** Calls the market as one account. Signs in again when the session has ended. */
export type MarketSession = <Answer>(call: (client: Client) => Promise<Answer>) => Promise<Answer>

/** Opens a lasting session of the market: signs in at the first call, and again after the session has ended. */
export function marketSession({
  client,
  signer,
}: {
  readonly client: Client
  readonly signer: Parameters<Client['signIn']>[0]['signer']
}): MarketSession {
  let signedIn: Promise<Client> | null = null
  const signIn = async () => {
    const { token } = await client.signIn({ signer, account: signer.address, as: 'token' })
    return client.withToken(token ?? '')
  }
  const current = () => {
    signedIn ??= signIn().catch((error: unknown) => {
      signedIn = null
      throw error
    })
    return signedIn
  }
  return async (call) => {
    const used = current()
    try {
      return await call(await used)
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.status !== signedOut) throw error
      if (signedIn === used) signedIn = null
      return await call(await current())
    }
  }
}
