import { callsHere, openWasmtime } from '@infinitio/adapter-algorithm/test'
import { describe, expect, test } from 'vitest'
import { netModule, netSpace } from '../src/index.ts'
import { parseSpace } from '../src/space/parseSpace.ts'
import { createSampler } from '../src/space/sampleTrial.ts'

const wasmtime = openWasmtime()
const seed = `0x${'07'.repeat(32)}` as const

describe.skipIf('missing' in wasmtime)(`the same bytes as wasmtime (${'missing' in wasmtime ? wasmtime.missing : 'from PyPI'})`, () => {
  test('for trials of the example with few and with many steps', () => {
    const sample = createSampler(parseSpace(netSpace), seed as never)
    const calls = Array.from({ length: 24 }, (_, trial) => {
      const numbers = new Float64Array(sample(trial).map(({ number }) => number))
      const steps = trial % 2 === 0 ? 16 : 3
      return {
        args: [BigInt(steps)],
        parts: [new Uint8Array(numbers.buffer)],
        fuel: 400_000 * (steps + 1),
        place: { task: 0xffff_ffff, chunk: trial },
      }
    })
    const compared = { bytes: netModule, settings: { memoryPages: 1, seed }, name: 'score', calls }
    const here = callsHere(compared)
    expect(new Set(here).size).toBeGreaterThan(12)
    expect('callsThere' in wasmtime && wasmtime.callsThere(compared)).toEqual(here)
  })
})
