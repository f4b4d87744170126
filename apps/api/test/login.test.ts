import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const away = 'http://127.0.0.1:1'

describe('infinitio login', () => {
  let api: TestApi
  let cli: TestCli
  beforeAll(async () => {
    api = await startTestApi()
    cli = startCli(api)
  })
  afterAll(async () => {
    cli?.stop()
    await api?.stop()
  })

  it('is what a command names that finds no key', async () => {
    for (const words of [['wallet', 'show'], ['ps'], ['rent', '--gpu', 'h100']])
      expect(await run(words)).toMatchObject({ code: 90, err: expect.stringContaining('Run infinitio login') })
  })

  it('makes a key that only its owner can read, and later commands need no address and no key', async () => {
    const done = await run(['login', '--url', api.url])
    expect(done.code, done.err).toBe(0)
    const [profile] = profiles()
    expect(profile).toMatchObject({ url: api.url, chainId: 31_337, isApiKey: false })
    const key = readFileSync(profile?.keyFile ?? '', 'utf8').trim()
    expect(key).toMatch(/^0x[0-9a-f]{64}$/)
    expect([done.out, readFileSync(config(), 'utf8')].join('')).not.toContain(key.slice(2))
    expect([config(), profile?.keyFile ?? ''].map((file) => statSync(file).mode & 0o777)).toEqual([0o600, 0o600])
    expect(JSON.parse((await run(['account', 'show', '--json'])).out)).toMatchObject({ session: { account: profile?.account } })
  })

  it('gives way to the environment, and both to an option, before the sub-command too', async () => {
    const env = { INFINITIO_URL: away }
    expect((await run(['search', '--json'])).code).toBe(0)
    expect((await run(['search', '--json'], env)).code).toBe(81)
    expect((await run(['search', '--json', '--url', api.url], env)).code).toBe(0)
    const before = await run(['--url', api.url, '--json', 'search'], env)
    expect([before.code, typeof JSON.parse(before.out)]).toEqual([0, 'object'])
    expect((await run(['--url', away, 'search', '--url', api.url])).code).toBe(0)
  })

  it('refuses a profile or a key that others can read', async () => {
    const [profile] = profiles()
    for (const file of [config(), profile?.keyFile ?? '']) {
      chmodSync(file, 0o640)
      expect(await run(['account', 'show'])).toMatchObject({ code: 90, err: expect.stringContaining('chmod 600') })
      chmodSync(file, 0o600)
    }
    const good = readFileSync(config(), 'utf8')
    writeFileSync(config(), '{"current":1}')
    expect(await run(['account', 'show'])).toMatchObject({ code: 90, err: expect.stringContaining('holds no profiles') })
    writeFileSync(config(), good)
  })

  it('has a profile for each market, takes a key that exists, and stores nothing that the market refused', async () => {
    const file = join(cli.home, 'own.key')
    writeFileSync(file, api.chain.keys.renter.privateKey, { mode: 0o600 })
    expect((await run(['login', '--url', api.url, '--key-file', file, '--profile', 'own'])).code).toBe(0)
    const renter = api.accounts.renter.address.toLowerCase()
    const accountOf = async (...words: string[]) => JSON.parse((await run(['account', 'show', '--json', ...words])).out).session.account
    const [first] = profiles()
    expect(await accountOf()).toBe(renter)
    expect(await accountOf('--profile', '127.0.0.1-'.concat(new URL(api.url).port))).toBe(first?.account)
    expect(await run(['account', 'show', '--profile', 'nowhere'])).toMatchObject({ code: 80, err: expect.stringContaining('own') })
    const before = readFileSync(config(), 'utf8')
    expect((await run(['login', '--url', away, '--profile', 'away'])).code).toBe(81)
    expect((await run(['login', '--url', api.url, '--profile', '../up'])).code).toBe(80)
    expect((await run(['login', '--url', api.url, '--profile', 'key'], { INFINITIO_KEY: `infk_${'1'.repeat(104)}` })).code).toBe(50)
    expect(readFileSync(config(), 'utf8')).toBe(before)
    expect((await run(['logout'])).code).toBe(0)
    expect([existsSync(file), Object.keys(JSON.parse(readFileSync(config(), 'utf8')).profiles).length]).toEqual([true, 1])
    expect(await run(['account', 'show'])).toMatchObject({ code: 90, err: expect.stringContaining('Run infinitio login') })
  })

  const config = () => join(cli.home, '.config', 'infinitio', 'config.json')
  const profiles = (): { url: string; chainId: number; account: string; keyFile: string; isApiKey: boolean }[] =>
    Object.values(JSON.parse(readFileSync(config(), 'utf8')).profiles)

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    cli.run(args, { env: { INFINITIO_URL: null, XDG_CONFIG_HOME: null, ...env } })
})
