import { execFile } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { artefactLimits } from '@infinitio/domain'
import { programFile } from '@infinitio/process/test'
import { createClient } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { createActor } from './actors/createActor.ts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const program = programFile('packages/cli/src/main.ts')
const rows = 20_000
const isLong = process.env.TEST_LONG === '1'

type Done = {
  readonly job: string
  readonly folder: string
  readonly tasks: Record<string, { readonly phase: string; readonly batchId?: string; readonly reason?: string }>
}

describe('a job by the command', () => {
  let deployment: TestDeployment
  let home: string
  let keyFile: string

  beforeAll(async () => {
    deployment = await startTestDeployment()
    home = temporaryFolder()
    keyFile = join(home, 'wallet.key')
    const privateKey = generatePrivateKey()
    writeFileSync(keyFile, privateKey, { mode: 0o600 })
    const { client } = await createActor(deployment, { privateKey })
    const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
    await client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
    // In a new market, tasks can be taken only once its machines are on the chain.
    await waitFor({
      what: 'simulated machines',
      within: 90,
      read: () => client.searchListings({ includeSimulated: 'true', limit: 1 }),
      until: ({ total }) => total >= 30,
    })
  })
  afterAll(() => deployment?.remove())

  it('runs a query over a file on machines of several providers, which check each other, and joins the result', async () => {
    const job = join(home, 'job.yaml')
    expect(await infinitio('jobs', 'init', '--rows', `${rows}`, '--out', job)).toMatchObject({ code: 0 })
    writeFileSync(job, `${readFileSync(job, 'utf8')}    tasks: 4\n`)
    const dry = await infinitio('jobs', 'submit', job, '--dry-run')
    expect(dry.out).toContain('4 tasks of 64 chunks')
    const { tasks, folder } = await submitted(job)
    expect(tasks.sum).toMatchObject({ phase: 'done' })
    const lines = readFileSync(join(folder, 'sum.csv'), 'utf8').trim().split('\r\n')
    expect(lines[0]).toBe('region,amount,sales')
    expect(lines.slice(1).reduce((sum, line) => sum + Number(line.split(',').at(-1)), 0)).toBe(rows)
    const batch = await createClient({ baseUrl: deployment.url }).getBatch(tasks.sum?.batchId ?? '')
    expect(batch).toMatchObject({ adapterName: 'data@1', tasks: 4, chunks: 64 })
    expect(batch.items.map(({ runs }) => runs.filter(({ place }) => place < 2).every(({ account }) => account !== null))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(batch.items.every(({ worker, runs }) => runs.every(({ account }) => account !== worker))).toBe(true)
    const [task] = batch.items
    const checked = await infinitio('tasks', 'check', task?.taskId ?? '', '--json')
    expect(JSON.parse(checked.out), checked.err).toMatchObject({ result: 'same', checkedChunks: 4, wrongChunks: [] })
    // Before it sends a dispute, the command calculates the task again. It finds that the result is right, so it sends no dispute.
    expect((await infinitio('tasks', 'dispute', task?.taskId ?? '', '--yes')).err).toContain('task.result_mismatch')
    const listed = JSON.parse((await infinitio('jobs', 'ps', '--json')).out) as { items: { id: string }[] }
    expect(listed.items).toHaveLength(1)
    expect((await infinitio('jobs', 'keys', listed.items[0]?.id ?? '')).err).toContain('not private')
  })

  it.skipIf(!isLong)('encrypts the inputs and results of a private job, and still lets providers check each other', async () => {
    const job = join(temporaryFolder(), 'private.yaml')
    expect(await infinitio('jobs', 'init', '--rows', `${rows}`, '--out', job)).toMatchObject({ code: 0 })
    writeFileSync(job, `${readFileSync(job, 'utf8').replace('name:', 'private: true\nname:')}    tasks: 1\n`)
    expect((await infinitio('jobs', 'submit', job, '--dry-run')).out).toContain('inputs and results are encrypted')
    const { tasks, folder } = await submitted(job)
    expect(tasks.sum).toMatchObject({ phase: 'done' })
    const lines = readFileSync(join(folder, 'sum.csv'), 'utf8').trim().split('\r\n')
    expect(lines.slice(1).reduce((sum, line) => sum + Number(line.split(',').at(-1)), 0)).toBe(rows)
    const client = createClient({ baseUrl: deployment.url })
    const batch = await client.getBatch(tasks.sum?.batchId ?? '')
    const input = JSON.parse(new TextDecoder().decode(await client.openArtefact(batch.inputRoot))) as { sealed: number; files: { sha256: string }[] }
    expect(input.sealed).toBe(1)
    // Each Parquet file begins with these four letters.
    expect(
      Buffer.from(await client.openArtefact(input.files[0]?.sha256 ?? ''))
        .subarray(0, 4)
        .toString(),
    ).not.toBe('PAR1')
    const [task] = batch.items
    expect(task?.runs.some(({ place, account }) => place < 2 && account !== null)).toBe(true)
    const checked = await infinitio('tasks', 'check', task?.taskId ?? '', '--json')
    expect(JSON.parse(checked.out), checked.err).toMatchObject({ result: 'same', wrongChunks: [] })
    const elsewhere = await command({ INFINITIO_KEY_FILE: keyFile, HOME: temporaryFolder() }, ['tasks', 'check', task?.taskId ?? ''])
    expect(elsewhere.err).toContain('task.private')
  })

  it.skipIf(!isLong)(
    'runs a query over a file of more than two pieces, which machines fetch piece by piece',
    async () => {
      const many = 4_000_000
      const job = join(temporaryFolder(), 'large.yaml')
      expect(await infinitio('jobs', 'init', '--rows', `${many}`, '--out', job)).toMatchObject({ code: 0 })
      const { size } = statSync(join(dirname(job), 'sales.parquet'))
      expect(size).toBeGreaterThan(2 * artefactLimits.bytes)
      writeFileSync(job, `${readFileSync(job, 'utf8')}    tasks: 4\n`)
      const { tasks, folder } = await submitted(job)
      expect(tasks.sum).toMatchObject({ phase: 'done' })
      const lines = readFileSync(join(folder, 'sum.csv'), 'utf8').trim().split('\r\n')
      expect(lines.slice(1).reduce((sum, line) => sum + Number(line.split(',').at(-1)), 0)).toBe(many)
      const client = createClient({ baseUrl: deployment.url })
      const batch = await client.getBatch(tasks.sum?.batchId ?? '')
      const input = JSON.parse(new TextDecoder().decode(await client.openArtefact(batch.inputRoot))) as {
        files: { sales: { sha256: string; bytes: number } }
      }
      expect(input.files.sales.bytes).toBe(size)
      const opened = await client.openFile(input.files.sales.sha256)
      expect(opened.manifest?.pieces).toHaveLength(Math.ceil(size / artefactLimits.bytes))
      const checked = await infinitio('tasks', 'check', batch.items[0]?.taskId ?? '', '--json')
      expect(JSON.parse(checked.out), checked.err).toMatchObject({ result: 'same', wrongChunks: [] })
    },
    600_000,
  )

  it.skipIf(!isLong)('runs a WASM module over a range of numbers', async () => {
    const job = join(home, 'pi.yaml')
    expect(await infinitio('jobs', 'init', 'wasm', '--out', job)).toMatchObject({ code: 0 })
    writeFileSync(job, readFileSync(job, 'utf8').replace('items: 100000000', 'items: 1000000'))
    const { tasks, folder } = await submitted(job)
    expect(tasks.pi).toMatchObject({ phase: 'done' })
    expect(Math.abs(Number(readFileSync(join(folder, 'pi.txt'), 'utf8')) - Math.PI)).toBeLessThan(0.01)
  })

  it.skipIf(!isLong)('runs an adapter of somebody else, which is named by its hash alone', async () => {
    const job = join(home, 'custom.yaml')
    expect(await infinitio('jobs', 'init', 'custom', '--out', job)).toMatchObject({ code: 0 })
    const stored = JSON.parse((await infinitio('artefact', 'put', join(home, 'primes.wasm'), '--public', '--json')).out) as { sha256: string }
    const named = readFileSync(job, 'utf8').replace('./primes.wasm', `sha256:${stored.sha256.slice(2)}`)
    writeFileSync(job, named.replace('1000000', '200000').replace('portions: 256', 'portions: 70'))
    const { tasks, folder } = await submitted(job)
    expect(tasks.primes).toMatchObject({ phase: 'done' })
    expect(readFileSync(join(folder, 'primes.txt'), 'utf8')).toBe('17984\n')
    const batch = await createClient({ baseUrl: deployment.url }).getBatch(tasks.primes?.batchId ?? '')
    expect(batch).toMatchObject({ adapterName: 'custom@1', tasks: 1, chunks: 70 })
    const checked = await infinitio('tasks', 'check', batch.items[0]?.taskId ?? '', '--json')
    expect(JSON.parse(checked.out), checked.err).toMatchObject({ result: 'same', wrongChunks: [] })
  })

  it.skipIf(!isLong)('searches the parameters of a small net, and shows the best', async () => {
    const job = join(home, 'search.yaml')
    expect(await infinitio('jobs', 'init', 'search', '--out', job)).toMatchObject({ code: 0 })
    expect((await infinitio('jobs', 'submit', job, '--dry-run')).out).toContain('1 tasks of 64 chunks')
    const { job: id, tasks, folder } = await submitted(job)
    expect(tasks.search).toMatchObject({ phase: 'done' })
    const lines = readFileSync(join(folder, 'search.csv'), 'utf8').trim().split('\r\n')
    expect(lines).toHaveLength(257)
    expect(lines[0]).toBe('rank,trial,rate,decay,hidden,activation,value,steps,state')
    const batch = await createClient({ baseUrl: deployment.url }).getBatch(tasks.search?.batchId ?? '')
    expect(batch).toMatchObject({ adapterName: 'optimise@1', tasks: 1, chunks: 64 })
    const shown = JSON.parse((await infinitio('jobs', 'get', id, '--rows', '3', '--json')).out) as { items: { rows: { value: string }[] }[] }
    expect(shown.items[0]?.rows).toHaveLength(3)
    expect(Number(shown.items[0]?.rows[0]?.value)).toBeLessThan(0.3)
  })

  it.skipIf(!isLong)('runs one task for each combination of a matrix, and one of them again', async () => {
    const job = join(home, 'matrix.yaml')
    const task = 'adapter: algorithm@1\n    files: { module: ./pi.wasm }\n    matrix: { items: [1000, 2000] }\n    items: ${matrix.items}\n'
    writeFileSync(job, `name: two estimates\nmax_cost: 0.5\npriority: urgent\ntasks:\n  pi:\n    ${task}`)
    const { job: id, tasks } = await submitted(job)
    expect(Object.entries(tasks).map(([name, { phase }]) => [name, phase])).toEqual([
      ['pi-1000', 'done'],
      ['pi-2000', 'done'],
    ])
    const first = await createClient({ baseUrl: deployment.url }).getBatch(tasks['pi-1000']?.batchId ?? '')
    expect(BigInt(first.tip)).toBe(BigInt(first.reward))
    expect((await infinitio('jobs', 'retry', id, 'pi-100', '--yes')).err).toContain('did you mean pi-1000?')
    const again = JSON.parse((await infinitio('jobs', 'retry', id, 'pi-1000', '--yes', '--json')).out) as Done
    expect(again.tasks['pi-1000']).toMatchObject({ phase: 'done' })
    expect(again.tasks['pi-1000']?.batchId).not.toBe(tasks['pi-1000']?.batchId)
    expect(again.tasks['pi-2000']?.batchId).toBe(tasks['pi-2000']?.batchId)
  })

  it.skipIf(!isLong)('runs the example with a test wallet that it makes itself', async () => {
    const { out, err, code } = await infinitioWithoutKey('jobs', 'demo', '--rows', `${rows}`, '--yes')
    expect([code, err]).toEqual([0, expect.stringContaining('The test wallet 0x')])
    expect(out).toContain('region')
  })

  it('says what is wrong with a job before it stores or signs anything', async () => {
    const job = join(home, 'wrong.yaml')
    writeFileSync(job, readFileSync(join(home, 'job.yaml'), 'utf8').replace('combine: select region', 'combine: select regions'))
    const { tasks } = await submitted(job)
    expect(tasks.sum).toMatchObject({ phase: 'failed', reason: expect.stringContaining('regions') })
    writeFileSync(job, readFileSync(join(home, 'job.yaml'), 'utf8').replace('max_cost', 'max_costs'))
    expect(await infinitio('jobs', 'submit', job, '--yes')).toMatchObject({ err: expect.stringContaining('line 3, column 1: max_costs') })
  })

  it('pays back what no job used', async () => {
    const { out, err } = await infinitio('jobs', 'withdraw', '--yes', '--json')
    expect(out, err).toMatch(/^\{/)
    expect(BigInt((JSON.parse(out) as { amount: string }).amount)).toBeGreaterThan(9n * 10n ** 17n)
    expect((await infinitio('jobs', 'withdraw', '--yes')).out).toContain('is empty')
  })

  async function submitted(job: string): Promise<Done> {
    const { out, err } = await infinitio('jobs', 'submit', job, '--yes', '--json')
    expect(out, err).toMatch(/^\{/)
    return JSON.parse(out) as Done
  }

  function infinitio(...args: string[]) {
    return command({ INFINITIO_KEY_FILE: keyFile }, args)
  }

  function infinitioWithoutKey(...args: string[]) {
    return command({}, args)
  }

  function command(keys: Record<string, string>, args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const env = { ...process.env, HOME: home, INFINITIO_URL: deployment.url, ...keys }
    return new Promise((done) => {
      execFile(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], { env, timeout: 300_000 }, (error, out, err) =>
        done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
      )
    })
  }
})
