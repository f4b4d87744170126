import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { marketAbi, pTokenAbi, testStablecoinAbi } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { insertLease, updateLease } from '@infinitio/db'
import { openTestDb, type TestDb } from '@infinitio/db/test'
import { bps, durationSeconds, escrowOf, pTokenUnits } from '@infinitio/domain'
import { encodeFunctionData, keccak256, maxUint256, toBytes } from 'viem'
import { actorKey, send, type TestNode } from './actors.ts'
import { testPrice } from './bookLease.ts'
import { setBalance } from './chainControls.ts'
import type { Market } from './startMarket.ts'

/**
 * `fees` is the market fee that each side (renter and provider) of a lease paid, in PToken base units. `credited` is the number of seconds for which the renter
 * got a credit.
 */
export type CreditedTime = { readonly fees: bigint; readonly credited: bigint; readonly feeBps?: number; readonly endedAgo?: bigint }

const hash = (name: string) => keccak256(toBytes(name))

/** Creates a key for shares with gas and 980 PToken. Returns it with its file. */
export async function addShareKey(market: Market, name: string): Promise<TestKey & { file: string }> {
  const key = actorKey(`share ${name}`)
  const { addresses, keys } = market.chain
  const file = join(dirname(market.keyFile), `${name}.key`)
  writeFileSync(file, `${key.privateKey}\n`, { mode: 0o600 })
  await setBalance(market, key.address, 10n ** 21n)
  const { stablecoin, pToken } = addresses
  const units = 1_000n * 10n ** 6n
  const deployer = keys.deployer
  const mint = encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [deployer.address, units] })
  const approve = encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [pToken, maxUint256] })
  const convert = encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [units, key.address] })
  await send(market, deployer, { to: stablecoin, data: mint, what: 'mint' })
  await send(market, deployer, { to: stablecoin, data: approve, what: 'approve' })
  await send(market, deployer, { to: pToken, data: convert, what: 'convert' })
  return { ...key, file }
}

/** Opens a connection that can write rows which normally only the follower writes from chain events. */
export function openProjections({ database }: Market): TestDb {
  const url = `${database.ownerUrl}?options=${encodeURIComponent('-c infinitio.position=undo')}`
  return openTestDb({ url, max: 1, onError: () => {} })
}

/**
 * Stores a closed lease with credited time, as the follower and the API do. Rule 3 of `attributeFault` decided the fault, so the operator pays a part of the
 * credit.
 */
export async function closeCredited(
  { client }: Market,
  rows: TestDb,
  { leaseId, node, fees, credited, feeBps = 25, endedAgo = 0n }: CreditedTime & { leaseId: bigint; node: TestNode },
): Promise<void> {
  const { timestamp } = await client.getBlock({ blockTag: 'latest' })
  const startAt = timestamp - 3_600n - endedAgo
  const provider = node.provider.address.toLowerCase()
  const bidHash = hash(`bid ${leaseId}`)
  const terms = { pricePerGpuSecond: pTokenUnits(testPrice), gpus: 1, durationSeconds: durationSeconds(3_600n), feeBps: bps(BigInt(feeBps)) }
  await insertLease(rows, {
    ...{ leaseId, renter: actorKey('share renter').address, provider, nodeId: node.id, hostKey: hash('host'), pricePerGpuSecond: testPrice, gpus: 1 },
    ...{ startAt, durationSeconds: 3_600n, noticeSeconds: 0n, trialSeconds: 0n, feeBps, flags: 1, askNonce: 1n, askMaxDurationSeconds: 86_400n },
    ...{ askAvailableUntil: startAt + 86_400n, workloadHash: hash('workload'), askHash: hash('ask'), bidHash, settledAt: startAt },
    ...{ settledTx: hash(`settle ${leaseId}`), escrow: escrowOf(terms), relayFee: 0n, updatedBlock: 1n },
  })
  await updateLease(rows, {
    ...{
      leaseId,
      state: 'closed',
      readyAt: startAt,
      readyTx: hash('ready'),
      readyBlock: 1n,
      endAt: startAt + 3_600n,
      endedTx: null,
      endedBlock: null,
    },
    ...{ accepted: null, endReason: null, paidSeconds: 3_600n - credited, pay: testPrice * (3_600n - credited), renterFee: fees, providerFee: fees },
    ...{ refund: 0n, closedAt: startAt + 3_600n, closedTx: hash('close'), closedBlock: 1n, updatedBlock: 1n },
  })
  await rows.query('update leases set credit_seconds = $2 where lease_id = $1', [leaseId, credited])
  await rows.query(
    `insert into fault_records (bid_hash, lease_id, node_id, provider, incident, from_at, until_at, facts, party, rule, source)
     values ($1, $2, $3, $4, 'unreachable', $5, $6, '{}', 'operator', 3, 'market')`,
    [bidHash, leaseId, node.id, provider, startAt + 100n, startAt + 100n + credited],
  )
}

/** Returns an account's market balance on the chain. */
export async function balanceOnChain(market: Market, account: TestKey): Promise<bigint> {
  const read = { address: market.chain.addresses.market, abi: marketAbi, functionName: 'account', args: [account.address] } as const
  return (await market.client.readContract(read)).balance
}
