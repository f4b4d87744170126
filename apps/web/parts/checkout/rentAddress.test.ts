import { expect, test } from 'vitest'
import { rentAddress, rentWishOf } from '#web/parts/checkout/rentAddress.ts'

const node = `0x${'ab'.repeat(32)}`

function read(address: string) {
  return rentWishOf(new URLSearchParams(address.split('?')[1]))
}

test.each([
  [{ gpus: 2, durationSeconds: 5_400, startHour: null, run: '' }, '?gpus=2&seconds=5400'],
  [{ gpus: 1, durationSeconds: 60, startHour: 499_089, run: 'llama-3.3-70b,8' }, '?gpus=1&seconds=60&start=499089&run=llama-3.3-70b,8'],
])('the address of a checkout holds what is wanted: %j', (wish, query) => {
  expect(rentAddress(node, wish)).toBe(`/rent/${node}${query}`)
  expect(read(rentAddress(node, wish))).toEqual(wish)
})

test('uses defaults for invalid values in the address of a checkout', () => {
  for (const query of ['', '?gpus=0&seconds=0&start=0', '?gpus=16&seconds=2419201&start=-1', '?gpus=a&seconds=1.5'])
    expect(read(`/rent/${node}${query}`)).toEqual({ gpus: 1, durationSeconds: 86_400, startHour: null, run: '' })
})
