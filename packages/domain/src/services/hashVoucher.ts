import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { assert } from '../assertNever.ts'
import type { Hex32 } from '../hashing/hex32.ts'
import { keccak256 } from '../hashing/keccak256.ts'
import { contractDigest } from '../structs/signingDomain.ts'
import { type LedgerMessages, ledgerSigningName, type LedgerSigningDomain, ledgerTypeText } from './ledgerMessages.ts'

const typeHash = keccak256(utf8ToBytes(ledgerTypeText('Voucher')))
const word = 32
const words = 6
const low64 = 0xffff_ffff_ffff_ffffn

/**
 * Returns the digest of a voucher that a channel's key signs. Calculates the same as `hashLedgerMessage('Voucher', …)`. A service hashes a voucher for each
 * request, so this writes the fields into their bytes directly. Asserts that each value fits its type.
 */
export function hashVoucher({ channel, serial, seq, spent, trace }: LedgerMessages['Voucher'], { chainId, ledger }: LedgerSigningDomain): Hex32 {
  assert(serial >= 0 && serial < 2 ** 24 && Number.isInteger(serial), `${serial} fits uint24`)
  assert(seq >= 0 && seq < 2 ** 32 && Number.isInteger(seq), `${seq} fits uint32`)
  assert(spent >= 0n && spent >> 96n === 0n, `${spent} fits uint96`)
  const bytes = new Uint8Array(words * word)
  const view = new DataView(bytes.buffer)
  bytes.set(typeHash)
  bytes.set(hexToBytes(channel.slice(2)), word)
  view.setUint32(3 * word - 4, serial)
  view.setUint32(4 * word - 4, seq)
  view.setUint32(5 * word - 12, Number(spent >> 64n))
  view.setBigUint64(5 * word - 8, spent & low64)
  bytes.set(hexToBytes(trace.slice(2)), 5 * word)
  assert(channel.length === 2 + 2 * word && trace.length === 2 + 2 * word, 'channel and trace have 32 bytes')
  return contractDigest({ name: ledgerSigningName, chainId, contract: ledger }, keccak256(bytes))
}
