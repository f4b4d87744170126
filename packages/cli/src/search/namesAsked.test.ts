import { isolationLevels } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import { countriesAsked, namesAsked } from './searchQueryOf.ts'

const isolationAsked = (text: string) => namesAsked(text, { names: isolationLevels, option: '--isolation' })

test('--isolation takes levels, each once, in any case', () => {
  expect(isolationAsked('gvisor')).toBe('gvisor')
  expect(isolationAsked('gVisor, kata,gvisor')).toBe('gvisor,kata')
})

test.each(['jail', '', 'gvisor,'])('--isolation %j is refused with the levels there are', (text) => {
  const refused = expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining('process, container, gvisor, kata') })
  expect(() => isolationAsked(text)).toThrow(refused)
})

test('--country takes letters and English names in any case', () => {
  expect(countriesAsked('norway, de,South Korea', '--country')).toBe('NO,DE,KR')
})

test.each(['Atlantis', '', 'norway,'])('--country %j is refused', (text) => {
  const refused = expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining('--country') })
  expect(() => countriesAsked(text, '--country')).toThrow(refused)
})
