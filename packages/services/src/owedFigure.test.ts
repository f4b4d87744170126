import { address, serviceId } from '@infinitio/domain'
import { privateKeyToAccount } from 'viem/accounts'
import { describe, expect, it, test } from 'vitest'
import { exampleDomain, exampleService } from '../test/examples.ts'
import { type OwedFigure, readOwedFigure, writeOwedFigure } from './owedFigure.ts'

const atMs = 1_795_000_000_000
const figure: OwedFigure = { service: exampleService, atMs, channels: 3, owed: 2n ** 100n, claimable: 7n, owedInG: 0n, claimableInG: 0n }
const key = address(privateKeyToAccount(`0x${'9'.repeat(64)}`).address.toLowerCase())
const signature = `0x${'1'.repeat(128)}1b` as const
/** The digests that the key signed in this test. */
const signed = new Set<string>()
const sign = (digest: string) => {
  signed.add(digest)
  return signature
}
const expected = {
  ...{ service: exampleService, responseKey: key, domain: exampleDomain, nowMs: atMs },
  recover: (digest: string) => (signed.has(digest) ? key : null),
}
const text = writeOwedFigure(figure, { domain: exampleDomain, sign })

describe('what a service is owed', () => {
  it('is read as it was written and signed', () => {
    expect(readOwedFigure(text, expected)).toEqual(figure)
    const inG = { ...figure, owedInG: 9n, claimableInG: 8n }
    expect(readOwedFigure(writeOwedFigure(inG, { domain: exampleDomain, sign }), expected)).toEqual(inG)
    expect(text).not.toContain('InG')
  })

  test.each([
    ['a higher amount', { owed: `${2n ** 100n + 1n}` }],
    ['a higher claimable amount', { claimable: '8' }],
    ['more channels', { channels: 4 }],
    ['a later time', { atMs: atMs + 1 }],
    ['an amount in G', { owedInG: '1' }],
  ])('is not believed with %s, because nobody signed it', (_, change) => {
    expect(readOwedFigure(JSON.stringify({ ...(JSON.parse(text) as object), ...change }), expected)).toBeNull()
  })

  test.each([
    ['of another service', { service: serviceId(`0x${'d'.repeat(40)}`) }],
    ['of another chain', { domain: { ...exampleDomain, chainId: 1 } }],
    ['of another ledger', { domain: { ...exampleDomain, ledger: key } }],
    ['of another key', { responseKey: exampleDomain.ledger }],
    ['that is replayed after ten minutes', { nowMs: atMs + 600_001 }],
    ['from the future', { nowMs: atMs - 120_001 }],
  ])('is not believed if it is %s', (_, change) => {
    expect(readOwedFigure(text, { ...expected, ...change })).toBeNull()
  })

  test.each([
    ...['', 'null', '[]', '{}', text.slice(1)],
    ...[{ channels: -1 }, { channels: 1.5 }, { atMs: '1' }, { owed: '-1' }, { owed: 5 }, { owed: `${2n ** 128n}` }, { signature: '0x12' }].map(
      (change) => JSON.stringify({ ...(JSON.parse(text) as object), ...change }),
    ),
  ])('is not read from %s', (broken) => {
    expect(readOwedFigure(broken, expected)).toBeNull()
  })
})
