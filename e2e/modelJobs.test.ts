import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { programFile } from '@infinitio/process/test'
import { createClient } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActor } from './actors/createActor.ts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const program = programFile('packages/cli/src/main.ts')
const isLong = process.env.TEST_LONG === '1'
const submitWithinMs = 900_000

type Done = { readonly folder: string; readonly tasks: Record<string, { readonly phase: string; readonly batchId?: string }> }

/** Tests a job that asks a model, with the test model of the development chain. Three of eleven providers cheat. */
describe.skipIf(!isLong)('a job that asks a model', () => {
  let deployment: TestDeployment
  let home: string
  let keyFile: string

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { INFINITIO_ROUTERS: '1', TASK_CHEATS: '0.3' } })
    home = temporaryFolder()
    keyFile = join(home, 'wallet.key')
    const privateKey = generatePrivateKey()
    writeFileSync(keyFile, privateKey, { mode: 0o600 })
    const { client } = await createActor(deployment, { privateKey })
    const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
    await client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
    await waitFor({
      what: 'simulated machines',
      within: 90,
      read: () => client.searchListings({ includeSimulated: 'true', limit: 1 }),
      until: ({ total }) => total >= 30,
    })
  })
  afterAll(() => deployment?.remove())

  it(
    'gets the right answers of simulated machines, although some of them cheat',
    async () => {
      const job = join(home, 'job.yaml')
      expect(await infinitio('jobs', 'init', 'inference', '--out', job)).toMatchObject({ code: 0 })
      expect((await infinitio('jobs', 'submit', job, '--dry-run')).out).toContain('1 tasks of 64 chunks')
      writeFileSync(job, `${readFileSync(job, 'utf8')}    tasks: 4\n    retries: 10\n`)
      const { out, err } = await infinitio('jobs', 'submit', job, '--yes', '--json')
      expect(out, err).toMatch(/^\{/)
      const { tasks, folder } = JSON.parse(out) as Done
      expect(tasks.answers).toMatchObject({ phase: 'done' })
      const lines = readFileSync(join(folder, 'answers.jsonl'), 'utf8').trim().split('\n')
      expect(lines).toHaveLength(64)
      for (const [at, line] of lines.entries())
        expect(JSON.parse(line)).toMatchObject({
          ...{ custom_id: `question-${at + 1}`, error: null },
          response: {
            status_code: 200,
            body: { choices: [{ message: { content: expect.stringMatching(/^This is a test server without a model\..*\)$/) } }] },
          },
        })
      const batch = await createClient({ baseUrl: deployment.url }).getBatch(tasks.answers?.batchId ?? '')
      expect(batch).toMatchObject({ adapterName: 'inference@1', chunks: 16 })
      // Without a model server, this computer cannot calculate the task again.
      expect((await infinitio('tasks', 'check', batch.items[0]?.taskId ?? '')).err).toContain('--model-server')
      const { testModel } = JSON.parse(readFileSync(join(deployment.dataDir, 'ports.json'), 'utf8')) as { testModel: number }
      const last = batch.items.find(({ state }) => state === 'revealed' || state === 'accepted')?.taskId ?? ''
      const checked = await infinitio('tasks', 'check', last, '--json', '--model-server', `http://127.0.0.1:${testModel}/v1`)
      expect(JSON.parse(checked.out), checked.err).toMatchObject({ result: 'same' })
    },
    submitWithinMs,
  )

  function infinitio(...args: string[]): Promise<{ code: number; out: string; err: string }> {
    const env = { ...process.env, HOME: home, INFINITIO_URL: deployment.url, INFINITIO_KEY_FILE: keyFile }
    return new Promise((done) => {
      execFile(process.execPath, ['--disable-warning=ExperimentalWarning', program, ...args], { env, timeout: submitWithinMs }, (error, out, err) =>
        done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1, out, err }),
      )
    })
  }
})
