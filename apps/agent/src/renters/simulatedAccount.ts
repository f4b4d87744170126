import { type Client, InfinitioError } from '@infinitio/sdk'
import { keccak256, toHex } from 'viem/utils'
import { privateKeyToAccount } from 'viem/accounts'
import type { ProviderAccount } from '../keys/providerAccount.ts'

/** An account of the simulated market with its session at the API. */
export type SimulatedAccount = {
  readonly account: ProviderAccount['account']
  /** Runs one call to the API in this account's session. Signs in before the first call, and again when the session has ended. Rejects with InfinitioError. */
  readonly call: <Answer>(run: (client: Client) => Promise<Answer>) => Promise<Answer>
}

/** Number of simulated renters. */
export const renterCount = 6

/** Derives the accounts of the simulated renters from the key of the simulated providers, so that one key file serves all of them. */
export function simulatedRenters(main: Pick<ProviderAccount, 'privateKey'>): ProviderAccount[] {
  return Array.from({ length: renterCount }, (_, place) => {
    const privateKey = keccak256(`${main.privateKey}${toHex(`infinitio simulated renter ${place + 1}`).slice(2)}`)
    return { privateKey, account: privateKeyToAccount(privateKey) }
  })
}

/** Returns an account that signs in at its first call of the API. */
export function simulatedAccount({ account }: Pick<ProviderAccount, 'account'>, client: Client): SimulatedAccount {
  let session: Promise<Client> | null = null
  const signIn = (): Promise<Client> => {
    const signing = client.signIn({ signer: account, as: 'token' }).then(({ token }) => client.withToken(token ?? ''))
    signing.catch(() => {
      session = null
    })
    session = signing
    return signing
  }
  return {
    account,
    async call(run) {
      try {
        return await run(await (session ?? signIn()))
      } catch (error) {
        if (!(error instanceof InfinitioError) || error.status !== 401) throw error
        return await run(await signIn())
      }
    },
  }
}
