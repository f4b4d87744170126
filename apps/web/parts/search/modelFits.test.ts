import { memoryOfRun, parseRun } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { largestFit, modelFits } from '#web/parts/search/modelFits.ts'

test('lists the memory that the formula calculates, smallest first', () => {
  const needs = modelFits.map(({ run: text }) => {
    const run = parseRun(text)
    return run === null ? text : memoryOfRun(run).totalGib
  })
  expect(modelFits.map(({ memoryGib }) => memoryGib)).toEqual(needs)
  expect(needs).toEqual(needs.toSorted((one, other) => Number(one) - Number(other)))
})

test('returns the last model of the list that fits', () => {
  expect([3, 4, 43, 44].map((vramGib) => largestFit(vramGib)?.memoryGib ?? null)).toEqual([null, 4, 18, 44])
})
