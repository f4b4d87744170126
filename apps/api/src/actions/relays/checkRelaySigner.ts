import { type LeaseDetailRow, listNodeKeys } from '@infinitio/db'
import {
  type Address,
  address,
  durationSeconds,
  hashCancelLease,
  hashEnd,
  hashMarketMessage,
  hashReady,
  type Hex32,
  isRefusal,
  type LeaseAct,
  leaseId as brandLeaseId,
  leaseKey,
  leaseRefusal,
  leaseRestHash,
  leaseTermsOf,
  pTokenUnits,
  type Refusal,
  type SigningDomain,
  unixSeconds,
} from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { contractRefusal, mayBeOfContract } from '../../signatures/contractRefusal.ts'
import { checkSignedOrder, findSigningSession } from '../../intake/checkSignedOrder.ts'
import { sessionKeyRefusal } from '../../session/sessionKeyRefusal.ts'

/** `LeaseRelay` is a signed statement about one lease. `AccountRelay` is one about an account's money or orders. A worker sends both to the chain. */
export type LeaseRelay = Extract<RelayRequestWire, { leaseId: string }>
export type AccountRelay = Exclude<RelayRequestWire, LeaseRelay>

/**
 * Maps each kind of relay (a signed message that a worker sends to the chain) to an action in the table of rights. The signer of the relay must be allowed to
 * do this action.
 */
const actOf: Record<Exclude<LeaseRelay['kind'], 'ready'>, LeaseAct> = {
  end: 'end',
  cancelLease: 'cancel',
  extend: 'extend',
  autoExtend: 'autoExtend',
  endByProvider: 'endAsProvider',
  noShow: 'takeNoShow',
  transferLease: 'transfer',
}

/** Relays (signed messages for the chain) that a session key may not sign. The account itself must sign them. */
const holderOnly: ReadonlySet<LeaseRelay['kind']> = new Set(['endByProvider', 'noShow', 'transferLease'])

/**
 * The data for checking the signature of a relay (a signed message that a worker sends to the chain), except the relay itself. `caller` is the IP address of
 * the connection. If the signature must be checked by calling a contract account, the call counts against the rate limit of this address.
 */
type Checked = { services: Services; domain: SigningDomain; now: number; caller: string }

/**
 * Checks a relay (a signed message that a worker sends to the chain) about a lease. Returns the account that must have signed it: the node's key for `ready`,
 * the provider for `endByProvider`, the holder for all other kinds. A session key of the holder may sign too, except for `noShow` and `transferLease`; the
 * contract checks the key's limits. Refuses with `node.unknown`, `node.wrong_key`, `lease.not_holder`, `auth.signature_*`, `auth.session_key_*`.
 */
export async function checkLeaseSigner(relay: LeaseRelay, lease: LeaseDetailRow, checked: Checked): Promise<Address | Refusal> {
  const { services, domain, now, caller } = checked
  const { signature } = relay
  const hash = (at: SigningDomain) => hashLeaseRelay(relay, lease, at)
  if (relay.kind === 'ready') {
    const key = (await listNodeKeys(services.db, { nodeIds: [lease.nodeId] })).get(lease.nodeId)
    if (key === undefined) return { rejected: 'node.unknown' }
    const signed = checkSignedOrder(hash, { signer: address(key), signature, domain })
    if (!isRefusal(signed)) return address(key)
    return signed.rejected === 'auth.signature_wrong_signer' ? { ...signed, rejected: 'node.wrong_key' } : signed
  }
  const signer = address(leaseRefusal(actOf[relay.kind], 'renter') === null ? lease.holder : lease.provider)
  const signed = checkSignedOrder(hash, { signer, signature, domain })
  if (!isRefusal(signed)) return signer
  if (!mayBeOfContract(signed)) return signed
  const session = holderOnly.has(relay.kind) ? null : await findSigningSession(services.db, { account: signer, digest: hash(domain), signature })
  if (session !== null) return sessionKeyRefusal(session, { at: BigInt(now) }) ?? signer
  const refusal: Refusal = signed.rejected === 'auth.signature_wrong_signer' ? { ...signed, rejected: 'lease.not_holder' } : signed
  return (await contractRefusal(services, { account: signer, digest: hash(domain), signature, caller }, refusal)) ?? signer
}

/**
 * Checks and returns the signer of a relay (a signed message that a worker sends to the chain) about its account. Refuses with `auth.signature_*` and the codes
 * of `contractRefusal`.
 */
export async function checkAccountSigner(relay: AccountRelay, { services, domain, caller }: Checked): Promise<Address | Refusal> {
  const signer = address(relay.account)
  const signed = checkSignedOrder((at) => hashAccountRelay(relay, at), { signer, signature: relay.signature, domain })
  if (!isRefusal(signed)) return signer
  if (!mayBeOfContract(signed)) return signed
  const question = { account: signer, digest: hashAccountRelay(relay, domain), signature: relay.signature, caller }
  return (await contractRefusal(services, question, signed)) ?? signer
}

/**
 * Returns the hash that is signed in a relay (a signed message that a worker sends to the chain) about a lease. The request lacks the lease key (a hash of id
 * and terms), so that is calculated from the stored terms.
 */
function hashLeaseRelay(relay: LeaseRelay, lease: LeaseDetailRow, at: SigningDomain): Hex32 {
  const leaseId = brandLeaseId(lease.leaseId)
  const terms = leaseTermsOf(lease)
  if (relay.kind === 'ready') {
    const { provider, start } = terms
    return hashReady({ leaseId, provider, restHash: leaseRestHash(terms), start, signedAt: unixSeconds(BigInt(relay.signedAt)) }, at)
  }
  const about = { leaseId, leaseKey: leaseKey(leaseId, terms), expiry: unixSeconds(BigInt(relay.expiry)) }
  switch (relay.kind) {
    case 'end':
      return hashEnd({ ...about, accept: relay.accept }, at)
    case 'cancelLease':
      return hashCancelLease(about, at)
    case 'extend':
      return hashMarketMessage('Extend', { ...about, end: unixSeconds(BigInt(relay.end)), relayFee: pTokenUnits(BigInt(relay.relayFee)) }, at)
    case 'autoExtend': {
      const stepSeconds = durationSeconds(BigInt(relay.stepSeconds))
      const maxTotalSeconds = durationSeconds(BigInt(relay.maxTotalSeconds))
      const order = { ...about, stepSeconds, maxTotalSeconds, relayFee: pTokenUnits(BigInt(relay.relayFee)), nonce: BigInt(relay.nonce) }
      return hashMarketMessage('AutoExtend', order, at)
    }
    case 'endByProvider':
      return hashMarketMessage('EndByProvider', about, at)
    case 'noShow':
      return hashMarketMessage('NoShow', about, at)
    case 'transferLease':
      return hashMarketMessage(
        'TransferLease',
        { ...about, to: address(relay.to), relayFee: pTokenUnits(BigInt(relay.relayFee)), nonce: BigInt(relay.nonce) },
        at,
      )
  }
}

function hashAccountRelay(relay: AccountRelay, at: SigningDomain): Hex32 {
  const expiry = unixSeconds(BigInt(relay.expiry))
  const about = { account: address(relay.account), relayFee: pTokenUnits(BigInt(relay.relayFee)), expiry }
  switch (relay.kind) {
    case 'withdraw': {
      const amount = pTokenUnits(BigInt(relay.amount))
      return hashMarketMessage('Withdraw', { ...about, amount, to: address(relay.to), nonce: BigInt(relay.nonce) }, at)
    }
    case 'cancelAsk':
      return hashMarketMessage('CancelAsk', { ...about, nonce: BigInt(relay.nonce) }, at)
    case 'cancelBid':
      return hashMarketMessage('CancelBid', { ...about, nonce: BigInt(relay.nonce) }, at)
    case 'raiseFloor':
      return hashMarketMessage('RaiseFloor', { ...about, floor: BigInt(relay.floor) }, at)
    case 'deposit':
      return hashMarketMessage('Deposit', { ...about, amount: pTokenUnits(BigInt(relay.amount)), nonce: BigInt(relay.nonce) }, at)
    case 'authorize': {
      const limits = { totalLeft: BigInt(relay.totalLeft), dayCap: BigInt(relay.dayCap), sessionExpiry: unixSeconds(BigInt(relay.sessionExpiry)) }
      return hashMarketMessage('Authorize', { ...about, key: address(relay.key), ...limits, nonce: BigInt(relay.nonce) }, at)
    }
    case 'revoke':
      return hashMarketMessage('Revoke', { ...about, key: address(relay.key), nonce: BigInt(relay.nonce) }, at)
  }
}
