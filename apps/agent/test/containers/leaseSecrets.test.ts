import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { commitSecrets, hex32, isRefusal, type Secrets, sealSecrets } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { LeaseKeeper } from '../../src/leases/leaseKeeper.ts'
import type { Sandbox } from '../../src/runtime/runtime.ts'
import { type TestEngine, engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { nodeOfTests, nodesOfTests, wantedOfTests } from './nodeOfTests.ts'
import { newRuntime } from './newRuntime.ts'
import { runIn, runtimeOfTest, screenOf, until } from './runtimeOfTests.ts'

const isLong = process.env.TEST_LONG === '1'

/** A value with every character that could confuse a shell. */
const token = 'hf_it\'s "quoted" $HOME `id` \\ \nsecond line'
const secrets: Secrets = { salt: hex32(`0x${'5a'.repeat(32)}`), values: { TOKEN: token, OTHER: 'neverSeenOutside' } }
const workload = {
  sshKeys: [],
  environment: { PLAIN: 'seen' },
  startScript: 'printf "%s/%s/%s" "$PLAIN" "$OTHER" "${#TOKEN}" | tr a-z b-za > "$HOME/told"',
}

let engine: TestEngine | null = null
let image = ''

beforeAll(async () => {
  if (whyNoContainers !== null) return
  engine = await engineOfTests()
  image = engine.makeImage({ changes: [], add: () => {} })
})
afterAll(() => engine?.stop())

for (const kind of ['local', 'container'] as const) {
  const skipped = kind === 'container' && whyNoContainers !== null
  describe.skipIf(skipped)(`handles secrets of a lease of the ${kind} runtime${kind === 'container' ? inContainers : ''}`, () => {
    test('asks for secrets, passes them to the script and sessions, and stores them nowhere else', async () => {
      const { keeper, sandbox, leasesDir } = await setup()
      await keeper.secrets.ask('7')
      expect(await readFile(sandbox.logFile, 'utf8')).toContain('waiting for your secrets')
      expect((await runIn(sandbox, 'echo "[$TOKEN]"')).stdout).toBe('[]\n')
      await take(keeper)
      expect(keeper.actual()).toMatchObject([{ secrets: 'here' }])
      expect((await runIn(sandbox, 'printf %s "$TOKEN"')).stdout).toBe(token)
      const terminal = await sandbox.terminal({ command: null, environment: {}, term: 'xterm', columns: 80, rows: 24 })
      const screen = screenOf(terminal)
      terminal.input.write(Buffer.from('printf "<%s>" "$OTHER"\r'))
      await screen.shows('<neverSeenOutside>')
      await keeper.startScript('7')
      const length = String(token.length)
      await until('the script', async () => (await runIn(sandbox, 'cat "$HOME/told" 2>/dev/null')).stdout === `tffo/ofwfsSffoOvutjef/${length}`)
      const kept = [await readFile(path.join(leasesDir, '7/state.json'), 'utf8'), await readFile(sandbox.logFile, 'utf8')]
      expect(kept[0]).toContain('"secretsBox":"0x01')
      if (kind === 'container') kept.push(engine?.podman(['inspect', '--latest']) ?? '')
      for (const text of kept) expect(text).toMatch(/^(?!.*neverSeenOutside).+/s)
      expect(filesThatTell(leasesDir, ...(engine === null || kind === 'local' ? [] : [path.dirname(engine.socket)]))).toBe('')
      terminal.signal('SIGKILL')
      await keeper.remove('7', 'ended')
    })

    test.skipIf(!isLong)('gives secrets to new sessions after a restart of the agent, and to a restarted container', async () => {
      const { keeper, keeperAgain } = await setup()
      await take(keeper)
      const next = await keeperAgain()
      const sandbox = next.find('7')?.sandbox as Sandbox
      expect((await runIn(sandbox, 'printf %s "$TOKEN"')).stdout).toBe(token)
      if (kind === 'container') {
        engine?.podman(['kill', '--all'])
        await next.keepUp()
        expect((await runIn(sandbox, 'printf %s "$OTHER"')).stdout).toBe('neverSeenOutside')
      }
      await next.remove('7', 'ended')
    })

    // The check of secrets does not depend on the runtime, so testing it in one runtime is enough.
    test.runIf(kind === 'local')('of another box are refused by a code, which the renter reads, and change nothing', async () => {
      const { keeper, sandbox } = await setup()
      const foreign = await sealed({ ...secrets, values: { ...secrets.values, OTHER: 'another' } })
      for (const box of ['0x01', foreign]) expect(await keeper.secrets.open('7', box)).toEqual({ rejected: 'lease.secrets_unreadable' })
      await keeper.secrets.tellOfRefusal('7', 'lease.secrets_unreadable')
      expect(await readFile(sandbox.logFile, 'utf8')).toMatch(/lease\.secrets_unreadable: The machine cannot decrypt these secrets/)
      expect(keeper.actual()).toMatchObject([{ secrets: 'asked', secretsBox: null }])
      await keeper.remove('7', 'ended')
    })

    async function setup() {
      const container = kind === 'local' || engine === null ? null : { socketPath: engine.socket, network: engine.network, image }
      const { leasesDir } = await runtimeOfTest({ container })
      const keeperAgain = async (): Promise<LeaseKeeper> => {
        const runtime = newRuntime({ leasesDir, container })
        const keeper = new LeaseKeeper({ leasesDir, nodes: nodesOfTests, runtime, logger: createLogger({ room: 'test' }) })
        await keeper.adopt()
        return keeper
      }
      const keeper = await keeperAgain()
      await keeper.prepare(wantedOfTests('7'), { ...workload, secrets: commitSecrets(secrets) })
      return { leasesDir, keeper, keeperAgain, sandbox: keeper.find('7')?.sandbox as Sandbox }
    }
  })
}

/** Returns the files below these folders that contain a secret in plain text. */
function filesThatTell(...folders: string[]): string {
  return spawnSync('grep', ['--recursive', '--files-with-matches', '--text', '--fixed-strings', 'neverSeenOutside', ...folders], { encoding: 'utf8' })
    .stdout
}

async function take(keeper: LeaseKeeper): Promise<void> {
  const box = await sealed(secrets)
  const opened = await keeper.secrets.open('7', box)
  if (isRefusal(opened)) throw new Error(opened.rejected)
  await keeper.secrets.take('7', { box, secrets: opened })
}

async function sealed(some: Secrets): Promise<string> {
  const boxKey = nodesOfTests.get(nodeOfTests)?.boxKey
  if (boxKey === undefined) throw new Error('the node of tests has a key')
  const box = await sealSecrets({ secrets: some, owner: { nodeId: nodeOfTests, boxKey } })
  if (isRefusal(box)) throw new Error(box.rejected)
  return box
}
