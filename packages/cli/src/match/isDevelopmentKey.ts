import { createHash } from 'node:crypto'
import type { Hex } from 'viem'
import { mnemonicToAccount, privateKeyToAddress } from 'viem/accounts'

const junk = 'test test test test test test test test test test test junk'
const wellKnown = 20
const half = 16

/**
 * True for a key that a house of ours made for development (its second half follows from the first), and for those that everybody has. Twin of the one in
 * `packages/process`, which the command cannot load.
 */
export function isDevelopmentKey(key: Hex): boolean {
  const bytes = Buffer.from(key.slice(2), 'hex')
  const mark = createHash('sha256').update('infinitio development key').update(bytes.subarray(0, half)).digest()
  if (bytes.subarray(half).equals(mark.subarray(0, half))) return true
  const address = privateKeyToAddress(key)
  return Array.from({ length: wellKnown }, (_, addressIndex) => mnemonicToAccount(junk, { addressIndex }).address).includes(address)
}
