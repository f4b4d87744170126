import { address, type Hex32 } from '../../src/index.ts'
import { hashNonce } from '../../src/proofs/proofCall.ts'
import { type AnswerReference, type BoardReceipt, type JudgedAnswer, type JudgedSlot, judgeSlot } from '../../src/proofs/judgeSlot.ts'
import type { ProofCommit } from '../../src/proofs/proofCommit.ts'
import type { ProofWork } from '../../src/proofs/proofWork.ts'
import { hashOf } from './hashOf.ts'

/** One timer (a validator that measures when answers arrive) of a test slot. `ms` is null if the answer did not reach it. */
export type CaseTimer = {
  readonly stake?: bigint
  readonly ms?: number | null
  readonly calls?: boolean
  readonly shows?: 'nonce' | 'other nonce' | 'nothing'
  readonly signature?: `0x${string}`
}

/** The size of the proofs in test slots: small, but with whole segments of rows and two passes (rounds of matrix multiplication). */
export const caseWork: ProofWork = { rows: 8, segmentBits: 1, hashes: 1, passes: 2, samples: 8 }
/** The reference time and memory for answers in test slots. An honest proof takes 8 s. */
export const caseReference: AnswerReference = { referenceSeconds: 8, shownMib: 20_000, isWhole: true }
export const slotHash = hashOf('slot')
const shortForm = `0x${'1'.repeat(64)}${'2'.repeat(64)}1b` as const

/** Returns the messages about a test slot (one simulated proof of GPUs) as the API would have collected them, with these timers and one answer of a GPU. */
export function boardOf(timers: readonly CaseTimer[]): JudgedSlot {
  const all = timers.map((timer, place) => ({ ...timer, account: address(`0x${`${place + 1}`.padStart(40, '0')}`), nonce: hashOf(`nonce ${place}`) }))
  return {
    ...{ slot: 700n, slotHash, beaconSeed: hashOf('beacon'), z: 730n, zHash: hashOf('z') },
    timers: all.map(({ account, stake = 1n }) => ({ account, stake })),
    calls: all.flatMap(({ account, nonce, calls = true, signature = shortForm }) =>
      calls ? [{ timer: account, nonceHash: hashNonce({ timer: account, slotHash, nonce }), doorHash: hashOf('door'), signature }] : [],
    ),
    receipts: all.flatMap(({ account, nonce, shows = 'nonce', ms = 9_000 }): BoardReceipt[] =>
      shows === 'nothing'
        ? []
        : [
            {
              timer: account,
              nonce: shows === 'nonce' ? nonce : hashOf('other'),
              times: new Map(ms === null ? [] : [[messageOf(), ms]]),
              sites: new Map(ms === null ? [] : [[messageOf(), 1]]),
            },
          ],
    ),
  }
}

/** Returns an answer (proof) of a GPU in a test slot. By default it is right and has the size of its class; `changes` overrides fields. */
export function answerOf(
  changes: Partial<Omit<JudgedAnswer, 'commit'>> & { readonly gpu?: number; readonly commit?: ProofCommit } = {},
): JudgedAnswer {
  const { gpu = 0, ...rest } = changes
  const subject = { node: hashOf('node'), gpu, slotSeed: hashOf('seed') }
  return {
    commit: { subject, work: caseWork, roots: [hashOf('root 1'), hashOf('root 2')] },
    message: messageOf(),
    reference: caseReference,
    rows: 'right',
    ...rest,
  }
}

/** Returns the verdict about one answer that these timers (measuring validators) observed. */
export function verdictBefore(timers: readonly CaseTimer[], answer: JudgedAnswer = answerOf()) {
  return judgeSlot(boardOf(timers), [answer])[0]?.verdict
}

function messageOf(): Hex32 {
  return hashOf('message')
}
