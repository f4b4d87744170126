import { address, assetUnits, hex32 } from '@infinitio/domain'
import { compactSignatureToSignature, parseCompactSignature, serializeSignature } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { packListRows, packVoucherRows } from './packRows.ts'

const signer = privateKeyToAccount(`0x${'7'.repeat(64)}`)
const [payer, key] = [address(`0x${'a'.repeat(40)}`), address(`0x${'b'.repeat(40)}`)]
const head = { payer, serial: 0x010203, seq: 0x04050607, claim: assetUnits(8n) }

describe('rows of claims', () => {
  it('have the fields at their places, and a signature that others can read', async () => {
    for (const digit of ['1', '2', '3', '4']) {
      const trace = hex32(`0x${digit.repeat(64)}`)
      const signature = await signer.sign({ hash: trace })
      const row = packVoucherRows([{ ...head, key, spent: assetUnits(9n), trace, signature }])
      expect(row.length).toBe(2 + 2 * 167)
      expect(row.slice(2, 2 + 2 * 103)).toBe(
        `${'a'.repeat(40)}${'b'.repeat(40)}01020304050607${'8'.padStart(24, '0')}${'9'.padStart(24, '0')}${digit.repeat(64)}`,
      )
      const read = compactSignatureToSignature(parseCompactSignature(`0x${row.slice(2 + 2 * 103)}`))
      expect(serializeSignature(read)).toBe(signature)
    }
  })

  it('have 39 bytes in a list', () => {
    const rows = packListRows([head, { ...head, seq: 1 }])
    expect(rows.length).toBe(2 + 2 * 78)
    expect(rows.slice(2, 80)).toBe(`${'a'.repeat(40)}01020304050607${'8'.padStart(24, '0')}`)
  })

  it('cannot be packed from a number that does not fit, or from a signature in another form', () => {
    expect(() => packListRows([{ ...head, serial: 2 ** 24 }])).toThrow('fits 3 bytes')
    const row = { ...head, key, spent: assetUnits(9n), trace: hex32(`0x${'1'.repeat(64)}`) }
    expect(() => packVoucherRows([{ ...row, signature: `0x${'1'.repeat(128)}` }])).toThrow('65 bytes')
    expect(() => packVoucherRows([{ ...row, signature: `0x${'f'.repeat(128)}1b` }])).toThrow('the lower of its two forms')
  })
})
