'use client'
import { createSessionNonce, openSession } from '@infinitio/sdk'
import { useQueryClient } from '@tanstack/react-query'
import { getAddress } from 'viem'
import { createSiweMessage } from 'viem/siwe'
import { useConfig } from 'wagmi'
import { signMessage } from 'wagmi/actions'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { isHoldersQuery, isPrivateQuery } from '#web/parts/session/isPrivateQuery.ts'

/** An EIP-4361 message that the wallet signs, with the fields of it that the dialog shows. */
export type SignInMessage = {
  readonly text: string
  readonly domain: string
  readonly chainId: number
  readonly nonce: string
  readonly expirationTime: string
}

/**
 * Returns the two parts of a sign-in. `prepare` requests the server's nonce and writes the message; `sign` lets the wallet sign the message and opens the
 * session.
 */
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
    // The account did not change: its wallet has only reconnected. Open dialogs then stay open with the values that the user typed.
    if (before?.account === session.account) return void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' })
    // Do not use `clear()`: rendered components would lose their connection to the cache and still show that nobody is signed in. Public data stays on screen
    // while it is fetched again, so that forms beside it keep their input.
    void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'session' && !isPrivateQuery(query) })
    // Remove data that only the holder of a lease may read. A new fetch at this moment could fail, because the new account may not be the holder. The page of
    // the lease fetches the data again once it knows the account's role.
    queryClient.removeQueries({ predicate: isHoldersQuery })
    // Reset the private data without waiting for it, so that the dialog closes at once. Components that need the data show their loading state.
    void queryClient.resetQueries({ predicate: isPrivateQuery })
  }

  return { prepare, sign }
}
