import { expect, test } from 'vitest'
import { program } from '../program.ts'
import { isForAgent } from './isForAgent.ts'

test('leaves each subcommand of provide that this program has to this program', () => {
  const provide = program(async () => {}).commands.find((command) => command.name() === 'provide')
  const names = provide?.commands.map((command) => command.name()) ?? []
  expect(names.toSorted()).toEqual(['fleet', 'maintenance'])
  expect(names.filter((name) => isForAgent(['provide', name, 'check']))).toEqual([])
})

test('gives the other words of provide to the agent, and no other command', () => {
  expect(isForAgent(['provide'])).toBe(true)
  expect(isForAgent(['provide', 'status', '--json'])).toBe(true)
  expect(isForAgent(['rent', 'fleet'])).toBe(false)
  expect(isForAgent([])).toBe(false)
})
