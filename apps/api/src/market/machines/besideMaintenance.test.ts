import { expect, test } from 'vitest'
import { besideMaintenance } from './besideMaintenance.ts'

const hour = 3_600
const fromHour = 490_000
const machine = { calendar: { fromHour, freeGpus: [2, 2, 0, 1, 2, 2] }, nextFreeAt: null }
const at = (hours: number): number => (fromHour + hours) * hour

test('shows no free GPUs in each hour that overlaps planned maintenance', () => {
  const { calendar, nextFreeAt } = besideMaintenance(machine, { windows: [{ from: at(3.5), until: at(4.1) }], now: at(0.2) })
  expect(calendar.freeGpus).toEqual([2, 2, 0, 0, 0, 2])
  expect(nextFreeAt).toBeNull()
})

test('shows the current hour as free until the maintenance begins, and names the next free hour afterwards', () => {
  const windows = [{ from: at(0.5), until: at(2) }]
  expect(besideMaintenance(machine, { windows, now: at(0.2) })).toEqual({
    ...{ calendar: { fromHour, freeGpus: [2, 0, 0, 1, 2, 2] }, nextFreeAt: null },
  })
  expect(besideMaintenance(machine, { windows, now: at(0.5) })).toEqual({
    ...{ calendar: { fromHour, freeGpus: [0, 0, 0, 1, 2, 2] }, nextFreeAt: at(3) },
  })
})

test('changes nothing without maintenance, and names no free hour if all of them are maintenance', () => {
  expect(besideMaintenance({ ...machine, nextFreeAt: at(1) }, { windows: [], now: at(0) })).toEqual({ ...machine, nextFreeAt: at(1) })
  expect(besideMaintenance(machine, { windows: [{ from: at(0), until: at(6) }], now: at(0) })).toMatchObject({ nextFreeAt: null })
})
