/** Writes a non-negative whole number, big-endian, as the ABI word (32 bytes) with index `at`. */
export function writeWord(words: Uint8Array, { at, value }: { at: number; value: bigint }): void {
  const view = new DataView(words.buffer, at * 32, 32)
  for (let part = 3; part >= 0; part -= 1) view.setBigUint64(8 * part, BigInt.asUintN(64, value >> BigInt(64 * (3 - part))))
}
