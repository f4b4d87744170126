import { hashTypedData, recoverAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it } from 'vitest'
import { exampleDomain, exampleReceipt, exampleService, exampleVoucher } from '../test/examples.ts'
import { channelOfVoucher, curveOfVoucher, messageOfVoucher, readVoucher, requestHash, writeVoucher } from './voucherHeader.ts'
import { hashReceipt, readReceipt, responseHash, signReceipt, writeReceipt } from './receipts.ts'
import { bytesOfHex, fromBase64Url, toBase64Url } from './packedFields.ts'
import { assetUnits, channelIdOf, hex32, ledgerTypedData } from '@infinitio/domain'

const key = privateKeyToAccount(`0x${'9'.repeat(64)}`)
const bytes = (text: string) => new TextEncoder().encode(text)

describe('receipts', () => {
  it('are read as they were written, in at most 1 KB, with an inner receipt or without', async () => {
    for (const inner of ['0x', `0x${'ab'.repeat(400)}`] as const) {
      const receipt = exampleReceipt({ inner })
      const signature = await key.sign({ hash: hashReceipt(receipt, exampleDomain) })
      const text = writeReceipt({ receipt, signature })
      expect(text.length).toBeLessThanOrEqual(1_024)
      const read = readReceipt(text)
      expect(read).toEqual({ receipt, signature })
      expect(await recoverAddress({ hash: hashReceipt(receipt, exampleDomain), signature })).toBe(key.address)
    }
  })

  it('are signed in one step as they are hashed and written', () => {
    for (const inner of ['0x', `0x${'ab'.repeat(400)}`] as const) {
      const receipt = exampleReceipt({ inner })
      const { signature } = exampleVoucher()
      const signed = signReceipt(receipt, { domain: exampleDomain, sign: () => signature })
      expect(signed).toEqual({ hash: hashReceipt(receipt, exampleDomain), text: writeReceipt({ receipt, signature }) })
    }
    const short = { domain: exampleDomain, sign: () => '0x1234' as const }
    expect(() => signReceipt(exampleReceipt(), short)).toThrow('a signature has 65 bytes')
  })

  it('have another hash, or cannot be read, with any bit flipped', () => {
    const receipt = exampleReceipt({ inner: '0xabcd' })
    const written = fromBase64Url(writeReceipt({ receipt, signature: exampleVoucher().signature }))
    if (written === null) throw new Error('a receipt is base64url')
    const hash = hashReceipt(receipt, exampleDomain)
    for (let at = 0; at < written.length - 65; at += 1) {
      const read = readReceipt(toBase64Url(written.with(at, (written[at] ?? 0) ^ (1 << (at % 8)))))
      expect(read === null || hashReceipt(read.receipt, exampleDomain) !== hash).toBe(true)
    }
  })

  it('have another hash on another chain and for another ledger', () => {
    const hash = hashReceipt(exampleReceipt(), exampleDomain)
    expect(hashReceipt(exampleReceipt(), { ...exampleDomain, chainId: 1 })).not.toBe(hash)
    expect(hashReceipt(exampleReceipt(), { ...exampleDomain, ledger: exampleVoucher().payer })).not.toBe(hash)
  })

  it('cannot be read from a text of another length or alphabet', () => {
    for (const text of ['', 'A', 'not+base64/', 'AAAA'.repeat(60), 'A'.repeat(4_000)]) expect(readReceipt(text)).toBeNull()
  })
})

describe('vouchers', () => {
  it('are read as they were written', () => {
    const text = writeVoucher(exampleVoucher())
    expect(text.length).toBe(275)
    expect(readVoucher(text)).toEqual(exampleVoucher())
    for (const other of ['', 'x', text.slice(4), `${text}AAAA`, `B${text.slice(1)}`]) expect(readVoucher(other)).toBeNull()
  })

  it('belong to another channel and have another version if a key on BabyJubJub signed them', () => {
    const proven = exampleVoucher({ signature: `0x${'3'.repeat(320)}` })
    const text = writeVoucher(proven)
    expect(text.length).toBe(402)
    expect(readVoucher(text)).toEqual(proven)
    expect([curveOfVoucher(proven), curveOfVoucher(exampleVoucher())]).toEqual(['babyJubJub', 'secp256k1'])
    for (const other of [text.slice(4), `${text}AAAA`, `B${text.slice(1)}`, `Aa${text.slice(2)}`]) expect(readVoucher(other)).toBeNull()
    expect(() => writeVoucher({ ...proven, rate: assetUnits(5n) })).toThrow()
    const scheme = { curve: 'babyJubJub', hash: ({ seq }: { seq: number }) => hex32(`0x${`${seq}`.repeat(64)}`) } as const
    const request = requestHash(proven.salt, bytes('{}'))
    const { channel, digest } = messageOfVoucher(proven, { service: exampleService, request, domain: exampleDomain, scheme })
    expect(channel).toBe(channelIdOf(channelOfVoucher({ ...proven, curve: 'babyJubJub' }, exampleService)))
    expect(channel).not.toBe(channelIdOf(channelOfVoucher(proven, exampleService)))
    expect(digest).toBe(`0x${'2'.repeat(64)}`)
  })

  it('sign the message of the contract', () => {
    const voucher = exampleVoucher()
    const request = requestHash(voucher.salt, bytes('{}'))
    const { channel, trace, digest } = messageOfVoucher(voucher, { service: exampleService, request, domain: exampleDomain })
    expect(channel).toBe(channelIdOf(channelOfVoucher(voucher, exampleService)))
    const message = {
      channel: channel as Parameters<typeof ledgerTypedData<'Voucher'>>[1]['channel'],
      trace,
      serial: 1,
      seq: 2,
      spent: voucher.spent,
    }
    const data = ledgerTypedData('Voucher', message, exampleDomain)
    expect(hashTypedData(data as Parameters<typeof hashTypedData>[0])).toBe(digest)
    const other = messageOfVoucher(voucher, { service: exampleService, request: requestHash(voucher.salt, bytes('{ }')), domain: exampleDomain })
    expect(other.digest).not.toBe(digest)
  })

  it('hide a short prompt behind the salt, and separate the lines of an answer', () => {
    const { salt } = exampleVoucher()
    expect(requestHash(salt, bytes('Hi'))).not.toBe(requestHash(`0x${'8'.repeat(32)}`, bytes('Hi')))
    expect(responseHash(salt, [bytes('a\n'), bytes('bc\n')])).not.toBe(responseHash(salt, [bytes('ab\n'), bytes('c\n')]))
    expect(bytesOfHex('0aff')).toEqual(Uint8Array.of(10, 255))
  })
})
