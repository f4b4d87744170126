import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bareEnv } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProgram } from './runProgram.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const root = join(import.meta.dirname, '../../..')
/** Packages of this repository. Their folders have the npm packages on which the packed SDK depends. */
const rooms = ['sdk', 'domain', 'endpoints', 'chain'] as const

const program = `import { type Client, createClient, InfinitioError } from '@infinitio/sdk'
import { planExit } from '@infinitio/sdk/exit'
import { createWalletClient } from 'viem'

const client: Client = createClient({ baseUrl: process.argv[2] ?? '' })
const page = await client.searchListings({ hours: 2, sort: 'price' })
const first: string | undefined = page.items[0]?.node
// @ts-expect-error: the API has no such order of listings.
const refused = await client.searchListings({ sort: 'nonsense' }).catch((error: InfinitioError) => error)
// @ts-expect-error: a listing has no such field.
console.log(first, page.items[0]?.nonsense, refused instanceof InfinitioError && refused.code, typeof planExit, typeof createWalletClient)
`
const options = { strict: true, target: 'es2022', module: 'nodenext', lib: ['es2022', 'dom'], types: ['node'] }

describe('the packed SDK', () => {
  let api: TestApi
  let folder: string
  beforeAll(async () => {
    api = await startTestApi()
    folder = mkdtempSync(join(tmpdir(), 'infinitio-sdk-'))
    install(folder)
    writeFileSync(join(folder, 'program.ts'), program)
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ type: 'module', private: true }))
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: { ...options, outDir: 'out' }, files: ['program.ts'] }))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await api?.stop()
  })

  it('contains no package of this repository, no test and no TypeScript source', () => {
    const manifest = readFileSync(join(folder, 'node_modules/@infinitio/sdk/package.json'), 'utf8')
    expect(manifest).not.toMatch(/workspace:|"private"|\.\/src\//)
    expect(JSON.parse(manifest)).toMatchObject({ version: JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version })
    const found = matchingLines(join(folder, 'node_modules/@infinitio/sdk/dist'), `['"](@infinitio/|node:)|\\.ts['"]|/work/`)
    expect(found).toBe('')
  })

  it('compiles in a program of an empty folder and calls a running API', async () => {
    const env = { ...bareEnv(), NODE_ENV: 'test' as const }
    expect(await runProgram(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], { cwd: folder, env })).toEqual({ code: 0, words: '' })
    const ended = await runProgram(process.execPath, ['out/program.js', api.url], { cwd: folder, env })
    expect(ended).toEqual({ code: 0, words: 'undefined undefined api.invalid_field function function\n' })
  })
})

/** Installs as npm does, without a network: the file is unpacked, and its dependencies are linked from this checkout. */
function install(into: string): void {
  const made = execFileSync(process.execPath, [join(root, 'scripts/packSdk.ts'), '--out', into], { encoding: 'utf8' }).trim()
  const sdk = join(into, 'node_modules/@infinitio/sdk')
  mkdirSync(sdk, { recursive: true })
  execFileSync('tar', ['-xzf', made, '-C', sdk, '--strip-components', '1'])
  const { dependencies } = JSON.parse(readFileSync(join(sdk, 'package.json'), 'utf8')) as { dependencies: Record<string, string> }
  for (const [name, version] of Object.entries(dependencies)) link(into, { name, version })
  mkdirSync(join(into, 'node_modules/@types'))
  symlinkSync(join(root, 'node_modules/@types/node'), join(into, 'node_modules/@types/node'))
}

function link(into: string, { name, version }: { name: string; version: string }): void {
  const from = rooms.map((room) => join(root, 'packages', room, 'node_modules', name)).find((path) => existsSync(path))
  if (from === undefined) throw new Error(`${name} is not installed`)
  expect(JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')).version).toBe(version)
  const to = join(into, 'node_modules', name)
  mkdirSync(dirname(to), { recursive: true })
  symlinkSync(from, to)
}

/** Returns the lines of files under a folder that match `pattern`, or an empty text if there are none. */
function matchingLines(under: string, pattern: string): string {
  try {
    return execFileSync('grep', ['-rE', pattern, under], { encoding: 'utf8' })
  } catch {
    return '' // grep ends with 1 if it finds nothing.
  }
}
