import type { Hex32 } from '../hashing/hex32.ts'
import type { Address } from '../ids/address.ts'
import { type CalledNonce, hashEntries, hashEntry, hashNonce, isCallSignature } from './proofCall.ts'
import { hashCommit, type ProofCommit } from './proofCommit.ts'
import type { ProofStatement } from './proofStatement.ts'
import { proofSpeedBps, proofVerdict, type TimerView } from './proofVerdict.ts'
import { siteNumbers } from './siteNumbers.ts'
import { proofFault, type ProofOpening } from './verifyProof.ts'

/**
 * The facts by which a proof slot is judged: the slot's block, the newest random seed (of the contract RandomBeacon) at that block, block z (the first block 30
 * s or more later), and the messages that the timers sent to the API. Timers are validators that measure when answers arrive.
 */
export type JudgedSlot = TimerBoard & { readonly slot: bigint; readonly beaconSeed: Hex32; readonly z: bigint; readonly zHash: Hex32 }

/** The reference time and the memory by which an answer is judged. `isWhole` is true if the proof is as large as the class of the machine requires. */
export type AnswerReference = { readonly referenceSeconds: number; readonly shownMib: number; readonly isWhole: boolean }

/**
 * The result of checking the rows that a machine revealed for a GPU's proof. `missing`: some rows were not sent, or they are not the sampled ones. `wrong`: a
 * sampled row has a wrong value.
 */
export type OpenedRows = 'right' | 'wrong' | 'missing'

/**
 * An answer (proof) of a GPU, as the API collected it. `message` is the hash of the machine's signed message; timers (validators that measure) list this hash
 * with the arrival time. `reference` is null for a proof of a size that the market does not accept.
 */
export type JudgedAnswer = {
  readonly commit: ProofCommit
  readonly message: Hex32
  readonly reference: AnswerReference | null
  readonly rows: OpenedRows
}

/**
 * The verdict about a GPU in a proof slot.
 * - `passed`: each sampled row is right, and the answer was in time.
 * - `smaller`: as `passed`, but the proof has fewer rows than the class of the GPU requires.
 * - `late`: the rows are right, but the answer came too late.
 * - `wrong`: a sampled row is wrong.
 * - `silent`: rows were not revealed, or the GPU answered twice.
 * - `refused`: the market does not accept a proof of this size.
 * - `uncounted`: too few nonces of timers were published in time, so the slot counts for no GPU.
 */
export type GpuVerdict = 'passed' | 'smaller' | 'late' | 'wrong' | 'silent' | 'refused' | 'uncounted'

/** The judgement of one GPU in a proof slot: its verdict, and the statement that validators sign about it, or null if they sign none. */
export type JudgedGpu = { readonly commit: ProofCommit; readonly verdict: GpuVerdict; readonly statement: ProofStatement | null }

/**
 * Checks the revealed rows of an answer. A row counts as wrong only if it is contained in a Merkle root that the machine itself sent. So nobody else can make
 * the machine's answer wrong.
 */
export function openedRows(board: JudgedSlot, { commit, openings }: { commit: ProofCommit; openings: readonly ProofOpening[] | null }): OpenedRows {
  const nonces = slotNonces(board)
  if (openings === null || nonces.length === 0) return 'missing'
  const fault = proofFault({ commit, timers: board.timers.length, nonces, zHash: board.zHash, openings })
  if (fault === null) return 'right'
  return fault.fault === 'product' ? 'wrong' : 'missing'
}

/**
 * Judges all answers (GPU proofs) of a proof slot. If a GPU answered twice, neither answer counts. Everyone who has the same messages gets the same statements,
 * byte for byte.
 */
export function judgeSlot(board: JudgedSlot, answers: readonly JudgedAnswer[]): JudgedGpu[] {
  const nonces = slotNonces(board)
  const sites = siteNumbers(
    board.timers.map(({ account, stake }) => ({ stake, sites: receiptOf(board, { nonces, account })?.sites ?? new Map<Hex32, number>() })),
    answers.map(({ message, commit: { subject } }) => ({ message, node: subject.node })),
  )
  const nameOf = ({ commit: { subject } }: JudgedAnswer) => `${subject.node} ${subject.gpu}`
  const ofGpu = Map.groupBy(answers, nameOf)
  return [...ofGpu.values()].map(([first, ...others]) => {
    const answer = first as JudgedAnswer
    const verdict = verdictOf(board, { nonces, answer: others.length === 0 ? answer : { ...answer, rows: 'missing' } })
    return { commit: answer.commit, verdict, statement: statementOf(board, { nonces, answer, verdict, site: sites.get(answer.message) ?? 0 }) }
  })
}

/**
 * Returns true if a validator may sign the statements about a proof slot. Only a validator whose own nonce counts in this slot may sign. Its nonce has selected
 * some of the checked rows, so it need not trust other validators.
 */
export function maySignSlot(board: JudgedSlot, own: string): boolean {
  return slotNonces(board).some(({ timer }) => timer === own)
}

type Judging = { readonly nonces: readonly CalledNonce[]; readonly answer: JudgedAnswer }

/**
 * Returns the signed list of answers (`BoardReceipt`) of a timer (a validator that measures). Undefined if the timer's nonce does not count, or the timer sent
 * no list.
 */
function receiptOf({ receipts }: Pick<JudgedSlot, 'receipts'>, { nonces, account }: Pick<Judging, 'nonces'> & { readonly account: Address }) {
  return nonces.some(({ timer }) => timer === account) ? receipts.find(({ timer }) => timer === account) : undefined
}

function verdictOf({ timers, receipts }: JudgedSlot, { nonces, answer: { message, reference, rows } }: Judging): GpuVerdict {
  const views = timers.map(({ account, stake }): TimerView => {
    const commitMs = receipts.find(({ timer }) => timer === account)?.times.get(message) ?? null
    return { stake, hasNonce: nonces.some(({ timer }) => timer === account), opened: rows !== 'missing', commitMs }
  })
  const verdict = proofVerdict(views, { rowsRight: rows !== 'wrong', referenceSeconds: reference?.referenceSeconds ?? 0 })
  if (verdict === 'uncounted') return 'uncounted'
  if (reference === null) return 'refused'
  if (verdict === 'passed') return reference.isWhole ? 'passed' : 'smaller'
  if (verdict === 'wrong') return 'wrong'
  return rows === 'missing' ? 'silent' : 'late'
}

function statementOf(
  board: JudgedSlot,
  { nonces, answer: { commit, message, reference }, verdict, site }: Judging & { readonly verdict: GpuVerdict; readonly site: number },
): ProofStatement | null {
  if (verdict === 'uncounted' || verdict === 'refused') return null
  const { slot, slotHash, beaconSeed, timers, z, zHash } = board
  const isShown = verdict === 'passed' || verdict === 'smaller'
  const isPassed = verdict === 'passed'
  const times = timers.flatMap(({ account, stake }) => {
    const ms = receiptOf(board, { nonces, account })?.times.get(message)
    return ms === undefined ? [] : [{ stake, ms }]
  })
  return {
    ...{ node: commit.subject.node, gpu: commit.subject.gpu, slot, slotHash, beaconSeed, commit: hashCommit(commit) },
    ...{ calls: hashEntries(nonces.map(hashEntry)), timers: timers.length, z, zHash },
    shownMib: isShown ? (reference?.shownMib ?? 0) : 0,
    passed: isPassed,
    speedBps: isPassed ? proofSpeedBps(times, reference?.referenceSeconds ?? 0) : 0,
    site: isPassed ? site : 0,
  }
}

/**
 * A timer: a validator that measures when answers arrive. Timers are the members of the committee for the hour of the proof slot. A large validator set selects
 * its committee at random; in a small set, all validators are members. A timer's index in the list is its position in the committee. `stake` is in PToken base
 * units.
 */
export type DrawnTimer = { readonly account: Address; readonly stake: bigint }

/**
 * A timer's signed call, which announces the hash of its nonce, as the API collected it. A timer is a validator that measures when answers arrive. The code
 * that read the call has checked its signature.
 */
export type BoardCall = Pick<CalledNonce, 'timer' | 'nonceHash' | 'doorHash' | 'signature'>

/**
 * A timer's signed list of the answers that it received, as the API collected it before block z. A timer is a validator that measures when answers arrive. The
 * code that read the list has checked its signature.
 */
export type BoardReceipt = {
  readonly timer: Address
  readonly nonce: Hex32
  /**
   * For each machine's message, by its hash: the milliseconds from the moment when the timer (the measuring validator) saw the slot's block until the message
   * arrived.
   */
  readonly times: ReadonlyMap<Hex32, number>
  /** For each machine's message, by its hash: the number that the timer (the measuring validator) gave to the sender's network. */
  readonly sites: ReadonlyMap<Hex32, number>
}

/** The timers of a proof slot (validators that measure when answers arrive), and their messages that the API collected. */
export type TimerBoard = {
  readonly slotHash: Hex32
  readonly timers: readonly DrawnTimer[]
  readonly calls: readonly BoardCall[]
  readonly receipts: readonly BoardReceipt[]
}

/**
 * Returns the nonces that count in a slot, in the sequence of their timers (the validators that measure). A nonce counts if its timer belongs to the slot's
 * committee, the timer's signed call has the form that the contract accepts, and the nonce matches the hash in that call. So a timer cannot choose its nonce
 * after it has seen an answer.
 */
export function slotNonces({ slotHash, timers, calls, receipts }: TimerBoard): CalledNonce[] {
  return timers.flatMap(({ account: timer }, place) => {
    const call = calls.find((it) => it.timer === timer)
    const receipt = receipts.find((it) => it.timer === timer)
    if (call === undefined || receipt === undefined || !isCallSignature(call.signature)) return []
    const { nonce } = receipt
    if (hashNonce({ timer, slotHash, nonce }) !== call.nonceHash) return []
    return [{ place, timer, nonce, nonceHash: call.nonceHash, doorHash: call.doorHash, signature: call.signature }]
  })
}
