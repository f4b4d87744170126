import { describe, expect, test } from 'vitest'
import { nearestWord } from './idsMeant.ts'

const options = ['check', 'price', 'region', 'key-file', 'json']

describe('nearestWord', () => {
  test.each([
    ['chekc', 'check'],
    ['chek', 'check'],
    ['prices', 'price'],
    ['keyfile', 'key-file'],
    ['jsn', 'json'],
    ['check', 'check'],
  ])('finds for %s the word %s', (typed, word) => {
    expect(nearestWord(typed, options)).toBe(word)
  })

  test('finds no word for one that is like none', () => {
    expect(nearestWord('wallet', options)).toBeNull()
    expect(nearestWord('', options)).toBeNull()
    expect(nearestWord('x', [])).toBeNull()
  })
})
