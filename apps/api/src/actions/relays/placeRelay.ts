import { createHash, randomUUID } from 'node:crypto'
import { findLeaseDetail, findSameRelay, insertRelay, type LeaseDetailRow, type RelayBudget } from '@infinitio/db'
import { type Address, address, canonicalJson, isRefusal, leaseFlags, leaseTermsOf, readyUntil, type Refusal, zeroAddress } from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import { noteOrder } from '@infinitio/process'
import { budgetOf } from '../../relays/budgetOf.ts'
import type { Services } from '../../services/services.ts'
import { type AccountRelay, checkAccountSigner, checkLeaseSigner, type LeaseRelay } from './checkRelaySigner.ts'

const readyGoodForSeconds = 120
/** The longest step by which an auto-extend order may extend a lease, in seconds. The contract has the same limit. */
const mostStepSeconds = 3_600

/**
 * Stores a relay (a signed message about a lease or an account), which the worker then sends to the chain. A repeated request returns the same relay, even
 * after it was sent. So a retry does not fail with `lease.over`. Refuses with `lease.unknown`, `lease.over`, `lease.node_lost`, `lease.already_ready`,
 * `lease.not_ready`, `lease.ready_expired`, `lease.instruction_expired`, `lease.end_not_later`, `lease.auto_extend_invalid`, `lease.not_no_show`,
 * `lease.not_transferable`, `node.wrong_key`, `lease.not_holder`, `auth.session_invalid`, `auth.session_key_*`, `auth.signature_*`, `account.receiver_invalid`,
 * `chain.node_busy`, and the codes of `budgetOf` if nobody can pay the gas of the transaction. `caller` is the address of the connection.
 */
export async function placeRelay(
  services: Services,
  relay: RelayRequestWire,
  { caller }: { caller: string },
): Promise<{ relayId: string } | Refusal> {
  return 'leaseId' in relay ? placeLeaseRelay(services, relay, caller) : placeAccountRelay(services, relay, caller)
}

async function placeLeaseRelay(services: Services, relay: LeaseRelay, caller: string): Promise<{ relayId: string } | Refusal> {
  const lease = await findLeaseDetail(services.db, { leaseId: BigInt(relay.leaseId) })
  if (lease === null) return { rejected: 'lease.unknown' }
  noteOrder(lease.bidHash)
  const message = messageOf(relay, lease.leaseId)
  const same = await findSameRelay(services.db, message)
  if (same !== null) return { relayId: same.id }
  const { chainId, addresses } = await services.facts.read()
  const { now } = services.clock.read()
  const account = await checkLeaseSigner(relay, lease, { services, domain: { chainId, market: addresses.market }, now, caller })
  if (isRefusal(account)) return account
  const standing = checkStanding(relay, lease, now)
  if (standing !== null) return standing
  const budget = await budgetOf(services, { relay, account, lease, caller })
  return isRefusal(budget) ? budget : storeRelay(services, { ...message, account, leaseId: lease.leaseId, budget })
}

async function placeAccountRelay(services: Services, relay: AccountRelay, caller: string): Promise<{ relayId: string } | Refusal> {
  const signedFor = address(relay.account)
  const message = messageOf({ ...relay, account: signedFor }, signedFor)
  const same = await findSameRelay(services.db, message)
  if (same !== null) return { relayId: same.id }
  const { chainId, addresses } = await services.facts.read()
  const { now } = services.clock.read()
  const account = await checkAccountSigner(relay, { services, domain: { chainId, market: addresses.market }, now, caller })
  if (isRefusal(account)) return account
  if (relay.expiry <= now) return { rejected: 'lease.instruction_expired' }
  const unpayable = relay.kind === 'withdraw' ? await refuseReceiver(services, { account, to: relay.to, caller }) : null
  if (unpayable !== null) return unpayable
  if (relay.kind === 'authorize' && (relay.key === account || relay.key === zeroAddress)) return { rejected: 'auth.session_invalid' }
  const budget = await budgetOf(services, { relay, account, lease: null, caller })
  return isRefusal(budget) ? budget : storeRelay(services, { ...message, account, leaseId: null, budget })
}

type Withdrawal = { readonly account: Address; readonly to: string; readonly caller: string }

/**
 * Returns the refusal `account.receiver_invalid` for a withdrawal to a contract of the market: such a contract neither credits nor returns tokens from a plain
 * transfer, so the money would be lost for ever. These contracts are all that the Directory lists or has listed, the Directory itself, and the Market's
 * extension. Returns `chain.node_busy` if too many checks wait. Returns null for any other receiver, and for the account itself.
 */
async function refuseReceiver({ facts, isOfMarket }: Services, { account, to, caller }: Withdrawal): Promise<Refusal | null> {
  if (to === account) return null
  const { marketExtension } = await facts.read()
  const isOwn = to === marketExtension || (await isOfMarket(to, caller))
  if (isOwn === null) return { rejected: 'chain.node_busy' }
  return isOwn ? { rejected: 'account.receiver_invalid', detail: 'to' } : null
}

type Message = { readonly kind: RelayRequestWire['kind']; readonly relayKey: string; readonly payload: string }

/**
 * Returns what identifies a signed message: its kind, and a key made of its kind, its lease or account, and a hash of its signature. Also returns its other
 * fields.
 */
function messageOf(relay: RelayRequestWire, about: bigint | Address): Message {
  const { kind, ...fields } = relay
  const digest = createHash('sha256').update(relay.signature).digest('hex').slice(0, 32)
  return { kind, relayKey: `${kind}:${about}:${digest}`, payload: canonicalJson(fields) }
}

type Judged = Message & { readonly account: Address; readonly leaseId: bigint | null; readonly budget: RelayBudget }

async function storeRelay(services: Services, relay: Judged): Promise<{ relayId: string }> {
  const stored = await services.db.transaction((tx) => insertRelay(tx, { id: randomUUID(), ...relay }))
  services.logger.info({ kind: relay.kind, leaseId: relay.leaseId, relay: stored.id }, 'a relay was accepted')
  services.hub.wake()
  return { relayId: stored.id }
}

function checkStanding(relay: LeaseRelay, lease: LeaseDetailRow, now: number): Refusal | null {
  if (lease.state === 'ended' || lease.state === 'closed') return { rejected: 'lease.over' }
  if (relay.kind === 'ready') {
    if (lease.state !== 'booked') return { rejected: 'lease.already_ready' }
    if (lease.lostAt !== null) return { rejected: 'lease.node_lost' }
    return Math.abs(now - relay.signedAt) > readyGoodForSeconds ? { rejected: 'lease.ready_expired' } : null
  }
  if (relay.expiry <= now) return { rejected: 'lease.instruction_expired' }
  switch (relay.kind) {
    case 'endByProvider':
      return null
    case 'cancelLease':
      return lease.state === 'booked' ? null : { rejected: 'lease.already_ready' }
    case 'noShow':
      if (lease.state !== 'booked') return { rejected: 'lease.already_ready' }
      return BigInt(now) > readyUntil(leaseTermsOf(lease)) ? null : { rejected: 'lease.not_no_show' }
    case 'transferLease': {
      if (lease.state !== 'booked') return { rejected: 'lease.already_ready' }
      const mayMove = (lease.flags & leaseFlags.transferable) !== 0 && BigInt(now) < lease.startAt
      return mayMove ? null : { rejected: 'lease.not_transferable' }
    }
    case 'extend':
      if (lease.state !== 'active') return { rejected: 'lease.not_ready' }
      return BigInt(relay.end) > lease.endAt ? null : { rejected: 'lease.end_not_later' }
    case 'autoExtend':
      return isStandingOrderOf(relay, lease) ? null : { rejected: 'lease.auto_extend_invalid' }
    case 'end':
      return lease.state === 'active' ? null : { rejected: 'lease.not_ready' }
  }
}

/**
 * Returns true if an auto-extend order can extend the lease at least once: its step is within the contract's limit, and the lease with one more step is not
 * longer than the order's maximum total length. The order may be signed before the lease is ready.
 */
function isStandingOrderOf({ stepSeconds, maxTotalSeconds }: Extract<LeaseRelay, { kind: 'autoExtend' }>, lease: LeaseDetailRow): boolean {
  return stepSeconds > 0 && stepSeconds <= mostStepSeconds && lease.endAt - lease.startAt + BigInt(stepSeconds) <= BigInt(maxTotalSeconds)
}
