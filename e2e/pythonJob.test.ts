import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { piModule } from '@infinitio/adapter-algorithm'
import { openPythonTools } from '@infinitio/process/test'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJobOwner, type JobOwner } from './actors/jobOwner.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

const root = join(import.meta.dirname, '..')
const tools =
  process.env.TEST_LONG === '1'
    ? openPythonTools({ name: 'client', requirementsFile: join(root, 'apps/api/test/python/client-requirements.txt') })
    : { missing: 'npm run test:long' }
const deposit = 2n * 10n ** 18n
const fewMinutes = 300_000

describe.skipIf('missing' in tools)(`the Python program of the guide to jobs (${'missing' in tools ? tools.missing : 'httpx, eth-account'})`, () => {
  const privateKey = generatePrivateKey()
  let deployment: TestDeployment
  let owner: JobOwner
  let home: string
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'infinitio-job-'))
    const [, program = ''] = /^```python\n(.*?)^```$/ms.exec(readFileSync(join(root, 'docs/guides/python-jobs.md'), 'utf8')) ?? []
    expect(program.split('\n').length - 1).toBeLessThanOrEqual(60)
    writeFileSync(join(home, 'job.py'), program)
    writeFileSync(join(home, 'pi.wasm'), piModule)
    deployment = await startTestDeployment({ settings: { INFINITIO_SCHEDULERS: '1' } })
    owner = await createJobOwner(deployment, deposit, { privateKey })
  })
  afterAll(async () => {
    await deployment?.remove()
    rmSync(home, { recursive: true, force: true })
  })

  it('submits a job with two signatures, waits for its checked result, and prints it', { timeout: fewMinutes }, async () => {
    const { code, out, err } = await runPython()
    expect(code, `${out}${err}`).toBe(0)
    const [cost = '', pi = ''] = out.trim().split('\n')
    expect(cost).toMatch(/^costs at most 0\.\d+ PT$/)
    expect(Math.abs(Number(pi) - Math.PI)).toBeLessThan(0.1)
    const [batch] = await owner.batches()
    expect(batch?.paid).toBeGreaterThan(0n)
    const [job] = (await owner.client.listJobs({})).items
    expect(job).toMatchObject({ name: 'pi', counts: expect.objectContaining({ done: 1 }) })
  })

  function runPython() {
    const bin = 'bin' in tools ? tools.bin : ''
    const env = {
      PATH: `${bin}:${process.env.PATH}`,
      HOME: home,
      INFINITIO_URL: deployment.url,
      INFINITIO_ACCOUNT_KEY: privateKey,
      NODE_ENV: 'test',
    } as const
    return new Promise<{ code: unknown; out: string; err: string }>((done) => {
      execFile(join(bin, 'python3'), ['job.py'], { cwd: home, env, timeout: fewMinutes }, (error, out, err) =>
        done({ code: error === null ? 0 : error.code, out, err }),
      )
    })
  }
})
