import type { CatalogueWire } from '@infinitio/domain/wire'
import { expect, test } from 'vitest'
import { clusterOfSearch } from '#web/features/cluster/clusterOfSearch.ts'
import { searchFromParams } from '#web/parts/search/searchState.ts'

const row = (classId: number, vramGib: number, freeGpus: number) => ({ classId, vramGib, freeGpus })
const catalogue = { classes: [row(0, 0, 99), row(1, 80, 4), row(2, 80, 30), row(3, 24, 60)] } as unknown as Pick<CatalogueWire, 'classes'>
const clusterOf = (query: string, wanted: Parameters<typeof clusterOfSearch>[1]) =>
  clusterOfSearch(searchFromParams(new URLSearchParams(query)), wanted, catalogue)

test('takes class, region, hours, start and price of the search', () => {
  expect(clusterOf('class=1&region=2&hours=8&start=500000&max=2.5', { gpus: 16, machines: 2 })).toEqual({
    ...{ classId: 1, regionId: 2, gpus: 16, minGpusPerMachine: 8, durationSeconds: 28_800, startHour: 500_000, maxPrice: '2.5' },
  })
})

test('chooses the class with most free GPUs when the search names no class', () => {
  expect(clusterOf('', { gpus: 20, machines: null })).toMatchObject({ classId: 3, regionId: null, gpus: 20, minGpusPerMachine: 1 })
  expect(clusterOf('vram=48', { gpus: null, machines: null })).toMatchObject({ classId: 2, gpus: 16 })
  expect(clusterOf('class=1,2', { gpus: 999, machines: 3 })).toMatchObject({ classId: 2, gpus: 254, minGpusPerMachine: 15 })
})
