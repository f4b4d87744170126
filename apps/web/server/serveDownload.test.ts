import { execFileSync, spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { startTestApi, type TestApi } from '@infinitio/api/test'
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest'
import { asksForDownload, serveDownload } from './serveDownload.ts'

const isLong = process.env.TEST_LONG === '1'

const root = join(import.meta.dirname, '../../..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

test.each([
  ['GET', '/install.sh', true],
  ['HEAD', '/download/infinitio-0.2.0-linux-x64.tar.gz', true],
  ['POST', '/install.sh', false],
  ['GET', '/downloads', false],
  ['GET', '//install.sh', false],
])('%s %s is a request of a download: %s', (method, url, expected) => {
  expect(asksForDownload({ method, url })).toBe(expected)
})

describe.skipIf(!isLong)('the installer', () => {
  let folder: string
  let packed: string
  let archive: string
  let market: Market
  let api: TestApi
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'infinitio-install-'))
    packed = join(folder, 'packed')
    execFileSync(process.execPath, [join(root, 'scripts/packCommand.ts'), '--out', packed])
    archive = readdirSync(packed).find((name) => name.endsWith('.tar.gz')) ?? ''
    market = await startMarket(packed)
    api = await startTestApi()
  })
  afterAll(async () => {
    await market?.stop()
    await api?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('installs the command into an empty home, which then reads a market', { timeout: 240_000 }, async () => {
    const home = newHome()
    const installed = await sh(`curl -fsSL ${market.url}/install.sh | sh`, { home })
    expect(installed).toMatchObject({ code: 0, out: '' })
    expect(installed.words).toContain(`Version ${version} is installed: ${home}/.local/bin/infinitio`)
    expect(readdirSync(home)).toEqual(['.local'])
    expect(readdirSync(join(home, '.local/share/infinitio'))).toHaveLength(1)
    const command = join(home, '.local/bin/infinitio')
    expect(await sh(`${command} --version`, { home })).toMatchObject({ code: 0, out: `${version}\n` })
    expect(await sh(`${command} search --url ${api.url} --json`, { home })).toMatchObject({ code: 0, out: expect.stringContaining('"items":[]') })
    // Running `provide --check` proves that the agent's programs are in the package, with the packages that have native code.
    const checked = await sh(`${command} provide --check --url ${api.url} --price 1`, { home })
    expect(checked.out + checked.words).toMatch(/✓ API +http/)
    // Installing the same version again changes nothing.
    expect((await sh(`curl -fsSL ${market.url}/install.sh | sh`, { home })).code).toBe(0)
    expect(readdirSync(join(home, '.local/share/infinitio'))).toHaveLength(1)
  })

  it('installs below INFINITIO_PREFIX, so that root can install for all users', async () => {
    const home = newHome()
    const prefix = join(folder, 'prefix')
    expect((await sh(`curl -fsSL ${market.url}/install.sh | INFINITIO_PREFIX=${prefix} sh`, { home })).code).toBe(0)
    expect(readdirSync(home)).toEqual([])
    expect((await sh(`${prefix}/bin/infinitio --version`, { home })).out).toBe(`${version}\n`)
  })

  it('lets nobody else change what it installed, and replaces a damaged copy of the same version', async () => {
    const home = newHome()
    const install = `umask 000; curl -fsSL ${market.url}/install.sh | sh`
    expect((await sh(install, { home })).code).toBe(0)
    const data = join(home, '.local/share/infinitio')
    const [own] = readdirSync(data)
    const launcher = join(data, own ?? '', 'bin/infinitio')
    for (const path of [data, join(data, own ?? ''), launcher]) expect([path, statSync(path).mode & 0o022]).toEqual([path, 0])
    writeFileSync(launcher, '#!/bin/sh\necho planted\n')
    expect((await sh(install, { home })).code).toBe(0)
    const [repaired, ...others] = readdirSync(data)
    expect([repaired?.startsWith(own ?? '?'), others]).toEqual([true, []])
    expect((await sh('~/.local/bin/infinitio --version', { home })).out).toBe(`${version}\n`)
    // The installer also replaces a copy of the command in which other users may change a file.
    chmodSync(join(data, repaired ?? '', 'LICENSE'), 0o666)
    expect((await sh(install, { home })).code).toBe(0)
    expect(readdirSync(data).map((name) => statSync(join(data, name, 'LICENSE')).mode & 0o022)).toEqual([0])
    // An undamaged copy is never replaced, because an agent may run from it.
    const whole = readdirSync(data)
    const both = await Promise.all([sh(install, { home }), sh(install, { home })])
    expect([both.map(({ code }) => code), readdirSync(data)]).toEqual([[0, 0], whole])
  })

  it('leaves a command that starts after a crash before any of its changes', { timeout: 120_000 }, async () => {
    const small = await startMarket(smallPackage())
    const install = `curl -fsSL ${small.url}/install.sh | sh`
    const licenceOf = (home: string) => readFileSync(realpathSync(join(home, '.local/bin/infinitio')).replace('bin/infinitio', 'LICENSE'), 'utf8')
    const licences: string[] = []
    for (let home = newHome(), words = ''; !words.includes('is installed'); home = newHome()) {
      expect((await sh(install, { home })).code).toBe(0)
      // Damages the copy in a file that the command does not need to start.
      writeFileSync(join(home, '.local/share/infinitio/small/LICENSE'), 'damaged')
      words = (await sh(install, { home, programs: diesAt(licences.length + 1) })).words
      expect([licences.length, (await sh('~/.local/bin/infinitio', { home })).out]).toEqual([licences.length, 'it starts\n'])
      licences.push(licenceOf(home))
      expect((await sh(install, { home })).code).toBe(0)
      expect([licenceOf(home), readdirSync(join(home, '.local/share/infinitio')).length]).toEqual(['free', 1])
    }
    await small.stop()
    // An installation makes six changes on disk, and the test kills it before each of them: delete the remains of earlier installations, move the new copy in,
    // make its link, rename the link, delete the damaged copy, delete the work folder. The old copy stays in use until the link is renamed.
    expect(licences).toEqual(['damaged', 'damaged', 'damaged', 'damaged', 'free', 'free'])
    rmSync(join(folder, 'tmp'), { recursive: true })
  })

  it('refuses a folder that is a link, and a relative prefix', async () => {
    const home = newHome()
    mkdirSync(join(home, '.local/share'), { recursive: true })
    symlinkSync(newHome(), join(home, '.local/share/infinitio'))
    const linked = await sh(`curl -fsSL ${market.url}/install.sh | sh`, { home })
    expect(linked).toMatchObject({ code: 1, words: expect.stringContaining('or is a link') })
    const relative = await sh(`curl -fsSL ${market.url}/install.sh | INFINITIO_PREFIX=here sh`, { home })
    expect(relative).toMatchObject({ code: 1, words: expect.stringContaining('INFINITIO_PREFIX must begin with a slash') })
  })

  it('refuses a file that somebody changed, and leaves nothing', async () => {
    const changed = join(folder, 'changed')
    cpSync(packed, changed, { recursive: true })
    const bytes = readFileSync(join(changed, archive))
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(join(changed, archive), bytes)
    await refuses(changed, /does not have the SHA-256/)
  })

  it('refuses a file that ends early, and leaves nothing', async () => {
    const cut = join(folder, 'cut')
    cpSync(packed, cut, { recursive: true })
    writeFileSync(join(cut, archive), readFileSync(join(cut, archive)).subarray(0, 100_000))
    await refuses(cut, /does not have the SHA-256/)
  })

  it('refuses if the file is missing, and leaves nothing', async () => {
    const none = join(folder, 'none')
    mkdirSync(none)
    cpSync(join(packed, 'install.sh'), join(none, 'install.sh'))
    await refuses(none, /The download failed/)
  })

  it('does nothing if the script is cut off at any line', async () => {
    const lines = (await (await fetch(`${market.url}/install.sh`)).text()).split('\n')
    const home = newHome()
    for (let count = 1; count < lines.length - 2; count += 1) await sh(lines.slice(0, count).join('\n'), { home })
    expect(readdirSync(home)).toEqual([])
  })

  it.each([
    ['uname', '#!/bin/sh\n[ "$1" = -s ] && echo Darwin || echo arm64\n', /Linux x64 only.*This is Darwin arm64/],
    ['node', '#!/bin/sh\nexit 1\n', /Node 24.11 or a later 24 is missing/],
  ])('refuses another system or Node in a clear sentence: %s', async (name, text, sentence) => {
    const programs = mkdtempSync(join(folder, 'programs-'))
    writeFileSync(join(programs, name), text)
    chmodSync(join(programs, name), 0o755)
    const home = newHome()
    const ended = await sh(`curl -fsSL ${market.url}/install.sh | sh`, { home, programs })
    expect(ended).toMatchObject({ code: 1, words: expect.stringMatching(sentence) })
    expect(ended.words).toContain('Nothing was installed.')
    expect(readdirSync(home)).toEqual([])
  })

  it('sends only the packed files of its folder, and the SDK is one of them', async () => {
    for (const path of ['/download/', '/download/install.sh', '/download/..%2f..%2fpackage.json', '/download/infinitio-9-linux-x64.tar.gz']) {
      expect([path, (await fetch(`${market.url}${path}`)).status]).toEqual([path, 404])
    }
    const head = await fetch(`${market.url}/download/${archive}`, { method: 'HEAD' })
    expect([head.status, Number(head.headers.get('content-length'))]).toEqual([200, readFileSync(join(packed, archive)).length])
    const sdk = await fetch(`${market.url}/download/infinitio-sdk-${version}.tgz`)
    expect([sdk.status, sdk.headers.get('content-type')]).toEqual([200, 'application/gzip'])
    const listed = execFileSync('tar', ['-tzf', '-'], { input: Buffer.from(await sdk.arrayBuffer()), encoding: 'utf8' })
    expect(listed).toContain('package/dist/index.js\n')
  })

  it('sends a visitor who took too much the seconds to wait, and no file', async () => {
    const busy = await startMarket(packed, { retryAfterSeconds: 7 })
    for (const path of ['/install.sh', `/download/${archive}`]) {
      const answer = await fetch(`${busy.url}${path}`)
      expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([
        ...[429, '7', 'Too many downloads from your address. Try again in 7 s.\n'],
      ])
    }
    await busy.stop()
  })

  it('says that the command is being packed, or that there is no download', async () => {
    const later = await startMarket(join(folder, 'later'))
    expect((await fetch(`${later.url}/install.sh`)).status).toBe(503)
    await later.stop()
    const never = await startMarket(undefined)
    expect((await fetch(`${never.url}/install.sh`)).status).toBe(404)
    await never.stop()
  })

  /** Packs a command that has only one line, with the real installer, so that many installations take little time. */
  function smallPackage(): string {
    const place = mkdtempSync(join(folder, 'small-'))
    mkdirSync(join(place, 'infinitio/bin'), { recursive: true })
    writeFileSync(join(place, 'infinitio/bin/infinitio'), '#!/bin/sh\necho it starts\n', { mode: 0o755 })
    writeFileSync(join(place, 'infinitio/LICENSE'), 'free', { mode: 0o644 })
    execFileSync('tar', ['-czf', join(place, 'infinitio-0.0.0.tar.gz'), '-C', place, 'infinitio'])
    const hash = createHash('sha256')
      .update(readFileSync(join(place, 'infinitio-0.0.0.tar.gz')))
      .digest('hex')
    const values = { SHA256: hash, FILE: 'infinitio-0.0.0.tar.gz', VERSION: '0.0.0', FOLDER: 'small' }
    const text = readFileSync(join(root, 'deploy/install/install.sh'), 'utf8')
    writeFileSync(
      join(place, 'install.sh'),
      Object.entries(values).reduce((before, [name, value]) => before.replaceAll(`@${name}@`, value), text),
    )
    return place
  }

  /** Returns a folder with programs (`mv`, `ln`, `rm`) that count their calls. Call number `at` kills the shell instead, as a power cut would. */
  function diesAt(at: number): string {
    const programs = mkdtempSync(join(folder, 'programs-'))
    for (const name of ['mv', 'ln', 'rm']) {
      const text = `#!/bin/sh\necho >> ${programs}/count\n[ $(wc -l < ${programs}/count) -lt ${at} ] || { kill -9 $PPID; exit 1; }\nexec /usr/bin/${name} "$@"\n`
      writeFileSync(join(programs, name), text, { mode: 0o755 })
    }
    return programs
  }

  async function refuses(files: string, sentence: RegExp): Promise<void> {
    const home = newHome()
    const other = await startMarket(files)
    const ended = await sh(`curl -fsSL ${other.url}/install.sh | sh`, { home })
    await other.stop()
    expect(ended).toMatchObject({ code: 1, words: expect.stringMatching(sentence) })
    expect(readdirSync(home)).toEqual([])
    expect(readdirSync(join(folder, 'tmp'))).toEqual([])
  }

  function newHome(): string {
    return mkdtempSync(join(folder, 'home-'))
  }

  /** Runs a command line in a shell. The shell finds only the system's programs, this Node.js, and the programs in the folder `programs`. */
  function sh(line: string, { home, programs }: { home: string; programs?: string }): Promise<{ code: number | null; out: string; words: string }> {
    const tmp = join(folder, 'tmp')
    const bin = join(folder, 'bin')
    mkdirSync(tmp, { recursive: true })
    mkdirSync(bin, { recursive: true })
    if (!readdirSync(bin).includes('node')) symlinkSync(realpathSync(process.execPath), join(bin, 'node'))
    const paths = [...(programs === undefined ? [] : [programs]), bin, '/usr/bin', '/bin']
    const env = { PATH: paths.join(':'), HOME: home, TMPDIR: tmp, NODE_ENV: 'test' as const }
    const child = spawn('sh', [], { cwd: dirname(home), env, stdio: ['pipe', 'pipe', 'pipe'] })
    child.stdin.end(line)
    const texts = { out: '', words: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      texts.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      texts.words += text
    })
    return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...texts })))
  }
})

type Market = { readonly url: string; readonly stop: () => Promise<void> }

async function startMarket(commandFolder: string | undefined, { retryAfterSeconds = 0 } = {}): Promise<Market> {
  let url = ''
  const server: Server = createServer(
    (request, response) => void serveDownload({ commandFolder, publicUrl: url, retryAfterSeconds }, { request, response }),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
