import { type Address, type AssetUnits, assert, keccak256Hex } from '@infinitio/domain'
import { hexToBytes } from '@noble/curves/abstract/utils'
import { poseidon4 } from 'poseidon-lite/poseidon4'
import { fieldOrder, hexOfElement } from './field.ts'

/** A claim of a service on the channel of a key on BabyJubJub. */
export type ProvenRow = {
  readonly payer: Address
  readonly key: Address
  readonly serial: number
  readonly seq: number
  readonly claim: AssetUnits
}

/** Packs claims into the bytes that `ServiceLedger.settleProven` reads: 59 bytes each. */
export function packProvenRows(rows: readonly ProvenRow[]): `0x${string}` {
  const packed = rows.map(({ payer, key, serial, seq, claim }) =>
    [payer.slice(2), key.slice(2), hex(serial, 3), hex(seq, 4), hex(claim, 12)].join(''),
  )
  return `0x${packed.join('')}`
}

/**
 * Returns the Poseidon hash of a batch, as the circuit calculates it. A circuit for `count` rows puts zero rows before the first row until it has this many.
 * Asserts that the rows fit.
 */
export function hashOfRows(rows: readonly ProvenRow[], count: number): bigint {
  assert(rows.length <= count, `${rows.length} rows fit a circuit for ${count}`)
  const zeros = Array.from({ length: count - rows.length }, () => [0n, 0n, 0n])
  return [...zeros, ...rows.map(elementsOf)].reduce((hash, elements) => poseidon4([hash, ...elements]), 0n)
}

/** Returns the point at which circuit and ledger evaluate the polynomial of the rows. Twin of `ProvenRowsLib.pointOf`. */
export function pointOfRows(rowsHash: bigint, packed: `0x${string}`): bigint {
  return BigInt(keccak256Hex(hexToBytes(hexOfElement(rowsHash).slice(2) + packed.slice(2)))) % fieldOrder
}

/** Returns the value of the rows' polynomial at a point. Twin of `ProvenRowsLib.valueAt`. */
export function valueOfRows(rows: readonly ProvenRow[], point: bigint): bigint {
  return rows.flatMap(elementsOf).reduce((value, element) => (value * point + element) % fieldOrder, 0n)
}

function elementsOf({ payer, key, serial, seq, claim }: ProvenRow): bigint[] {
  return [BigInt(payer), BigInt(key), (BigInt(serial) << 128n) + (BigInt(seq) << 96n) + claim]
}

function hex(value: bigint | number, bytes: number): string {
  const digits = value.toString(16)
  assert(value >= 0 && digits.length <= bytes * 2, `${value} fits ${bytes} bytes`)
  return digits.padStart(bytes * 2, '0')
}
