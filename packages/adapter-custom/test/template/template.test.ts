import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { openPythonTools } from '@infinitio/process/test'
import { afterAll, describe, expect, test } from 'vitest'
import { customAdapter, prepareCustom } from '../../src/index.ts'

const requirementsFile = join(import.meta.dirname, '../../../adapter-algorithm/test/template/requirements.txt')
const tools = process.env['TEST_LONG'] === '1' ? openPythonTools({ name: 'zig', requirementsFile }) : { missing: 'npm run test:long' }
const template = resolve(import.meta.dirname, '../../../../examples/custom-adapter')
const folder = mkdtempSync(join(tmpdir(), 'custom-adapter-'))
const limits = { seconds: 60, memoryBytes: 1_073_741_824, outputBytes: 67_108_864 }
const signal = new AbortController().signal

afterAll(() => rmSync(folder, { recursive: true }))

describe.skipIf('missing' in tools)(`the template of an adapter in C (${'missing' in tools ? tools.missing : 'Zig from PyPI'})`, () => {
  test('is built by the command of its README, and counts as a plain search of the text does', async () => {
    const module = join(folder, 'wordcount.wasm')
    const [line = ''] = readFileSync(join(template, 'README.md'), 'utf8').match(/^python -m ziglang cc .*$/m) ?? []
    const [, ...args] = line.split(' ').map((word) => (word === 'wordcount.wasm' ? module : word))
    const built = spawnSync(join('bin' in tools ? tools.bin : '', 'python'), args, { cwd: template, encoding: 'utf8' })
    expect(built.stderr).toBe('')
    const job = readFileSync(join(template, 'job.yaml'), 'utf8')
    const fieldOf = (key: string) => new RegExp(`${key}: (\\w+)`).exec(job)?.[1] ?? ''
    const numberOf = (key: string) => Number(fieldOf(key))
    const [file, params] = [join(template, 'text.txt'), fieldOf('params')]
    const numbers = { mostPortions: numberOf('portions'), memoryPages: numberOf('memory_pages'), fuel: numberOf('fuel') }
    const draft = { module, file, params, ...numbers, outputBytes: numberOf('output_bytes'), seed: `0x${'07'.repeat(32)}` as const }
    const input = await prepareCustom({ draft: draft as Parameters<typeof prepareCustom>[0]['draft'], limits, signal })
    expect(input.portions).toBeGreaterThan(20)
    const files = new Map(Object.entries({ module, input: file }))
    const chunks = Array.from({ length: input.chunks }, (_, chunk) => chunk)
    const outputs = [[...(await customAdapter.run({ input, files, task: 0, chunks, limits, signal })).values()]]
    const words = readFileSync(file, 'utf8').toLowerCase().match(/\w+/g) ?? []
    const count = words.filter((word) => word === params).length
    expect(count).toBeGreaterThan(2)
    expect(Buffer.from(await customAdapter.merge({ input, files, outputs, limits, signal })).toString()).toBe(`${count}\n`)
  })
})
