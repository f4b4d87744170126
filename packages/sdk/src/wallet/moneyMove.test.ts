import { describe, expect, test } from 'vitest'
import { openExitAccess } from '../chain/exitAccess.ts'
import { moneyMove, quoteMint, quoteRedeem } from './moneyMove.ts'

const account = `0x${'11'.repeat(20)}`
const addresses = { ptoken: `0x${'22'.repeat(20)}`, stablecoin: `0x${'33'.repeat(20)}` }

describe('redeeming', () => {
  test('refuses less than one unit of the reserve coin and sends nothing', async () => {
    const access = openExitAccess({ rpcUrl: 'http://127.0.0.1:1' })
    const send = () => {
      throw new Error('a transaction was sent')
    }
    for (const amount of [0n, 1n, 10n ** 12n - 1n])
      await expect(moneyMove(access, { kind: 'redeem', amount }, { account, send, addresses })).rejects.toMatchObject({
        code: 'account.redeem_pays_nothing',
      })
  })

  test('pays whole units of the reserve coin, and returns the unpaid rest', () => {
    expect(quoteRedeem(10n ** 12n - 1n)).toEqual({ stableUnits: 0n, dust: 10n ** 12n - 1n })
    expect(quoteRedeem(10n ** 12n)).toEqual({ stableUnits: 1n, dust: 0n })
    expect(quoteRedeem(5n * 10n ** 17n + 7n)).toEqual({ stableUnits: 500_000n, dust: 7n })
  })
})

test('leaves 2 % of a mint in the reserve, rounded as in the contract', () => {
  expect(quoteMint(100_000_000n)).toEqual({ minted: 98n * 10n ** 18n, stays: 2n * 10n ** 18n })
  expect(quoteMint(1n)).toEqual({ minted: 980_000_000_000n, stays: 20_000_000_000n })
})
