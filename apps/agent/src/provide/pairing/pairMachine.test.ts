import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { hashMandate, hex32, claimMac, pairingKeys, permissionMac, readPairingFragment, type RuntimeKind } from '@infinitio/domain'
import { type CreatePairingWire, mandateFromWire, pairedMandate, type PairingWire } from '@infinitio/domain/wire'
import { createTransport, signMandate } from '@infinitio/sdk'
import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { expect, onTestFinished, test } from 'vitest'
import { mandateFileOf } from '../../provision/mandateFile.ts'
import type { MachineOffer } from './machineOffer.ts'
import { pairMachine } from './pairMachine.ts'

const wallet = privateKeyToAccount(generatePrivateKey())
const account = wallet.address.toLowerCase()
const market = `0x${'4'.repeat(40)}`
const browserNonce = hex32(`0x${'b'.repeat(64)}`)

test('shows a link with a QR code, asks the person, and stores the permission for its owner only', async () => {
  const { run, told, questions, dataDir } = await setup({ answer: true })
  await run()
  expect(told()).toMatch(/^http:\/\/market\/provide\/pair#[\w-]{70}$/m)
  expect(told()).toMatch(/█▀+/)
  expect(told()).toContain('The permission allows <0.00000001 PT per GPU-hour or more.')
  expect(told()).toMatch(/^Six characters: [0-9A-Z]{3} [0-9A-Z]{3}$/m)
  expect(questions).toHaveLength(1)
  expect((await stat(mandateFileOf(dataDir))).mode & 0o777).toBe(0o600)
  expect(JSON.parse(await readFile(mandateFileOf(dataDir), 'utf8'))).toMatchObject({ mandate: { provider: account, nonce: '3' } })
})

test('stores nothing when the person does not confirm the characters, and ends the link for the page', async () => {
  const { run, dataDir, answers } = await setup({ answer: false })
  await expect(run()).rejects.toMatchObject({ code: 'node.pairing_refused' })
  expect(answers).toEqual([null])
  await expect(stat(mandateFileOf(dataDir))).rejects.toThrow('ENOENT')
})

test('sends the page its yes before the wallet signs', async () => {
  const { run, answers } = await setup({ answer: true })
  await run()
  expect(answers).toEqual([account])
})

test('ends the link when the person stops the command at the question', async () => {
  const stopped = new AbortController()
  const { run, answers } = await setup({ answer: true, signal: stopped.signal, onQuestion: () => stopped.abort(new Error('stopped')) })
  await expect(run()).rejects.toThrow('stopped')
  expect(answers).toEqual([null])
})

test('ends the link also if the market does not answer at first', async () => {
  const { run, answers } = await setup({ answer: false, deafFor: 2 })
  await expect(run()).rejects.toMatchObject({ code: 'node.pairing_refused' })
  expect(answers).toEqual([null])
})

test('accepts the wallet of --account without a question, and no other wallet', async () => {
  const own = await setup({ answer: false, only: account })
  await own.run()
  expect(own.questions).toEqual([])
  const other = await setup({ answer: true, only: `0x${'9'.repeat(40)}` })
  await expect(other.run()).rejects.toMatchObject({ code: 'node.pairing_refused' })
})

test('warns before the link that the local runtime does not isolate renters', async () => {
  const local = await setup({ answer: true, runtime: 'local' })
  await local.run()
  expect(local.told()).toMatch(/^Warning: runtime local: no isolation by containers\./)
  const contained = await setup({ answer: true })
  await contained.run()
  expect(contained.told()).not.toContain('Warning')
})

test('waits while the market restarts', async () => {
  const { run, dataDir } = await setup({ answer: true, awayFor: 2 })
  await run()
  await stat(mandateFileOf(dataDir))
})

/**
 * A market in memory, for tests. It also acts as a browser that opens the link at once, and that signs when the machine has shown its nonce. The machine's
 * first `awayFor` attempts to read the pairing fail, and its first `deafFor` answers.
 */
async function setup({
  answer,
  only = null,
  awayFor = 0,
  deafFor = 0,
  runtime = 'container',
  signal = new AbortController().signal,
  onQuestion = () => {},
}: {
  answer: boolean
  only?: string | null
  awayFor?: number
  deafFor?: number
  runtime?: RuntimeKind
  signal?: AbortSignal
  onQuestion?: () => void
}) {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'infinitio-pair-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const lines: string[] = []
  const questions: string[] = []
  const answers: (string | null)[] = []
  let opened: CreatePairingWire | null = null
  let machineNonce: string | null = null
  let [away, deaf] = [awayFor, deafFor]

  async function read(): Promise<PairingWire> {
    if (opened === null) throw new Error('the machine opened no pairing')
    const link = readPairingFragment(/#([\w-]{70})/.exec(lines.join('\n'))?.[1] ?? '')
    if (link === null) throw new Error('the machine showed no link')
    const { macKey } = pairingKeys(link.secret)
    const claim = { account, browserNonce, mac: claimMac(macKey, { account, browserNonce }) }
    const { offer, mac } = opened
    const known = { offer, mac, claim, machineNonce, acceptance: null }
    if (machineNonce === null || answers.length === 0) return { ...known, permission: null }
    const mandate = mandateFromWire(pairedMandate(offer, { account, nonce: '3' }))
    const chain = { chainId: offer.chainId, addresses: { market } as never }
    const mandateHash = hex32(hashMandate(mandate, { chainId: offer.chainId, market: market as never }))
    const signed = await signMandate(wallet, { mandate, chain })
    return { ...known, permission: { ...signed, mac: permissionMac(macKey, { mandateHash, machineNonce: hex32(machineNonce), browserNonce }) } }
  }
  const transport = createTransport({
    baseUrl: 'http://market',
    fetch: async (input, init) => {
      const { pathname } = new URL(String(input))
      if (pathname.endsWith('/pairings')) opened = JSON.parse(String(init?.body)) as CreatePairingWire
      else if (pathname.endsWith('/reveal')) machineNonce = (JSON.parse(String(init?.body)) as { machineNonce: string }).machineNonce
      else if (pathname.endsWith('/answer') && deaf > 0) {
        deaf -= 1
        throw new TypeError('fetch failed')
      } else if (pathname.endsWith('/answer')) answers.push((JSON.parse(String(init?.body)) as { account: string | null }).account)
      else if (away > 0) {
        away -= 1
        throw new TypeError('fetch failed')
      } else return Response.json(await read())
      return new Response(null, { status: 204 })
    },
  })
  const run = () =>
    pairMachine({
      ...{ transport, dataDir, apiUrl: 'http://market', offer: offerOf(runtime), account: only, tell: (text) => void lines.push(text) },
      confirm: async (question) => {
        questions.push(question)
        onQuestion()
        return answer
      },
      signal,
    })
  return { run, told: () => lines.join('\n'), questions, answers, dataDir }
}

function offerOf(runtime: RuntimeKind): MachineOffer {
  const nodeKey = privateKeyToAccount(generatePrivateKey())
  const machine = {
    ...{ nodeKey: nodeKey.address.toLowerCase(), hostKey: `0x${'1'.repeat(64)}`, boxKey: `0x${'2'.repeat(64)}`, classId: 0, regionId: 0 },
    ...{ gpus: 1, vramGib: 0, cpuCores: 4, ramGib: 16, diskGib: 100, networkMbps: 0 },
  }
  const limits = {
    ...{ minPricePerGpuSecond: '500', maxDurationSeconds: 86_400, maxTrialSeconds: 0, minNoticeSeconds: 0, maxNoticeSeconds: 0 },
    ...{ availableUntil: 1_900_000_000, flags: 0, until: 1_900_000_000 },
  }
  return { account: nodeKey, wanted: { chainId: 31_337, market, name: 'Attic', runtime, machine, pricePerGpuSecond: '500', limits } }
}
