import { keccak_256 } from '@noble/hashes/sha3.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Hex32 } from './hex32.ts'

/** A keccak-256 function: the one in this file, or a faster native or wasm one with the same results. The caller may change the returned bytes. */
export type Keccak = (bytes: Uint8Array) => Uint8Array

/** Returns the chain's hash (keccak-256) of some bytes, as 32 bytes. */
export function keccak256(bytes: Uint8Array): Uint8Array {
  return keccak_256(bytes)
}

/** Returns the chain's hash of some bytes as lower-case hex with 0x. */
export function keccak256Hex(bytes: Uint8Array): Hex32 {
  return `0x${bytesToHex(keccak_256(bytes))}`
}
