import { expect, test } from 'vitest'
import { draftOf } from './signDraft.ts'

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
