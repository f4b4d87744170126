import { expect, test } from 'vitest'
import { devicesLabel } from '../leaseContainer.ts'
import { gpusLabel, holdsOneOf } from './holdsOneOf.ts'

const first = { id: '0000:03:00.0', name: 'amd.com/gpu=0' }
const second = { id: '0000:83:00.0', name: 'amd.com/gpu=1' }
const container = (ids: string, names: string) => ({ [devicesLabel]: names, [gpusLabel]: ids })
const wanted = ({ id, name }: typeof first) => ({ ids: [id], names: [name] })

test('finds the card of a container under its address and under its name', () => {
  expect(holdsOneOf(container(first.id, first.name), wanted(first))).toBe(true)
  expect(holdsOneOf(container(first.name, first.name), wanted(first)), 'the container knows only the name').toBe(true)
  expect(holdsOneOf(container(first.id, first.name), { ids: [first.name], names: [first.name] }), 'the new lease knows only the name').toBe(true)
  expect(holdsOneOf(container(first.id, first.name), wanted(second))).toBe(false)
})

test('tells two cards apart that exchanged their names at a reboot', () => {
  expect(holdsOneOf(container(first.id, second.name), wanted(second))).toBe(false)
})

test('takes a container without the list of its cards as one with all, and one without devices as one with none', () => {
  expect(holdsOneOf({ [devicesLabel]: 'nvidia.com/gpu=all' }, wanted(first))).toBe(true)
  expect(holdsOneOf({ [devicesLabel]: '' }, wanted(first))).toBe(false)
  expect(holdsOneOf(container(first.id, first.name), null)).toBe(true)
})
