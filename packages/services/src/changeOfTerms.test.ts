import { assetUnits } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { exampleTerms } from '../test/examples.ts'
import { changeOfTerms } from './changeOfTerms.ts'

test('a payer accepts terms again for a higher price, another URL or another kind, and if prompts are not decrypted any longer', () => {
  const sealed = exampleTerms({ boxKey: `0x${'4'.repeat(64)}` })
  const [free, dear] = [exampleTerms({ outputPrice: assetUnits(0n) }), exampleTerms({ outputPrice: assetUnits(9n ** 30n) })]
  expect(changeOfTerms(dear, exampleTerms())).toContain('outputPrice is')
  expect(changeOfTerms(exampleTerms(), sealed)).toBe('it decrypts no prompts any longer')
  expect(changeOfTerms(exampleTerms({ url: 'https://b.example/v1' }), exampleTerms())).toBe('the service moved to https://b.example/v1')
  expect(changeOfTerms({ ...exampleTerms(), kind: 'cache' }, exampleTerms())).toContain('moved')
  expect([changeOfTerms(free, exampleTerms()), changeOfTerms(sealed, exampleTerms()), changeOfTerms(sealed, sealed)]).toEqual([null, null, null])
})
