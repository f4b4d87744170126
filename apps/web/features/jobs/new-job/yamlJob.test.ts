import { readFileSync } from 'node:fs'
import { jobOfFile } from '@infinitio/sdk/job-file'
import { describe, expect, it } from 'vitest'
import { exampleFile, exampleOfPath } from '#web/features/jobs/new-job/exampleFile.ts'
import { copiedYaml, exampleYaml, readYaml } from '#web/features/jobs/new-job/yamlJob.ts'

const hash = `0x${'a'.repeat(64)}`

describe('a job file on the page', () => {
  it.each(['sql', 'wasm', 'search', 'inference', 'custom'] as const)('begins with the %s example, whose file the page has', async (kind) => {
    const read = await readYaml(exampleYaml(kind))
    expect(read.fault).toBeNull()
    if (read.job === null) return
    expect(read.paths.map(exampleOfPath)).toEqual([kind])
    const { tasks, maxCost } = jobOfFile(read.job, new Map([[read.paths[0] ?? '', hash]]))
    expect(maxCost).toBe(`${5n * 10n ** 17n}`)
    const files = Object.values(tasks).flatMap((task) => Object.values(task.files))
    expect(files).toEqual([{ kind: 'hash', sha256: hash }])
  })

  it('shows a fault with line and column, and refuses more tasks than a scheduler takes', async () => {
    expect(await readYaml(exampleYaml('wasm').replace('items:', 'itms:'))).toEqual({
      job: null,
      fault: expect.stringContaining('line 9, column 5: itms is not a key here; did you mean items?'),
    })
    expect((await readYaml(exampleYaml('sql').replace('sum(cents)', 'summ(cents)'))).fault).toMatch(
      /^sum: map, line \d: summ is not a function; did you mean sum\?$/,
    )
    const many = `${exampleYaml('wasm')}    matrix: { seed: [${Array.from({ length: 65 }, (_, at) => at).join(', ')}] }\n`
    expect((await readYaml(many)).fault).toContain('65')
  })

  it('begins a copy with the file of a stored job, which needs no file to choose', async () => {
    const read = await readYaml(exampleYaml('sql'))
    if (read.job === null) throw new Error(read.fault)
    const { scheduler: _, ...spec } = jobOfFile(read.job, new Map([[read.paths[0] ?? '', hash]]))
    const copied = await readYaml(await copiedYaml({ name: spec.name, spec }))
    if (copied.job === null) throw new Error(copied.fault)
    expect([jobOfFile(copied.job, new Map()), copied.paths]).toEqual([spec, []])
  })

  it('takes no task on rented machines, and names the tasks', async () => {
    const train = readFileSync(new URL('../../../../../examples/train.yaml', import.meta.url), 'utf8')
    expect(await readYaml(train)).toEqual({ job: null, fault: 'train', onLeases: ['train'] })
  })

  it('is private only if this page can join its results and its files are chosen here', async () => {
    const sql = `private: true\n${exampleYaml('sql')}`
    expect(await readYaml(sql)).toEqual({ job: null, fault: 'sum', notHere: ['sum'] })
    expect((await readYaml(sql.replace('true', 'false'))).job).not.toBeNull()
    const plain = sql.replace(/combine: .*/, 'combine: select * from parts')
    expect((await readYaml(plain)).job).toMatchObject({ isPrivate: true })
    expect(await readYaml(plain.replace('./sales.parquet', `sha256:${'a'.repeat(64)}`))).toMatchObject({ notHere: ['sum'] })
    expect(await readYaml(`private: true\n${exampleYaml('wasm')}`)).toMatchObject({ notHere: [expect.any(String)] })
    expect((await readYaml(`private: true\n${exampleYaml('search')}`)).job).toMatchObject({ isPrivate: true })
  })

  it('has the bytes of a module', async () => {
    const bytes = await exampleFile('wasm')
    expect([...bytes.subarray(0, 4)]).toEqual([0, 97, 115, 109])
    expect([...(await exampleFile('search')).subarray(0, 4)]).toEqual([0, 97, 115, 109])
  })
})
