import {
  applyLossCall,
  attestationTypedData,
  attestCall,
  marketAbi,
  nameKey,
  readValidatorSet,
  silenceStatement,
  stakeVaultAbi,
} from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { startAttestors, testKey } from '@infinitio/chain/test'
import { insertLossSignature } from '@infinitio/db'
import { hex32, leaseTermsOf } from '@infinitio/domain'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { noteHours } from '../src/actions/machines/noteHours.ts'
import { noteFaults } from '../src/jobs/noteFaults.ts'
import { loseNodes } from '../src/jobs/watchNodes.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'

const keys = ['one', 'two', 'three', 'four'].map((name) => testKey(`attestor ${name}`))
const hourSeconds = 3_600n

let api: TestApi
let engine: TestEngine
let market: LiveMarket
beforeAll(async () => {
  api = await startTestApi()
  await startAttestors(api.chain)
  engine = startTestEngine(api, 'all', { attestorKey: testKey('no member').privateKey })
  market = liveMarket(api, engine)
  await market.fund(api.chain.keys.renter)
  await market.fund(api.chain.keys.provider)
})
afterAll(async () => {
  await engine?.stop()
  await api?.stop()
})

it('a provider that submits the first signatures itself pays the compensation nevertheless', async () => {
  const { addresses, chainId, keys: accounts, rpcUrl } = api.chain
  const { attestations, market: contract } = addresses
  const client = createChainClient({ rpcUrl, timeoutMs: 30_000 })
  const machine = await market.list('lost')
  const { node } = machine
  const lease = await market.runLease(machine)
  await market.travel(900)
  const since = await lose(node, lease.leaseId)
  const statement = silenceStatement({ leaseId: lease.leaseId, node: hex32(node), since, start: null }, { market: contract })
  if (statement?.kind !== 'loss') throw new Error('the lease runs')
  const set = await readValidatorSet(client, attestations, { known: null })
  if (set === null) throw new Error('there is a set')
  const { timestamp } = await client.getBlock({ blockTag: 'latest' })
  const { subject, root } = statement
  const named = { setHash: set.setHash, subject, epoch: timestamp / hourSeconds, root }
  const typed = attestationTypedData(named, { chainId, attestations })
  const signed = await Promise.all(
    keys.map(async ({ address, privateKey }) => ({ signer: address, signature: await privateKeyToAccount(privateKey).signTypedData(typed) })),
  )
  const places = set.members.map(
    ({ account }, place) => ({ place, signature: signed.find(({ signer }) => signer === account)?.signature ?? '0x' }) as const,
  )
  const first = places.filter(({ place }) => set.members[place]?.account !== keys[3]?.address)
  const bitmap = first.reduce((bits, { place }) => bits | (1n << BigInt(place)), 0n)
  const proof = { members: set.members.map(({ word }) => word), bitmap, signatures: first.map(({ signature }) => signature) }
  await market.send(accounts.provider, attestCall({ attestations, subject, epoch: named.epoch, root, proof }))
  const apply = applyLossCall({ attestations, statement: statement.loss, terms: leaseTermsOf(lease) })
  await expect(market.send(accounts.provider, apply)).rejects.toThrow()
  const state = await client.readContract({ address: contract, abi: marketAbi, functionName: 'leaseSlot', args: [lease.leaseId] })
  expect(state.endOffset, 'the lease is not ended').toBe(3_600)
  const bondBefore = await bond()
  for (const { signer, signature } of signed)
    await insertLossSignature(api.owner, {
      leaseId: lease.leaseId,
      setHash: set.setHash,
      epoch: named.epoch,
      root,
      signer,
      signature: signature.toLowerCase(),
    })
  const lost = await market.leaseWhen(lease.leaseId, 'the lease is ended', (row) => row.state === 'ended')
  expect(lost.compensation > 0n).toBe(true)
  expect(bondBefore - (await bond())).toBe(lost.compensation)

  async function bond(): Promise<bigint> {
    const args = [accounts.provider.address, nameKey('Provider')] as const
    return (await client.readContract({ address: addresses.stakeVault, abi: stakeVaultAbi, functionName: 'bondOf', args })).bonded
  }
})

/** Sets a node's last heartbeat to 200 s ago and lets the market mark it as lost. Returns the block time from which its lease counts as lost. */
async function lose(node: string, leaseId: bigint): Promise<bigint> {
  await api.owner.query("insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() - interval '200 seconds', true)", [node])
  expect(await loseNodes(api.services, { watchedSinceMs: Date.now() - 3_600_000 })).toBe(1)
  const [row] = await api.owner.query<{ since: bigint }>('select since from lost_leases where lease_id = $1', [leaseId])
  await api.owner.query(
    "insert into tunnels (id, node_id, gateway_id, connected_at, last_seen_at) values (gen_random_uuid(), 'another', 'a', now() - interval '1 hour', now())",
    [],
  )
  await noteHours(api.services)
  expect(await noteFaults(api.services)).toBe(1)
  return row?.since ?? 0n
}
