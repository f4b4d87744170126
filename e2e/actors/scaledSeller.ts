import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { programFile } from '@infinitio/process/test'
import OpenAI from 'openai'
import { generatePrivateKey } from 'viem/accounts'
import type { TestDeployment } from '../deployment/startTestDeployment.ts'
import { waitFor } from '../deployment/waitFor.ts'

const command = programFile('packages/cli/src/main.ts')
const modelServer = resolve(import.meta.dirname, '../../examples/model-server.mjs')
export const scaledModel = 'test-server-no-model'
export const usualPort = 8402
const usualLeasePort = 8000

/** A command that runs: its process, the JSON value that it printed, and its messages so far. */
export type RunningCommand = { readonly child: ChildProcess; readonly value: Readonly<Record<string, unknown>>; readonly progress: () => string }

/** An event in the journal of a service that rents machines. */
export type ScaleLine = { readonly kind: string; readonly id: string; readonly atMs: number }

/** A seller of a test model on rented machines, and a payer. All commands are the real ones. */
export class ScaledSeller {
  readonly #deployment: TestDeployment
  readonly #folder: string
  readonly #children: ChildProcess[] = []

  readonly #idle: string

  private constructor(deployment: TestDeployment, { folder, idle }: { readonly folder: string; readonly idle: string }) {
    this.#deployment = deployment
    this.#folder = folder
    this.#idle = idle
  }

  /**
   * Makes a wallet for the seller and one for the payer, and a key with a spending limit for the seller. The seller gives a machine back that had no requests
   * for the time `idle`.
   */
  static async open(deployment: TestDeployment, { folder, idle }: { readonly folder: string; readonly idle: string }): Promise<ScaledSeller> {
    const seller = new ScaledSeller(deployment, { folder, idle })
    for (const name of ['seller', 'payer']) {
      mkdirSync(join(folder, name))
      writeFileSync(join(folder, name, 'wallet.key'), generatePrivateKey(), { mode: 0o600 })
      await seller.run(name, ['wallet', 'faucet'])
    }
    await seller.run('payer', ['wallet', 'withdraw', '10', '--yes'])
    await seller.run('seller', ['keys', 'make', '--total', '20', '--hours', '24', '--out', join(folder, 'rent.key')])
    return seller
  }

  /**
   * Runs `serve --scale` until the gateway forwards requests to it. Leases on simulated machines share the ports of this computer, so each service has its own port
   * in its leases.
   */
  async serve(port = usualPort): Promise<RunningCommand> {
    const path = join(this.#folder, `service-${port}.yaml`)
    const leasePort = port - usualPort + usualLeasePort
    const lines = [
      `model: ${scaledModel}`,
      `command: PORT=${leasePort} node server.mjs`,
      `port: ${leasePort}`,
      `files: { server.mjs: ${modelServer} }`,
    ]
    const limits = ['resources: { gpus: 1, max_price: 1.00, simulated: true }', 'budget: 2.00', `idle: ${this.#idle}`]
    writeFileSync(path, `${[...lines, ...limits].join('\n')}\n`)
    const words = ['serve', '--scale', path, '--price', '0.20/0.60', '--listen', `127.0.0.1:${port}`, '--yes', '--json']
    const started = await this.#start('seller', words)
    await waitFor({ what: 'the tunnel', within: 60, read: started.progress, until: (text) => text.includes('connected to the gateway') })
    return started
  }

  /** Opens a proxy of the payer to a service, and returns the function that asks a question and returns the answer. */
  async payer(service: RunningCommand): Promise<() => Promise<string>> {
    const { value } = await this.#start('payer', ['proxy', String(service.value['service']), '--deposit', '3', '--port', '0', '--yes', '--json'])
    const openai = new OpenAI({ baseURL: String(value['baseUrl']), apiKey: String(value['apiKey']), maxRetries: 0 })
    return async () => {
      let text = ''
      const stream = await openai.chat.completions.create({ model: scaledModel, stream: true, messages: [{ role: 'user', content: 'Hello' }] })
      for await (const { choices } of stream) text += choices[0]?.delta.content ?? ''
      return text
    }
  }

  /** Returns the events in the journal of the service at a port. */
  events(port = usualPort): readonly ScaleLine[] {
    const services = join(this.#folder, 'seller/infinitio/serve')
    const own = readdirSync(services).find((name) => name.endsWith(`-${port}`)) ?? ''
    const lines = readFileSync(join(services, own, 'scale.log'), 'utf8').split('\n')
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as ScaleLine)
  }

  /** Returns the open leases of the seller. */
  async openLeases(): Promise<readonly unknown[]> {
    return (JSON.parse(await this.run('seller', ['ps', '--json'])) as { readonly items: readonly unknown[] }).items
  }

  /** Runs a command to its end and returns its output. Throws its messages if it fails. */
  async run(name: string, words: readonly string[]): Promise<string> {
    const child = this.#spawn(name, words)
    let [out, err] = ['', '']
    child.stdout?.on('data', (part: Buffer) => (out += part.toString()))
    child.stderr?.on('data', (part: Buffer) => (err += part.toString()))
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`${words.join(' ')}: ${err}`)
    return out
  }

  /** Kills all commands that still run. */
  close(): void {
    for (const child of this.#children) child.kill('SIGKILL')
  }

  async #start(name: string, words: readonly string[]): Promise<RunningCommand> {
    const child = this.#spawn(name, words)
    this.#children.push(child)
    let progress = ''
    child.stderr?.on('data', (part: Buffer) => (progress += part.toString()))
    const ended = once(child, 'exit').then(() => {
      throw new Error(progress)
    })
    ended.catch(() => {})
    const [line] = await Promise.race([once(createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> }), 'line'), ended])
    return { child, value: JSON.parse(String(line)) as RunningCommand['value'], progress: () => progress }
  }

  #spawn(name: string, words: readonly string[]): ChildProcess {
    const home = join(this.#folder, name)
    const own = { HOME: home, XDG_CONFIG_HOME: home, INFINITIO_URL: this.#deployment.url, INFINITIO_KEY_FILE: join(home, 'wallet.key') }
    const key = words[0] === 'serve' ? { INFINITIO_KEY: readFileSync(join(this.#folder, 'rent.key'), 'utf8').trim() } : {}
    return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', command, ...words], { env: { ...process.env, ...own, ...key } })
  }
}
