import { EventEmitter } from 'node:events'
import { createLogger } from '@infinitio/process'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ProvisionRuns } from './provisionRuns.ts'

const children: EventEmitter[] = []
vi.mock('node:child_process', () => ({
  fork: () => {
    const child = Object.assign(new EventEmitter(), { kill: () => true })
    children.push(child)
    return child
  },
}))

let runs: ProvisionRuns
beforeEach(() => {
  vi.useFakeTimers()
  children.length = 0
  runs = new ProvisionRuns({ entry: 'provision.ts', dataDir: '.', logger: createLogger({ room: 'agent' }) })
  runs.start()
})
afterEach(() => {
  runs.stop()
  vi.useRealTimers()
})

const end = (code = 0) => children.at(-1)?.emit('exit', code)

test('runs again after ten minutes', () => {
  end()
  vi.advanceTimersByTime(599_000)
  expect(children).toHaveLength(1)
  vi.advanceTimersByTime(1_000)
  expect(children).toHaveLength(2)
})

test('runs again soon when something changed, and once for many changes', () => {
  end()
  for (let change = 0; change < 5; change += 1) runs.again()
  vi.advanceTimersByTime(15_000)
  expect(children).toHaveLength(2)
  end()
  vi.advanceTimersByTime(599_000)
  expect(children).toHaveLength(2)
})

test('runs again soon after a run during which something changed, because that run may have read the state before', () => {
  runs.again()
  expect(children).toHaveLength(1)
  end()
  vi.advanceTimersByTime(15_000)
  expect(children).toHaveLength(2)
  end()
  vi.advanceTimersByTime(599_000)
  expect(children).toHaveLength(2)
})

test('tries a failed run again after a second', () => {
  end(1)
  vi.advanceTimersByTime(1_000)
  expect(children).toHaveLength(2)
})
