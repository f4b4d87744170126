import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bareEnv } from '@infinitio/process/test'
import { directoryAbi } from '@infinitio/chain'
import { deployGovernance, genesisTable, handOver, oneHolder } from '@infinitio/chain/node'
import { hex32 } from '@infinitio/domain'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { actorKey, askFaucet } from './actors.ts'
import { bookLease, fund, listNode } from './bookLease.ts'
import { setBalance } from './chainControls.ts'
import { expectBooksAgree } from './expectBooksAgree.ts'
import { sentRows } from './sentRows.ts'
import { type Market, startMarket } from './startMarket.ts'

const isLong = process.env.TEST_LONG === '1'

const keysProgram = join(import.meta.dirname, '../../../scripts/keys.ts')

describe('a sender key is replaced by the steps of docs/guides/replace-keys.md', () => {
  let market: Market
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-rotation-'))
  const newFile = join(folder, 'new.key')
  const ownerFile = join(folder, 'owner.key')
  const renter = actorKey('rotation renter')
  beforeAll(async () => {
    market = await startMarket()
    writeFileSync(ownerFile, market.chain.keys.deployer.privateKey, { mode: 0o600 })
    await market.startEngine('follower')
    await market.startEngine('matcher')
  })
  afterAll(async () => {
    await market.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function keys(...words: string[]): Promise<string> {
    const { rpcUrl, addresses } = market.chain
    const env = { ...bareEnv(), RPC_URL: rpcUrl, DIRECTORY_ADDRESS: addresses.directory, OWNER: `file:${ownerFile}` }
    const { stdout } = await promisify(execFile)(process.execPath, [keysProgram, ...words], { env })
    return stdout
  }

  const isEngine = (account: string) =>
    market.client.readContract({
      address: market.chain.addresses.directory,
      abi: directoryAbi,
      functionName: 'engines',
      args: [account as `0x${string}`],
    })

  it.skipIf(!isLong)('loses and doubles no request during the change', async () => {
    const old = market.chain.keys.sender.address
    const ids: string[] = []
    const ask = async (count: number) => {
      for (let one = 0; one < count; one += 1) ids.push(await askFaucet(market, actorKey(`rotation faucet ${ids.length}`)))
    }
    const first = await market.startEngine('worker')
    await fund(market, renter)
    await ask(5)

    // Steps 1 and 2: create a new key, add it to the engine set and give it gas.
    const made = await keys('new', newFile)
    const [added = ''] = /0x[0-9a-f]{40}/.exec(made) ?? []
    expect(await keys('show', `file:${newFile}`)).toBe(`${added}\n`)
    expect(await keys('engine', added, 'add')).toMatch(/mined in block/)
    expect(await isEngine(added)).toBe(true)
    await setBalance(market, added, 10n ** 21n)

    // Step 3: start a second worker with both keys, the old one retiring. It waits for the old key's lock.
    const both = { SENDERS: `file:${newFile}`, RETIRING_SENDERS: old }
    const second = await market.startEngine('worker', both)
    await ask(5)
    // Step 4: stop the first worker.
    await first.stop()
    await ask(5)
    await market.until('the old key has nothing open', () => hasNothingOpen(old))

    // Step 5: start a third worker, without the old key.
    const third = await market.startEngine('worker', { SENDER_KEY_FILE: newFile })
    await ask(5)
    await second.stop()
    await ask(5)
    await expectBooksAgree(market)

    // Step 6: remove the old key from the set, and check that it has no rights.
    expect(await keys('engine', old, 'remove')).toMatch(/mined in block/)
    expect(await isEngine(old)).toBe(false)
    const { node } = await listNode(market, { name: 'rotated', gpus: 1 })
    const { bidHash } = await bookLease(market, renter, { node, nonce: 1n })
    expect(await sentRows(market, `order_hash = '${bidHash}'`)).toMatchObject([{ sender: added, state: 'mined' }])
    const rows = await sentRows(market, `relay_id in (${ids.map((id) => `'${id}'`).join(',')})`)
    expect(rows.map(({ state }) => state)).toEqual(ids.map(() => 'mined'))
    await expectBooksAgree(market)
    await third.stop()
  })

  it('lets only the Directory’s owner set new keys of receipts and gateways', async () => {
    const file = join(folder, 'other.key')
    const made = await keys('new', file)
    const [account = ''] = /0x[0-9a-f]{40}\b/.exec(made) ?? []
    const [hostKey = ''] = /0x[0-9a-f]{64}/.exec(made) ?? []
    expect(await keys('receipt', account)).toMatch(/mined in block/)
    expect(await keys('gateway-host', hostKey)).toMatch(/mined in block/)
    const at = { address: market.chain.addresses.directory, abi: directoryAbi } as const
    expect((await market.client.readContract({ ...at, functionName: 'receiptKey' })).toLowerCase()).toBe(account)
    expect(await market.client.readContract({ ...at, functionName: 'gatewayHostKey' })).toBe(hostKey)
    await expect(keys('new', file)).rejects.toThrow(/EEXIST/)
    await expect(keys('receipt', 'soon')).rejects.toMatchObject({ code: 2 })
    rmSync(ownerFile)
    writeFileSync(ownerFile, actorKey('not the owner').privateKey, { mode: 0o600 })
    await expect(keys('receipt', account)).rejects.toMatchObject({ code: 1 })
  })

  it.skipIf(!isLong)('announces a key after the hand-over and activates it 48 hours later', async () => {
    const { rpcUrl, addresses, keys: parties } = market.chain
    const { deployer } = parties
    writeFileSync(ownerFile, deployer.privateKey, { mode: 0o600 })
    const named = { team: deployer.address, backers: deployer.address, ecosystem: deployer.address, distribution: deployer.address }
    const input = { rpcUrl, addresses, deployerKey: deployer.privateKey }
    const spares = {
      engine: actorKey('spare engine').address,
      receipt: actorKey('spare receipt').address,
      gatewayHost: hex32(`0x${'ab'.repeat(32)}`),
    }
    const governance = await deployGovernance({ ...input, parties: named, table: genesisTable, holders: oneHolder(deployer.address), spares })
    await handOver({ ...input, governance })
    const added = actorKey('announced engine').address

    await expect(keys('engine', added, 'add')).rejects.toMatchObject({ stderr: expect.stringMatching(/Nobody has announced this key/) })
    expect(await keys('announce', 'engine', added)).toMatch(/mined in block/)
    await expect(keys('announce', 'engine', added)).rejects.toMatchObject({ stderr: expect.stringMatching(/already announced/) })
    await expect(keys('engine', added, 'add')).rejects.toMatchObject({ stderr: expect.stringMatching(/can be switched on from 20\d\d-/) })
    expect(await keys('list')).toMatch(new RegExp(`engine ${spares.engine}: spare, can be switched on\n(.*\n)*engine ${added}: waits until`))

    // If an engine key was stolen, the operator can add the spare key at once. The other announced key must still wait, so the operator cancels its
    // announcement.
    expect(await keys('engine', spares.engine, 'add')).toMatch(/mined in block/)
    expect(await isEngine(spares.engine)).toBe(true)
    expect(await keys('list')).toContain(`engine ${spares.engine}: in use`)
    expect(await keys('cancel', 'engine', added)).toMatch(/mined in block/)
    expect(await keys('list')).not.toContain(added)
  })

  async function hasNothingOpen(sender: string): Promise<boolean> {
    return (await sentRows(market, `sender = '${sender}' and state in ('stored', 'broadcast')`)).length === 0
  }
})
