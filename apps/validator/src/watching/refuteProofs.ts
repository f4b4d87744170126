import { type ContractCall, proofCheckerAbi, punishWrongRootCall, refuteBlockCall, refuteCellCall, refuteCommitCall } from '@infinitio/chain'
import { type Hex32, hex32, zeroAddress } from '@infinitio/domain'
import {
  hashCommit,
  hashEntries,
  hashEntry,
  type ProofCommit,
  type ProofOpening,
  type ProofSigningDomain,
  type ProofStatement,
  slotNonces,
  wrongCell,
} from '@infinitio/domain/proofs'
import type { RootsWire } from '@infinitio/domain/wire'
import { getRootBoard, getSlotStatements, slotTree, statementsOfSlot } from '@infinitio/sdk/emission'
import { readOpeningBlock, readSlot } from '@infinitio/sdk/proofs'
import { type Hex, toHex } from 'viem'
import { createPace } from '../proofs/createPace.ts'
import { type BoardAnswer, type ReadBoard, readSlotBoard } from '../proofs/readSlotBoard.ts'
import { signingDomain } from '../proofs/slotFacts.ts'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Refutation, type RefutingLook, type Round } from '../validator/validator.ts'
import { refuteEntries } from './refuteEntries.ts'
import { refuteTime } from './refuteTime.ts'

const subject = 'proofs'
const daySeconds = 86_400n
/** Members of an earlier validator set can still be punished if that set was formed within this many days, because their bonds can still be taken. */
const memberDays = 30n
type Signed = RootsWire['items'][number]

/**
 * Checks roots about GPU proofs that other validators signed and that this validator did not calculate itself. Does so only when it has the turn. If the
 * contract `ProofChecker` accepts a proof that a root is false, has each of its signers slashed. The statements under a root are checked in the background,
 * slowly and one root at a time, because many posted roots must not delay the rounds.
 */
export async function refuteProofs(validator: OpenValidator, round: Round): Promise<void> {
  const { address, opened, checked, proofs } = validator
  const look = proofs.refuting
  if (!hasTurn(validator, round) || look?.isOver === false) return
  const { items } = await getRootBoard(opened.access.transport)
  const others = items.filter((it) => it.subject === subject && it.signer !== address && proofs.kept.ofRoot(hex32(it.root)) === null)
  const [domain, members] = [await signingDomain(validator), await recentMembers(validator, round)]
  if (domain === null) return
  const strange = others.filter((it) => members.has(it.signer) && !checked.has(nameOf(it)))
  if (look === null) {
    // Choose one of the signed roots at random. Otherwise a validator that posts many roots could keep this validator from checking the others.
    const next = strange[Math.floor(Math.random() * strange.length)]
    if (next !== undefined) proofs.refuting = lookApart(validator, { root: hex32(next.root), domain, final: round.final })
    return
  }
  proofs.refuting = null
  // The check of another validator's root failed, for example because the API did not answer. A later round tries the root again.
  if (look.faults === null) return
  const isRefuted = (await refuterOf(validator, domain, look.root)) !== zeroAddress || (await sendFirst(look.faults))
  // Submit each signature of a refuted root, because each costs its signer a part of the bond.
  for (const signed of strange.filter(({ root }) => root === look.root))
    if (!isRefuted || (await punish(validator, { domain, signed }))) checked.add(nameOf(signed))
}

function nameOf({ root, signer, epoch }: Signed): string {
  return `strange proofs ${root} ${signer} ${epoch}`
}

async function recentMembers({ opened }: OpenValidator, { set, final, headTime }: Round): Promise<ReadonlySet<string>> {
  const events = await opened.access.events.readTo(final)
  const recent = events.flatMap((event) => (event.name === 'SetFormed' && event.at + memberDays * daySeconds >= headTime ? event.members : []))
  return new Set([...recent, ...(set?.members ?? []).map(({ account }) => account)])
}

async function refuterOf({ client }: OpenValidator, { checker }: ProofSigningDomain, root: Hex32): Promise<string> {
  return await client.readContract({ address: checker, abi: proofCheckerAbi, functionName: 'refuterOf', args: [root] })
}

/** Sends refutations (proofs that a root is false) one after another until the contract accepts one. Returns false if it accepts none. */
async function sendFirst(refutations: readonly Refutation[]): Promise<boolean> {
  for (const send of refutations) if (await send()) return true
  return false
}

type Looking = { readonly root: Hex32; readonly domain: ProofSigningDomain; readonly final: bigint }

function lookApart(validator: OpenValidator, looking: Looking): RefutingLook {
  const { root } = looking
  const look: RefutingLook = { root, isOver: false, faults: null }
  faultsOf(validator, looking)
    .then((faults) => {
      look.faults = faults
    })
    .catch((error: unknown) => validator.logger.info({ err: error, root }, 'a root of another validator cannot be checked now'))
    .finally(() => {
      look.isOver = true
    })
  return look
}

/** The longest time in milliseconds for checking the answers of GPUs under one root. The answers are checked in a random order. */
const mostLookMs = 1_800_000

/**
 * Returns the ways in which a root may be refuted, in the order in which to try them. Each claims that the root has one of these faults: it names a block that
 * is not on the chain, names a wrong block z (which selects the rows to reveal), has a false list of nonces, names the commitment of another GPU, or accepts a
 * wrong row. Throws the errors of the API and the chain.
 */
async function faultsOf(validator: OpenValidator, { root, domain, final }: Looking): Promise<Refutation[]> {
  const { client, opened, logger } = validator
  const endsAtMs = performance.now() + mostLookMs
  const stated = await getSlotStatements(opened.access.transport, root)
  const statements = statementsOfSlot(stated)
  const tree = slotTree(statements)
  const [first] = statements
  if (tree === null || first === undefined || toHex(tree.root) !== root) return []
  const shownOf = (statement: ProofStatement) => {
    return { checker: domain.checker, root, statement, path: (tree.pathOf(statement) ?? []).map((sibling) => hex32(toHex(sibling))) }
  }
  const sending = (call: ContractCall, what: string) => () => sendCall(validator, call, what)
  // All statements of a proof slot name the same blocks and nonces, so check these only in the first statement. The first refutation claims that one of the
  // blocks is not on the chain; the contract rejects this claim if all of them are on the chain.
  const ofBlocks = [sending(refuteBlockCall(shownOf(first)), `refuting the blocks of ${root}`), () => refuteTime(validator, shownOf(first))]
  const { chainId, addresses } = opened
  const slot = await readSlot(client, { chainId, directory: addresses.directory, slot: BigInt(stated.slot) })
  const z = slot === null ? null : await readOpeningBlock(client, slot)
  if (slot === null || z === null) return ofBlocks
  if (z.z > final) throw new Error(`block ${z.z} is not final`)
  const board = await readSlotBoard(validator, { slot, z: z.z, zHash: z.zHash, domain })
  // Without the timers, every nonce would seem to be invented.
  if (board.judged.timers.length === 0) throw new Error(`the chain node shows no validator set at block ${slot.slot}`)
  const known = { counted: slotNonces(board.judged), shown: board.shownNonces }
  const ofSlot = [...ofBlocks, () => refuteEntries(validator, { ...shownOf(first), domain }, known)]
  const answerOf = new Map(board.answers.map((answer) => [hashCommit(answer.commit), answer]))
  const pace = createPace()
  for (const statement of shuffled(statements.filter(({ passed }) => passed))) {
    if (performance.now() >= endsAtMs) break
    const answer = answerOf.get(statement.commit)
    if (answer === undefined) continue
    if (!isOf(statement, answer.commit))
      return [...ofSlot, sending(refuteCommitCall({ ...shownOf(statement), commit: answer.commit }), `refuting the commit of ${statement.node}`)]
    const openings = await answer.openings()
    const startedAt = performance.now()
    const found = openings === null ? null : wrongRowOf(board, { answer, openings })
    await pace.rest(performance.now() - startedAt)
    if (found === null || found.calls !== statement.calls) continue
    logger.error({ root, node: statement.node, gpu: statement.gpu }, 'a signed root says that a GPU passed whose row is wrong')
    const { nonce, ...shown } = found
    return [...ofSlot, sending(refuteCellCall({ ...shownOf(statement), ...shown, nonce }), `refuting a row of ${statement.node}`)]
  }
  return ofSlot
}

function shuffled<Item>(items: readonly Item[]): Item[] {
  return items
    .map((item) => ({ item, rank: Math.random() }))
    .toSorted((one, other) => one.rank - other.rank)
    .map(({ item }) => item)
}

function isOf({ node, gpu }: ProofStatement, { subject: of }: ProofCommit): boolean {
  return of.node === node && of.gpu === gpu
}

type Opened = { readonly answer: BoardAnswer; readonly openings: readonly ProofOpening[] }

function wrongRowOf({ judged }: ReadBoard, { answer: { commit }, openings }: Opened) {
  const nonces = slotNonces(judged)
  const cell = wrongCell({ commit, timers: judged.timers.length, nonces, zHash: judged.zHash, openings })
  const nonce = cell === null ? undefined : nonces[cell.index]
  if (cell === null || nonce === undefined) return null
  const entries = nonces.map(hashEntry)
  return { cell, nonce, commit, entries, calls: hashEntries(entries) }
}

async function punish(validator: OpenValidator, { domain, signed }: { domain: ProofSigningDomain; signed: Signed }): Promise<boolean> {
  const { attestations } = validator.opened.addresses
  const { setHash, root, signer, epoch, signature } = signed
  const of = { setHash: hex32(setHash), root: hex32(root), signature: signature as Hex }
  const call = punishWrongRootCall({ attestations, subject, refuter: domain.checker, epoch: BigInt(epoch), signed: of })
  return await sendCall(validator, call, `punishing ${signer} for a wrong statement about proofs`)
}
