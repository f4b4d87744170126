import type { ChainLeaseTerms } from '@infinitio/chain'
import { hashAsk, hashBid, hashMandate, nodeIdOf } from '@infinitio/domain'
import { accountIn, type ModelNode } from './marketState.ts'
import { bookGpuHours } from './modelCalendar.ts'
import { isActiveKey } from './modelHolder.ts'
import { credit, debit, escrowFor } from './modelMoney.ts'
import { isNonceUsed } from './modelNonces.ts'
import { demandNotPaused } from './modelPause.ts'
import { spend } from './modelSessions.ts'
import { demand } from './refused.ts'
import { domainOf, type Turn } from './turn.ts'
import type { ModelSettleItem } from './unpackItem.ts'

const WEEK = 7 * 86_400
const DAY = 86_400
const HORIZON = 28 * 86_400
const TRIAL_START = 600
const FILL_OR_KILL = 3
const MAX_BID_GPUS = 254
const FLAG_SPOT = 1
const FLAG_CLUSTER = 2
const FLAG_TRANSFERABLE = 4
const CANCELLED_LANE = 255
const NOBODY = `0x${'0'.repeat(40)}`
const ANY_ENGINE = `0x${'1'.padStart(40, '0')}`

/** Opens a booked lease for one pair of an ask and a bid. Refuses with the first broken rule, in the contract's order. */
export function settle(turn: Turn, item: ModelSettleItem): void {
  demand(!item.bid.cluster, 'Market_ClusterNeedsBatch')
  demand(!isWhole(item) || item.gpus === item.bid.gpus, 'Market_OrderNotWhole', BigInt(item.gpus), BigInt(item.bid.gpus))
  demandNotPaused(turn)
  settlePair(turn, item)
}

/** Returns true if a bid's items settle only together. */
export function isWhole({ bid }: ModelSettleItem): boolean {
  return bid.allOrNothing || bid.cluster || bid.timeInForce === FILL_OR_KILL
}

/** Settles one pair of an ask and a bid, by itself or as part of a batch. Returns the start and the region, which all members of a cluster must share. */
export function settlePair(turn: Turn, item: ModelSettleItem): { start: number; regionId: number } {
  const { state, now, sender } = turn
  const askHash = checkAsk(turn, item)
  const { bidHash, actor } = fillBid(turn, item)
  checkTerms(turn, item)
  const node = checkNode(turn, item)
  const terms = termsOf(turn, item, node)
  checkWindow(item, { start: terms.start, now })
  bookGpuHours(state, { node: terms.node, start: terms.start, end: terms.start + terms.durationSeconds, gpus: terms.gpus, capacity: node.gpus })
  state.leaseCount += 1n
  const leaseId = state.leaseCount
  const fresh = { reason: 0, readyDelay: 0, endOffset: terms.durationSeconds, paidSeconds: 0, credit: 0, owner: null }
  state.leases.set(leaseId, { terms, state: 'booked', ...fresh })
  const escrow = escrowFor(terms)
  spend(turn, { owner: terms.renter, actor, amount: escrow + item.relayFee })
  debit(state, terms.renter, escrow + item.relayFee)
  if (terms.trialSeconds !== 0) accountIn(state, terms.renter).lastTrialAt = now
  credit(state, sender, item.relayFee)
  const amounts = { escrow, relayFee: item.relayFee, relayer: sender, bidNonce: item.bid.nonce }
  turn.emit({ contract: 'market', name: 'Settled', args: { leaseId, askHash, bidHash, terms, ...amounts } })
  return { start: terms.start, regionId: node.regionId }
}

function checkAsk(turn: Turn, { ask, askSignature, mandate, mandateSignature }: ModelSettleItem): string {
  const { now, recover } = turn
  const provider = ask.provider.toLowerCase()
  checkExecutor(turn, ask.executor)
  demand(now <= ask.expiry, 'Market_AskExpired', BigInt(ask.expiry), BigInt(now))
  demand(!isNonceUsed(turn.state, { owner: provider, nonce: ask.nonce }), 'Market_AskCancelled', ask.provider, ask.nonce)
  const askHash = hashAsk(ask as never, domainOf(turn))
  const signer = recover(askHash, askSignature)
  if (mandate === null) {
    demand(signer === provider, 'Market_SignerNotProvider', signer, ask.provider)
    return askHash
  }
  demand(nodeIdOf({ provider: provider as never, nodeKey: signer as never }) === ask.node, 'Market_SignerNotNodeKey', signer, ask.node)
  const mandator = mandate.provider.toLowerCase()
  demand(mandator === provider && mandate.node === ask.node, 'Market_MandateMismatch', mandate.provider, mandate.node)
  demand(now <= mandate.until, 'Market_MandateExpired', BigInt(mandate.until), BigInt(now))
  demand(!isNonceUsed(turn.state, { owner: mandator, nonce: mandate.nonce }), 'Market_MandateCancelled', mandate.provider, mandate.nonce)
  checkLimits(ask, mandate)
  const mandateSigner = recover(hashMandate(mandate as never, domainOf(turn)), mandateSignature)
  demand(mandateSigner === mandator, 'Market_SignerNotProvider', mandateSigner, mandate.provider)
  return askHash
}

/** Checks the limits of a mandate. Each error contains the position of the violated field in the mandate. */
function checkLimits(ask: ModelSettleItem['ask'], mandate: NonNullable<ModelSettleItem['mandate']>): void {
  const limit = (isKept: boolean, field: number, value: number | bigint, most: number | bigint) =>
    demand(isKept, 'Market_MandateExceeded', field, BigInt(value), BigInt(most))
  const { pricePerGpuSecond, maxDurationSeconds, trialSeconds, noticeSeconds, availableUntil } = ask
  const { minPricePerGpuSecond, minNoticeSeconds, maxNoticeSeconds } = mandate
  limit(pricePerGpuSecond >= minPricePerGpuSecond, 2, pricePerGpuSecond, minPricePerGpuSecond)
  limit(maxDurationSeconds <= mandate.maxDurationSeconds, 3, maxDurationSeconds, mandate.maxDurationSeconds)
  limit(trialSeconds <= mandate.maxTrialSeconds, 4, trialSeconds, mandate.maxTrialSeconds)
  limit(noticeSeconds >= minNoticeSeconds, 5, noticeSeconds, minNoticeSeconds)
  limit(noticeSeconds <= maxNoticeSeconds, 6, noticeSeconds, maxNoticeSeconds)
  limit(availableUntil <= mandate.availableUntil, 7, availableUntil, mandate.availableUntil)
  const flags = (ask.transferable ? 1 : 0) + (ask.privateRenter === NOBODY ? 0 : 2)
  limit((flags & ~mandate.flags) === 0, 8, flags, mandate.flags)
}

function fillBid(turn: Turn, { bid, bidSignature, gpus }: ModelSettleItem): { bidHash: string; actor: string } {
  const { state, now, recover } = turn
  const renter = bid.renter.toLowerCase()
  checkExecutor(turn, bid.executor)
  demand(now <= bid.expiry, 'Market_BidExpired', BigInt(bid.expiry), BigInt(now))
  demand(bid.expiry <= now + WEEK, 'Market_BidExpiryTooFar', BigInt(bid.expiry), BigInt(now + WEEK))
  const bidHash = hashBid(bid as never, domainOf(turn))
  const signer = recover(bidHash, bidSignature)
  demand(signer === renter || isActiveKey(state, { account: renter, key: signer, now }), 'Market_SignerNotRenter', signer, bid.renter)
  demand(bid.gpus <= MAX_BID_GPUS, 'Market_BidTooLarge', BigInt(bid.gpus), BigInt(MAX_BID_GPUS))
  const lane = `${renter}/${bid.nonce}`
  const filled = state.lanes.get(lane) ?? 0
  const isOpen = filled !== CANCELLED_LANE && bid.nonce >= (state.floors.get(renter) ?? 0n)
  demand(isOpen, 'Market_BidCancelled', bid.renter, bid.nonce)
  demand(filled + gpus <= bid.gpus, 'Market_BidOverfilled', BigInt(filled), BigInt(gpus), BigInt(bid.gpus))
  state.lanes.set(lane, filled + gpus)
  return { bidHash, actor: signer }
}

function checkTerms({ state }: Turn, { ask, bid, gpus, relayFee }: ModelSettleItem): void {
  const isPrivate = ask.privateRenter !== NOBODY
  demand(ask.provider !== bid.renter, 'Market_SelfTrade', bid.renter)
  demand(!isPrivate || ask.privateRenter === bid.renter, 'Market_AskPrivate', bid.renter, ask.privateRenter)
  const [price, most] = [ask.pricePerGpuSecond, bid.maxPricePerGpuSecond]
  demand(price <= most, 'Market_PriceTooHigh', price, most)
  demand(state.feeBps <= ask.maxFeeBps, 'Market_FeeTooHigh', BigInt(state.feeBps), BigInt(ask.maxFeeBps))
  demand(state.feeBps <= bid.maxFeeBps, 'Market_FeeTooHigh', BigInt(state.feeBps), BigInt(bid.maxFeeBps))
  const share = (bid.maxRelayFee * BigInt(gpus)) / BigInt(bid.gpus)
  demand(relayFee <= share, 'Market_RelayFeeTooHigh', relayFee, share)
  demand(bid.timeInForce <= FILL_OR_KILL, 'Market_TimeInForceUnknown', bid.timeInForce)
}

function checkNode({ state }: Turn, { ask, bid, gpus }: ModelSettleItem): ModelNode {
  const node = state.nodes.get(ask.node)
  demand(node?.listed === true && !state.delisted.has(node.provider), 'Market_NodeNotListed', ask.node)
  demand(node.provider === ask.provider.toLowerCase(), 'Market_NodeNotOfProvider', ask.node, ask.provider)
  if (BigInt(bid.node) === 0n) {
    demand(((bid.classMask >> BigInt(node.classId)) & 1n) === 1n, 'Market_ClassNotAccepted', node.classId)
    demand(((bid.regionMask >> BigInt(node.regionId)) & 1n) === 1n, 'Market_RegionNotAccepted', node.regionId)
  } else demand(bid.node === ask.node, 'Market_NodeNotAccepted', ask.node, bid.node)
  demand(node.vramGib >= bid.minVramGib, 'Market_VramTooLow', BigInt(node.vramGib), BigInt(bid.minVramGib))
  demand(node.tier >= bid.minTier, 'Market_TierTooLow', BigInt(node.tier), BigInt(bid.minTier))
  const [reliability, wanted] = [node.reliabilityBps, bid.minReliabilityBps]
  demand(reliability >= wanted, 'Market_ReliabilityTooLow', BigInt(reliability), BigInt(wanted))
  const [least, most] = [Math.max(ask.minGpus, bid.minGpusPerNode), Math.min(ask.maxGpus, node.gpus)]
  demand(gpus !== 0 && gpus >= least && gpus <= most, 'Market_GpusOutOfRange', BigInt(gpus), BigInt(least), BigInt(most))
  return node
}

function checkWindow({ ask, bid }: ModelSettleItem, { start, now }: { start: number; now: number }): void {
  const seconds = bid.durationSeconds
  const [shortest, longest] = [ask.minDurationSeconds, ask.maxDurationSeconds]
  const isAllowed = seconds !== 0 && seconds >= shortest && seconds <= longest
  demand(isAllowed, 'Market_DurationOutOfRange', BigInt(seconds), BigInt(shortest), BigInt(longest))
  const from = Math.max(bid.startFrom, now)
  demand(start >= from && start <= bid.startUntil, 'Market_StartOutOfWindow', BigInt(start), BigInt(from), BigInt(bid.startUntil))
  const end = start + seconds
  const window = [start, end, ask.availableFrom, ask.availableUntil].map(BigInt)
  demand(start >= ask.availableFrom && end <= ask.availableUntil, 'Market_WindowOutsideAsk', ...window)
  demand(end <= now + HORIZON, 'Market_EndTooFar', BigInt(end), BigInt(now + HORIZON))
}

function termsOf({ state, now }: Turn, { ask, bid, gpus, start }: ModelSettleItem, { hostKey }: ModelNode): ChainLeaseTerms {
  const startAt = start === 0 ? now : start
  const renter = bid.renter.toLowerCase()
  const lastTrialAt = state.accounts.get(renter)?.lastTrialAt ?? 0
  const isTogether = bid.cluster && lastTrialAt === now
  const cut = bid.cluster && bid.durationSeconds < 9_000 ? 0 : Math.min(ask.trialSeconds, 3_600, Math.floor(bid.durationSeconds / 10))
  const mayTry = startAt <= now + TRIAL_START && (lastTrialAt === 0 || now >= lastTrialAt + DAY || isTogether)
  return {
    renter,
    provider: ask.provider.toLowerCase(),
    node: ask.node,
    hostKey,
    pricePerGpuSecond: ask.pricePerGpuSecond,
    gpus,
    start: startAt,
    durationSeconds: bid.durationSeconds,
    noticeSeconds: ask.noticeSeconds,
    trialSeconds: mayTry ? cut : 0,
    feeBps: state.feeBps,
    flags: (start === 0 ? FLAG_SPOT : 0) + (bid.cluster ? FLAG_CLUSTER : 0) + (ask.transferable ? FLAG_TRANSFERABLE : 0),
    askNonce: ask.nonce,
    askMaxDurationSeconds: ask.maxDurationSeconds,
    askAvailableUntil: ask.availableUntil,
    workloadHash: bid.workloadHash,
  }
}

function checkExecutor({ state, sender }: Turn, executor: string): void {
  const named = executor.toLowerCase()
  const isAllowed = named === NOBODY || named === sender || (named === ANY_ENGINE && state.engines.has(sender))
  demand(isAllowed, 'Market_CallerNotExecutor', sender, executor)
}
