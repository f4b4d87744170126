import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { bareEnv, programFile } from '@infinitio/process/test'
import { address } from '@infinitio/domain'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { type ConnectedSigner, connectSigner } from '../src/node/signers/connectSigner.ts'
import { keySigner } from '../src/node/signers/keySigner.ts'
import type { UnsignedTransaction } from '../src/node/signers/signer.ts'
import { testKey } from './startTestChain.ts'

const isLong = process.env.TEST_LONG === '1'

const program = programFile('packages/chain/test/testSigner.ts')
const keys = [testKey('kms one'), testKey('kms two')]
const folder = mkdtempSync(join(tmpdir(), 'infinitio-signer-'))
const transaction: UnsignedTransaction = {
  chainId: 31_337,
  nonce: 7,
  call: { to: address(`0x${'12'.repeat(20)}`), data: '0xabcdef' },
  gas: 210_000n,
  maxFeePerGas: 30_000_000_000n,
  maxPriorityFeePerGas: 1_000_000_000n,
}

describe('a signer outside this process', () => {
  const open: ConnectedSigner[] = []
  const children: ChildProcess[] = []
  afterEach(async () => {
    for (const connected of open.splice(0)) connected.close()
    for (const child of children.splice(0)) child.kill('SIGKILL')
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  async function overProgram(fault = ''): Promise<ConnectedSigner> {
    const env = { ...bareEnv(), TEST_SIGNER_KEYS: keys.map((key) => key.privateKey).join(','), TEST_SIGNER_FAULT: fault }
    const connected = await connectSigner({ program: process.execPath, args: [program], env })
    open.push(connected)
    return connected
  }

  it('signs for each of its addresses, byte for byte like our own key', async () => {
    const { signers } = await overProgram()
    expect(signers.map((signer) => signer.address)).toEqual(keys.map((key) => key.address))
    for (const [at, signer] of signers.entries())
      expect(await signer.sign(transaction)).toEqual(await keySigner(keys[at]?.privateKey ?? '0x').sign(transaction))
  })

  it('answers many requests at once, each correctly', async () => {
    const [signer] = (await overProgram()).signers
    const nonces = Array.from({ length: 20 }, (_, nonce) => nonce)
    const signed = await Promise.all(nonces.map((nonce) => signer?.sign({ ...transaction, nonce })))
    const own = await Promise.all(nonces.map((nonce) => keySigner(keys[0]?.privateKey ?? '0x').sign({ ...transaction, nonce })))
    expect(signed).toEqual(own)
  })

  it('may return a high s, as key services do, which we convert to the low one', async () => {
    const [signer] = (await overProgram('highS')).signers
    expect(await signer?.sign(transaction)).toEqual(await keySigner(keys[0]?.privateKey ?? '0x').sign(transaction))
  })

  it.each([
    ['refuses', /refuses: not within the policy/],
    ['foreign', /signature that is not of/],
    ['dies', /it ended \(code 3\)/],
  ])('is away for the moment when it %s', async (fault, message) => {
    const [signer] = (await overProgram(fault)).signers
    await expect(signer?.sign(transaction)).rejects.toMatchObject({ name: 'SignerAwayError', message: expect.stringMatching(message) })
  })

  it.skipIf(!isLong)('does not block us when it never answers', async () => {
    const [signer] = (await overProgram('silent')).signers
    await expect(signer?.sign(transaction)).rejects.toThrow(/did not answer within/)
  })

  it('throws SignerAwayError without a signer', async () => {
    await expect(connectSigner({ socket: join(folder, 'nobody.sock') })).rejects.toMatchObject({ name: 'SignerAwayError' })
    await expect(connectSigner({ program: join(folder, 'nothing'), args: [], env: {} })).rejects.toMatchObject({ name: 'SignerAwayError' })
  })

  it('continues on a Unix socket after it was killed and started again', async () => {
    const socket = join(folder, 'signer.sock')
    const start = async () => {
      rmSync(socket, { force: true })
      const env = { ...bareEnv(), TEST_SIGNER_KEYS: keys[0]?.privateKey }
      const child = spawn(process.execPath, [program, socket], { env, stdio: ['ignore', 'ignore', 'inherit'] })
      children.push(child)
      while (!(await isListening(socket))) await delay(20)
      return child
    }
    const first = await start()
    const connected = await connectSigner({ socket })
    open.push(connected)
    const [signer] = connected.signers
    await signer?.sign(transaction)
    const ended = new Promise((resolve) => first.once('exit', resolve))
    first.kill('SIGKILL')
    await ended
    await expect(signer?.sign(transaction)).rejects.toMatchObject({ name: 'SignerAwayError' })
    await start()
    expect(await signer?.sign(transaction)).toEqual(await keySigner(keys[0]?.privateKey ?? '0x').sign(transaction))
  })
})

/** Returns true if a program accepts connections on this socket. The file of a socket exists a moment before that. */
function isListening(socket: string): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(socket)
    line.once('error', () => resolve(false))
    line.once('connect', () => {
      line.destroy()
      resolve(true)
    })
  })
}
