import { describe, expect, test } from 'vitest'
import { isRunning, newLeaseName, unusedLeases } from './leaseNames.ts'

describe('names of leases of an AI agent', () => {
  test('find the leases whose server has ended, and only those', () => {
    const names = ['mcp-once-10-0123abcd', 'mcp-keep-11-0123abcd', 'mcp-keep-12-0123abcd', 'mcp-once-10', 'my mcp-once-10-0123abcd', 'lease-10']
    const unused = unusedLeases(
      names.map((name) => ({ name })),
      { ownPid: 12, isRunning: (pid) => pid !== 10 },
    )
    expect(unused.map(({ name }) => name)).toEqual(['mcp-once-10-0123abcd', 'mcp-keep-12-0123abcd'])
  })

  test('are those of this process, which runs', () => {
    const [first, second] = [newLeaseName('once'), newLeaseName('once')]
    expect(first).not.toBe(second)
    expect(unusedLeases([{ name: first }], { ownPid: -1, isRunning })).toEqual([])
  })
})
