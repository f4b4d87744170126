import { expect, test } from 'vitest'
import { filtersOfQuery } from './savedFilters.ts'
import { addressOfFilters, queryOfFilters, readFilters } from './searchFilters.ts'
import { secondsOfQuery, secondsOfSearch, spanOfSeconds } from './searchSpan.ts'

const read = (address: string) => readFilters(({ key }) => new URLSearchParams(address).get(key))

test('lets minutes replace hours, in an address and in a query', () => {
  expect(secondsOfSearch(read('minutes=90'))).toBe(5_400)
  expect(secondsOfSearch(read('hours=3&minutes=20'))).toBe(1_200)
  expect(secondsOfSearch(read('hours=3'))).toBe(10_800)
  expect(secondsOfSearch(filtersOfQuery({ minutes: 90 }))).toBe(5_400)
  expect([secondsOfQuery({}), secondsOfQuery({ hours: 2 }), secondsOfQuery({ hours: 2, minutes: 5 })]).toEqual([null, 7_200, 300])
})

test('keeps minutes in the address and in the query of a search', () => {
  expect(addressOfFilters(read('minutes=90'))).toEqual([['minutes', '90']])
  expect(queryOfFilters(read('minutes=90'))).toMatchObject({ minutes: 90 })
  expect(read('minutes=40321').minutes).toBeNull()
})

test('writes whole hours as hours and the rest as minutes, rounded up', () => {
  expect(spanOfSeconds(7_200)).toEqual({ hours: 2, minutes: null })
  expect(spanOfSeconds(5_400)).toEqual({ minutes: 90 })
  expect(spanOfSeconds(61)).toEqual({ minutes: 2 })
})
