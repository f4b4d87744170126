import { z } from 'zod'
import { address, errorCode, hex32, signature, uint8, uint40, uint64, uint128, uint256, uuid } from '../scalars.ts'

/** The most bytes of one call's data. The largest useful call is `contradict` with the outputs of 256 chunks. */
const mostDataBytes = 12_288
const mostWhatLetters = 512
/** The most calls in one request of `POST /pool/calls`. */
export const mostPoolCalls = 16

/** The fields of a PToken permit (EIP-2612) for the task pool, which allows exactly the amount of the deposit. */
const permitWire = z.strictObject({ deadline: uint256, v: uint8, r: hex32, s: hex32 })

/**
 * A call of the task pool with the signature of its account. `what` is the signature of the called function, such as `name(type)`; it must fit the function
 * selector in `data`.
 */
const signedPoolCallWire = z.strictObject({
  kind: z.literal('call'),
  account: address,
  what: z
    .string({ error: 'api.invalid_field' })
    .min(3, { error: 'api.invalid_field' })
    .max(mostWhatLetters, { error: 'api.invalid_field' })
    .describe('The called function with its types, as in `addStake(uint64)`.'),
  data: z
    .string({ error: 'api.invalid_field' })
    .regex(new RegExp(`^0x(?:[0-9a-f]{2}){4,${mostDataBytes}}$`), { error: 'api.invalid_field' })
    .describe('The call itself, lower-case hex, up to 12,288 bytes.'),
  maxSpend: uint128.describe('PToken base units. The balance of the account falls by at most this.'),
  nonce: uint64,
  expiry: uint40,
  signature,
})

/** A deposit of `account` into its balance at the task pool. The account signs only the PToken permit. */
const poolDepositWire = z.strictObject({ kind: z.literal('deposit'), account: address, amount: uint128, permit: permitWire })

/** `POST /pool/calls`: up to 16 calls of the task pool, which the engine sends in their order. */
export const poolCallsRequestWire = z
  .strictObject({
    calls: z
      .array(z.discriminatedUnion('kind', [signedPoolCallWire, poolDepositWire], { error: 'api.invalid_field' }), { error: 'api.invalid_field' })
      .min(1, { error: 'api.invalid_field' })
      .max(mostPoolCalls, { error: 'api.invalid_field' })
      .describe('The calls, in the order in which they are sent.'),
  })
  .meta({ id: 'PoolCallsRequest' })
export type PoolCallsRequestWire = z.infer<typeof poolCallsRequestWire>
/** One call of the request. */
export type PoolCallWire = PoolCallsRequestWire['calls'][number]

/** `POST /pool/calls` answers 202 with an id for each call. */
export const poolCallsAcceptedWire = z
  .strictObject({ callIds: z.array(uuid).describe('The id of each call, in the order of the request.') })
  .meta({ id: 'PoolCallsAccepted' })
export type PoolCallsAcceptedWire = z.infer<typeof poolCallsAcceptedWire>

/** The answer of `GET /pool/calls/{callId}`. */
export const poolCallStatusWire = z
  .strictObject({
    callId: uuid,
    kind: z.enum(['call', 'deposit']),
    name: z.string().describe('The called function.'),
    account: address,
    state: z.enum(['queued', 'sent', 'mined', 'failed']).describe('`mined`: the call is in a block and was carried out.'),
    code: errorCode.nullable(),
    txHash: hex32.nullable(),
    final: z.boolean(),
    createdAt: z.int(),
  })
  .meta({ id: 'PoolCallStatus' })
export type PoolCallStatusWire = z.infer<typeof poolCallStatusWire>
