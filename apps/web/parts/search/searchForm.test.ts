import { expect, test } from 'vitest'
import { changedIn, lengthValue, patchOfForm } from '#web/parts/search/searchForm.ts'
import { searchFromParams } from '#web/parts/search/searchState.ts'

const fields = (values: Record<string, string>) => {
  const form = new FormData()
  for (const [name, value] of Object.entries(values)) form.set(name, value)
  return patchOfForm(form)
}
const inGermany = searchFromParams(new URLSearchParams('country=DE&gpus=2'))

test('replaces the countries of a sentence by the chosen region', () => {
  expect(changedIn(inGermany, fields({ gpus: '2', hours: '24', region: '3', max: '' }))).toEqual({ regions: [3], countries: [] })
  expect(changedIn(inGermany, fields({ gpus: '2', hours: '24', region: '', max: '' }))).toEqual({ countries: [] })
})

test('reads minutes from the field of the length, and ignores text that is none', () => {
  expect(changedIn(inGermany, fields({ gpus: '2', hours: lengthValue(5_400), region: 'several', max: '' }))).toEqual({
    minutes: 90,
  })
  expect(changedIn(inGermany, fields({ gpus: '2', hours: '<b>min', region: 'several', max: '' }))).toEqual({})
  expect(lengthValue(28_800)).toBe('8')
})

test('leaves several regions or countries unchanged', () => {
  expect(changedIn(inGermany, fields({ gpus: '4', hours: '24', region: 'several', max: '' }))).toEqual({ gpus: 4 })
})
