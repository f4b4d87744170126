import type { TestDb } from '@infinitio/db/test'
import { compareBooks } from '../../src/audit/compareBooks.ts'
import type { World } from './engineProcess.ts'
import { lockedIn } from './model/modelMoney.ts'
import type { MinedTransaction, ModelBlock, ModelChain } from './model/modelChain.ts'
import { modelAddresses } from './openingMarket.ts'
import { simulatedClient } from './simulatedClient.ts'

/** Thrown when a simulated run broke one of the rules that the product guarantees. */
export class PromiseBroken extends Error {
  override name = 'PromiseBroken'
}

/** Checks that the Market's balance equals the amounts of its accounts and leases, and that no PToken appeared. */
export function expectConserved({ state, number }: ModelBlock): void {
  const held = state.tokens.get(modelAddresses.market) ?? 0n
  let owned = 0n
  for (const { balance, fees } of state.accounts.values()) owned += balance + fees
  for (const lease of state.leases.values()) owned += lockedIn(lease)
  if (owned !== held) throw new PromiseBroken(`block ${number}: accounts and leases have ${owned}, the Market holds ${held}`)
  let everywhere = state.burned
  for (const amount of state.tokens.values()) everywhere += amount
  if (everywhere !== state.minted) throw new PromiseBroken(`block ${number}: ${everywhere} PToken exist, ${state.minted} were minted`)
}

/**
 * Compares the rows of the database with the Market contract after each commit of the follower (the process that copies chain events into the database). The
 * sum of balances, waiting fees and escrow in the rows must equal the Market's balance at the block that the follower has reached.
 */
export async function expectRowsConserved(db: TestDb, blocksByHash: ReadonlyMap<string, ModelBlock>): Promise<void> {
  const [row] = await db.query<{ hash: string | null; owned: bigint }>(
    `select (select head_hash from follower_checkpoint where id = 1) as hash,
       (select coalesce(sum(balance + fees), 0) from chain_accounts)
         + (select coalesce(sum(escrow - pay - renter_fee - refund), 0) from leases) as owned`,
    [],
  )
  if (row === undefined || row.hash === null) return
  const block = blocksByHash.get(row.hash)
  if (block === undefined) throw new PromiseBroken(`the follower's head ${row.hash} was never a block`)
  const held = block.state.tokens.get(modelAddresses.market) ?? 0n
  if (row.owned !== held) throw new PromiseBroken(`the rows at block ${block.number} have ${row.owned}, the Market holds ${held}`)
}

/**
 * Checks, after each commit of the worker (the process that sends transactions), that no transaction of an abandoned match can still succeed. Every nonce of
 * its transactions must be used in a final block, and none of its transactions may have succeeded.
 */
export async function expectAbandonedForGood(db: TestDb, { chain, finality }: Pick<World, 'chain' | 'finality'>, known: Set<bigint>): Promise<void> {
  const rows = await db.query<{ id: bigint; key: string }>(
    `select id, command_key as key from worker_commands where kind = 'SettleAbandoned' order by id`,
    [],
  )
  for (const { id, key } of rows) {
    if (known.has(id)) continue
    known.add(id)
    const matchId = BigInt(key.slice('abandon/'.length))
    const sent = await db.query<{ nonce: bigint; hashes: string[]; sender: string }>(
      'select nonce, hashes, sender from transactions where match_id = $1 and nonce is not null',
      [matchId],
    )
    for (const { nonce, hashes, sender } of sent) expectUsedUp(chain, { matchId, nonce, hashes, sender, finalNumber: finality.number })
  }
}

type Sent = { matchId: bigint; nonce: bigint; hashes: readonly string[]; sender: string; finalNumber: bigint }

function expectUsedUp(chain: ModelChain, { matchId, nonce, hashes, sender, finalNumber }: Sent): void {
  const final = chain.blocks.filter(({ number }) => number <= finalNumber)
  const using = final.flatMap(({ mined }) => mined).find((one) => one.from === sender && BigInt(one.nonce) === nonce)
  if (using === undefined) throw new PromiseBroken(`match ${matchId} was given up while nonce ${nonce} of its transaction is free`)
  const isSkipped = using.events.some(({ name }) => name === 'SettleSkipped')
  if (hashes.includes(using.hash) && using.refusal === null && using.data !== '0x' && !isSkipped)
    throw new PromiseBroken(`match ${matchId} was given up although its transaction ${using.hash} settled it`)
}

/** Checks that at most one transaction of a match settled it, on every branch that the chain ever had. */
export async function expectOneLanding(db: TestDb, branches: ReadonlyMap<string, readonly string[]>): Promise<void> {
  const rows = await db.query<{ matchId: bigint; hashes: string[] }>(
    `select match_id as "matchId", hashes from transactions where match_id is not null and nonce is not null order by id`,
    [],
  )
  const matchOf = new Map(rows.flatMap(({ matchId, hashes }) => hashes.map((hash) => [hash, matchId] as const)))
  for (const [head, landed] of branches) {
    const seen = new Set<bigint>()
    for (const hash of landed) {
      const matchId = matchOf.get(hash)
      if (matchId === undefined) continue
      if (seen.has(matchId)) throw new PromiseBroken(`two transactions of match ${matchId} landed on the branch of ${head}`)
      seen.add(matchId)
    }
  }
}

/**
 * Checks at the end of a run whether journal, order book, database rows and chain agree. Returns unfinished work in `onItsWay` and differences in `findings`;
 * both lists are empty if everything agrees and is finished.
 */
export async function findDifferences(world: World): Promise<{ onItsWay: string[]; findings: string[] }> {
  const { database, chain, random, scheduler } = world
  const life = { name: 'auditor', alive: true, atDeath: new Set<() => Promise<void>>() }
  const client = simulatedClient({ room: 'audit', life, scheduler, random, chain })
  const comparing = compareBooks({ db: database.as('infinitio_owner'), client, addresses: modelAddresses as never })
  let isDone = false
  const finished = comparing.finally(() => {
    isDone = true
  })
  // The auditor's calls to the chain also wait in the scheduler. So let the scheduler make steps until the audit is finished.
  while (!isDone) if (!(await scheduler.step())) await Promise.race([finished, new Promise((resolve) => setImmediate(resolve))])
  const { onItsWay, findings } = await finished
  return { onItsWay, findings: [...findings, ...(await transactionFindings(world)), ...(await leaseFindings(world)), ...(await bondFindings(world))] }
}

/** Checks that the stored state of every transaction agrees with the chain. */
async function transactionFindings({ database, chain }: World): Promise<string[]> {
  const rows = await database
    .as('infinitio_owner')
    .query<{ id: bigint; state: string; hashes: string[]; nonce: bigint }>(
      'select id, state, hashes, nonce from transactions where nonce is not null order by id',
      [],
    )
  const mined = new Map(chain.blocks.flatMap((block) => block.mined.map((one) => [one.hash as string, one] as const)))
  return rows.flatMap(({ id, state, hashes }) => {
    const landed = hashes.map((hash) => mined.get(hash)).find((one) => one !== undefined)
    const said = landed === undefined ? 'in no block' : didNothing(landed) ? 'failed' : landed.data === '0x' ? 'dropped' : 'mined'
    // A reverted transaction may also count as lost, because it had no effect.
    if (said === state || (said !== 'mined' && state === 'dropped')) return []
    return [`transaction ${id} is ${state} in the rows, ${said} on the chain`]
  })
}

/** Returns true if the transaction was rejected by the contract, or was a batch whose only group was skipped. */
function didNothing({ refusal, events }: Pick<MinedTransaction, 'refusal' | 'events'>): boolean {
  return refusal !== null || events.some(({ name }) => name === 'SettleSkipped')
}

/** Checks that the database has a row for each lease on the chain, and no other rows. */
async function leaseFindings({ database, chain }: World): Promise<string[]> {
  const rows = await database.as('infinitio_owner').query<{ id: bigint }>('select lease_id as id from leases order by 1', [])
  const expected = Array.from({ length: Number(chain.head().state.leaseCount) }, (_, place) => BigInt(place + 1))
  return rows.map(({ id }) => id).join() === expected.join() ? [] : [`the chain opened ${expected.length} leases, the rows have ${rows.length}`]
}

/** Checks every provider's bond and listing against the chain. */
async function bondFindings({ database, chain }: World): Promise<string[]> {
  const { bonds, delisted } = chain.head().state
  const rows = await database
    .as('infinitio_owner')
    .query<{ provider: string; listed: boolean; bonded: bigint }>(
      'select provider, listed, bonded from chain_providers join chain_accounts on account = provider order by 1',
      [],
    )
  const expected = [...bonds].map(([provider, bonded]) => `${provider} ${!delisted.has(provider)} ${bonded}`).sort()
  const found = rows.map(({ provider, listed, bonded }) => `${provider} ${listed} ${bonded}`)
  return found.join() === expected.join() ? [] : [`bonds: the rows say ${found.join(', ')}, the chain says ${expected.join(', ')}`]
}
