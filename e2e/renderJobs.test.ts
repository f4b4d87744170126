import { execFile, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { openPythonTools, programFile } from '@infinitio/process/test'
import { createClient } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createActor } from './actors/createActor.ts'
import { startTestDeployment, temporaryFolder, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const program = programFile('packages/cli/src/main.ts')
const packageTests = resolve(import.meta.dirname, '../packages/adapter-render/test/blender')
const example = resolve(import.meta.dirname, '../examples/render-task')
const missing = whatIsMissing()
const python = typeof missing === 'string' ? '' : missing.python
const submitWithinMs = 900_000

type Done = { readonly folder: string; readonly tasks: Record<string, { readonly phase: string; readonly batchId?: string }> }

/** Tests a job that renders a scene, with Blender's module from PyPI on all simulated machines. Three of eleven providers cheat. */
describe.skipIf(typeof missing === 'string')(`a job that renders a scene (${typeof missing === 'string' ? missing : 'bpy from PyPI'})`, () => {
  let deployment: TestDeployment
  let home: string
  let keyFile: string

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { BLENDER: python, TASK_CHEATS: '0.3' } })
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
    'gets the frames of the example, although some machines cheat, and this computer renders the same',
    async () => {
      const folder = join(home, 'film')
      mkdirSync(folder)
      expect(spawnSync(python, [join(example, 'make_scene.py'), join(folder, 'scene.blend')], { encoding: 'utf8' }).stderr).not.toContain('Error')
      const { fingerprint } = JSON.parse((await infinitio('jobs', 'blender', '--blender', python, '--json')).out) as { fingerprint: string }
      const job = join(folder, 'job.yaml')
      const small = { width: 64, height: 64, samples: 8, frames: 2, tiles: 2 }
      const text = Object.entries(small).reduce(
        (yaml, [key, value]) => yaml.replace(new RegExp(`(\\b${key}: )\\d+`), `$1${value}`),
        readFileSync(join(example, 'job.yaml'), 'utf8').replace(/0x0{64}/, fingerprint),
      )
      writeFileSync(job, `${text}    retries: 10\n`)
      expect((await infinitio('jobs', 'submit', job, '--dry-run')).out).toContain('1 tasks of 4 chunks')
      const { out, err } = await infinitio('jobs', 'submit', job, '--yes', '--json')
      expect(out, err).toMatch(/^\{/)
      const done = JSON.parse(out) as Done
      expect(done.tasks.film).toMatchObject({ phase: 'done' })
      const listed = spawnSync('tar', ['-tf', join(done.folder, 'film.tar')], { encoding: 'utf8' })
      expect(listed.stdout).toBe('frame-000001.png\nframe-000002.png\n')
      const batch = await createClient({ baseUrl: deployment.url }).getBatch(done.tasks.film?.batchId ?? '')
      expect(batch).toMatchObject({ adapterName: 'render@1', tasks: 1, chunks: 4 })
      const task = batch.items.find(({ state }) => state === 'revealed' || state === 'accepted')?.taskId ?? ''
      expect((await infinitio('tasks', 'check', task, '--blender', '/usr/bin/true')).err).toContain('neither Blender nor a Python with bpy')
      const checked = await infinitio('tasks', 'check', task, '--json', '--blender', python)
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

/** Returns the Python with bpy, or the reason why this test cannot run. */
function whatIsMissing(): string | { readonly python: string } {
  if (process.env.TEST_LONG !== '1') return 'npm run test:long'
  if (spawnSync('bwrap', ['--version']).status !== 0) return 'no Bubblewrap here'
  const tools = openPythonTools({ name: 'bpy', requirementsFile: join(packageTests, 'requirements.txt') })
  return 'missing' in tools ? tools.missing : { python: join(tools.bin, 'python') }
}
