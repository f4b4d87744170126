/** Returns 32 bytes as a number, the value of an ABI word. */
export function wordOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`)
}
