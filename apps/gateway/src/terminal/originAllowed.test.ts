import { expect, test } from 'vitest'
import { originAllowed } from './originAllowed.ts'

test.each([
  ['http://localhost:3000', 'http://localhost:3000', true],
  ['http://127.0.0.1:3000', 'http://localhost:3000', true],
  ['http://localhost:3001', 'http://localhost:3000', false],
  ['https://localhost:3000', 'http://localhost:3000', false],
  ['http://localhost.evil.example:3000', 'http://localhost:3000', false],
  ['https://infinitio.example', 'https://infinitio.example', true],
  ['https://evil.example', 'https://infinitio.example', false],
  ['null', 'https://infinitio.example', false],
  ['', 'https://infinitio.example', false],
  [undefined, 'https://infinitio.example', true],
])('a page of %s under %s may open a terminal: %s', (origin, publicUrl, allowed) => {
  expect(originAllowed({ origin, publicUrl })).toBe(allowed)
})
