import { expect, test } from 'vitest'
import { modelAsked, warningsText } from './advice.ts'

test.each([
  ['llama 3.3 70b', undefined, 'llama-3.3-70b'],
  ['fine-tune llama 3.3 70b', undefined, 'llama-3.3-70b_lora'],
  ['llama 3.3 70b', 'adapters', 'llama-3.3-70b_lora'],
  ['llama 3.3 70b in 8-bit', 'serve', 'llama-3.3-70b_8bit'],
  ['sdxl', 'full', 'sdxl_full'],
])('%s with --task %s asks for %s', (words, task, run) => {
  expect(modelAsked(words, task)).toBe(run)
})

test.each([
  ['comfyui', undefined, 'a program'],
  ['h100', undefined, 'llama-3.3-70b'],
  ['sdxl', 'chat', 'serve, adapters, full'],
])('%s with --task %s is refused', (words, task, detail) => {
  expect(() => modelAsked(words, task)).toThrow(expect.objectContaining({ code: 'api.invalid_field', detail: expect.stringContaining(detail) }))
})

test('warnings are words, the most serious first', () => {
  expect(warningsText(['longEpoch', 'noBf16'])).toBe('days for one epoch, no bf16')
})
