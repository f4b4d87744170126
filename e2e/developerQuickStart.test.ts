import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { bareEnv } from '@infinitio/process/test'
import { createClient } from '@infinitio/sdk'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const checkout = resolve(import.meta.dirname, '..')
const typesNode = '@types/node@24'
/** The last TypeScript version before the compiler was rewritten as a native program. Many projects still use it. */
const typescript = 'typescript@5.9'
/** The time limit in milliseconds. Installing from npm and compiling all types takes minutes on a busy machine. */
const programWithinMs = 600_000
const missing = process.env.TEST_LONG !== '1' ? 'npm run test:long' : answers(typescript) ? null : "no answer from npm's registry"

describe.skipIf(missing !== null)(`the quick start of developers (${missing ?? 'with packages from npm'})`, { timeout: 1_200_000 }, () => {
  const blocks = codeBlocks('docs/guides/developer-quick-start.md')
  let deployment: TestDeployment
  let home: string
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
    home = mkdtempSync(join(tmpdir(), 'infinitio-quick-start-'))
    mkdirSync(join(home, 'my-program'))
  })
  afterAll(async () => {
    await deployment?.remove()
    rmSync(home, { recursive: true, force: true })
  })

  it('reads the market with curl', () => {
    const read = run(block('sh', 'curl'))
    expect(read.stdout).toContain('"items":')
    expect(JSON.parse(readFileSync(join(home, 'my-program/openapi.json'), 'utf8'))).toMatchObject({ openapi: '3.1.0' })
  })

  it('installs the command from the market, and makes a key with a budget', async () => {
    const url = `${deployment.url}/install.sh`
    // The market limits downloads per address, so wait as long as an answer with status 429 requests.
    const patiently = async () => {
      const answer = await fetch(url)
      if (answer.status !== 200) await delay(Number(answer.headers.get('retry-after') ?? 1) * 1_000)
      return answer
    }
    await waitFor({ what: 'the installer', within: 300, read: patiently, until: ({ status }) => status === 200 })
    run(`curl -fsSL ${url} | sh`)
    expect(existsSync(join(home, '.local/bin/infinitio'))).toBe(true)
    run(block('sh', 'infinitio login'))
    expect(readFileSync(join(home, 'my-program/api.key'), 'utf8')).toMatch(/^infk_/)
  })

  it('rents from a script, and prints what the program printed', () => {
    expect(run(block('sh', 'infinitio rent')).stdout).toMatch(/^\d+$/m)
  })

  it('installs the SDK from the market with npm in an empty folder, compiles a program for TypeScript 5, rents and ends', async () => {
    const [line = ''] = /npm install https.*infinitio-sdk.*/.exec(readFileSync(join(checkout, 'docs/guides/install.md'), 'utf8')) ?? []
    run(line.replace('https://market.example', deployment.url))
    writeFileSync(join(home, 'my-program/rent.mts'), block('ts', 'client.rent'))
    run(`npm install --no-audit --no-fund --save-dev ${typescript} ${typesNode}`)
    run('npx tsc --noEmit --strict --module nodenext --target es2022 --types node rent.mts')
    const { stdout } = run(`export INFINITIO_KEY=$(cat api.key)\n${block('sh', 'node rent.mts')}`)
    expect(stdout).toMatch(/^the machine has \d+ cores$/m)
    const leaseId = /lease (\d+) is ready/.exec(stdout)?.[1] ?? ''
    expect(stdout).toContain(`leaseId: '${leaseId}'`)
    const lease = await createClient({ baseUrl: deployment.url }).getPublicLease(leaseId)
    expect(lease.state).toBe('closed')
  })

  /** Returns the first code block of the guide in this language that contains a text, with the address of this test's market in it. */
  function block(language: string, text: string): string {
    const found = blocks.find((one) => one.language === language && one.code.includes(text))
    if (found === undefined) throw new Error(`The guide has no ${language} block with ${text}.`)
    return found.code.replaceAll('http://localhost:3000', deployment.url)
  }

  /** Runs lines of a shell script in the folder of the program. Stops at the first line that fails, and then throws an error with the output. */
  function run(lines: string): { readonly stdout: string } {
    // Passes this setting on. A proxy in front of npm's registry may have its own certificate, and then this variable names the file with the certificate.
    const { NODE_EXTRA_CA_CERTS: certificates } = process.env
    const env = { ...bareEnv(), NODE_ENV: 'test' as const, HOME: home, INFINITIO_URL: deployment.url, NODE_EXTRA_CA_CERTS: certificates }
    const path = `${join(home, '.local/bin')}:${join(checkout, 'node_modules/.bin')}:${process.env.PATH}`
    const ended = spawnSync('sh', ['-ec', lines], {
      cwd: join(home, 'my-program'),
      env: { ...env, PATH: path },
      encoding: 'utf8',
      timeout: programWithinMs,
    })
    if (ended.status !== 0) throw new Error(`${lines}\nended with ${ended.status}:\n${ended.stdout}${ended.stderr}`)
    return ended
  }
})

/** Returns the fenced blocks of a guide, in order. */
function codeBlocks(file: string): { readonly language: string; readonly code: string }[] {
  const text = readFileSync(join(checkout, file), 'utf8')
  return [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }))
}

/** Returns true if npm's registry answers and has this package. */
function answers(name: string): boolean {
  return spawnSync('npm', ['view', name, 'version'], { timeout: 20_000, stdio: 'ignore' }).status === 0
}
