import { z } from 'zod'
import { address, hex32, text, uint128, uint64, uuid } from '../scalars.ts'

/** `POST /session/nonce` returns the nonce and the exact text of the statement that the EIP-4361 message must contain. */
export const sessionNonceWire = z
  .strictObject({
    nonce: z.string(),
    domain: z.string().describe('The host name that the message must contain.'),
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
      .describe('A signature of 65 bytes by a key, or one that a contract account accepts (ERC-1271), also before its deployment (ERC-6492).'),
    as: z.enum(['cookie', 'token']),
  })
  .meta({ id: 'SignIn' })
export type SignInWire = z.infer<typeof signInWire>

/** The session. `token` is present only in the answer to signing in with `as: 'token'`. */
export const sessionWire = z
  .strictObject({
    account: address,
    sessionKey: address.nullable().describe('The session key that signed in for the account; null if the account itself did.'),
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
    expiresAt: z.int().describe('When it expires together with its key, Unix seconds.'),
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
    total: amount.describe('The latest budget that it was given, in PToken base units.'),
    spent: amount.describe(
      'The spent part of `total`, in PToken base units. The full amount that each lease or extension locks counts; refunds do not reduce it.',
    ),
    left: amount.describe('The remaining part of `total`, in PToken base units; 0 for a revoked key.'),
    dayCap: amount.describe('The most that it may spend per day (UTC), in PToken base units.'),
    spentToday: amount,
    promised: amount.describe('The part of `left` that is reserved for its open bids, in PToken base units.'),
    free: amount.describe('The most that a new bid of it may spend now, in PToken base units.'),
    expiry: z.int().describe('Unix seconds.'),
    changedAt: z.int().describe('When it was last authorised or revoked, Unix seconds of the block.'),
    changedTx: hex32,
    tokens: z.array(apiTokenWire).describe('Its valid API tokens, oldest first.'),
    final: z.boolean().describe('False if the last block that changed it is not final yet.'),
  })
  .meta({ id: 'SessionKey' })
export type SessionKeyWire = z.infer<typeof sessionKeyWire>

/** The answer of `GET /session-keys`. */
export const sessionKeysWire = z
  .strictObject({
    items: z.array(sessionKeyWire),
    most: z.int().describe('Maximum number of keys in the list; valid ones come first.'),
    chainNow: z.int(),
    nextNonce: z.strictObject({ bid: uint64, ask: uint64 }).describe('Unused nonces for the next order and the next message of the account.'),
  })
  .meta({ id: 'SessionKeys' })
export type SessionKeysWire = z.infer<typeof sessionKeysWire>
