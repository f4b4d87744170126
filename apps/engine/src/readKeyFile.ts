import { readFileSync } from 'node:fs'
import type { Hex } from 'viem'

/** Reads a private key: one 0x hex of 32 bytes in a file. Throws without showing the content. */
export function readKeyFile(path: string): Hex {
  const text = readFileSync(path, 'utf8').trim()
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw new Error(`the key file ${path} does not hold one 0x hex of 32 bytes`)
  return text as Hex
}
