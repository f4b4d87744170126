import { expect, test } from 'vitest'
import { mayAttach } from './AttachField.tsx'

const files = (...sizes: number[]) => sizes.map((size) => ({ size }))

test('allows up to 4 files of 1 byte to 16 MiB', () => {
  expect(mayAttach([])).toBe(true)
  expect(mayAttach(files(1, 2, 3, 16 * 2 ** 20))).toBe(true)
  for (const wrong of [files(1, 1, 1, 1, 1), files(0), files(16 * 2 ** 20 + 1)]) expect(mayAttach(wrong)).toBe(false)
})
