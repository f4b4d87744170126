import { answerHead } from '@infinitio/services'
import { expect, test } from 'vitest'
import { testAnswer } from './testAnswer.ts'

test('equal prompts get equal answers, and a cheat gives another one', () => {
  const honest = testAnswer('Hello', { isCheat: false, most: null })
  expect(testAnswer('Hello', { isCheat: false, most: null })).toEqual(honest)
  expect(testAnswer('Hello!', { isCheat: false, most: null })).not.toEqual(honest)
  expect(testAnswer('Hello', { isCheat: true, most: null })).not.toEqual(honest)
})

test('validators can see the cheat by the beginning of its answer', () => {
  const headOf = (isCheat: boolean) => answerHead(testAnswer('Hello', { isCheat, most: 32 }).join(''))
  expect(headOf(true)).not.toBe(headOf(false))
})

test('an answer says that there is no model, and has at most the wanted number of words', () => {
  expect(testAnswer('Hello', { isCheat: false, most: null }).join('')).toMatch(/^This is a test server without a model\./)
  expect(testAnswer('Hello', { isCheat: false, most: 3 }).join('')).toBe('This is a')
})
