import { type SessionWire, signInMessage } from '@infinitio/domain/wire'
import type { Transport } from '../transport/createTransport.ts'
import { createSessionNonce, openSession } from '../generated/calls.ts'

/** A signer of texts for an account: a viem account, or a function around a wallet. */
export type MessageSigner = { readonly address: string; signMessage(args: { message: string }): Promise<string> }

/**
 * Signs in with Ethereum (EIP-4361). It signs in as the signer's account, or as a session key of `account`, which has fewer rights and can only get a token.
 * Use a `cookie` in the browser. Elsewhere, use a `token` and `client.withToken`. Throws InfinitioError with an `auth.*` code if the server rejects it, and the
 * wallet's error if the user declines.
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
