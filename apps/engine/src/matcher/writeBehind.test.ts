import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { writeBehind } from './writeBehind.ts'

function writing() {
  const begun: string[] = []
  const failures: unknown[] = []
  const ends = new Map<string, { resolve: () => void; reject: (error: Error) => void }>()
  const behind = writeBehind<string>({
    write: (batch) => {
      begun.push(batch)
      const { promise, resolve, reject } = Promise.withResolvers<void>()
      ends.set(batch, { resolve, reject })
      return promise
    },
    onFailed: (error) => failures.push(error),
  })
  return {
    behind,
    begun,
    failures,
    end: (batch: string) => ends.get(batch)?.resolve(),
    fail: (batch: string, error: Error) => ends.get(batch)?.reject(error),
  }
}

describe('writeBehind', () => {
  test('accepts the next batch during a write and begins it after that write', async () => {
    const { behind, begun, end } = writing()
    await behind.begin('one')
    const next = behind.begin('two')
    await turn()
    expect(begun).toEqual(['one'])
    end('one')
    await next
    expect(begun).toEqual(['one', 'two'])
    const all = behind.settled()
    end('two')
    await all
  })

  test('writes nothing after a failed batch and reports the failure once', async () => {
    const { behind, begun, failures, fail } = writing()
    const lost = new Error('lost')
    await behind.begin('one')
    const next = behind.begin('two')
    fail('one', lost)
    await expect(next).rejects.toBe(lost)
    await expect(behind.begin('three')).rejects.toBe(lost)
    await expect(behind.settled()).rejects.toBe(lost)
    expect({ begun, failures }).toEqual({ begun: ['one'], failures: [lost] })
  })
})
