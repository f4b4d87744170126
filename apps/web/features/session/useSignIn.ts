'use client'
import { createSessionNonce, openSession } from '@infinitio/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { getAddress } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import { useConfig } from 'wagmi'
import { signMessage } from 'wagmi/actions'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isHoldersQuery, isPrivateQuery } from '#web/parts/session/isPrivateQuery.ts'

/** An EIP-4361 message to sign, with the facts that the dialog shows. */
export type SignInMessage = {
  readonly text: string
  readonly domain: string
  readonly chainId: number
  readonly nonce: string
  readonly expirationTime: string
}

/** The two parts of a sign-in: `prepare` requests the server's nonce and writes the message; `sign` lets the wallet sign it and opens the session. */
export function useSignIn() {
  const config = useConfig()
  const queryClient = useQueryClient()

  async function prepare(account: string): Promise<SignInMessage> {
    const { nonce, domain, uri, chainId, statement, issuedAt, expirationTime } = await createSessionNonce(browserApi)
    const text = createSiweMessage({
      address: getAddress(account),
      domain,
      uri,
      chainId,
      nonce,
      statement,
      version: '1',
      issuedAt: new Date(issuedAt),
      expirationTime: new Date(expirationTime),
    })
    return { text, domain, chainId, nonce, expirationTime }
  }

  async function sign({ text }: SignInMessage): Promise<void> {
    const signature = await signMessage(config, { message: text })
    const session = await openSession(browserApi, { message: text, signature, as: 'cookie' })
    const before = queryClient.getQueryData<{ account: string } | null>(['session'])
    queryClient.setQueryData(['session'], session)
    // The same account only connected its wallet again: its dialogs stay open and keep their values.
    if (before?.account === session.account) return void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
    // Not `clear()`: it would disconnect rendered parts from the cache, and the page would still show nobody as signed in. Public data stays on screen while it
    // is fetched again, so a form beside it keeps its input.
    void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' && !isPrivateQuery(query) })
    // If these were fetched again, the API would refuse them to anybody but the holder. The lease page fetches them when it knows the account's role.
    queryClient.removeQueries({ predicate: isHoldersQuery })
    // The dialog closes without a wait for these. Parts that need them show their loading state.
    void queryClient.resetQueries({ predicate: isPrivateQuery })
  }

  return { prepare, sign }
}
