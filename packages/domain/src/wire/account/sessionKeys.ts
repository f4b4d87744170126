import { z } from 'zod'
import { address, hex32, uint64, uint128 } from '../scalars.ts'

const amount = uint128.describe('PToken base units.')

/** A session key and what its account lets it spend. The contract holds it to `left`; `promised` is what its open bids may take of that. */
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
    final: z.boolean().describe('False: the last block that changed it can still be dropped.'),
  })
  .meta({ id: 'SessionKey' })
export type SessionKeyWire = z.infer<typeof sessionKeyWire>

/** `GET /session-keys`. */
export const sessionKeysWire = z
  .strictObject({
    items: z.array(sessionKeyWire),
    most: z.int().describe('How many are listed at most; those that are good first.'),
    chainNow: z.int(),
    nextNonce: z.strictObject({ bid: uint64, ask: uint64 }).describe('Free to use for the next order of the account, and its next message.'),
  })
  .meta({ id: 'SessionKeys' })
export type SessionKeysWire = z.infer<typeof sessionKeysWire>
