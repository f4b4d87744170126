import { expect, test } from 'vitest'
import { SearchChips } from '#web/features/search/SearchChips.tsx'
import { markupFor } from '#web/i18n/test/markupFor.tsx'
import { searchFromParams } from '#web/parts/search/searchState.ts'

/** Returns the visible texts of the chips for a URL. */
function chipsOf(address: string, language: 'en' | 'zh' = 'en'): string[] {
  const search = searchFromParams(new URLSearchParams(address))
  const markup = markupFor(language, <SearchChips search={search} catalogue={undefined} change={() => undefined} />)
  return [...markup.matchAll(/<button[^>]*aria-label="([^"]*)"/g)].map(([, name = '']) => name)
}

test.each([
  ['run=comfyui', 'Remove ComfyUI, '],
  ['run=pytorch', 'Remove PyTorch, '],
  ['run=llama-3.3-70b', 'Remove Llama 3.3 70B, '],
  ['run=sdxl_lora', 'Remove Stable Diffusion XL, '],
  ['run=13b_8bit', 'Remove 13B, '],
])('names what %s runs before any list has loaded', (address, start) => {
  const [chip = ''] = chipsOf(address)
  expect(chip.startsWith(start)).toBe(true)
  expect(chip).toMatch(/, \d+ GB$/)
})

test('names the model in Chinese too, beside the other filters', () => {
  expect(chipsOf('run=comfyui&max=1.5', 'zh')).toEqual(['移除 不超过 1.5 PT/小时', expect.stringMatching(/^移除 ComfyUI，\d+ GB$/)])
})
