import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Hex32 } from './hex32.ts'

/** Returns the SHA-256 of some bytes as lower-case hex with 0x. Files, inputs of tasks and adapters are named by this hash. */
export function sha256Hex(bytes: Uint8Array): Hex32 {
  return `0x${bytesToHex(sha256(bytes))}`
}
