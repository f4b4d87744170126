import { expect, test } from 'vitest'
import { nextMachinesOf, rentAddress, rentWishOf } from '#web/parts/checkout/rentAddress.ts'

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

test('lists the machines that follow in the address of a checkout, and leaves out other texts', () => {
  const wish = { gpus: 2, durationSeconds: 5_400, startHour: null, run: '' }
  const next = [1, 8].map((gpus) => ({ node: `0x${String(gpus).repeat(64)}`, gpus }))
  const address = rentAddress(node, wish, next)
  const params = new URLSearchParams(address.split('?')[1])
  expect(address).toBe(`/rent/${node}?gpus=2&seconds=5400&next=${next[0]?.node}:1,${next[1]?.node}:8`)
  expect(nextMachinesOf(params)).toEqual(next)
  expect(rentWishOf(params)).toEqual(wish)
  expect(nextMachinesOf(new URLSearchParams(`next=a,${node},${node}:0,${node}:99,${node}:3`))).toEqual([{ node, gpus: 3 }])
  expect(nextMachinesOf(new URLSearchParams(`next=${Array(9).fill(`${node}:1`)}`))).toHaveLength(3)
})
