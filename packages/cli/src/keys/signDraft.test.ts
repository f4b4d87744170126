import { expect, test } from 'vitest'
import { bidStruct, cancelLeaseStruct, endStruct, marketMessageStructs } from '../../../domain/src/index.ts'
import { assertStillGood, draftOf, signedFacts, warningsOf } from './signDraft.ts'

const market = `0x${'a'.repeat(40)}`
const chain = { chainId: 31_337, addresses: { market } } as Parameters<typeof draftOf>[1]['chain']
const typedData = {
  domain: { name: 'Infinitio', version: '1', chainId: 31_337, verifyingContract: market },
  types: {},
  primaryType: 'End',
  message: {},
}
const read = (draft: unknown) => draftOf(draft, { file: 'draft.json', chain })

test('returns the data of a draft for this market', () => {
  expect(read({ step: 'sign', typedData })).toEqual(typedData)
})

test.each([
  [null, 'no typedData'],
  [{ step: 'placed' }, 'no typedData'],
  [{ typedData: { ...typedData, primaryType: 'Withdraw' } }, 'Withdraw, which is not a draft of a lease'],
  [{ typedData: { ...typedData, domain: { ...typedData.domain, chainId: 1 } } }, 'for another market'],
  [{ typedData: { ...typedData, domain: { ...typedData.domain, verifyingContract: `0x${'b'.repeat(40)}` } } }, 'for another market'],
])('refuses %j', (draft, detail) => {
  expect(() => read(draft)).toThrow(expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining(detail) }))
})

test('signs no draft that has expired or that names another renter', () => {
  const by = { file: 'draft.json', account: `0x${'ab'.repeat(20)}`, now: 1_796_484_169 }
  const message = { renter: `0x${'AB'.repeat(20)}`, expiry: '1796484170' }
  assertStillGood(message, by)
  assertStillGood({ leaseId: '7', expiry: 1_796_484_170 }, by)
  const refused = (detail: string) => expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining(detail) })
  expect(() => assertStillGood({ ...message, expiry: '1796484169' }, by)).toThrow(refused('ask for a new draft'))
  expect(() => assertStillGood({ ...message, renter: `0x${'cd'.repeat(20)}` }, by)).toThrow(refused('for the account'))
})

test('shows amounts in PT and times in UTC, and the other fields as they are signed', () => {
  const message = {
    gpus: 2,
    maxPricePerGpuSecond: '583333333333333',
    maxRelayFee: '20000000000000000',
    startFrom: 0,
    expiry: 1_796_484_169,
    nonce: '7',
  }
  expect(signedFacts(message).replaceAll(/ {2,}/g, ': ')).toBe(
    [
      ...['gpus: 2', 'maxPricePerGpuSecond: 0.000583333333333333 PT (2.10 PT per GPU-hour)', 'maxRelayFee: 0.02 PT'],
      ...['startFrom: 0', 'expiry: 2026-12-05T15:22 UTC', 'nonce: 7'],
    ].join('\n'),
  )
})

test('leaves no amount and no time of a draft without its unit', () => {
  const all = [bidStruct, endStruct, cancelLeaseStruct, marketMessageStructs.Extend].flatMap(({ specs }) => Object.entries(specs))
  const withUnit = all.flatMap(([name, kind]) => (kind === 'price' ? [[name, ' PT']] : kind === 'time' ? [[name, ' UTC']] : []))
  expect(withUnit.length).toBeGreaterThan(4)
  for (const [name = '', unit] of withUnit) expect(signedFacts({ [name]: '1796484169' })).toContain(unit)
})

test('reads the warnings of a draft as one line each, and none from a draft without them', () => {
  expect(warningsOf({ warnings: [{ code: 'noSshKey', text: 'This request has\u001b[2K no SSH key.' }] })).toEqual([
    'This request has [2K no SSH key.',
  ])
  expect(warningsOf({})).toEqual([])
  expect(warningsOf(null)).toEqual([])
})
