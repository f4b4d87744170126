import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { netModule } from '../packages/jobs/src/examples/index.ts'
import { openPythonTools, programFile } from '@infinitio/process/test'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActor } from './actors/createActor.ts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const example = join(import.meta.dirname, '../examples/optuna-search')
const tools =
  process.env.TEST_LONG === '1'
    ? openPythonTools({ name: 'optuna', requirementsFile: join(example, 'requirements.txt') })
    : { missing: 'npm run test:long' }
const manyMinutes = 900_000

/** Runs the example program unchanged, with the real Optuna and a real market. Three of eleven providers cheat. */
describe.skipIf('missing' in tools)(`a search whose trials Optuna chooses (${'missing' in tools ? tools.missing : 'Optuna from PyPI'})`, () => {
  let deployment: TestDeployment
  let home: string
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { TASK_CHEATS: '0.3' } })
    home = temporaryFolder()
    const privateKey = generatePrivateKey()
    writeFileSync(join(home, 'wallet.key'), privateKey, { mode: 0o600 })
    writeFileSync(join(home, 'net.wasm'), netModule)
    const { client } = await createActor(deployment, { privateKey })
    const { relayId } = await client.requestFaucet({ account: privateKeyToAccount(privateKey).address.toLowerCase() })
    await client.waitForRelay({ relayId, timeoutSeconds: 60, until: 'final' })
    await waitFor({
      what: 'simulated machines',
      within: 120,
      read: () => client.searchListings({ includeSimulated: 'true', limit: 1 }),
      until: ({ total }) => total >= 30,
    })
  })
  afterAll(() => deployment?.remove())

  it(
    'scores each proposed trial by a job, and never ends with a worse one than a round before',
    async () => {
      const command = `${process.execPath} --disable-warning=ExperimentalWarning ${programFile('packages/cli/src/main.ts')}`
      const env = {
        ...process.env,
        ...{ HOME: home, INFINITIO_URL: deployment.url, INFINITIO_KEY_FILE: join(home, 'wallet.key'), INFINITIO_COMMAND: command, ROUNDS: '2' },
      }
      const python = join('bin' in tools ? tools.bin : '', 'python')
      const ended = await new Promise<{ out: string; err: string; code: unknown }>((resolve) => {
        execFile(python, [join(example, 'search.py')], { env, cwd: home, timeout: manyMinutes }, (error, out, err) =>
          resolve({ out, err, code: error?.code ?? 0 }),
        )
      })
      expect(ended.code, `${ended.out}${ended.err}`).toBe(0)
      const best = [...ended.out.matchAll(/^round \d: best (\S+) with \{"rate": /gm)].map(([, value]) => Number(value))
      expect(best).toHaveLength(2)
      expect(best[1]).toBeLessThanOrEqual(best[0] ?? 0)
    },
    manyMinutes,
  )
})
