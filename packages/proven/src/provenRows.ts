import { type Address, type AssetUnits, assert, keccak256Hex, type ServiceId } from '@infinitio/domain'
import { hexToBytes } from '@noble/curves/abstract/utils'
import { poseidon2 } from 'poseidon-lite/poseidon2'
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

/** The domain (`provenDomainOf`) and the service to which all rows of a batch belong. A proof binds both, as it binds the rows. */
export type RowsOwner = { readonly domain: bigint; readonly service: ServiceId }

/**
 * Returns the Poseidon hash of a batch, as the circuit calculates it. A circuit for `count` rows puts zero rows before the first row until it has this many.
 * Asserts that the rows fit.
 */
export function hashOfRows({ domain, service }: RowsOwner, rows: readonly ProvenRow[], count: number): bigint {
  assert(rows.length <= count, `${rows.length} rows fit a circuit for ${count}`)
  const zeros = Array.from({ length: count - rows.length }, () => [0n, 0n, 0n])
  const first = poseidon2([domain, BigInt(service)])
  return [...zeros, ...rows.map(elementsOf)].reduce((hash, elements) => poseidon4([hash, ...elements]), first)
}

/** Returns the point at which circuit and ledger evaluate the polynomial of a batch. Twin of `ProvenRowsLib.pointOf`. */
export function pointOfRows(rowsHash: bigint, { domain, service }: RowsOwner, packed: `0x${string}`): bigint {
  const words = [rowsHash, domain, BigInt(service)].map((word) => hexOfElement(word).slice(2))
  return BigInt(keccak256Hex(hexToBytes(words.join('') + packed.slice(2)))) % fieldOrder
}

/** Returns the value of the polynomial of a batch at a point. Twin of `ProvenRowsLib.valueAt`. */
export function valueOfRows({ domain, service }: RowsOwner, rows: readonly ProvenRow[], point: bigint): bigint {
  return [...rows.flatMap(elementsOf), domain, BigInt(service)].reduce((value, element) => (value * point + element) % fieldOrder, 0n)
}

function elementsOf({ payer, key, serial, seq, claim }: ProvenRow): bigint[] {
  return [BigInt(payer), BigInt(key), (BigInt(serial) << 128n) + (BigInt(seq) << 96n) + claim]
}

function hex(value: bigint | number, bytes: number): string {
  const digits = value.toString(16)
  assert(value >= 0 && digits.length <= bytes * 2, `${value} fits ${bytes} bytes`)
  return digits.padStart(bytes * 2, '0')
}
