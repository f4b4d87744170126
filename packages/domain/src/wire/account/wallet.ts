import { z } from 'zod'
import { address, hex32, leaseId, signedAmount, uint64, uint96, uint128 } from '../scalars.ts'

/** One line of an account statement: a movement of the Market balance, from the chain's events. */
export const statementLineWire = z
  .strictObject({
    at: z.int(),
    kind: z.string().describe('`deposit`, `withdrawal`, `escrow`, `extension`, `refund`, `credit`, `compensation`, `lease_pay` or `relay_fee`.'),
    amount: signedAmount,
    balanceAfter: uint128,
    leaseId: leaseId.nullable(),
    txHash: hex32,
    blockNumber: z.int(),
    final: z.boolean(),
  })
  .meta({ id: 'StatementLine' })
export type StatementLineWire = z.infer<typeof statementLineWire>

/** `GET /wallet`: an account's balance in PToken base units. available = balance − arriving − held − unsettled. */
export const walletWire = z
  .strictObject({
    account: address,
    balance: uint128.describe('Balance in the Market contract, in PToken base units.'),
    arriving: uint128.describe(
      'The part of the balance from deposits and refunds in blocks that are not final yet. It can be used when they are final.',
    ),
    held: uint128.describe('The part of the balance that holds reserve. It becomes available again when they end.'),
    unsettled: uint128.describe('The part of the balance for matched bids that are not on the chain yet.'),
    available: uint128,
    escrow: uint128.describe('Amount locked in live leases, in PToken base units.'),
    bonded: uint128,
    earnedUnclaimed: uint128.describe('Vested pay that the account can claim as provider, before its fee.'),
    nextNonce: z.strictObject({ bid: uint64, ask: uint64 }).describe('Unused nonces for the next order.'),
    holdsLeftThisHour: z.int().describe('Funded holds that may still be made. Holds that became a lease do not count.'),
    nextHoldAt: z.int().nullable().describe('Unix seconds of the wall clock from which a funded hold is possible again; null if it is possible now.'),
    nextTrialAt: z.int().nullable().describe('Unix seconds from which a new lease can have a free trial (one a day); null if it can now.'),
    withdrawRelayFee: uint96.describe('The relay fee that a withdrawal must sign now, so that the market sends it.'),
    chainNow: z.int(),
    statement: z.array(statementLineWire),
  })
  .meta({ id: 'Wallet' })
export type WalletWire = z.infer<typeof walletWire>
