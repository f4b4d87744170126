import { z } from 'zod'
import { address, hex32, text, uint128, uint64, uuid } from '../scalars.ts'

/** `POST /session/nonce` returns the nonce and the exact text of the statement that the EIP-4361 message must contain. */
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

/**
 * `POST /session`: an EIP-4361 message and its EIP-191 signature. The signer is the account in the message (also a contract account) or, only
 * with `token`, one of its session keys. `cookie` sets an HttpOnly cookie; `token` returns a bearer token.
 */
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

/** The session. `token` is present only in the answer to signing in with `as: 'token'`. */
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

const amount = uint128.describe('PToken base units.')

/** A bearer token of a session key, without the token's text. It can read and prepare data with the rights of the key, and becomes invalid with the key. */
export const apiTokenWire = z
  .strictObject({
    tokenId: uuid,
    name: z.string(),
    createdAt: z.int().describe('Unix seconds.'),
    expiresAt: z.int().describe('Unix seconds; the time at which the key expires.'),
  })
  .meta({ id: 'ApiToken' })
export type ApiTokenWire = z.infer<typeof apiTokenWire>

/** The body of `POST /session-keys/{key}/tokens`. */
export const createApiTokenWire = z
  .strictObject({ name: text(60).describe('Where the token is used, so that you recognise it in the list.') })
  .meta({ id: 'CreateApiToken' })
export type CreateApiTokenWire = z.infer<typeof createApiTokenWire>

/** The answer with a new token: its text is shown here and never again. */
export const apiTokenCreatedWire = apiTokenWire
  .extend({ token: z.string().describe('`inft_…`, for `Authorization: Bearer`. The market stores only its hash.') })
  .meta({ id: 'ApiTokenCreated' })
export type ApiTokenCreatedWire = z.infer<typeof apiTokenCreatedWire>

/**
 * A session key and its spending limits. `left` is the amount that the contract still lets it spend; `promised` is the part of `left` that is reserved for open
 * bids.
 */
export const sessionKeyWire = z
  .strictObject({
    key: address,
    state: z.enum(['good', 'expired', 'revoked']),
    total: amount.describe('What it was given last, in PToken base units.'),
    spent: amount.describe('What it has spent of that.'),
    left: amount.describe('What it has left in all; nothing of a key that was taken back can be spent.'),
    dayCap: amount.describe('What it may spend a day (UTC).'),
    spentToday: amount,
    promised: amount.describe('What open bids of it may still spend.'),
    free: amount.describe('What a new bid of it may spend now.'),
    expiry: z.int().describe('Unix seconds.'),
    changedAt: z.int().describe('When it was given or taken back last, in Unix seconds of the block.'),
    changedTx: hex32,
    tokens: z.array(apiTokenWire).describe('Its tokens that are good, oldest first.'),
    final: z.boolean().describe('False: the last block that changed it can still be dropped.'),
  })
  .meta({ id: 'SessionKey' })
export type SessionKeyWire = z.infer<typeof sessionKeyWire>

/** The answer of `GET /session-keys`. */
export const sessionKeysWire = z
  .strictObject({
    items: z.array(sessionKeyWire),
    most: z.int().describe('How many are listed at most; those that are good first.'),
    chainNow: z.int(),
    nextNonce: z.strictObject({ bid: uint64, ask: uint64 }).describe('Free to use for the next order of the account, and its next message.'),
  })
  .meta({ id: 'SessionKeys' })
export type SessionKeysWire = z.infer<typeof sessionKeysWire>
