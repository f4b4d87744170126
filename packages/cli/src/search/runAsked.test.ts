import { textOfRun } from '@infinitio/sdk'
import { expect, test } from 'vitest'
import { sortAsked } from './search.ts'
import { runAsked } from './searchQueryOf.ts'

test.each([
  ['llama-3.3-70b', 'llama-3.3-70b'],
  ['Llama 3.3 70B in 8-bit', 'llama-3.3-70b_8bit'],
  ['fine-tune sdxl', 'sdxl_lora'],
  ['ComfyUI', 'comfyui'],
  ['13B', '13b'],
])('--run %s is %s', (words, text) => {
  expect(textOfRun(runAsked(words))).toBe(text)
})

test('refuses an unknown run or order, and lists the known ones', () => {
  expect(() => runAsked('H100')).toThrow(expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining('llama-3.3-70b, ') }))
  expect(() => sortAsked('best')).toThrow(expect.objectContaining({ detail: expect.stringContaining('value') }))
})
