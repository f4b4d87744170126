import { assert, hex32, type Hex32 } from '@infinitio/domain'

/** The order of the field in which the proof calculates. Every number of a proof is below it. Twin of `ProvenRowsLib.FIELD`. */
export const fieldOrder = 21888242871839275222246405745257275088548364400416034343698204186575808495617n

/** Returns a number of the field as 32 bytes of hex. */
export function hexOfElement(value: bigint): Hex32 {
  assert(value >= 0n && value < fieldOrder, 'an element is below the order of the field')
  return hex32(`0x${value.toString(16).padStart(64, '0')}`)
}

/** Returns the two halves of 32 bytes as numbers, because 256 bits do not fit one number of the field. */
export function halvesOf(word: Hex32): readonly [high: bigint, low: bigint] {
  return [BigInt(word.slice(0, 34)), BigInt(`0x${word.slice(34)}`)]
}
