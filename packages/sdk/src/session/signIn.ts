import { type SessionWire, signInMessage } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { createSessionNonce, openSession } from '../generated/calls.ts'

/** Whatever can sign a text for an account: a viem account, or a wallet behind a function. */
export type MessageSigner = { readonly address: string; signMessage(args: { message: string }): Promise<string> }

/**
 * Signs in with Ethereum (EIP-4361), for the signer's own account, or as a session key of `account` (a `token`): then only what keys may do is answered. In the browser ask for a `cookie`; elsewhere for a `token` and use `client.withToken`.
 * Throws InfinitioError with an `auth.*` code when the server refuses, and whatever the wallet throws when it is declined.
 */
export async function signIn(
  transport: Transport,
  { signer, account = signer.address, as }: { signer: MessageSigner; account?: string; as: 'cookie' | 'token' },
): Promise<SessionWire> {
  const facts = await createSessionNonce(transport)
  const message = signInMessage({ account, facts })
  const signature = await signer.signMessage({ message })
  return openSession(transport, { message, signature, as })
}
