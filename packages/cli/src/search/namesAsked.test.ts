import { isolationLevels } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import { namesAsked } from './searchQueryOf.ts'

const isolationAsked = (text: string) => namesAsked(text, { names: isolationLevels, option: '--isolation' })

test('--isolation takes levels, each once, in any case', () => {
  expect(isolationAsked('gvisor')).toBe('gvisor')
  expect(isolationAsked('gVisor, kata,gvisor')).toBe('gvisor,kata')
})

test.each(['jail', '', 'gvisor,'])('--isolation %j is refused with the levels there are', (text) => {
  const refused = expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining('process, container, gvisor, kata') })
  expect(() => isolationAsked(text)).toThrow(refused)
})
