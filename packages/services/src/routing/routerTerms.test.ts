import { address, assetUnits, serviceId } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { readTerms, termsBytes } from '../terms.ts'
import { maskedReceipt } from '../maskedReceipt.ts'
import { prepaidKeyText, priceWithMargin, readRouterTerms, type RouterTerms } from './routerTerms.ts'

const terms: RouterTerms = {
  ...{ version: 1, kind: 'router', asset: 'PToken', url: 'https://router.example/v1', contact: 'abuse@router.example' },
  ...{ marginBps: 100, leastDeposit: assetUnits(10n ** 18n), responseKey: address(`0x${'1'.repeat(40)}`) },
}

describe('terms of a router', () => {
  it('are read from their canonical bytes, and never as the terms of a service', () => {
    expect(readRouterTerms(termsBytes(terms))).toEqual(terms)
    expect(readTerms(termsBytes(terms))).toBeNull()
  })

  it.each<[string, object]>([
    ['a margin above 100 %', { marginBps: 10_001 }],
    ['a margin that is no whole number', { marginBps: 0.5 }],
    ['another kind', { kind: 'chat' }],
    ['an unknown field', { more: 1 }],
    ['a long contact', { contact: 'x'.repeat(501) }],
    ['a negative deposit', { leastDeposit: '-1' }],
  ])('are not read with %s', (_, change) => {
    const text = JSON.stringify({ ...terms, leastDeposit: String(terms.leastDeposit), ...change })
    expect(readRouterTerms(new TextEncoder().encode(text))).toBeNull()
  })
})

describe('the price of a router', () => {
  it('is the cost and the margin, rounded up by less than one unit', () => {
    expect([priceWithMargin(10_000n, 100), priceWithMargin(1n, 1), priceWithMargin(7n, 0), priceWithMargin(0n, 10_000)]).toEqual([
      10_100n,
      2n,
      7n,
      0n,
    ])
  })
})

describe('a request for an API key', () => {
  it('is another text for another router, payer, chain, ledger and time', () => {
    const [one, two] = [`0x${'2'.repeat(40)}`, `0x${'3'.repeat(40)}`] as const
    const facts = { chainId: 1, ledger: address(one), service: serviceId(one), payer: address(one), issuedSeconds: 5 }
    const changes = [{ chainId: 2 }, { ledger: address(two) }, { service: serviceId(two) }, { payer: address(two) }, { issuedSeconds: 6 }]
    expect(new Set([facts, ...changes.map((change) => ({ ...facts, ...change }))].map(prepaidKeyText)).size).toBe(6)
  })
})

describe('a masked receipt', () => {
  it('names the service and hides the receipt behind a salt', () => {
    const [service, salt] = [serviceId(`0x${'4'.repeat(40)}`), `0x${'5'.repeat(64)}`] as const
    const masked = maskedReceipt(service, new Uint8Array([1, 2]), salt as never)
    expect(masked.slice(0, 42)).toBe(service)
    expect(masked).toHaveLength(2 + 40 + 64)
    expect(maskedReceipt(service, new Uint8Array([1, 2]), `0x${'6'.repeat(64)}` as never)).not.toBe(masked)
    expect(maskedReceipt(service, new Uint8Array([1, 3]), salt as never)).not.toBe(masked)
  })
})
