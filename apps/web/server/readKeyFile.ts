import { readFileSync } from 'node:fs'

/** Reads a key file: one `0x` and 64 hex digits. Throws an Error that names the file, never its content. */
export function readKeyFile(path: string): `0x${string}` {
  const text = readFileSync(path, 'utf8').trim()
  if (!/^0x[0-9a-fA-F]{64}$/.test(text)) throw new Error(`${path} does not hold one 0x key of 64 hex digits`)
  return text.toLowerCase() as `0x${string}`
}
