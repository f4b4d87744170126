import type { Address, AssetUnits, Hex32 } from '@infinitio/domain'
import { assert } from '@infinitio/domain'

/** A service's claim on one payment channel, with the payer's voucher (promise to pay) that allows it. `signature` has 65 bytes. */
export type VoucherRow = {
  readonly payer: Address
  readonly key: Address
  readonly serial: number
  readonly seq: number
  readonly claim: AssetUnits
  readonly spent: AssetUnits
  readonly trace: Hex32
  readonly signature: `0x${string}`
}

/** A service's claim on one payment channel, in a list of claims that one key signs together. */
export type ListRow = Pick<VoucherRow, 'payer' | 'serial' | 'seq' | 'claim'>

/** Packs claims into the bytes that `ServiceLedger.settle` reads: 167 bytes each, with the signature in the short form of EIP-2098. */
export function packVoucherRows(rows: readonly VoucherRow[]): `0x${string}` {
  const packed = rows.map(({ payer, key, serial, seq, claim, spent, trace, signature }) =>
    [payer.slice(2), key.slice(2), number(serial, 3), number(seq, 4), number(claim, 12), number(spent, 12), trace.slice(2), compact(signature)].join(
      '',
    ),
  )
  return `0x${packed.join('')}`
}

/** Packs claims into the bytes that `ServiceLedger.settleList` reads: 39 bytes each. */
export function packListRows(rows: readonly ListRow[]): `0x${string}` {
  return `0x${rows.map(({ payer, serial, seq, claim }) => [payer.slice(2), number(serial, 3), number(seq, 4), number(claim, 12)].join('')).join('')}`
}

function number(value: bigint | number, bytes: number): string {
  const hex = value.toString(16)
  assert(value >= 0 && hex.length <= bytes * 2, `${value} fits ${bytes} bytes`)
  return hex.padStart(bytes * 2, '0')
}

/** Puts the last byte of a signature (27 or 28) into the highest bit of `s`, which is 0 in every signature that the chain accepts. */
function compact(signature: `0x${string}`): string {
  assert(/^0x[0-9a-f]{128}(1b|1c)$/.test(signature), 'a signature has 65 bytes and ends with 27 or 28')
  const s = BigInt(`0x${signature.slice(66, 130)}`)
  assert(s >> 255n === 0n, 'a signature has the lower of its two forms')
  const highBit = signature.endsWith('1c') ? 2n ** 255n : 0n
  return signature.slice(2, 66) + (s | highBit).toString(16).padStart(64, '0')
}
