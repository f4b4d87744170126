import { memoryOfRun, parseRun } from '@infinitio/domain'
import { expect, test } from 'vitest'
import { largestFit, modelFits } from '#web/parts/search/modelFits.ts'

test('the short list says what the formula says, smallest first', () => {
  const needs = modelFits.map(({ run: text }) => {
    const run = parseRun(text)
    return run === null ? text : memoryOfRun(run).totalGib
  })
  expect(modelFits.map(({ memoryGib }) => memoryGib)).toEqual(needs)
  expect(needs).toEqual(needs.toSorted((one, other) => Number(one) - Number(other)))
})

test('the largest fit is the last that still fits', () => {
  expect([3, 4, 43, 44].map((vramGib) => largestFit(vramGib)?.memoryGib ?? null)).toEqual([null, 4, 18, 44])
})
