import { type Hex32, hex32 } from '@infinitio/domain'
import {
  hashCommit,
  type JudgedAnswer,
  type JudgedGpu,
  judgeSlot,
  maySignSlot,
  openedRows,
  proofLimits,
  referenceOfWork,
} from '@infinitio/domain/proofs'
import type { SlotStatementsWire } from '@infinitio/domain/wire'
import { slotTree } from '@infinitio/sdk/emission'
import { readOpeningBlock, readSlot } from '@infinitio/sdk/proofs'
import { toHex } from 'viem'
import type { OpenValidator } from '../validator/validator.ts'
import type { KeptSlot, WrongAnswer } from '../validator/keptSlots.ts'
import { createPace } from './createPace.ts'
import { countJudging, countProofs, countSlot } from './proofMetrics.ts'
import { readSlotBoard, type ReadBoard } from './readSlotBoard.ts'
import { classNameOf, signingDomain } from './slotFacts.ts'

/**
 * Seconds after block z (the block that selects the rows of a proof to reveal) at which a validator judges the answers. The API accepts revealed rows for 60 s
 * after z; later, it returns the same rows to all validators.
 */
const judgedAfterSeconds = 75
/** Seconds after a slot's block for which a validator waits for the validator set of the block. A chain node that lags behind may show none at first. */
const unknownSetSeconds = 900n

/**
 * Judges a proof slot (a block at which machines prove their GPUs) when no more rows can be revealed and block z is final, and stores statements about its
 * GPUs. Every validator does this, because wrong rows are evidence of fraud. A validator signs the statements only if the board (the API's list of messages)
 * has its nonce; otherwise the slot is over. Ends the slot without statements in four cases: its block was dropped, no committee was selected for it, no
 * machine answered, or the board has too few nonces. A machine reveals only rows that the nonces on the board select. If the chain node shows no validator set
 * at the block, judges the slot later, for up to a quarter of an hour. Throws the errors of the API and the chain.
 */
export async function judgeBoard(validator: OpenValidator, slot: KeptSlot): Promise<KeptSlot> {
  const { client, opened, proofs, logger, finalityBlocks } = validator
  const z = await readOpeningBlock(client, slot)
  if (z === null) return slot
  const zSeenMs = proofs.zSeenMs.get(slot.slotHash) ?? performance.now()
  proofs.zSeenMs.set(slot.slotHash, zSeenMs)
  const head = await client.getBlock({ blockTag: 'latest' })
  const isOver = performance.now() >= zSeenMs + judgedAfterSeconds * 1_000 || head.timestamp >= z.at + BigInt(judgedAfterSeconds)
  if (!isOver || head.number < z.z + finalityBlocks) return slot
  const over = (reason: string) => {
    logger.info({ slot: slot.slot, reason }, 'a slot gives no statements')
    countSlot('none')
    return proofs.kept.put(slot, { phase: 'over' })
  }
  const place = { chainId: opened.chainId, directory: opened.addresses.directory }
  const now = await readSlot(client, { ...place, slot: slot.slot })
  const domain = await signingDomain(validator)
  if (now?.slotHash !== slot.slotHash || domain === null) return over('its block was dropped')
  const board = await readSlotBoard(validator, { slot, z: z.z, zHash: z.zHash, domain })
  if (board.judged.timers.length === 0)
    return head.timestamp < slot.at + unknownSetSeconds ? slot : over('the chain node has shown no validator set at its block for 15 minutes')
  // Without a random seed no committee is selected, so every validator was a timer (measured the slot). The contract accepts no statements with so many timers.
  if (board.judged.timers.length > proofLimits.timers) return over('no committee was drawn')
  const judged = await judgeAnswers(validator, board)
  logger.info({ slot: slot.slot, nonces: board.judged.receipts.length, ...countsOf(judged) }, 'a slot is judged')
  countProofs(judged.map(({ verdict }) => verdict))
  const statements = statementsIn(judged)
  if (statements === null) return over('no machine answered, or too few nonces are on the board')
  const found = { statements, wrong: wrongAnswers(judged) }
  if (maySignSlot(board.judged, validator.address)) {
    countSlot('judged')
    return proofs.kept.put(slot, { phase: 'judged', ...found })
  }
  // Without its own nonce this validator may not sign that a machine passed. But each wrong row proves itself, and frauds are signed by validators that did not
  // measure the same slots. So store the results.
  countSlot('unsigned')
  return proofs.kept.put(slot, { phase: 'over', ...found })
}

/**
 * Judges the answer of every GPU that was sent for one proof slot. Checks the revealed rows slowly, because the process has other work. Throws the errors of
 * the API and the chain.
 */
async function judgeAnswers(validator: OpenValidator, { judged, answers }: ReadBoard): Promise<JudgedGpu[]> {
  const { chainId } = validator.opened
  const checked: JudgedAnswer[] = []
  const pace = createPace()
  for (const { commit, message, openings } of answers) {
    const className = await classNameOf(validator, commit.subject.node)
    const reference = className === null ? null : referenceOfWork(commit.work, { className, chainId })
    const shown = reference === null ? null : await openings()
    const startedAt = performance.now()
    checked.push({ commit, message, reference, rows: openedRows(judged, { commit, openings: shown }) })
    const tookMs = performance.now() - startedAt
    countJudging(tookMs)
    await pace.rest(tookMs)
  }
  return judgeSlot(judged, checked)
}

function countsOf(judged: readonly JudgedGpu[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { verdict } of judged) counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}

function wrongAnswers(judged: readonly JudgedGpu[]): WrongAnswer[] {
  return judged.filter(({ verdict }) => verdict === 'wrong').map(({ commit }) => ({ node: commit.subject.node, commit: hashCommit(commit) }))
}

/** Converts the statements about the GPUs of one proof slot into the form in which the API takes them, with their Merkle root. Null if there are none. */
function statementsIn(judged: readonly JudgedGpu[]): SlotStatementsWire | null {
  const statements = judged.flatMap(({ statement }) => (statement === null ? [] : [statement]))
  const [first] = statements
  const tree = slotTree(statements)
  if (first === undefined || tree === null) return null
  const root: Hex32 = hex32(toHex(tree.root))
  const { slot, slotHash, beaconSeed, calls, timers, z, zHash } = first
  const gpus = statements.map(({ node, gpu, commit, shownMib, passed, speedBps, site }) => ({ node, gpu, commit, shownMib, passed, speedBps, site }))
  return { root, slot: Number(slot), slotHash, beaconSeed, calls, timers, z: Number(z), zHash, gpus }
}
