import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { hiddenPathsOf, jobOfFile, pathsOfFile, readJobFile } from '@infinitio/sdk/job-file'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { agreeToCommand } from './agreeToCommand.ts'
import { verifyTraining } from './verifyTraining.ts'

const example = resolve(import.meta.dirname, '..', '..', '..', '..', 'examples', 'train-checked.yaml')
const jobId = `0x${'ab'.repeat(32)}`
const hash = `0x${'01'.repeat(32)}`
const wish = { command: 'node train.mjs\n\u001b[2Krm -rf x', environment: { SEED: '7' }, secrets: ['HF_TOKEN', 'AWS_KEY'] }
let folder: string
let printed: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verify-'))
  for (const name of ['HOME', 'XDG_CONFIG_HOME']) vi.stubEnv(name, folder)
  printed = ''
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text)
    return true
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

describe('a command of a job that is to run on this computer', () => {
  it('runs only after it was shown and its user agreed', async () => {
    await expect(agreeToCommand({ yes: false }, wish)).rejects.toMatchObject({ code: 'wallet.not_confirmed' })
    expect(printed).toContain('with your rights')
    expect(printed).toContain('  node train.mjs\n   [2Krm -rf x\n')
    expect(printed).toContain('  SEED=7\n')
  })

  it('gets only the secrets that its user names, whichever the job names', async () => {
    vi.stubEnv('HF_TOKEN', 'one')
    vi.stubEnv('AWS_KEY', 'two')
    vi.stubEnv('OTHER', 'three')
    const none = await agreeToCommand({ yes: true }, wish)
    expect(Object.values(none)).not.toContain('one')
    expect(none).toMatchObject({ PATH: process.env['PATH'] })
    expect(printed).toContain('Secrets that it does not get without --secret: HF_TOKEN, AWS_KEY')
    const one = await agreeToCommand({ yes: true, secret: ['HF_TOKEN'] }, wish)
    expect([one['HF_TOKEN'], one['AWS_KEY'], one['OTHER']]).toEqual(['one', undefined, undefined])
    expect(printed).not.toContain('one\n')
  })

  it('gets no secret that the job does not name, and none that is not set', async () => {
    vi.stubEnv('OTHER', 'three')
    vi.stubEnv('AWS_KEY', '')
    for (const secret of [['OTHER'], ['AWS_KEY']])
      await expect(agreeToCommand({ yes: true, secret }, wish)).rejects.toMatchObject({ code: 'api.invalid_field' })
  })
})

describe('a training at the market', () => {
  it('is refused for a job of another account, before its command is shown', async () => {
    const { url, keyFile, asked } = await startMarket(privateKeyToAccount(generatePrivateKey()).address)
    await expect(verifyTraining(jobId, undefined, { url, keyFile, yes: true, json: false })).rejects.toMatchObject({ code: 'task.job_not_yours' })
    expect([printed, asked]).toEqual(['', [`/api/v1/jobs/${jobId}`]])
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })

  it('shows the command of an own job and asks, before anything is opened', async () => {
    const { url, keyFile, asked } = await startMarket(null)
    await expect(verifyTraining(jobId, undefined, { url, keyFile, yes: false, json: true })).rejects.toMatchObject({ code: 'wallet.not_confirmed' })
    expect(printed).toContain(`touch ${join(folder, 'ran')}`)
    expect(asked).toEqual([`/api/v1/jobs/${jobId}`])
    expect(existsSync(join(folder, 'ran'))).toBe(false)
  })
})

/** Starts a market that only has one job. Its account is `account`, or the one of the key file for null. */
async function startMarket(account: string | null) {
  const key = generatePrivateKey()
  const keyFile = join(folder, 'key')
  writeFileSync(keyFile, key, { mode: 0o600 })
  const yaml = readFileSync(example, 'utf8').replace(/command: .*/, `command: touch ${join(folder, 'ran')}`)
  const file = readJobFile(yaml)
  const hashes = new Map([...pathsOfFile(file), ...hiddenPathsOf(file)].map((path) => [path, hash]))
  const job = { jobId, account: account ?? privateKeyToAccount(key).address.toLowerCase(), spec: jobOfFile(file, hashes), events: [] }
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(job))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => void server.close())
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, keyFile, asked }
}
