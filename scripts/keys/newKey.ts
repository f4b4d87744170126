import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { isDevelopmentKey } from '@infinitio/process/keys'
import { privateKeyToAddress } from 'viem/accounts'
import { ed25519PublicKey } from '../start/makeKeys.ts'

/** Creates a key of 32 random bytes in a new file that only its owner can read. Throws if the file exists. Returns the lines that the command prints. */
export function newKey(file: string): string[] {
  const key = `0x${randomBytes(32).toString('hex')}` as const
  writeFileSync(file, `${key}\n`, { mode: 0o600, flag: 'wx' })
  return [`made ${file} (0600)`, ...describeKey(key)]
}

/**
 * Returns a description of a private key, one property per line: its address, its public key in the form of a gateway's host key, and whether it may be used
 * only in development.
 */
function describeKey(key: `0x${string}`): string[] {
  return [
    `address (sender, receipts): ${privateKeyToAddress(key).toLowerCase()}`,
    `ed25519 public key (gateway host): ${ed25519PublicKey(key)}`,
    ...(isDevelopmentKey(key) ? ['for development only: refused on every chain but 31337'] : []),
  ]
}
