import type { attestationsAbi } from '@infinitio/chain'
import { type ContractFunctionArgs, encodeAbiParameters, type Hex, keccak256, stringToHex } from 'viem'
import type { ModelAttested } from './marketState.ts'
import { creditLease, nodeLost } from './modelCredit.ts'
import { recordOutage } from './modelOutages.ts'
import { demand } from './refused.ts'
import type { Turn } from './turn.ts'

type Args<Name extends 'attest' | 'applyOutage' | 'applyCredit' | 'applyLoss'> = ContractFunctionArgs<typeof attestationsAbi, 'nonpayable', Name>

const EPOCH = 3_600
const OLDEST_EPOCHS = 24
const SILENCE = 120
const FULL_SIGNERS = 4
const FULL_POWER_SECONDS = 120

/** Stores an attested root. The model does not check the signers: it counts the bits of the bitmap as signatures. */
export function attest({ state, now }: Turn, [subject, epoch, root, { members, bitmap }]: Args<'attest'>): void {
  demand(BigInt(root) !== 0n, 'Attestations_RootZero')
  const last = Math.floor(now / EPOCH)
  const before = state.attested.get(subject)
  const signers = [...bitmap.toString(2)].filter((bit) => bit === '1').length
  const isFull = members.length >= FULL_SIGNERS && signers >= FULL_SIGNERS
  const isAgain = before?.root === root && BigInt(before.epoch) === epoch && !before.isFull && signers >= FULL_SIGNERS
  const first = Math.max(last - OLDEST_EPOCHS, (before?.epoch ?? 0) + (isAgain ? 0 : 1))
  demand(epoch >= first && epoch <= last, 'Attestations_EpochOutOfRange', epoch, BigInt(first), BigInt(last))
  demand(isFull || !isAgain, 'Attestations_PowerTooSmall', subject)
  const waits = !isFull && members.length >= FULL_SIGNERS
  state.attested.set(subject, { root, epoch: Number(epoch), time: now, isFull, appliesFrom: now + (waits ? FULL_POWER_SECONDS : 0) })
}

/** Records an outage: the node did not answer from `from` until `until`. The statement must be in an attested root with enough signatures. */
export function applyOutage({ state, now }: Turn, [subject, statement]: Args<'applyOutage'>): void {
  const attested = state.attested.get(subject)
  demand(attested?.isFull === true, 'Attestations_PowerTooSmall', subject)
  demandLeaf(attested, { subject, leaf: outageLeaf(statement) })
  const { node, from, until } = statement
  const isPast = until <= attested.time
  demand(isPast, 'Attestations_OutageInvalid', BigInt(from), BigInt(until), BigInt(attested.time))
  recordOutage(state, { node, from, until, now })
}

/** Removes the newly credited seconds of a lease from its bill. */
export function applyCredit(turn: Turn, [subject, statement, terms]: Args<'applyCredit'>): void {
  const { state, now, addresses } = turn
  const attested = state.attested.get(subject)
  demandInTime(attested, now)
  demandLeaf(attested, { subject, leaf: creditLeaf(statement) })
  demand(statement.market.toLowerCase() === addresses.market, 'Attestations_MarketUnknown', statement.market)
  const before = state.leases.get(statement.leaseId)?.credit ?? 0
  const { leaseId, creditedSeconds } = statement
  demand(creditedSeconds > before, 'Attestations_NothingToCredit', BigInt(creditedSeconds), BigInt(before))
  creditLease({ ...turn, sender: addresses.attestations }, { leaseId, terms, creditSeconds: creditedSeconds - before, isFull: attested.isFull })
}

/** Ends a lease whose node stopped answering. */
export function applyLoss(turn: Turn, [subject, statement, terms]: Args<'applyLoss'>): void {
  const { state, now, addresses } = turn
  const attested = state.attested.get(subject)
  demandInTime(attested, now)
  demandLeaf(attested, { subject, leaf: lossLeaf(statement) })
  const first = Math.floor(now / EPOCH) - 1
  demand(attested.epoch >= first, 'Attestations_StatementStale', BigInt(attested.epoch), BigInt(first))
  const { leaseId, since } = statement
  const from = since + SILENCE
  demand(now >= from, 'Attestations_NotSilentLongEnough', BigInt(from), BigInt(now))
  if (attested.isFull) recordOutage(state, { node: terms.node, from: since, until: from, now })
  demand(statement.market.toLowerCase() === addresses.market, 'Attestations_MarketUnknown', statement.market)
  nodeLost({ ...turn, sender: addresses.attestations }, { leaseId, terms, since, isFull: attested.isFull })
}

/** Returns the Merkle leaf of an outage. The model attests one statement at a time, so the leaf is also the root of its tree. */
export function outageLeaf({ node, from, until }: Args<'applyOutage'>[1]): Hex {
  const types = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'uint40' }, { type: 'uint40' }] as const
  return twice(encodeAbiParameters(types, [kind('Outage'), node, from, until]))
}

/** Returns the Merkle leaf of a credit, which is also the root of its tree of one statement. */
export function creditLeaf({ market, leaseId, creditedSeconds }: Args<'applyCredit'>[1]): Hex {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }, { type: 'uint24' }] as const
  return twice(encodeAbiParameters(types, [kind('Credit'), market, leaseId, creditedSeconds]))
}

/** Returns the Merkle leaf of a lost node, which is also the root of its tree of one statement. */
export function lossLeaf({ market, leaseId, since }: Args<'applyLoss'>[1]): Hex {
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }, { type: 'uint40' }] as const
  return twice(encodeAbiParameters(types, [kind('Loss'), market, leaseId, since]))
}

function kind(name: string): Hex {
  return stringToHex(name, { size: 32 })
}

function twice(encoded: Hex): Hex {
  return keccak256(keccak256(encoded))
}

/** A root without full power waits for the remaining signatures before it ends or credits a lease. */
function demandInTime(attested: ModelAttested | undefined, now: number): void {
  const from = attested?.appliesFrom ?? 0
  demand(now >= from, 'Attestations_WaitsForFullPower', BigInt(from), BigInt(now))
}

function demandLeaf(attested: ModelAttested | undefined, { subject, leaf }: { subject: Hex; leaf: Hex }): asserts attested is ModelAttested {
  demand(attested?.root === leaf, 'Attestations_LeafUnknown', subject, leaf)
}
