import type { MandateWire } from '@infinitio/domain/wire'
import { describe, expect, test } from 'vitest'
import { type Signing, signingText, signingTroubles } from './signingText.ts'

const now = Date.UTC(2027, 0, 1) / 1_000
const day = 86_400
const under = (until: number): Signing => ({ by: 'mandate', mandate: { minPricePerGpuSecond: '97222222222222', until } as MandateWire })
const trouble = { code: 'order.mandate_revoked', detail: 'nonce 7' } as const

describe('who signs for a machine', () => {
  test('is said in words', () => {
    expect(signingText({ by: 'wallet', keyFile: '/k', damagedMandate: null })).toContain('/k')
    expect(signingText(under(now))).toBe(
      "by this machine's own key, with your permission: 0.3500 PT per GPU-hour or more, until 2027-01-01 00:00 UTC",
    )
    expect(signingText({ by: null, damagedMandate: null })).toContain('nobody: neither')
    expect(signingText({ by: null, damagedMandate: '/d/mandate.json' })).toContain('nobody: the mandate is damaged')
  })

  test('has no troubles with the wallet, whatever was found before it came back', () => {
    expect(signingTroubles({ by: 'wallet', keyFile: '/k', damagedMandate: null }, { trouble, nowSeconds: now })).toEqual([])
  })

  test('has what the agent found named with its code and what to do', () => {
    const [said] = signingTroubles(under(now + 90 * day), { trouble, nowSeconds: now })
    expect(said).toEqual({ code: trouble.code, text: expect.stringMatching(/\[nonce 7\] \(order\.mandate_revoked\): infinitio provide --pair$/) })
  })

  test('has a damaged mandate named with its file, whatever was found before', () => {
    const [said, ...more] = signingTroubles({ by: null, damagedMandate: '/d/mandate.json' }, { trouble, nowSeconds: now })
    expect(said).toEqual({
      code: 'node.wallet_needed',
      text: expect.stringMatching(/^\/d\/mandate\.json is damaged.*\(node\.wallet_needed\): infinitio provide/),
    })
    expect(more).toEqual([])
    expect(signingTroubles({ by: null, damagedMandate: null }, { trouble: null, nowSeconds: now })).toEqual([])
  })

  test('is warned of a damaged mandate while the wallet still signs, under no code: the machine stays listed', () => {
    const wallet: Signing = { by: 'wallet', keyFile: '/k', damagedMandate: '/d/mandate.json' }
    const warning = { code: null, text: expect.stringMatching(/^\/d\/mandate\.json is damaged.*once the wallet key is gone: infinitio provide/) }
    expect(signingTroubles(wallet, { trouble: null, nowSeconds: now })).toEqual([warning])
  })

  test('is warned of within a week of the end, and told when it came', () => {
    const at = (until: number) => signingTroubles(under(until), { trouble: null, nowSeconds: now })
    expect(at(now + 7 * day + 1)).toEqual([])
    expect(at(now + 7 * day)).toEqual([{ code: null, text: expect.stringContaining('the mandate ends 2027-01-08 00:00 UTC') }])
    expect(at(now)).toMatchObject([{ code: 'order.mandate_expired' }])
  })
})
