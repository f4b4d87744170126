import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { piModule } from '@infinitio/adapter-algorithm'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createJobOwner, type JobOwner } from './actors/jobOwner.ts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from './deployment/startTestDeployment.ts'

const root = join(import.meta.dirname, '..')
const deposit = 2n * 10n ** 18n
const yaml = `name: pi
max_cost: 2
tasks:
  pi:
    adapter: algorithm@1
    files: { module: ./pi.wasm }
    items: 1000
`

describe.skipIf(process.env.TEST_LONG !== '1')('the job of the cookbook, on machines of several providers', () => {
  const privateKey = generatePrivateKey()
  const home = temporaryFolder()
  let deployment: TestDeployment
  let owner: JobOwner

  beforeAll(async () => {
    const programs = [...readFileSync(join(root, 'docs/guides/sdk-cookbook.md'), 'utf8').matchAll(/^```js\n(.*?)^```$/gms)]
    writeFileSync(join(home, 'job.mjs'), programs.find(([, code = '']) => code.includes('submitJob'))?.[1] ?? '')
    writeFileSync(join(home, 'job.yaml'), yaml)
    writeFileSync(join(home, 'pi.wasm'), piModule)
    mkdirSync(join(home, 'node_modules/@infinitio'), { recursive: true })
    symlinkSync(join(root, 'packages/sdk'), join(home, 'node_modules/@infinitio/sdk'))
    symlinkSync(join(root, 'packages/sdk/node_modules/viem'), join(home, 'node_modules/viem'))
    deployment = await startTestDeployment({ settings: { INFINITIO_SCHEDULERS: '1' } })
    owner = await createJobOwner(deployment, deposit, { privateKey })
  })
  afterAll(() => deployment?.remove())

  it('is submitted, watched and downloaded by one program', { timeout: 300_000 }, async () => {
    const { code, out, err } = await runProgram()
    expect(code, `${out}${err}`).toBe(0)
    expect(out).toContain('0 of 1 tasks failed')
    expect(Math.abs(Number(readFileSync(join(home, 'pi.txt'), 'utf8')) - Math.PI)).toBeLessThan(0.1)
    expect((await owner.batches()).map(({ paid }) => paid > 0n)).toEqual([true])
  })

  function runProgram(): Promise<{ code: unknown; out: string; err: string }> {
    const env = { PATH: process.env.PATH, HOME: home, INFINITIO_URL: deployment.url, INFINITIO_ACCOUNT_KEY: privateKey, NODE_ENV: 'test' } as const
    return new Promise((done) => {
      execFile(process.execPath, ['job.mjs'], { cwd: home, env, timeout: 280_000 }, (error, out, err) =>
        done({ code: error === null ? 0 : error.code, out, err }),
      )
    })
  }
})
