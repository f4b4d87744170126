import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { deployTestGovernance } from '@infinitio/chain/test'
import { programFile } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

/** Runs services that sell bytes as a person does, and buys from them by the commands of the guide. */
describe('infinitio serve --files, model pull, serve --fetch and fetch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-bytes-'))
  const children: ChildProcess[] = []
  const site = createServer((_request, response) => response.writeHead(200, { 'content-type': 'text/plain' }).end('a public page'))
  let api: TestApi
  let cli: TestCli
  let weights: string

  beforeAll(async () => {
    api = await startTestApi()
    await deployTestGovernance(api.chain)
    cli = startCli(api)
    site.listen(0, '127.0.0.1')
    mkdirSync(join(folder, 'model'))
    writeFileSync(join(folder, 'model', 'a.gguf'), 'weights of a model')
    const { code, out } = await cli.run(['model', 'root', join(folder, 'model'), '--json'])
    expect(code).toBe(0)
    weights = String((JSON.parse(out) as { weightsRoot: string }).weightsRoot)
  })
  afterAll(async () => {
    for (const child of children) child.kill('SIGKILL')
    site.close()
    cli?.stop()
    await api?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('sells the weights of a folder to a client who knows only their root', async () => {
    const { service } = await serve(['--files', join(folder, 'model'), '--price', '20/0.02'], 18_412)
    const into = join(folder, 'pulled')
    const pulled = await buy(['model', 'pull', weights, into, '--deposit', '0.1'])
    expect(pulled).toMatchObject({ root: weights, service, files: 1, bytes: 18 })
    expect(BigInt(String(pulled['paid']))).toBeGreaterThan(0n)
    expect(readFileSync(join(into, 'a.gguf'), 'utf8')).toBe('weights of a model')
    const again = await buy(['model', 'pull', weights, into, '--cache', String(service)])
    expect(BigInt(String(again['paid']))).toBeLessThan(BigInt(String(pulled['paid'])))
  })

  it('pulls nothing if no cache has the weights', async () => {
    expect(await fail(['model', 'pull', `0x${'1'.repeat(64)}`, join(folder, 'none')])).toContain('serving.part_unknown')
  })

  it('loads a page of an allowed host, and no other page', async () => {
    const list = join(folder, 'hosts.txt')
    writeFileSync(list, 'localhost # for this test\npypi.org\n')
    const { service } = await serve(['--fetch', list, '--price', '100/0.05'], 18_413)
    const out = join(folder, 'page.txt')
    const { port } = site.address() as AddressInfo
    const got = await buy(['fetch', String(service), `http://localhost:${port}/`, '--out', out])
    expect(got).toMatchObject({ service, type: 'text/plain', bytes: 13, out })
    expect(readFileSync(out, 'utf8')).toBe('a public page')
    expect(await fail(['fetch', String(service), 'https://169.254.169.254/', '--out', out])).toContain('serving.host_refused')
    expect(readFileSync(out, 'utf8')).toBe('a public page')
  })

  it('starts no service with a dear byte, a wrong list or an option of models', async () => {
    const files = ['serve', '--files', join(folder, 'model'), '--public-url', 'http://127.0.0.1:1/v1', '--listen', '127.0.0.1:18414', '--yes']
    expect(await fail([...files, '--price', '20/0.16'])).toContain('serving.price_above_step')
    expect(await fail([...files, '--price', '20/0.02', '--accept-g'])).toContain('api.invalid_field')
    const wrong = join(folder, 'wrong.txt')
    writeFileSync(wrong, '10.0.0.1\n')
    expect(await fail(['serve', '--fetch', wrong, '--price', '1/1', '--yes'])).toContain('serving.allow_list_invalid')
  })

  async function serve(words: readonly string[], port: number): Promise<Readonly<Record<string, unknown>>> {
    const reachable = ['--listen', `127.0.0.1:${port}`, '--public-url', `http://127.0.0.1:${port}/v1`, '--yes', '--json']
    const program = programFile('packages/cli/src/main.ts')
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', program, 'serve', ...words, ...reachable], {
      env: { ...process.env, HOME: folder, ...env(), INFINITIO_URL: api.url, INFINITIO_KEY_FILE: keyFile(api.chain.keys.provider.privateKey) },
    })
    children.push(child)
    let errors = ''
    child.stderr.on('data', (part: Buffer) => {
      errors += part.toString()
    })
    const ended = once(child, 'exit').then(() => {
      throw new Error(errors)
    })
    const [line] = await Promise.race([once(createInterface({ input: child.stdout }), 'line'), ended])
    return JSON.parse(String(line)) as Readonly<Record<string, unknown>>
  }

  async function buy(words: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
    const ended = await cli.run([...words, '--yes', '--json'], { wallet: api.chain.keys.provider.privateKey, env: env() })
    expect([ended.code, ended.err]).toEqual([0, expect.any(String)])
    return JSON.parse(ended.out) as Readonly<Record<string, unknown>>
  }

  async function fail(words: readonly string[]): Promise<string> {
    const ended = await cli.run([...words, '--json'], { wallet: api.chain.keys.provider.privateKey, env: env() })
    expect(ended.code).toBeGreaterThan(0)
    return ended.err
  }

  function env() {
    return { XDG_CONFIG_HOME: folder, INFINITIO_RPC: api.chain.rpcUrl }
  }

  function keyFile(key: string): string {
    const path = join(folder, 'seller.key')
    writeFileSync(path, key, { mode: 0o600 })
    return path
  }
})
