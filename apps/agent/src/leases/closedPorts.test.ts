import { expect, test } from 'vitest'
import { ClosedPorts } from './closedPorts.ts'

const minute = 60_000

function portsAt() {
  let nowMs = 5 * minute
  const ports = new ClosedPorts(() => nowMs)
  return {
    ports,
    wait: (minutes: number) => {
      nowMs += minutes * minute
    },
  }
}

test('is closed after visitors were refused for ten minutes', () => {
  const { ports, wait } = portsAt()
  ports.refused(8_080)
  expect(ports.lowest()).toBeNull()
  wait(9)
  ports.refused(8_080)
  expect(ports.lowest()).toBeNull()
  wait(1)
  expect(ports.lowest(), 'no visitor came since').toBeNull()
  ports.refused(8_080)
  expect(ports.lowest()).toBe(8_080)
})

test('opens again once a program accepts a visitor, each port separately', () => {
  const { ports, wait } = portsAt()
  for (const port of [8_080, 80, 443]) ports.refused(port)
  wait(5)
  ports.accepted(80)
  wait(5)
  for (const port of [8_080, 80, 443]) ports.refused(port)
  expect(ports.lowest()).toBe(443)
  ports.accepted(443)
  expect(ports.lowest()).toBe(8_080)
  wait(5)
  ports.refused(80)
  expect(ports.lowest(), 'port 80 was open in between').toBe(8_080)
})
