import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openPythonTools } from '@infinitio/process/test'
import { afterAll, describe, expect, test } from 'vitest'
import { algorithmAdapter, prepareAlgorithm } from '../../src/index.ts'

const requirementsFile = join(import.meta.dirname, 'requirements.txt')
const tools = process.env['TEST_LONG'] === '1' ? openPythonTools({ name: 'zig', requirementsFile }) : { missing: 'npm run test:long' }
const template = resolve(import.meta.dirname, '../../../../examples/wasm-task')
const folder = mkdtempSync(join(tmpdir(), 'wasm-task-'))
const limits = { seconds: 60, memoryBytes: 1_073_741_824, outputBytes: 67_108_864 }
const signal = new AbortController().signal

afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf('missing' in tools)(`the template of a task in C (${'missing' in tools ? tools.missing : 'Zig from PyPI'})`, () => {
  test('is built by the command of its README, and its result is the one that a plain loop finds', async () => {
    const module = join(folder, 'collatz.wasm')
    const [line = ''] = readFileSync(join(template, 'README.md'), 'utf8').match(/^python -m ziglang cc .*$/m) ?? []
    const [, ...args] = line.split(' ').map((word) => (word === 'collatz.wasm' ? module : word))
    const built = spawnSync(join('bin' in tools ? tools.bin : '', 'python'), args, { cwd: template, encoding: 'utf8' })
    expect(built.stderr).toBe('')
    const items = 20_000
    const job = readFileSync(join(template, 'job.yaml'), 'utf8')
    const numberOf = (key: string) => Number(new RegExp(`${key}: (\\d+)`).exec(job)?.[1])
    const draft = { module, items, memoryPages: numberOf('memory_pages'), fuel: numberOf('fuel'), seed: `0x${'07'.repeat(32)}` as const, tasks: 1 }
    const input = await prepareAlgorithm({ draft, limits, signal })
    const files = new Map([['module', module]])
    const chunks = Array.from({ length: input.chunks }, (_, chunk) => chunk)
    const outputs: Uint8Array[][] = []
    for (let task = 0; task < input.tasks; task += 1)
      outputs.push([...(await algorithmAdapter.run({ input, files, task, chunks, limits, signal })).values()])
    const text = Buffer.from(await algorithmAdapter.merge({ input, files, outputs, limits, signal })).toString()
    expect(text).toBe(`${longest(items).join(' ')}\n`)
  })
})

/** Returns the number below `below` with the longest Collatz sequence, and how many steps that sequence takes to 1. */
function longest(below: number): [number, number] {
  let best: [number, number] = [0, -1]
  for (let start = 0; start < below; start += 1) {
    let steps = 0
    for (let value = start; value > 1; steps += 1) value = value % 2 === 0 ? value / 2 : 3 * value + 1
    if (steps > best[1]) best = [start, steps]
  }
  return best
}
