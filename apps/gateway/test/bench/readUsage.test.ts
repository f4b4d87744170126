import { expect, test } from 'vitest'
import { firstCore } from './coreToPinTo.ts'
import { usageOf } from './readUsage.ts'

const stat = '42 (node (main) x) S 1 42 42 0 -1 4194560 900 0 0 0 1234 66 0 0 20 0 11 0 100 200 300'
const status = 'Name:\tnode\nVmPeak:\t  999999 kB\nVmRSS:\t  204800 kB\nCpus_allowed_list:\t3-5,8\n'

test('reads memory and processor time of a process with any name', () => {
  expect(usageOf({ stat, status })).toEqual({ rssMiB: 200, cpuMs: 13_000 })
})

test('throws for a process that /proc does not describe', () => {
  expect(() => usageOf({ stat: '', status })).toThrow('not what /proc says')
  expect(() => usageOf({ stat, status: 'Name:\tnode\n' })).toThrow('not what /proc says')
})

test('pins to the first allowed core', () => {
  expect(firstCore(status)).toBe(3)
  expect(firstCore('Name:\tnode\n')).toBeNull()
})
