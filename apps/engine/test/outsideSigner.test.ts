import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { bareEnv, programFile } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, askFaucet } from './actors.ts'
import { bookLease, fund, listNode } from './bookLease.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { addSender, type SenderKey } from './senderKeys.ts'
import { sendersUp } from './sendersUp.ts'
import { sentRows } from './sentRows.ts'
import { type Market, type RunningEngine, startMarket } from './startMarket.ts'

const signerProgram = programFile('packages/chain/test/testSigner.ts')

describe('a worker whose key is in an external signer', () => {
  let market: Market
  let kept: SenderKey
  let worker: RunningEngine | null = null
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-outside-'))
  const socket = join(folder, 'signer.sock')
  const renter = actorKey('outside renter')
  let signer: ChildProcess | null = null
  beforeAll(async () => {
    market = await startMarket()
    kept = await addSender(market, 'kept outside')
    await market.startEngine('follower')
    await market.startEngine('matcher')
  })
  afterAll(async () => {
    signer?.kill('SIGKILL')
    kept.remove()
    await market.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function startSigner(): Promise<void> {
    rmSync(socket, { force: true })
    const env = { ...bareEnv(), TEST_SIGNER_KEYS: kept.privateKey }
    signer = spawn(process.execPath, [signerProgram, socket], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    while (!existsSync(socket)) await delay(20)
  }

  const restOf = async (sender: string) => {
    const rows = await market.owner.query<{ rest: string | null }>('select rest from worker_status where sender = $1', [sender])
    return rows[0]?.rest
  }

  it('waits for the signer at start, and sends once it answers', async () => {
    worker = await market
      .startEngine('worker', { SENDERS: `unix:${socket}`, SENDER_KEY_FILE: kept.file.replace('sender.key', 'none.key') })
      .catch(() => null)
    expect(worker).toBeNull()
    worker = await market.startEngine('worker', { SENDERS: `unix:${socket}` })
    await fund(market, renter)
    await startSigner()
    await market.until('it has begun', async () => (await restOf(kept.address)) === null)
  })

  it('settles and relays with it', async () => {
    await worker?.stop()
    worker = await market.startEngine('worker', { SENDERS: `unix:${socket}`, RETIRING_SENDERS: market.chain.keys.sender.address })
    const { node } = await listNode(market, { name: 'outside', gpus: 1 })
    const { bidHash } = await bookLease(market, renter, { node, nonce: 1n })
    expect(await sentRows(market, `order_hash = '${bidHash}'`)).toMatchObject([{ sender: kept.address, state: 'mined' }])
    await expectBooksAgree(market)
  })

  it('pauses while the signer is unavailable, lets the other key continue, and resumes', async () => {
    await worker?.stop()
    worker = await market.startEngine('worker', { SENDERS: `unix:${socket}` })
    await market.until('both keys have begun', async () => (await sendersUp(market)) === 2)
    signer?.kill('SIGKILL')
    const faucets: string[] = []
    const askSome = async () => {
      for (let one = 0; one < 10; one += 1) faucets.push(await askFaucet(market, actorKey(`outside faucet ${faucets.length}`)))
    }
    await market.until('the key rests', async () => {
      if ((await restOf(kept.address)) === 'signer') return true
      return askSome()
    })
    await expectBooksAgree(market)
    await startSigner()
    await market.until('it goes on', async () => (await restOf(kept.address)) === null)
    await market.until('it sends again', async () => {
      await askSome()
      return (await sentRows(market, `sender = '${kept.address}' and purpose = 'relay'`)).length > 0
    })
    await expectBooksAgree(market)
    expect(await sentRows(market, `relay_id in (${faucets.map((id) => `'${id}'`).join(',')})`)).toHaveLength(faucets.length)
  })
})
