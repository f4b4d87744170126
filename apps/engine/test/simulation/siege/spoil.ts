import { cancelLeaseCall, endCall, extendCall, marketAbi } from '@infinitio/chain'
import { unixSeconds } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import { aboutOf } from '../moveLease.ts'
import type { ModelLease } from '../model/marketState.ts'
import { wallet } from '../scene.ts'
import { type Attacker, count, type Siege } from './besieged.ts'

type Matched = { bidHash: string; nonce: bigint }

/** Returns true while an account of the attacker has a match or a lease that it can make fail. */
export async function isSpoiling(siege: Siege, attacker: Attacker): Promise<boolean> {
  return leasesOf(siege, attacker).length > 0 || (await matchesOf(siege, attacker)).length > 0
}

/** Makes a match of the attacker fail before it is settled, or ends a lease before it costs anything. */
export async function spoil(siege: Siege, attacker: Attacker): Promise<void> {
  for (const lease of leasesOf(siege, attacker)) endLease(siege, attacker, lease)
  const matches = await matchesOf(siege, attacker)
  if (matches.length > 0) spoilMatch(siege, attacker, matches)
}

function spoilMatch(siege: Siege, attacker: Attacker, matches: readonly Matched[]): void {
  const { account, key, plan } = attacker
  const { random, chain } = siege
  const way = plan === 'anything' ? random.pick(['withdraws', 'cancels the bid', 'revokes the key', 'cancels the lease'] as const) : plan
  count(siege, `attacker, matched: ${way}`)
  switch (way) {
    case 'withdraws': {
      const { balance } = chain.head().state.accounts.get(account) ?? { balance: 0n }
      const to = random.chance(0.5) ? account : random.pick(siege.attackers).account
      if (balance > 0n) send(siege, attacker, encodeFunctionData({ abi: marketAbi, functionName: 'withdraw', args: [balance, to] }))
      return
    }
    case 'cancels the bid':
      for (const { nonce } of matches) send(siege, attacker, encodeFunctionData({ abi: marketAbi, functionName: 'cancelBid', args: [nonce] }))
      return
    case 'revokes the key':
      send(siege, attacker, encodeFunctionData({ abi: marketAbi, functionName: 'revoke', args: [key] }))
      return
    case 'cancels the lease':
    case 'rests':
    case 'holds':
    case 'floods':
      return
  }
}

/**
 * Ends a lease of the attacker at the lowest cost: cancels it for free if the node has not sent Ready, else ends it at once. Sometimes it tries an extension
 * first.
 */
function endLease(siege: Siege, attacker: Attacker, [leaseId, lease]: readonly [bigint, ModelLease]): void {
  const about = aboutOf(leaseId, lease)
  count(siege, `attacker, ${lease.state}`)
  if (lease.state === 'booked') {
    send(siege, attacker, cancelLeaseCall(about).data)
    return
  }
  const end = unixSeconds(BigInt(lease.terms.start + lease.endOffset + 3_600))
  if (siege.random.chance(0.2)) send(siege, attacker, extendCall({ ...about, end }).data)
  send(siege, attacker, endCall({ ...about, accept: true }).data)
}

function send(siege: Siege, { account: from }: Attacker, data: `0x${string}`): void {
  wallet(siege, { from, data })
}

function leasesOf({ chain }: Siege, { account }: Attacker): readonly (readonly [bigint, ModelLease])[] {
  return [...chain.head().state.leases].filter(([, { terms, state }]) => terms.renter === account && state !== 'ended')
}

async function matchesOf({ database }: Siege, { account }: Attacker): Promise<readonly Matched[]> {
  return database.as('infinitio_owner').query<Matched>(
    `select s.bid_hash as "bidHash", coalesce(o.nonce, (o.order_json::json ->> 'nonce')::numeric) as nonce
     from settlements s join book_orders o on o.order_hash = s.bid_hash
     where s.account = $1 and s.state = 'unsettled' order by s.match_id`,
    [account],
  )
}
