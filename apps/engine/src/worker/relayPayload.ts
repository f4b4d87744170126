import { address, durationSeconds, hex32, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { z } from 'zod'

const signature = z.templateLiteral(['0x', z.string().regex(/^[0-9a-fA-F]+$/)])
const integer = z.union([z.string(), z.number()]).transform((value) => BigInt(value))
const seconds = integer.transform(unixSeconds)
const units = integer.transform(pTokenUnits)
const word = z.string().transform((text) => hex32(text.toLowerCase()))
const party = z.string().transform((text) => address(text.toLowerCase()))

/** Schema of the relay payloads that the API stores, by kind. */
const payloadSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), signedAt: seconds, signature }),
  z.object({ kind: z.literal('end'), accept: z.boolean(), expiry: seconds, signature }),
  z.object({ kind: z.literal('cancelLease'), expiry: seconds, signature }),
  z.object({ kind: z.literal('extend'), end: seconds, relayFee: units, expiry: seconds, signature }),
  z.object({
    kind: z.literal('autoExtend'),
    stepSeconds: integer.transform(durationSeconds),
    maxTotalSeconds: integer.transform(durationSeconds),
    relayFee: units,
    nonce: integer,
    expiry: seconds,
    signature,
  }),
  z.object({ kind: z.literal('endByProvider'), expiry: seconds, signature }),
  z.object({ kind: z.literal('noShow'), expiry: seconds, signature }),
  z.object({ kind: z.literal('transferLease'), to: party, relayFee: units, nonce: integer, expiry: seconds, signature }),
  z.object({ kind: z.literal('withdraw'), account: party, amount: units, to: party, relayFee: units, nonce: integer, expiry: seconds, signature }),
  z.object({ kind: z.literal('cancelAsk'), account: party, relayFee: units, nonce: integer, expiry: seconds, signature }),
  z.object({ kind: z.literal('cancelBid'), account: party, relayFee: units, nonce: integer, expiry: seconds, signature }),
  z.object({ kind: z.literal('raiseFloor'), account: party, relayFee: units, floor: integer, expiry: seconds, signature }),
  z.object({
    kind: z.literal('deposit'),
    account: party,
    amount: units,
    relayFee: units,
    nonce: integer,
    expiry: seconds,
    permit: z.object({ deadline: integer, v: z.number(), r: word, s: word }),
    signature,
  }),
  z.object({
    kind: z.literal('authorize'),
    account: party,
    key: party,
    totalLeft: integer,
    dayCap: integer,
    sessionExpiry: seconds,
    relayFee: units,
    nonce: integer,
    expiry: seconds,
    signature,
  }),
  z.object({ kind: z.literal('revoke'), account: party, key: party, relayFee: units, nonce: integer, expiry: seconds, signature }),
  z.object({ kind: z.literal('faucet'), account: party }),
])

/** The parsed message of a relay. */
export type RelayPayload = z.output<typeof payloadSchema>

/** Parses a relay's payload. Throws if the stored payload has another form than the API writes. */
export function parseRelayPayload({ kind, payload }: { kind: string; payload: string }): RelayPayload {
  return payloadSchema.parse({ ...JSON.parse(payload), kind })
}
