import { assetUnits } from '@infinitio/domain'
import { describe, expect, it } from 'vitest'
import { exampleDomain, exampleService, exampleTerms, exampleVoucher } from '../test/examples.ts'
import { costOf } from './metering.ts'
import { inG, inPToken, termsInG } from './termsInG.ts'
import { assetOf, channelOfVoucher, messageOfVoucher, readVoucher, requestHash, writeVoucher } from './voucherHeader.ts'

const rate = (text: string) => assetUnits(BigInt(text))

describe('terms in G', () => {
  it('have each amount at the rate, rounded up, so that the service gets its price', () => {
    const terms = exampleTerms({ startPrice: assetUnits(3n), leastDeposit: assetUnits(10n) })
    const third = rate('333333333333333333')
    const priced = termsInG(terms, third)
    expect(priced).toMatchObject({ inputPrice: 66_666_666_666_666_667n, outputPrice: 200_000_000_000_000_000n, startPrice: 1n, leastDeposit: 4n })
    expect([priced.responseKey, priced.url]).toEqual([terms.responseKey, terms.url])
    expect(termsInG(exampleTerms(), third)).not.toHaveProperty('startPrice')
    expect(() => termsInG(terms, rate('0'))).toThrow('positive')
  })

  it('cost at most one base unit for each price more than the cost in PToken at the rate, and never less', () => {
    const units = { input: 1_000_001, cached: 3, output: 777_777 }
    for (const text of ['1', '999999999999', '1000000000000000000', '1100000000000000001', '1000000000000000000000000']) {
      const inPt = costOf(exampleTerms(), units)
      const exact = inPt * BigInt(text)
      const charged = costOf(termsInG(exampleTerms(), rate(text)), units) * 10n ** 18n
      expect(charged).toBeGreaterThanOrEqual(exact - BigInt(text))
      expect(charged - exact).toBeLessThan(4n * 10n ** 18n)
    }
  })

  it('convert back without a gain', () => {
    for (const text of ['7', '1100000000000000000', '333333333333333333333'])
      expect(inPToken(inG(1_234_567n, rate(text)), rate(text))).toBeGreaterThanOrEqual(1_234_567n)
  })
})

describe('a voucher in G', () => {
  const voucher = exampleVoucher({ rate: rate('1100000000000000000') })
  const hashes = (sent: typeof voucher) =>
    messageOfVoucher(sent, { service: exampleService, request: requestHash(sent.salt, new Uint8Array()), domain: exampleDomain })

  it('has its rate in the header, and belongs to the channel in G', () => {
    const text = writeVoucher(voucher)
    expect([text.length, readVoucher(text)]).toEqual([291, voucher])
    expect([assetOf(voucher), channelOfVoucher(voucher, exampleService).asset]).toEqual(['G', 'G'])
    expect(readVoucher(writeVoucher(exampleVoucher()))).toEqual(exampleVoucher())
    expect(readVoucher(writeVoucher({ ...voucher, rate: rate('0') }))).toBeNull()
  })

  it('is signed for one rate and one asset', () => {
    const { rate: _, ...inPt } = voucher
    const all = [hashes(voucher), hashes({ ...voucher, rate: rate('1100000000000000001') }), hashes(inPt)]
    expect(new Set(all.map(({ digest }) => digest)).size).toBe(3)
    expect(new Set(all.map(({ channel }) => channel)).size).toBe(2)
    expect(new Set(all.map(({ trace }) => trace)).size).toBe(3)
  })
})
