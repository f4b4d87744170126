import { expect, test } from 'vitest'
import { changedIn, patchOfForm } from '#web/parts/search/searchForm.ts'
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

test('leaves a length in minutes unchanged until the user chooses hours', () => {
  const inMinutes = { ...inGermany, minutes: 90 }
  expect(changedIn(inMinutes, fields({ gpus: '2', hours: '', region: 'several', max: '' }))).toEqual({})
  expect(changedIn(inMinutes, fields({ gpus: '2', hours: '24', region: 'several', max: '' }))).toEqual({ minutes: null })
})

test('leaves several regions or countries unchanged', () => {
  expect(changedIn(inGermany, fields({ gpus: '4', hours: '24', region: 'several', max: '' }))).toEqual({ gpus: 4 })
})
