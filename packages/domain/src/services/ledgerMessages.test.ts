import { readFileSync, readdirSync } from 'node:fs'
import { hashTypedData } from 'viem'
import { describe, expect, it, test } from 'vitest'
import { hex32 } from '../hashing/hex32.ts'
import { address } from '../ids/address.ts'
import { bps } from '../units/bps.ts'
import { unixSeconds } from '../units/seconds.ts'
import {
  hashLedgerMessage,
  type LedgerMessageName,
  type LedgerMessages,
  ledgerMessageFields,
  ledgerTypedData,
  ledgerTypeText,
} from './ledgerMessages.ts'
import { hashVoucher } from './hashVoucher.ts'
import { assetUnits, channelId, serviceId } from './serviceIds.ts'

const folder = new URL('../../../../contracts/src/abstracts/', import.meta.url)
const ledger = readdirSync(folder)
  .filter((file) => file.startsWith('Ledger'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'))
  .join('\n')
const names = Object.keys(ledgerMessageFields) as LedgerMessageName[]
const domain = { chainId: 31_337, ledger: address(`0x${'5'.repeat(40)}`) }
const [channel, service, word] = [channelId(`0x${'1'.repeat(64)}`), serviceId(`0x${'2'.repeat(40)}`), hex32(`0x${'3'.repeat(64)}`)]
const messages: LedgerMessages = {
  Fund: { channel, serial: 2 ** 24 - 1, total: assetUnits(2n ** 96n - 1n) },
  Exit: { channel, serial: 4 },
  Release: { channel, serial: 4, claim: assetUnits(5n) },
  Voucher: { channel, serial: 4, seq: 2 ** 32 - 1, spent: assetUnits(6n), trace: word },
  Rows: { service, asset: 1, rows: word },
  List: { service, asset: 0, rows: word },
  Grant: { model: word, payee: address(`0x${'4'.repeat(40)}`), royaltyBps: bps(3_000n), until: unixSeconds(7n) },
}

describe('messages to the service ledger', () => {
  test.each(names)('have the fields of the contract: %s', (name) => {
    expect(ledger).toContain(`"${ledgerTypeText(name)}"`)
  })

  it('have a description for every type of the contract', () => {
    const inSolidity = [...ledger.matchAll(/"(\w+)\((?:bytes|address|uint)/g)].map(([, name]) => name)
    expect(inSolidity.toSorted()).toEqual(names.toSorted())
  })

  test.each(names)('hash as wallets do: %s', (name) => {
    const data = ledgerTypedData(name, messages[name], domain)
    expect(hashLedgerMessage(name, messages[name], domain)).toBe(hashTypedData(data as Parameters<typeof hashTypedData>[0]))
  })

  it('hash a voucher quickly to the same digest, at the ends of each type', () => {
    const least = { channel, serial: 0, seq: 0, spent: assetUnits(0n), trace: word }
    const most = { channel: channelId(`0x${'f'.repeat(64)}`), serial: 2 ** 24 - 1, seq: 2 ** 32 - 1, spent: assetUnits(2n ** 96n - 1n), trace: word }
    for (const voucher of [messages.Voucher, least, most, { ...most, spent: assetUnits(2n ** 64n) }])
      expect(hashVoucher(voucher, domain)).toBe(hashLedgerMessage('Voucher', voucher, domain))
  })

  it.each([
    ['serial', 2 ** 24],
    ['seq', 2 ** 32],
    ['seq', -1],
    ['spent', 2n ** 96n],
    ['channel', '0x12'],
    ['trace', `0x${'1'.repeat(66)}`],
  ])('refuse a voucher with a wrong %s', (name, value) => {
    expect(() => hashVoucher({ ...messages.Voucher, [name]: value }, domain)).toThrow()
  })

  it('refuse a value that its type cannot hold', () => {
    expect(() => hashLedgerMessage('Exit', { channel, serial: 2 ** 24 }, domain)).toThrow('fits uint24')
  })
})
