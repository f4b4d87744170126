import { describe, expect, test } from 'vitest'
import { isSameQuery, savedQueryOf, searchOfSaved } from '#web/parts/search/savedQuery.ts'
import { paramsOfSearch, searchFromParams } from '#web/parts/search/searchState.ts'

const read = (address: string) => searchFromParams(new URLSearchParams(address))

describe('a saved search', () => {
  test('restores the search, starting now and in the default sort order', () => {
    const search = read('text=oslo&class=1,4&region=3&vram=48&gpus=4&hours=8&start=500000&max=1002.5&simulated=hide&sort=total&shown=48')
    const saved = savedQueryOf(search)
    expect(saved).not.toHaveProperty('startHour')
    expect(paramsOfSearch(searchOfSaved(saved))).toBe('text=oslo&class=1,4&region=3&vram=48&gpus=4&hours=8&max=1002.5&simulated=hide')
    expect(searchOfSaved(savedQueryOf(read('max=10'))).maxPrice).toBe('10')
  })

  test('equals the same query with its fields in another order', () => {
    const saved = savedQueryOf(read('class=1,4&hours=8'))
    expect(isSameQuery({ hours: '8', class: '4,1' }, saved)).toBe(true)
    expect(isSameQuery({ hours: '8', class: '4' }, saved)).toBe(false)
    expect(isSameQuery({ ...saved, q: 'oslo' }, saved)).toBe(false)
  })
})
