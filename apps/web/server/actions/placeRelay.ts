import { createHash, randomUUID } from 'node:crypto'
import { findLeaseDetail, insertRelay, type LeaseDetailRow } from '@infinitio/db'
import { type Address, address, canonicalJson, isRefusal, leaseFlags, type Refusal, zeroAddress } from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import { noteOrder } from '@infinitio/process'
import type { Services } from '../services.ts'
import { type AccountRelay, checkAccountSigner, checkLeaseSigner, type LeaseRelay } from './checkRelaySigner.ts'

const readyGoodForSeconds = 120
/** How late a node may be ready before its lease can be taken back. */
const graceSeconds = 600n

/**
 * Accepts a signed statement for the worker to carry to the chain; the same one again is the same relay. Refuses with `lease.unknown`,
 * `lease.over`, `lease.node_lost`, `lease.already_ready`, `lease.not_ready`, `lease.ready_expired`, `lease.instruction_expired`, `lease.end_not_later`,
 * `lease.not_no_show`, `lease.not_transferable`, `node.wrong_key`, `lease.not_holder`, `auth.session_invalid`, `auth.session_key_*`,
 * `auth.signature_*`.
 */
export async function placeRelay(services: Services, relay: RelayRequestWire): Promise<{ relayId: string } | Refusal> {
  return 'leaseId' in relay ? placeLeaseRelay(services, relay) : placeAccountRelay(services, relay)
}

async function placeLeaseRelay(services: Services, relay: LeaseRelay): Promise<{ relayId: string } | Refusal> {
  const lease = await findLeaseDetail(services.db, { leaseId: BigInt(relay.leaseId) })
  if (lease === null) return { rejected: 'lease.unknown' }
  noteOrder(lease.bidHash)
  const { chainId, addresses } = await services.facts.read()
  const { now } = services.clock.read()
  const account = await checkLeaseSigner(relay, lease, { services, domain: { chainId, market: addresses.market }, now })
  if (isRefusal(account)) return account
  const standing = checkStanding(relay, lease, now)
  if (standing !== null) return standing
  return storeRelay(services, relay, { account, leaseId: lease.leaseId })
}

async function placeAccountRelay(services: Services, relay: AccountRelay): Promise<{ relayId: string } | Refusal> {
  const { chainId, addresses } = await services.facts.read()
  const { now } = services.clock.read()
  const account = await checkAccountSigner(relay, { services, domain: { chainId, market: addresses.market }, now })
  if (isRefusal(account)) return account
  if (relay.expiry <= now) return { rejected: 'lease.instruction_expired' }
  if (relay.kind === 'authorize' && (relay.key === account || relay.key === zeroAddress)) return { rejected: 'auth.session_invalid' }
  return storeRelay(services, { ...relay, account: address(relay.account) }, { account, leaseId: null })
}

async function storeRelay(services: Services, relay: RelayRequestWire, { account, leaseId }: { account: Address; leaseId: bigint | null }) {
  const { kind, ...fields } = relay
  const digest = createHash('sha256').update(relay.signature).digest('hex').slice(0, 32)
  const relayKey = `${kind}:${leaseId ?? account}:${digest}`
  const stored = await services.db.transaction((tx) =>
    insertRelay(tx, { id: randomUUID(), relayKey, kind, leaseId, account, payload: canonicalJson(fields) }),
  )
  services.logger.info({ kind, leaseId, relay: stored.id }, 'a relay was accepted')
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
      return BigInt(now) > lease.startAt + graceSeconds ? null : { rejected: 'lease.not_no_show' }
    case 'transferLease': {
      if (lease.state !== 'booked') return { rejected: 'lease.already_ready' }
      const mayMove = (lease.flags & leaseFlags.transferable) !== 0 && BigInt(now) < lease.startAt
      return mayMove ? null : { rejected: 'lease.not_transferable' }
    }
    case 'extend':
      if (lease.state !== 'active') return { rejected: 'lease.not_ready' }
      return BigInt(relay.end) > lease.endAt ? null : { rejected: 'lease.end_not_later' }
    case 'end':
    case 'autoExtend':
      return lease.state === 'active' ? null : { rejected: 'lease.not_ready' }
  }
}
