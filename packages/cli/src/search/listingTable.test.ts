import { expect, test } from 'vitest'
import { listingTable } from './search.ts'

type Items = Parameters<typeof listingTable>[0]['page']['items']

const node = `0x${'ab'.repeat(32)}`
const name = 'Straits Metal of the far north, second row, machine 17'
const quote = { gpus: 1, total: '1', least: '1', expected: null }
const machine = {
  ...{ node, name, providerName: 'A provider with a long name', provider: node, className: 'NVIDIA RTX 6000 Ada 48 GB', freeGpus: 2, quote },
  ...{ regionName: 'Western Europe', simulated: false, medianReadySeconds: null, ask: { pricePerGpuSecond: '1' }, fit: null },
}
const page = { items: [machine] as unknown as Items }

test('a wide table has each whole name and an id, which rent takes', () => {
  const [, row] = listingTable({ page, runsModel: false, use: undefined, isWide: true }).split('\n')
  expect(row).toContain(name)
  expect(row).toContain(node.slice(0, 10))
})

test('a table for a terminal is cut to its width', () => {
  expect(listingTable({ page, runsModel: false, use: undefined, isWide: false })).toContain('…')
})
