import {
  attestationsAbi,
  cancelAskForCall,
  cancelBidForCall,
  directoryAbi,
  leaseTermsFromChain,
  leaseTermsToChain,
  leaseTokenAbi,
  marketAbi,
  raiseFloorForCall,
  stakeVaultAbi,
} from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import { marketMessageTypedData, nodeId, pTokenUnits, type SigningDomain, unixSeconds } from '@infinitio/domain'
import { encodeFunctionData, type Hex, stringToHex } from 'viem'
import { creditLeaf, lossLeaf, outageLeaf } from './modelAttestations.ts'
import { holderOf } from './modelHolder.ts'
import { aboutLease } from './modelLeaseKey.ts'
import { type Planned, sessionKeyOf, type TwinScene } from './twinScene.ts'

const NO_PROOF: readonly Hex[] = []
const FLAG_TRANSFERABLE = 4

function domainOf({ twins }: TwinScene): SigningDomain {
  return { chainId: twins.chain.chainId, market: twins.chain.addresses.market }
}

/** Returns a random relay fee. */
function feeOf({ random }: TwinScene) {
  return pTokenUnits(random.pick([0n, 10n ** 15n]))
}

function someLease({ twins, random }: TwinScene) {
  const leases = [...twins.state().leases]
  const running = leases.filter(([, { state }]) => state === 'active')
  const [leaseId, lease] = random.pick(running.length > 0 && random.chance(0.85) ? running : leases)
  return { leaseId, lease, terms: leaseTermsToChain(leaseTermsFromChain(lease.terms)) }
}

/** Validators credit a lease, or report its node as lost or not responding. Some attempts have no root, or too few signers. */
export async function attestSomething(scene: TwinScene): Promise<Planned> {
  const { twins, random, stranger } = scene
  const { leaseId, lease, terms } = someLease(scene)
  const { attestations, market } = twins.chain.addresses
  const now = twins.now()
  const isKnown = random.chance(0.95)
  const send = async (
    what: 'applyCredit' | 'applyLoss' | 'applyOutage',
    leaf: Hex,
    statement: object,
    given: readonly unknown[],
  ): Promise<Planned> => {
    if (isKnown) await twins.attest({ subject: leaf, isFull: random.chance(0.8) })
    const data = encodeFunctionData({ abi: attestationsAbi, functionName: what, args: [leaf, statement, ...given, NO_PROOF] as never })
    return { from: stranger.address, call: { to: attestations, data }, what }
  }
  if (lease.state === 'booked' && random.chance(0.8)) {
    const from = Math.min(random.chance(0.7) ? lease.terms.start - 30 : now - 600, now - 60)
    const statement = { node: nodeId(lease.terms.node), from, until: from + random.pick([60, 600, 0, 90_000]) }
    return send('applyOutage', outageLeaf(statement), statement, [])
  }
  if (random.chance(0.5)) {
    const billed = now - lease.terms.start - lease.readyDelay - lease.credit - lease.paidSeconds
    const creditedSeconds = lease.credit + random.pick([0, 1 + random.below(60), 1 + random.below(Math.max(1, billed)), 200_000])
    const statement = { market, leaseId, creditedSeconds }
    return send('applyCredit', creditLeaf(statement), statement, [terms])
  }
  const statement = { market, leaseId, since: now - random.pick([10, 130, 130, 130, 3_000, 9_000]) }
  return send('applyLoss', lossLeaf(statement), statement, [terms])
}

/**
 * The holder transfers a lease, through the Market or as a token. Or an account reports, with the holder's signature, that the node did not become ready in
 * time.
 */
export async function touchHolder(scene: TwinScene): Promise<Planned> {
  const { twins, random, renters, stranger, count } = scene
  const leases = [...twins.state().leases]
  const young = leases.filter(
    ([, { state, terms }]) => state === 'booked' && (terms.flags & FLAG_TRANSFERABLE) !== 0 && twins.now() + 60 < terms.start,
  )
  const held = young.filter(([, { owner }]) => owner !== null)
  const { leaseId, lease, terms } =
    young.length > 0 && random.chance(0.75) ? pickOf(random.pick(held.length > 0 && random.chance(0.7) ? held : young)) : someLease(scene)
  const { market: to, leaseToken } = twins.chain.addresses
  const people = [...renters, stranger]
  const holder = people.find(({ address }) => address === holderOf(lease)) ?? stranger
  const signer = random.chance(0.92) ? holder : stranger
  const heir = random.chance(0.97) ? random.pick(people).address : twins.chain.keys.provider.address
  const expiry = twins.now() + random.pick([500_000, 500_000, 500_000, -1])
  const signed = async (kind: 'TransferLease' | 'NoShow', message: object): Promise<Hex> =>
    twins.sign(signer, marketMessageTypedData(kind, { ...aboutLease(leaseId, lease.terms), ...message } as never, domainOf(scene)))
  const isLate = twins.now() > lease.terms.start + Math.min(600, lease.terms.durationSeconds)
  if (lease.state === 'booked' && (isLate || random.chance(0.1))) {
    const signature = await signed('NoShow', { expiry: unixSeconds(expiry) })
    const data = encodeFunctionData({ abi: marketAbi, functionName: 'noShowFor', args: [leaseId, terms, expiry, signature] })
    return { from: stranger.address, call: { to, data }, what: 'noShowFor' }
  }
  if (lease.owner !== null && random.chance(0.6)) {
    const from = random.chance(0.95) ? holder.address : stranger.address
    const data = encodeFunctionData({ abi: leaseTokenAbi, functionName: 'transferFrom', args: [from, heir, leaseId] })
    return { from: signer.address, call: { to: leaseToken, data }, what: 'transferFrom' }
  }
  if (random.chance(0.5)) {
    const data = encodeFunctionData({ abi: marketAbi, functionName: 'transferLease', args: [leaseId, terms, heir] })
    return { from: signer.address, call: { to, data }, what: 'transferLease' }
  }
  const nonce = BigInt(random.pick([700_000, 700_000 + count, 700_000 + count]))
  const relayFee = feeOf(scene)
  const signature = await signed('TransferLease', { to: heir, relayFee, nonce, expiry: unixSeconds(expiry) })
  const args = [leaseId, terms, heir, relayFee, nonce, expiry, signature] as const
  return {
    from: stranger.address,
    call: { to, data: encodeFunctionData({ abi: marketAbi, functionName: 'transferLeaseFor', args }) },
    what: 'transferLease',
  }
}

function pickOf([leaseId, lease]: [bigint, ReturnType<typeof someLease>['lease']]): ReturnType<typeof someLease> {
  return { leaseId, lease, terms: leaseTermsToChain(leaseTermsFromChain(lease.terms)) }
}

/** A renter authorises or revokes a session key: with its own transaction, or with a signature that another account sends. */
export async function touchSession(scene: TwinScene): Promise<Planned> {
  const { twins, random, renters, stranger, count } = scene
  const renter: TestKey = random.pick([...renters, ...renters, stranger])
  const key = random.chance(0.96) ? sessionKeyOf(renter).address : renter.address
  const { market } = twins.chain.addresses
  const amounts = { totalLeft: random.pick([10n ** 8n, 10n ** 12n]), dayCap: random.pick([10n ** 8n, 10n ** 12n]) }
  const sessionExpiry = twins.now() + random.pick([600, 100_000, 900_000])
  const isRevoking = random.chance(0.35)
  if (random.chance(0.5)) {
    const data = isRevoking
      ? encodeFunctionData({ abi: marketAbi, functionName: 'revoke', args: [key] })
      : encodeFunctionData({ abi: marketAbi, functionName: 'authorize', args: [key, { ...amounts, expiry: sessionExpiry }] })
    return { from: renter.address, call: { to: market, data }, what: isRevoking ? 'revoke' : 'authorize' }
  }
  const nonce = BigInt(random.pick([800_000, 800_000 + count, 800_000 + count]))
  const expiry = unixSeconds(twins.now() + random.pick([500_000, 500_000, 500_000, -1]))
  const relayFee = feeOf(scene)
  const about = { account: renter.address, key, relayFee, nonce, expiry }
  const signer = random.chance(0.93) ? renter : stranger
  if (isRevoking) {
    const signature = await twins.sign(signer, marketMessageTypedData('Revoke', about, domainOf(scene)))
    const args = [renter.address, key, relayFee, nonce, Number(expiry), signature] as const
    return {
      from: stranger.address,
      call: { to: market, data: encodeFunctionData({ abi: marketAbi, functionName: 'revokeFor', args }) },
      what: 'revokeFor',
    }
  }
  const message = { ...about, ...amounts, sessionExpiry: unixSeconds(sessionExpiry) }
  const signature = await twins.sign(signer, marketMessageTypedData('Authorize', message, domainOf(scene)))
  const args = [renter.address, key, { ...amounts, expiry: sessionExpiry }, relayFee, nonce, Number(expiry), signature] as const
  const data = encodeFunctionData({ abi: marketAbi, functionName: 'authorizeFor', args })
  return { from: stranger.address, call: { to: market, data }, what: 'authorizeFor' }
}

/** The owner of orders signs a cancellation: of an ask, of a bid, or of all nonces below some number. Another account sends the signature to the chain. */
export async function touchNonce(scene: TwinScene): Promise<Planned> {
  const { twins, random, renters, stranger, count } = scene
  const { market } = twins.chain.addresses
  const owner = random.pick([...renters, twins.chain.keys.provider])
  const account = owner.address
  const signer = random.chance(0.93) ? owner : stranger
  const expiry = unixSeconds(twins.now() + random.pick([500_000, 500_000, 500_000, -1]))
  const nonce = 2_000n + BigInt(random.below(4 * count + 4))
  const from = stranger.address
  if (random.chance(0.1)) {
    const message = { account, relayFee: feeOf(scene), floor: BigInt(random.below(2_000 + count)), expiry }
    const signature = await twins.sign(signer, marketMessageTypedData('RaiseFloor', message, domainOf(scene)))
    return { from, call: raiseFloorForCall({ market, message, signature }), what: 'raiseFloorFor' }
  }
  const message = { account, relayFee: feeOf(scene), nonce, expiry }
  if (random.chance(0.5)) {
    const signature = await twins.sign(signer, marketMessageTypedData('CancelAsk', message, domainOf(scene)))
    return { from, call: cancelAskForCall({ market, message, signature }), what: 'cancelAskFor' }
  }
  const signature = await twins.sign(signer, marketMessageTypedData('CancelBid', message, domainOf(scene)))
  return { from, call: cancelBidForCall({ market, message, signature }), what: 'cancelBidFor' }
}

/** The guardian pauses new business for a short time or ends the pause. Sometimes another account tries. */
export function touchPause({ twins, random, stranger }: TwinScene): Planned {
  const { directory: to } = twins.chain.addresses
  const from = random.chance(0.9) ? twins.chain.keys.deployer.address : stranger.address
  if (twins.now() < twins.state().pausedUntil || random.chance(0.2))
    return { from, call: { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'endPause' }) }, what: 'endPause' }
  const seconds = BigInt(random.pick([900, 20_000, 0, 300_000]))
  return { from, call: { to, data: encodeFunctionData({ abi: directoryAbi, functionName: 'pause', args: [seconds] }) }, what: 'pause' }
}

/** The provider adds to its bond. */
export function touchBond({ twins, random }: TwinScene): Planned {
  const { address: from } = twins.chain.keys.provider
  const amount = ((twins.state().tokens.get(from) ?? 0n) * BigInt(random.below(10))) / 100n
  const args = [stringToHex('Provider', { size: 32 }), amount] as const
  const data = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bond', args })
  return { from, call: { to: twins.chain.addresses.stakeVault, data }, what: 'bond' }
}
