import { z } from 'zod'
import { parseAddress } from '../ids/parseAddress.ts'
import { decimalRange } from './decimalRange.ts'

/**
 * Schemas of single values (scalars), from which requests and answers are composed. The message of a failed check is an error code, which the API returns
 * with the path of the field.
 *
 * Formats: money, masks, nonces and ids of leases and matches are decimal strings. Times, durations, basis points and GPUs are JSON integers. Hashes, and
 * addresses in answers, are lower-case hex.
 */

/** A decimal string without sign or leading zeros that fits in an unsigned integer of `bits` bits. */
export function uintString(bits: number) {
  return z
    .string({ error: 'api.invalid_field' })
    .regex(new RegExp(decimalRange(0n, (1n << BigInt(bits)) - 1n)), { error: 'api.invalid_field' })
    .meta({ description: `Decimal string, an unsigned integer of ${bits} bits.`, example: '0' })
}

/**
 * A whole number from `min` to `max` in a URL: decimal digits without leading zeros. If a request body contains a query, the value may also be a JSON number.
 * The API document shows an integer.
 */
export function queryInt(min: number, max: number): z.ZodType<number, number> {
  const digits = z
    .string({ error: 'api.invalid_field' })
    .regex(new RegExp(decimalRange(BigInt(min), BigInt(max))), { error: 'api.invalid_field' })
    .meta({ 'x-range': [min, max] })
    .transform(Number)
  return z.preprocess((value) => (typeof value === 'number' ? String(value) : value), digits) as unknown as z.ZodType<number, number>
}

/** A JSON integer from `min` to `max`, at most 2^53 - 1. */
export function intBetween(min: number, max: number) {
  return z
    .int({
      error: (issue) =>
        typeof issue.input === 'number' && Math.abs(issue.input) > Number.MAX_SAFE_INTEGER ? 'api.number_too_large' : 'api.invalid_field',
    })
    .min(min, { error: 'api.invalid_field' })
    .max(max, { error: 'api.invalid_field' })
}

/** An unsigned integer of 96 bits, usually base units (1e-18) of PToken: prices and relay fees of orders. */
export const uint96 = uintString(96).meta({ id: 'Uint96' })
/** An unsigned integer of 128 bits, usually base units (1e-18) of PToken or G: amounts and balances. */
export const uint128 = uintString(128).meta({ id: 'Uint128' })
/** An unsigned integer of 256 bits. If it is a mask of classes or regions of the catalogue, bit n is set for the id n. */
export const uint256 = uintString(256).meta({ id: 'Uint256' })
/** An unsigned integer of 64 bits, such as the nonce of an ask, a bid or a mandate (permission to sign asks). */
export const uint64 = uintString(64).meta({ id: 'Uint64' })
/** A positive or negative amount in PToken base units, such as the change of a balance in one line of an account statement. */
export const signedAmount = z
  .string({ error: 'api.invalid_field' })
  .regex(/^(0|-?[1-9][0-9]{0,77})$/, { error: 'api.invalid_field' })
  .meta({ description: 'Decimal string, PToken base units, negative when it leaves the account.' })

/** A number from -1 to 1 in 1e18 fixed point. */
export const signedShare = z
  .string({ error: 'api.invalid_field' })
  .regex(new RegExp(`^(0|-?(${decimalRange(1n, 10n ** 18n).slice(1, -1)}))$`), { error: 'api.invalid_field' })
  .meta({ description: 'Decimal string, from -1 to 1 in 1e18 fixed point.' })

/** A number of 8 bits, for counts of GPUs, tiers, catalogue ids and flags. */
export const uint8 = intBetween(0, 255)
/** A number of 16 bits, for GPU memory and counts. */
export const uint16 = intBetween(0, 65_535)
/** A number of 32 bits, such as a duration in whole seconds. */
export const uint32 = intBetween(0, 4_294_967_295)
/** A time of the block clock in Unix seconds, 40 bits. */
export const uint40 = intBetween(0, 1_099_511_627_775)
/** Basis points, 0 to 10,000. */
export const bps = intBetween(0, 10_000)

/**
 * The address of an account. If it has upper-case and lower-case letters, its EIP-55 checksum must be correct. Parsed addresses and those in answers are
 * lower-case.
 */
export const address = z
  .string({ error: 'api.bad_address' })
  // The pattern has two alternatives only for generated test addresses: half of them are then lower-case and need no checksum.
  .regex(/^0x(?:[0-9a-f]{40}|[0-9a-fA-F]{40})$/, { error: 'api.bad_address', abort: true })
  .refine((text) => parseAddress(text) !== null, { error: 'api.bad_address' })
  .toLowerCase()
  .meta({
    id: 'Address',
    description: 'An account: lower-case hex in answers; requests may carry an EIP-55 checksum.',
    example: '0x0000000000000000000000000000000000000001',
  })

/** 32 bytes, lower-case: node ids, order hashes, workload hashes, transaction hashes, host keys. */
export const hex32 = z
  .string({ error: 'api.invalid_field' })
  .regex(/^0x[0-9a-f]{64}$/, { error: 'api.invalid_field' })
  .meta({ id: 'Bytes32', description: '32 bytes, lower-case hex.' })

/**
 * A signature: the 65 bytes r, s, v of a key, or 66 to 2,048 bytes for a contract account (ERC-1271). This schema does not check that s is in the lower half;
 * the code that recovers the signer does.
 */
export const signature = z
  .string({ error: 'auth.signature_malformed' })
  .regex(/^0x(?:[0-9a-f]{130}|(?:[0-9a-f]{2}){66,2048})$/, { error: 'auth.signature_malformed' })
  .meta({
    id: 'Signature',
    description:
      'An EIP-712 signature in lower-case hex: 65 bytes r, s, v with s in the lower half, or what a contract account takes (ERC-1271), up to 2,048 bytes.',
  })

/** A UUID, such as the id of a hold (a short reservation) or of a relay (a signed message for the chain). */
export const uuid = z
  .string({ error: 'api.invalid_field' })
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { error: 'api.invalid_field' })
  .meta({ id: 'Uuid' })

/** The id of a lease: a counter of the Market contract. */
export const leaseId = uintString(63).meta({ id: 'LeaseId', description: 'Decimal string, the counter of the Market contract.' })

/** The number of a database row, as a decimal string. */
export const rowNumber = uintString(63).meta({ id: 'RowNumber', description: 'Decimal string, a counter of ours.' })

/** A code of the error table. */
export const errorCode = z
  .string()
  .regex(/^[a-z]+\.[a-z_]+$/)
  .meta({ example: 'order.expired' })

/** Free text of at most `max` code points, without halves of surrogate pairs. The only control characters are tab and line ends. */
export function text(max: number) {
  return (
    z
      .string({ error: 'api.invalid_field' })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it keeps out, spelled as the document's readers know it.
      .regex(/^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]*$/, { error: 'api.invalid_field' })
      .refine(isStorable(max), { error: 'api.invalid_field' })
      .meta({ maxLength: max })
  )
}

/** Text of one line: like `text`, but without tab and line ends. */
export function line(max: number) {
  return (
    z
      .string({ error: 'api.invalid_field' })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: as in `text`.
      .regex(/^[^\u0000-\u001f\u007f-\u009f\u2028\u2029]*$/, { error: 'api.invalid_field' })
      .refine(isStorable(max), { error: 'api.invalid_field' })
      .meta({ maxLength: max })
  )
}

/** Refuses half a surrogate pair, because Postgres cannot read stored JSON that contains one, and every reader of the row would fail. */
function isStorable(max: number): (value: string) => boolean {
  return (value) => value.isWellFormed() && (value.length <= max || [...value].length <= max)
}

/** True for a simulated machine, which exists only to demonstrate the market. */
export const simulatedFlag = z.boolean().describe('A demonstration machine: its shell has no GPU, and its class, price and region are examples.')
