import type { Refusal } from '../errors/refusal.ts'
import { keccak256 } from '../hashing/keccak256.ts'
import { proveTexts, rootOfText } from '../hashing/textTree.ts'
import type { NodeId } from '../ids/nodeId.ts'
import { pTokenUnits } from '../units/pTokenUnits.ts'
import { type FleetChange, fleetChangeLimits, fleetChangeStruct, type FleetRow, fleetRowText } from './fleetChange.ts'

/** The signing time of a fleet change may be at most this many seconds in the future, because a machine's clock may be behind the signer's. */
const clockSeconds = 120
/**
 * A serial, which must grow with each fleet change, may be at most this far above `issuedAt` (Unix seconds). Otherwise a market could make a wallet sign the
 * largest serial, and no later change would be valid.
 */
const serialAhead = 86_400n

/** The owner, the times of signing and expiry, and the serial of a fleet change. */
export type FleetSigning = Pick<FleetChange, 'owner' | 'issuedAt' | 'expiry' | 'serial'>

/**
 * Makes the fleet change for these rows, and for each row the Merkle proof: the hashes that lead from it to the root. The rows must pass `fleetRowsRefusal`.
 */
export function fleetChangeOf(rows: readonly FleetRow[], signing: FleetSigning): { change: FleetChange; proofs: string[][] } {
  const { root, proofs } = proveTexts(rows.map(fleetRowText), keccak256)
  const count = (act: FleetRow['act']) => rows.filter((row) => row.act === act).length
  const prices = rows.filter(({ act }) => act !== 'pause').map(({ pricePerGpuSecond }) => pricePerGpuSecond)
  const [first = 0n] = prices
  const change = {
    ...signing,
    ...{ prices: count('price'), pauses: count('pause'), resumes: count('resume'), rows: root },
    lowestPricePerGpuSecond: pTokenUnits(prices.reduce<bigint>((least, price) => (price < least ? price : least), first)),
    highestPricePerGpuSecond: pTokenUnits(prices.reduce<bigint>((most, price) => (price > most ? price : most), first)),
  }
  return { change, proofs }
}

/**
 * Refuses rows that nobody should sign, with `order.fleet_altered`: no rows or more than 1,000, a machine in two rows, a pause with a price, or another act
 * without a price.
 */
export function fleetRowsRefusal(rows: readonly FleetRow[]): Refusal | null {
  if (rows.length === 0 || rows.length > fleetChangeLimits.rows) return altered('rows')
  if (new Set(rows.map(({ node }) => node)).size !== rows.length) return altered('rows: a machine twice')
  const wrong = rows.findIndex((row) => !isWhole(row))
  return wrong === -1 ? null : altered(`rows.${wrong}`)
}

/**
 * Checks a whole list. Refuses it if its rows are invalid or not those that the owner signed, if a signed time or the serial is wrong, or if it has expired.
 * `now` is in Unix seconds.
 */
export function fleetListRefusal(change: FleetChange, rows: readonly FleetRow[], { now }: { now: bigint }): Refusal | null {
  const refused = fleetRowsRefusal(rows) ?? timeRefusal(change, { now })
  if (refused !== null) return refused
  const same: FleetChange = fleetChangeOf(rows, change).change
  const wrong = fleetChangeStruct.fields.find(({ name }) => same[name as keyof FleetChange] !== change[name as keyof FleetChange])
  return wrong === undefined ? null : altered(wrong.name)
}

/**
 * Checks one row for a machine that receives only this row. Refuses with `order.fleet_altered`: a row of another machine, a row that the signature does not
 * cover, a row outside the signed limits, and wrong times or a serial far in the future. Refuses with `auth.signature_expired` a fleet change that has expired.
 * `now` is in Unix seconds of a clock that the market does not set. The caller checks the signature, and that the serial is new.
 */
export function fleetRowRefusal(
  change: FleetChange,
  { row, proof }: { row: FleetRow; proof: readonly string[] },
  { node, now }: { node: NodeId; now: bigint },
): Refusal | null {
  if (row.node !== node) return altered('node')
  if (!isWhole(row)) return altered('row')
  if (rootOfText(fleetRowText(row), proof, keccak256) !== change.rows) return altered('rows')
  const count = { price: change.prices, pause: change.pauses, resume: change.resumes }[row.act]
  if (count === 0) return altered('act')
  const { lowestPricePerGpuSecond: lowest, highestPricePerGpuSecond: highest } = change
  if (row.act !== 'pause' && (row.pricePerGpuSecond < lowest || row.pricePerGpuSecond > highest)) return altered('pricePerGpuSecond')
  return timeRefusal(change, { now })
}

/** The last fleet change that a machine accepted: its serial and its digest. */
export type TakenFleetChange = { readonly serial: bigint; readonly hash: string }

/**
 * Decides whether a machine applies a fleet change. `take`: it is newer than the last one. `again`: the machine has already applied exactly this one. Refuses
 * an older one, and a different one with the same serial.
 */
export function judgeSerial(last: TakenFleetChange | null, { serial, hash }: TakenFleetChange): 'take' | 'again' | Refusal {
  if (last === null || serial > last.serial) return 'take'
  if (serial === last.serial && hash === last.hash) return 'again'
  return { rejected: 'order.fleet_superseded', detail: `serial ${serial}, the last one was ${last.serial}` }
}

function timeRefusal({ issuedAt, expiry, serial }: FleetChange, { now }: { now: bigint }): Refusal | null {
  if (expiry <= issuedAt || expiry - issuedAt > BigInt(fleetChangeLimits.seconds)) return altered('expiry')
  if (issuedAt > now + BigInt(clockSeconds)) return altered('issuedAt')
  if (serial > issuedAt + serialAhead) return altered('serial')
  return expiry <= now ? { rejected: 'auth.signature_expired' } : null
}

const isWhole = ({ act, pricePerGpuSecond }: FleetRow): boolean => (act === 'pause' ? pricePerGpuSecond === 0n : pricePerGpuSecond > 0n)

const altered = (detail: string): Refusal => ({ rejected: 'order.fleet_altered', detail })
