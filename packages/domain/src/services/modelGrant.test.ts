import { expect, test } from 'vitest'
import { address } from '../ids/address.ts'
import { grantMessage, grantText, type ModelGrant, modelNumberOf, modelWord, parseRoyalty, readGrant } from './modelGrant.ts'

const grant: ModelGrant = {
  ...{ chainId: 31_337, ledger: address(`0x${'1'.repeat(40)}`), owner: address(`0x${'2'.repeat(40)}`), model: 7 },
  ...{ payee: address(`0x${'3'.repeat(40)}`), royaltyBps: 3_000, until: 1_800_000_000, signature: `0x${'ab'.repeat(65)}` },
}

test('reads the text of a grant, with any white space', () => {
  expect(readGrant(grantText(grant))).toEqual(grant)
  expect(readGrant(JSON.stringify(grant, null, 2))).toEqual(grant)
  expect(grantMessage(grant)).toEqual({ model: modelWord(7), payee: grant.payee, royaltyBps: 3_000n, until: 1_800_000_000n })
})

test('refuses a text with a missing, unknown or wrong field, and a royalty above 30 %', () => {
  const { until: _, ...without } = grant
  const wrong: object[] = [
    ...[without, { ...grant, more: 1 }, [], { ...grant, royaltyBps: 3_001 }, { ...grant, royaltyBps: -1 }, { ...grant, royaltyBps: 1.5 }],
    ...[
      { ...grant, model: 0 },
      { ...grant, model: '7' },
      { ...grant, model: 1_000_000_000 },
      { ...grant, payee: `0x${'0'.repeat(40)}` },
    ],
    ...[
      { ...grant, owner: `0x${'A'.repeat(40)}` },
      { ...grant, until: 2 ** 40 },
      { ...grant, signature: '0x' },
      { ...grant, signature: '0xAB' },
    ],
  ]
  for (const one of wrong) expect(readGrant(JSON.stringify(one))).toBeNull()
  expect(readGrant('{')).toBeNull()
  expect(readGrant('null')).toBeNull()
})

test('writes the number of a model as 32 bytes, and reads no other bytes as one', () => {
  expect(modelWord(255)).toBe(`0x${'0'.repeat(62)}ff`)
  expect(modelNumberOf(modelWord(255))).toBe(255)
  expect(modelNumberOf(`0x${'0'.repeat(64)}`)).toBeNull()
  expect(modelNumberOf(`0x${'f'.repeat(64)}`)).toBeNull()
  expect(() => modelWord(0)).toThrow('a model has a number from 1')
})

test('reads a royalty in per cent, up to 30', () => {
  expect(['0', '5', ' 2.5 ', '2.05', '30', '30.00'].map(parseRoyalty)).toEqual([0, 500, 250, 205, 3_000, 3_000])
  for (const text of ['', '30.01', '31', '100', '-1', '2.505', '.5', '5 %', '1e1']) expect(parseRoyalty(text)).toBeNull()
})
