import { expect, test } from 'vitest'
import { clusterAddress, clusterWishOf, withoutPastStart } from '#web/parts/checkout/clusterAddress.ts'

const read = (address: string) => clusterWishOf(new URLSearchParams(address.split('?')[1]))
const plain = read('/rent/cluster')

test.each([
  [{ classId: 2, gpus: 16, durationSeconds: 7_200 }, '/rent/cluster?class=2&gpus=16&seconds=7200'],
  [
    { classId: 0, regionId: 3, gpus: 24, minGpusPerMachine: 8, durationSeconds: 86_400, startHour: 499_089, maxPrice: '2.5', waitSeconds: 0 },
    '/rent/cluster?class=0&region=3&gpus=24&each=8&seconds=86400&start=499089&max=2.5&wait=0',
  ],
])('the address of a cluster holds what is wanted: %j', (wish, address) => {
  expect(clusterAddress(wish)).toBe(address)
  expect(read(address)).toEqual({ ...plain, ...wish })
})

test('uses defaults for invalid values in the address of a cluster', () => {
  expect(plain).toMatchObject({ classId: null, regionId: null, gpus: 16, minGpusPerMachine: 1, durationSeconds: 86_400, waitSeconds: 3_600 })
  for (const query of ['class=-1&gpus=1&each=0', 'gpus=255&each=16&seconds=2419201', 'class=x&max=cheap&wait=5&start=0', 'max=-1'])
    expect(read(`/rent/cluster?${query}`)).toEqual(plain)
  expect(read('/rent/cluster?gpus=4&each=8').minGpusPerMachine).toBe(1)
})

test('starts now when the start of an old link has passed', () => {
  const later = read('/rent/cluster?start=500000')
  expect(withoutPastStart(later, 500_000 * 3_600 - 1)).toBe(later)
  expect(withoutPastStart(later, 500_000 * 3_600)).toEqual(plain)
  expect(withoutPastStart(plain, 0)).toBe(plain)
})
