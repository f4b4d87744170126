import {
  authorizeForCall,
  autoExtendCall,
  cancelAskForCall,
  cancelBidForCall,
  cancelLeaseForCall,
  type ChainAddresses,
  type ContractCall,
  depositSignedForCall,
  dripCall,
  endByProviderForCall,
  endForCall,
  extendForCall,
  noShowForCall,
  raiseFloorForCall,
  readyCall,
  revokeForCall,
  transferLeaseForCall,
  withdrawForCall,
} from '@infinitio/chain'
import type { LeaseRow } from '@infinitio/db'
import { type Address, assertNever, type LeaseId, leaseId as brandLeaseId, leaseKey, type LeaseTerms, leaseTermsOf } from '@infinitio/domain'
import type { RelayPayload } from './relayPayload.ts'

/** Returns the contract call for a relay. Returns null if the relay needs a lease but none is given, or if the chain has no faucet. */
export function relayCall(payload: RelayPayload, { addresses, lease }: { addresses: ChainAddresses; lease: LeaseRow | null }): ContractCall | null {
  const { market, faucet } = addresses
  switch (payload.kind) {
    case 'faucet':
      return faucet === null ? null : dripCall({ faucet, account: payload.account })
    case 'withdraw':
      return withdrawForCall({ market, ...signed(payload) })
    case 'cancelAsk':
      return cancelAskForCall({ market, ...signed(payload) })
    case 'cancelBid':
      return cancelBidForCall({ market, ...signed(payload) })
    case 'raiseFloor':
      return raiseFloorForCall({ market, ...signed(payload) })
    case 'deposit': {
      const { kind: _kind, signature, permit, ...message } = payload
      return depositSignedForCall({ market, message, permit, signature })
    }
    case 'authorize':
      return authorizeForCall({ market, ...signed(payload) })
    case 'revoke':
      return revokeForCall({ market, ...signed(payload) })
    default:
      return lease === null ? null : leaseCall(payload, { addresses, lease })
  }
}

type AccountPayload = Extract<RelayPayload, { account: unknown }>

function leaseCall(
  payload: Exclude<RelayPayload, AccountPayload>,
  { addresses, lease }: { addresses: ChainAddresses; lease: LeaseRow },
): ContractCall {
  const leaseId = brandLeaseId(lease.leaseId)
  const terms = leaseTermsOf(lease)
  const about = { market: addresses.market, terms }
  const { signature } = payload
  switch (payload.kind) {
    case 'ready':
      return readyCall({ ...about, leaseId, signedAt: payload.signedAt, signature })
    case 'end':
      return endForCall({ ...about, leaseId, accept: payload.accept, expiry: payload.expiry, signature })
    case 'cancelLease':
      return cancelLeaseForCall({ ...about, leaseId, expiry: payload.expiry, signature })
    case 'extend':
    case 'autoExtend':
    case 'transferLease':
      return signedLeaseCall(payload, { ...about, leaseId })
    case 'endByProvider':
      return endByProviderForCall({ ...about, leaseId, expiry: payload.expiry, signature })
    case 'noShow':
      return noShowForCall({ ...about, leaseId, expiry: payload.expiry, signature })
    default:
      return assertNever(payload)
  }
}

type MessagePayload = Extract<RelayPayload, { kind: 'extend' | 'autoExtend' | 'transferLease' }>

/** Returns the call of a function that takes the whole signed message. */
function signedLeaseCall(
  payload: MessagePayload,
  { market, terms, leaseId }: { market: Address; terms: LeaseTerms; leaseId: LeaseId },
): ContractCall {
  const key = { leaseId, leaseKey: leaseKey(leaseId, terms) }
  switch (payload.kind) {
    case 'extend': {
      const { message, signature } = signed(payload)
      return extendForCall({ market, terms, message: { ...key, ...message }, signature })
    }
    case 'autoExtend': {
      const { message, signature } = signed(payload)
      return autoExtendCall({ market, terms, order: { ...key, ...message }, signature })
    }
    case 'transferLease': {
      const { message, signature } = signed(payload)
      return transferLeaseForCall({ market, terms, message: { ...key, ...message }, signature })
    }
    default:
      return assertNever(payload)
  }
}

/** Splits a payload into the signed message and its signature. */
function signed<Payload extends { kind: string; signature: unknown }>({ kind: _kind, signature, ...message }: Payload) {
  return { message, signature } as { message: Omit<Payload, 'kind' | 'signature'>; signature: Payload['signature'] }
}
