import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { programFile } from '@infinitio/process/test'
import OpenAI from 'openai'
import { generatePrivateKey } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestDeployment, temporaryFolder, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const command = programFile('packages/cli/src/main.ts')
const model = 'test-server-no-model'
/** A cold start may take so many seconds: to rent a machine, to start the model server, and to answer. */
const mostColdSeconds = 20
/** A test machine with other tests on it is slower, so this test only fails far above the goal. */
const tolerance = 3

type Program = { readonly child: ChildProcess; readonly value: Readonly<Record<string, unknown>>; readonly progress: () => string }

// Runs only with `TEST_LONG`, because it starts a whole deployment. In other runs, the tests beside the scaler have a market in memory.
describe.skipIf(process.env.TEST_LONG !== '1')('a service on rented machines', () => {
  const folder = temporaryFolder()
  const children: ChildProcess[] = []
  let deployment: TestDeployment
  let serve: Program
  let openai: OpenAI

  beforeAll(async () => {
    deployment = await startTestDeployment()
    for (const name of ['seller', 'payer']) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'wallet.key'), generatePrivateKey(), { mode: 0o600 })
      await run(name, ['wallet', 'faucet'])
    }
    await run('payer', ['wallet', 'withdraw', '5', '--yes'])
    await run('seller', ['keys', 'make', '--total', '20', '--hours', '24', '--out', join(folder, 'rent.key')])
    writeFileSync(
      join(folder, 'service.yaml'),
      `model: ${model}
command: node server.mjs
files: { server.mjs: ${resolve(import.meta.dirname, '../examples/model-server.mjs')} }
resources: { gpus: 1, max_price: 1.00, simulated: true }
budget: 2.00
idle: 20s
`,
    )
    serve = await startServe()
    const { value } = await start('payer', ['proxy', String(serve.value['service']), '--deposit', '3', '--port', '0', '--yes', '--json'])
    openai = new OpenAI({ baseURL: String(value['baseUrl']), apiKey: String(value['apiKey']), maxRetries: 0 })
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    await deployment?.remove()
    rmSync(folder, { recursive: true, force: true })
  })

  it('rents a machine for the first request, which waits and pays the start price', async () => {
    const startedMs = performance.now()
    expect(await ask()).toBe('This server has no model. It read 5 letters.')
    const coldMs = performance.now() - startedMs
    console.log(`cold start: ${Math.round(coldMs)} ms`)
    expect(coldMs).toBeLessThan(tolerance * mostColdSeconds * 1_000)
    expect(events()).toEqual(['ordered', 'leased', 'started', 'ready'])
    expect(serve.progress()).toMatch(/lease \d+ answers after/)
    expect(serve.progress()).toMatch(/A request that causes a start pays what a start can cost: 0\.1\d+ PT/)
  })

  it('continues with its lease after a kill, and ends it when it is idle', async () => {
    serve.child.kill('SIGKILL')
    serve = await startServe()
    expect(await ask()).toContain('5 letters')
    expect(events().filter((kind) => kind === 'ordered').length).toBe(1)
    await waitFor({ what: 'the end of the lease', within: 120, read: () => events().at(-1), until: (kind) => kind === 'over' })
  })

  it('rents nothing twice if it is killed while it rents', async () => {
    const cut = ask().catch((error: unknown) => error)
    await waitFor({ what: 'another order', within: 60, read: () => events().at(-1), until: (kind) => kind === 'ordered' || kind === 'leased' })
    serve.child.kill('SIGKILL')
    expect(await cut).toBeInstanceOf(Error)
    serve = await startServe()
    expect(await ask()).toContain('5 letters')
    const open = await openLeases()
    expect(open.length).toBe(1)
  })

  it('ends its lease at Ctrl-C', async () => {
    serve.child.kill('SIGTERM')
    await once(serve.child, 'exit')
    expect(await openLeases()).toEqual([])
    expect(events().at(-1)).toBe('over')
  })

  async function ask(): Promise<string> {
    let text = ''
    const stream = await openai.chat.completions.create({ model, stream: true, messages: [{ role: 'user', content: 'Hello' }] })
    for await (const { choices } of stream) text += choices[0]?.delta.content ?? ''
    return text
  }

  async function startServe(): Promise<Program> {
    const words = ['serve', '--scale', join(folder, 'service.yaml'), '--price', '0.20/0.60', '--yes', '--json']
    const started = await start('seller', words, { INFINITIO_KEY: readFileSync(join(folder, 'rent.key'), 'utf8').trim() })
    await waitFor({ what: 'the tunnel', within: 60, read: started.progress, until: (text) => text.includes('connected to the gateway') })
    return started
  }

  /** Returns the kinds of the events in the journal of the service. */
  function events(): string[] {
    const services = join(folder, 'seller/infinitio/serve')
    const [own = ''] = readdirSync(services)
    const journal = join(services, own, 'scale.log')
    return readFileSync(journal, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { kind: string }).kind)
  }

  async function openLeases(): Promise<unknown[]> {
    const { out } = await run('seller', ['ps', '--json'])
    return (JSON.parse(out) as { readonly items: unknown[] }).items
  }

  function environment(name: string): NodeJS.ProcessEnv {
    const home = join(folder, name)
    return { ...process.env, HOME: home, XDG_CONFIG_HOME: home, INFINITIO_URL: deployment.url, INFINITIO_KEY_FILE: join(home, 'wallet.key') }
  }

  async function run(name: string, words: readonly string[]): Promise<{ readonly out: string }> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...words], { env: environment(name) })
    let [out, err] = ['', '']
    child.stdout.on('data', (part: Buffer) => (out += part.toString()))
    child.stderr.on('data', (part: Buffer) => (err += part.toString()))
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`${words.join(' ')}: ${err}`)
    return { out }
  }

  async function start(name: string, words: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<Program> {
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...words], { env: { ...environment(name), ...more } })
    children.push(child)
    let progress = ''
    child.stderr.on('data', (part: Buffer) => (progress += part.toString()))
    const [line] = await Promise.race([
      once(createInterface({ input: child.stdout }), 'line'),
      once(child, 'exit').then(() => {
        throw new Error(progress)
      }),
    ])
    return { child, value: JSON.parse(String(line)) as Program['value'], progress: () => progress }
  }
})
