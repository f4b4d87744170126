import { address, hashMarketMessage, pTokenUnits, unixSeconds, zeroAddress } from '@infinitio/domain'
import type { Hex } from 'viem'
import type { ModelLease } from './marketState.ts'
import { demandAccountSigned, holderOf } from './modelHolder.ts'
import { aboutLease } from './modelLeaseKey.ts'
import { type LeaseCall, leaseIn } from './modelLeases.ts'
import { consumeNonce } from './modelNonces.ts'
import { payRelayFee } from './modelRelayFee.ts'
import { demand } from './refused.ts'
import { domainOf, type Turn } from './turn.ts'

const FLAG_TRANSFERABLE = 4

/** Gives a booked lease to another holder before its start. Only the holder may call it. */
export function transferLease(turn: Turn, { to, ...call }: LeaseCall & { to: string }): void {
  const lease = leaseIn(turn, call, 'booked')
  demand(turn.sender === holderOf(lease), 'Market_CallerNotHolder', turn.sender, holderOf(lease))
  giveAway(turn, lease, { leaseId: call.leaseId, to })
}

/** Does the same as `transferLease`, but with the holder's own signature. Anyone may send it. */
export function transferLeaseFor(
  turn: Turn,
  { to, relayFee, nonce, expiry, signature, ...call }: LeaseCall & { to: string; relayFee: bigint; nonce: bigint; expiry: number; signature: Hex },
): void {
  const lease = leaseIn(turn, call, 'booked')
  const holder = holderOf(lease)
  const fields = { to: address(to), relayFee: pTokenUnits(relayFee), nonce, expiry: unixSeconds(expiry) }
  const message = { ...aboutLease(call.leaseId, lease.terms), ...fields }
  demandAccountSigned(turn, holder, { digest: hashMarketMessage('TransferLease', message, domainOf(turn)), expiry, signature })
  consumeNonce(turn, { owner: holder, nonce })
  payRelayFee(turn, { account: holder, relayFee })
  giveAway(turn, lease, { leaseId: call.leaseId, to })
}

function giveAway(turn: Turn, lease: ModelLease, { leaseId, to }: { leaseId: bigint; to: string }): void {
  const { flags, start } = lease.terms
  demand((flags & FLAG_TRANSFERABLE) !== 0 && turn.now < start, 'Market_NotTransferable', leaseId)
  if (lease.owner !== null) {
    moveToken(turn, lease, { leaseId, to })
    return
  }
  turn.emit({ contract: 'market', name: 'LeaseTokenised', args: { leaseId, owner: to } })
  demand(to !== zeroAddress, 'ERC721InvalidReceiver', to)
  lease.owner = to
  turn.emit({ contract: 'leaseToken', name: 'Transfer', args: { from: zeroAddress, to, tokenId: leaseId } })
}

/** Transfers the lease's token, as its owner may with any token. */
export function transferToken(turn: Turn, { from, to, leaseId }: { from: string; to: string; leaseId: bigint }): void {
  demand(to !== zeroAddress, 'ERC721InvalidReceiver', to)
  const lease = turn.state.leases.get(leaseId)
  demand(lease !== undefined && lease.owner !== null, 'ERC721NonexistentToken', leaseId)
  demand(turn.sender === lease.owner, 'ERC721InsufficientApproval', turn.sender, leaseId)
  const owner = lease.owner
  moveToken(turn, lease, { leaseId, to })
  demand(owner === from, 'ERC721IncorrectOwner', from, leaseId, owner)
}

function moveToken(turn: Turn, lease: ModelLease, { leaseId, to }: { leaseId: bigint; to: string }): void {
  demand(to !== zeroAddress, 'ERC721InvalidReceiver', to)
  demand(lease.state === 'booked' && turn.now < lease.terms.start, 'LeaseToken_NotTransferable', leaseId)
  turn.emit({ contract: 'leaseToken', name: 'Transfer', args: { from: lease.owner, to, tokenId: leaseId } })
  lease.owner = to
}
