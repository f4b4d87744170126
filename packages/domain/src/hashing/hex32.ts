import { assert } from '../assertNever.ts'

/** 32 bytes as lower-case hex with 0x. */
export type Hex32 = `0x${string}`

const pattern = /^0x[0-9a-f]{64}$/

/** Returns true if the text is 0x and 64 lower-case hex digits. */
export function isHex32(text: string): text is Hex32 {
  return pattern.test(text)
}

/** Returns 32 bytes of lower-case hex as the branded type `Hex32`. Asserts the shape. */
export function hex32(text: string): Hex32 {
  assert(isHex32(text), 'a 32-byte value is 0x and 64 lower-case hex digits')
  return text
}

/** 32 zero bytes. As a node id or a workload hash, they mean that there is no node or no workload. */
export const zeroHex32: Hex32 = `0x${'0'.repeat(64)}`
