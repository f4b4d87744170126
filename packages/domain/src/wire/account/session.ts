import { z } from 'zod'
import { address, text } from '../scalars.ts'

/** `POST /session/nonce` answers: the nonce and the exact statement to put into the EIP-4361 message. */
export const sessionNonceWire = z
  .strictObject({
    nonce: z.string(),
    domain: z.string().describe('Host the message must name.'),
    uri: z.string(),
    chainId: z.int(),
    statement: z.string(),
    issuedAt: z.string(),
    expirationTime: z.string(),
  })
  .meta({ id: 'SessionNonce' })
export type SessionNonceWire = z.infer<typeof sessionNonceWire>

/** `POST /session`: an EIP-4361 message and its EIP-191 signature, of the account, a contract account included, that it names or of a session key of it (`token` alone). `cookie` sets an HttpOnly cookie, `token` returns a bearer token. */
export const signInWire = z
  .strictObject({
    message: text(2_000),
    signature: z
      .string()
      .regex(/^0x(?:[0-9a-fA-F]{130}|(?:[0-9a-fA-F]{2}){66,4096})$/, { error: 'auth.signature_malformed' })
      .describe('65 bytes of a key, or what a contract account takes (ERC-1271), also before it is deployed (ERC-6492).'),
    as: z.enum(['cookie', 'token']),
  })
  .meta({ id: 'SignIn' })
export type SignInWire = z.infer<typeof signInWire>

/** Who is signed in. `token` is present only right after signing in with `as: 'token'`, and never again. */
export const sessionWire = z
  .strictObject({
    account: address,
    sessionKey: address.nullable().describe('The session key that signed in for the account; null when it did itself.'),
    createdAt: z.int(),
    expiresAt: z.int(),
    token: z.string().nullable(),
  })
  .meta({ id: 'Session' })
export type SessionWire = z.infer<typeof sessionWire>

/** `GET /session`: the session, or null when nobody is signed in. */
export const currentSessionWire = z.strictObject({ session: sessionWire.nullable() }).meta({ id: 'CurrentSession' })
export type CurrentSessionWire = z.infer<typeof currentSessionWire>
