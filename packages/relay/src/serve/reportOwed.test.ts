import { address, assetUnits, channelId, type LedgerAsset, serviceId, zeroHex32 } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { newServedChannel, type ServedChannel } from './servedChannel.ts'
import { reportOwed } from './reportOwed.ts'

const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const service = serviceId(`0x${'c'.repeat(40)}`)

type Made = { readonly owed: bigint; readonly ceiling: bigint | null; readonly asset?: LedgerAsset }

/** Returns a channel with a deposit of 100 of which 10 are settled. Its receipts add up to `owed`, and its best voucher allows `ceiling`. */
function channelOf(digit: string, { owed, ceiling, asset = 'PToken' }: Made): ServedChannel {
  const chain = { deposited: assetUnits(100n), settled: assetUnits(10n), exitAt: 0, serial: 0 }
  const place = { payer: account('a'), key: account('b'), curve: 'secp256k1', asset } as const
  const channel = newServedChannel({ id: channelId(`0x${digit.repeat(64)}`), ...place }, chain)
  channel.owed = assetUnits(owed)
  const voucher = { payer: account('a'), key: account('b'), serial: 0, seq: 1, spent: assetUnits(ceiling ?? 0n), newest: zeroHex32, terms: zeroHex32 }
  if (ceiling !== null)
    channel.best = {
      voucher: { ...voucher, salt: `0x${'0'.repeat(32)}`, signature: '0x' },
      text: '',
      request: zeroHex32,
      trace: zeroHex32,
      digest: zeroHex32,
    }
  return channel
}

test('adds up what receipts state and what vouchers and deposits cover, and signs at most once a minute', () => {
  let [nowMs, signed] = [1_795_000_000_000, 0]
  const channels = new Map<string, ServedChannel>()
  const report = reportOwed({
    ...{ book: { channels }, service, domain: { chainId: 31_337, ledger: account('5') }, nowMs: () => nowMs },
    sign: () => {
      signed += 1
      return `0x${'1'.repeat(128)}1b`
    },
  })
  const shown = () => JSON.parse(report()) as Record<string, unknown>
  expect(shown()).toMatchObject({ service, atMs: nowMs, channels: 0, owed: '0', claimable: '0' })
  channels.set('one', channelOf('1', { owed: 30n, ceiling: 40n }))
  channels.set('above its voucher', channelOf('2', { owed: 50n, ceiling: 25n }))
  channels.set('above its deposit', channelOf('3', { owed: 130n, ceiling: 140n }))
  channels.set('without a voucher', channelOf('4', { owed: 12n, ceiling: null }))
  channels.set('settled', channelOf('5', { owed: 10n, ceiling: 40n }))
  nowMs += 60_000
  expect(shown()).toMatchObject({ channels: 0 })
  nowMs += 1
  // 20 + 40 + 120 + 2 are owed. Of it, vouchers and deposits cover 20 + 15 + 90 + 0.
  expect(shown()).toMatchObject({ atMs: nowMs, channels: 4, owed: '182', claimable: '125' })
  for (let time = 0; time < 50; time += 1) report()
  expect(signed).toBe(2)
  expect(shown()).not.toHaveProperty('owedInG')
  channels.set('in G', channelOf('6', { owed: 60n, ceiling: 55n, asset: 'G' }))
  // A clock that was set back makes a new report, so that no report is from the future for long.
  nowMs -= 3_600_000
  expect(shown()).toMatchObject({ atMs: nowMs, channels: 5, owed: '182', claimable: '125', owedInG: '50', claimableInG: '45' })
})
