import { address, assetUnits, hex32, serviceId } from '@infinitio/domain'
import { describe, expect, it, test } from 'vitest'
import { exampleTerms } from '../../test/examples.ts'
import { requestHash } from '../voucherHeader.ts'
import { readHeaderJson, writeHeaderJson } from './headerJson.ts'
import { mostOfRequest, paymentRequired, type PaymentRequirements, readAskedPayment } from './paymentRequired.ts'
import { readPaymentOutcome, readPaymentSignature, writePaymentResponse } from './paymentResponse.ts'

const terms = exampleTerms({
  inputPrice: assetUnits(200_000n),
  cachedPrice: assetUnits(100_000n),
  outputPrice: assetUnits(600_000n),
  step: assetUnits(16_000n),
})
const salt = `0x${'ab'.repeat(16)}` as const
const body = new TextEncoder().encode('{"model":"m"}')
const named = { salt, request: requestHash(salt, body), prompt: { bytes: 13, messages: 1 }, mostOutput: null }
const place = {
  ...{ chainId: 31_337, ledger: address(`0x${'1'.repeat(40)}`), asset: address(`0x${'2'.repeat(40)}`), payTo: address(`0x${'3'.repeat(40)}`) },
  service: serviceId(`0x${'4'.repeat(40)}`),
}
const required = () => paymentRequired(place, { terms, named, url: 'https://models.example/v1/chat/completions', error: 'Pay first.' })
const requirements = (): PaymentRequirements => required().accepts[0]

describe('headers of x402', () => {
  test.each([{}, { text: 'price 价格 🙂' }, { a: 'x' }, { a: 'xy' }, { a: 'xyz' }])('round-trip %j', (value) => {
    const header = writeHeaderJson(value)
    expect(header).toMatch(/^[A-Za-z0-9+/]+={0,2}$/)
    expect(header).toBe(Buffer.from(JSON.stringify(value)).toString('base64'))
    expect(readHeaderJson(header)).toEqual(value)
  })

  test.each(['', '=', '!!!!', 'AAAA', '/////w==', 'W10=', 'bnVsbA==', Buffer.from('{').toString('base64'), 'A'.repeat(1_048_576)])(
    'are null for other texts (case %#)',
    (header) => {
      expect(readHeaderJson(header)).toBeNull()
    },
  )
})

describe('the payment that a service asks for', () => {
  it('describes the request, so that the service stores nothing', () => {
    expect(required()).toMatchObject({ x402Version: 2, error: 'Pay first.', resource: { url: 'https://models.example/v1/chat/completions' } })
    expect(requirements()).toMatchObject({ scheme: 'service-ledger', network: 'eip155:31337', asset: place.asset, payTo: place.payTo })
    expect(readAskedPayment(JSON.parse(JSON.stringify(requirements())))).toEqual({
      ...{ ...place, ...named, amount: mostOfRequest(terms, named) },
      terms: hex32(String(requirements().extra['terms'])),
    })
  })

  it('costs at most the prompt, and the limit of its output or one whole step', () => {
    // 13 bytes and 32 tokens of a chat template are at most 45 tokens, which cost 0.2 each.
    expect(mostOfRequest(terms, named)).toBe(9n + 16_000n)
    expect(mostOfRequest(terms, { ...named, mostOutput: 100 })).toBe(9n + 60n)
    expect(mostOfRequest(exampleTerms({ ...terms, startPrice: assetUnits(5n) }), named)).toBe(14n + 16_000n)
  })

  const extra = (changes: object) => ({ extra: { ...requirements().extra, ...changes } })
  test.each<[string, object]>([
    ['another scheme', { scheme: 'exact' }],
    ['another kind of network', { network: 'solana:devnet' }],
    ['a chain id with a zero before it', { network: 'eip155:031337' }],
    ['a negative amount', { amount: '-1' }],
    ['an amount with a point', { amount: '1.5' }],
    ['an amount above 96 bits', { amount: '9'.repeat(30) }],
    ['no token', { asset: 'PT' }],
    ['a payee in upper case', { payTo: `0x${'A'.repeat(40)}` }],
    ['no extra fields', { extra: null }],
    ['a short service', extra({ service: '0x12' })],
    ['a ledger that is a list', extra({ ledger: [place.ledger] })],
    ['a salt of 15 bytes', extra({ salt: `0x${'ab'.repeat(15)}` })],
    ['a salt of 17 bytes', extra({ salt: `0x${'ab'.repeat(17)}` })],
    ['a salt that is no hex', extra({ salt: `0x${'zz'.repeat(16)}` })],
    ['a request of 31 bytes', extra({ request: `0x${'ab'.repeat(31)}` })],
    ['no terms', extra({ terms: undefined })],
    ['a prompt without messages', extra({ prompt: { bytes: 13 } })],
    ['a prompt of a negative size', extra({ prompt: { bytes: -1, messages: 1 } })],
    ['a prompt above the largest request', extra({ prompt: { bytes: 2 ** 40, messages: 1 } })],
    ['a broken number of tokens', extra({ mostOutput: 1.5 })],
  ])('is null with %s', (_, changes) => {
    expect(readAskedPayment({ ...requirements(), ...changes } as PaymentRequirements)).toBeNull()
  })
})

describe('the payment of a client', () => {
  const payment = (changes: object = {}) => writeHeaderJson({ x402Version: 2, accepted: requirements(), payload: { voucher: 'AAAA' }, ...changes })

  it('carries a voucher', () => {
    expect(readPaymentSignature(payment())).toBe('AAAA')
  })

  test.each<[string, string]>([
    ['version 1', payment({ x402Version: 1 })],
    ['another scheme', payment({ accepted: { ...requirements(), scheme: 'exact' } })],
    ['no accepted payment', payment({ accepted: null })],
    ['no payload', payment({ payload: 'AAAA' })],
    ['a voucher that is a number', payment({ payload: { voucher: 5 } })],
    ['no base64', '%%%'],
  ])('has none with %s', (_, header) => {
    expect(readPaymentSignature(header)).toBeNull()
  })
})

describe('the result of a payment', () => {
  const none = { isPaid: false, receipt: null, conflict: null }
  const read = (header: string) => readPaymentOutcome(readHeaderJson(header))

  it('shows that a stream was accepted, or the receipt of an answer', () => {
    expect(read(writePaymentResponse(31_337, {}))).toEqual({ ...none, isPaid: true })
    expect(read(writePaymentResponse(31_337, { receipt: 'AAAA' }))).toEqual({ ...none, isPaid: true, receipt: 'AAAA' })
    expect(readHeaderJson(writePaymentResponse(31_337, {}))).toMatchObject({ success: true, transaction: '', network: 'eip155:31337' })
  })

  it('shows why a payment was refused, and the state from which the client can continue', () => {
    expect(read(writePaymentResponse(1, { error: 'serving.busy' }))).toEqual(none)
    const conflict = { voucher: 'BBBB', request: `0x${'1'.repeat(64)}` }
    expect(read(writePaymentResponse(1, { error: 'serving.conflict', ...conflict }))).toEqual({ ...none, conflict })
  })

  test.each([undefined, null, 5, 'text', [], { success: 'yes', extra: [] }, { extra: { receipt: 5, voucher: 'A', request: 'B' } }])(
    'has no part that is wrong (case %#)',
    (settled) => {
      expect(readPaymentOutcome(settled)).toEqual(none)
    },
  )
})
