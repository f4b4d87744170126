import { depositToPoolWithPermitCall, type ContractCall, relayPoolCallCall, relayPoolCallsCall, type SignedPoolCall } from '@infinitio/chain'
import type { WaitingPoolCall } from '@infinitio/db'
import { type Address, address, hex32, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { z } from 'zod'

const hex = z.templateLiteral(['0x', z.string().regex(/^[0-9a-f]*$/)])
const integer = z.union([z.string(), z.number()]).transform((value) => BigInt(value))
const word = z.string().transform(hex32)
const party = z.string().transform((text) => address(text.toLowerCase()))

const signedSchema = z.object({
  account: party,
  what: z.string(),
  data: hex,
  maxSpend: integer.transform(pTokenUnits),
  nonce: integer,
  expiry: integer.transform(unixSeconds),
  signature: hex,
})
const depositSchema = z.object({
  account: party,
  amount: integer,
  permit: z.object({ deadline: integer, v: z.number(), r: word, s: word }),
})

/**
 * A call of the task pool. `call` is the contract call with only this one, which the worker simulates. `signed` is the user's signed call, which can share a
 * transaction with others. It is null for a deposit, because a deposit needs its own transaction.
 */
export type PoolCallToSend = { readonly alone: ContractCall; readonly signed: SignedPoolCall | null }

/** Returns the contract call for a stored call of the task pool. Throws if the payload that the API stored has an unknown shape. */
export function poolCallToSend({ kind, payload }: Pick<WaitingPoolCall, 'kind' | 'payload'>, pool: Address): PoolCallToSend {
  const stored: unknown = JSON.parse(payload)
  if (kind === 'deposit') {
    const { account, amount, permit } = depositSchema.parse(stored)
    return { alone: depositToPoolWithPermitCall({ pool, owner: account, amount, permit }), signed: null }
  }
  const { signature, ...call } = signedSchema.parse(stored)
  const signed = { call, signature }
  return { alone: relayPoolCallCall({ pool, signed }), signed }
}

/** A call that the chain accepted in a simulation, and the gas that the simulation used. */
export type TriedPoolCall = PoolCallToSend & { readonly callId: string; readonly gas: bigint }

/** The calls of users that one transaction sends. `call` is the contract call that contains them all, and `gas` is the most that it can need. */
export type PoolGroup = { readonly callIds: readonly string[]; readonly call: ContractCall; readonly gas: bigint }

/** How many signed calls the contract accepts in one transaction. */
const MOST_CALLS = 16
/** Our limits for one transaction. Chains accept about 16.7 million gas and 128 KiB. `MOST_LETTERS` counts hexadecimal digits, two for each byte. */
const MOST_GAS = 12_000_000n
const MOST_LETTERS = 180_000
const OUTER_GAS = 40_000n

/**
 * Divides accepted calls into transactions and keeps their order. Each deposit gets a separate transaction. Up to 16 signed calls share one, within the limits
 * of gas and size.
 */
export function groupPoolCalls(calls: readonly TriedPoolCall[], pool: Address): PoolGroup[] {
  const groups: TriedPoolCall[][] = []
  for (const call of calls) {
    const last = groups.at(-1)
    if (last !== undefined && fits(last, call)) last.push(call)
    else groups.push([call])
  }
  return groups.map((group) => groupOf(group, pool))
}

function fits(group: readonly TriedPoolCall[], call: TriedPoolCall): boolean {
  if (call.signed === null || group.some(({ signed }) => signed === null) || group.length >= MOST_CALLS) return false
  const letters = [...group, call].reduce((sum, { alone }) => sum + alone.data.length, 0)
  return letters <= MOST_LETTERS && gasOfGroup([...group, call]) <= MOST_GAS
}

function groupOf(group: readonly TriedPoolCall[], pool: Address): PoolGroup {
  const callIds = group.map(({ callId }) => callId)
  const [first] = group
  const signed = group.flatMap((call) => call.signed ?? [])
  if (signed.length > 1) return { callIds, call: relayPoolCallsCall({ pool, signed }), gas: gasOfGroup(group) }
  return { callIds, call: first?.alone ?? relayPoolCallsCall({ pool, signed }), gas: first?.gas ?? 0n }
}

/**
 * Returns the gas limit for a transaction with these calls. Before each call, the pool divides the remaining gas equally among this call and all calls after
 * it. So an expensive call needs a higher limit the more calls follow it.
 */
function gasOfGroup(calls: readonly Pick<TriedPoolCall, 'gas'>[]): bigint {
  let before = 0n
  let most = 0n
  for (const [position, { gas }] of calls.entries()) {
    const needed = before + (gas * BigInt(calls.length - position) * 64n) / 63n
    if (needed > most) most = needed
    before += gas
  }
  return most + OUTER_GAS
}
