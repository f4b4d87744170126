import { assert } from '../assertNever.ts'
import { hex32, type Hex32 } from '../hashing/hex32.ts'
import { type Address, isAddress, zeroAddress } from '../ids/address.ts'
import { bps } from '../units/bps.ts'
import { unixSeconds } from '../units/seconds.ts'
import type { LedgerMessages } from './ledgerMessages.ts'

/** The fee that the service ledger takes from each settled amount, in basis points. */
export const serviceFeeBps = 25n

/** The highest royalty of a model that the service ledger accepts, in basis points of a claim after the ledger's fee. */
export const mostRoyaltyBps = 3_000

/** The highest number of a commercial model that pages, API and command line accept. */
const mostModel = 999_999_999

/**
 * A grant: the owner of a commercial model lets one payee register services of the model until `until` (Unix seconds), for a royalty in basis points. `model`
 * is the number of the model in ModelPayments. The owner signs `grantMessage` in the domain of the service ledger.
 */
export type ModelGrant = {
  readonly chainId: number
  readonly ledger: Address
  readonly owner: Address
  readonly model: number
  readonly payee: Address
  readonly royaltyBps: number
  readonly until: number
  readonly signature: `0x${string}`
}

const names = ['chainId', 'ledger', 'owner', 'model', 'payee', 'royaltyBps', 'until', 'signature'] as const

/** Returns the message that the owner of a model signs for a grant. Asserts that each value fits its type. */
export function grantMessage({ model, payee, royaltyBps, until }: Omit<ModelGrant, 'signature'>): LedgerMessages['Grant'] {
  return { model: modelWord(model), payee, royaltyBps: bps(royaltyBps), until: unixSeconds(until) }
}

/** Returns the text in which an owner sends a grant to a payee: one line of JSON. */
export function grantText(grant: ModelGrant): string {
  return JSON.stringify(Object.fromEntries(names.map((name) => [name, grant[name]])))
}

/** Parses the text of a grant. Returns null if a field is missing, unknown or wrong, if the owner is the zero address, or if the royalty is too high. */
export function readGrant(text: string): ModelGrant | null {
  const value = jsonObjectOf(text)
  if (value === null || Object.keys(value).length !== names.length || !names.every((name) => name in value)) return null
  const { chainId, ledger, owner, model, payee, royaltyBps, until, signature } = value
  const isWhole = (number: unknown, most: number) => typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= most
  const isAccount = (account: unknown) => typeof account === 'string' && isAddress(account) && account !== zeroAddress
  if (![ledger, owner, payee].every(isAccount)) return null
  if (!isWhole(chainId, Number.MAX_SAFE_INTEGER) || !isWhole(model, mostModel) || model === 0) return null
  if (!isWhole(royaltyBps, mostRoyaltyBps) || !isWhole(until, 2 ** 40 - 1)) return null
  if (typeof signature !== 'string' || !/^0x([0-9a-f]{2}){1,4096}$/.test(signature)) return null
  return value as ModelGrant
}

/** Parses a royalty in per cent, with at most two decimals, such as 5 or 2.5, into basis points. Returns null for any other text, and above the limit of the ledger. */
export function parseRoyalty(text: string): number | null {
  const [, whole = '', part = ''] = /^(\d{1,2})(?:\.(\d{1,2}))?$/.exec(text.trim()) ?? []
  const royaltyBps = Number(whole) * 100 + Number(part.padEnd(2, '0'))
  return whole === '' || royaltyBps > mostRoyaltyBps ? null : royaltyBps
}

/** Returns the number of a model as 32 bytes, as a grant and the event of a registered service name the model. */
export function modelWord(model: number): Hex32 {
  assert(Number.isInteger(model) && model > 0 && model <= mostModel, 'a model has a number from 1')
  return hex32(`0x${model.toString(16).padStart(64, '0')}`)
}

/** Returns the number of the model to which 32 bytes refer, or null if they refer to no model of ModelPayments. */
export function modelNumberOf(word: string): number | null {
  const number = BigInt(word)
  return number > 0n && number <= BigInt(mostModel) ? Number(number) : null
}

function jsonObjectOf(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch {
    // The text is not JSON.
    return null
  }
}
