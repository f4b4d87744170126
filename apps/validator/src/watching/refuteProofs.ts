import { proofCheckerAbi, punishWrongRootCall, refuteBlockCall, refuteCellCall, refuteCommitCall } from '@infinitio/chain'
import { type Hex32, hex32, zeroAddress } from '@infinitio/domain'
import {
  hashCommit,
  hashEntries,
  hashEntry,
  type ProofCommit,
  type ProofSigningDomain,
  type ProofStatement,
  slotNonces,
  wrongCell,
} from '@infinitio/domain/proofs'
import type { RootsWire } from '@infinitio/domain/wire'
import { getRootBoard, getSlotStatements, InfinitioError, slotTree, statementsOfSlot } from '@infinitio/sdk/emission'
import { readOpeningBlock, readSlot } from '@infinitio/sdk/proofs'
import { type Hex, toHex } from 'viem'
import { type ReadBoard, readSlotBoard } from '../proofs/readSlotBoard.ts'
import { signingDomain } from '../proofs/slotFacts.ts'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'
import { refuteTime } from './refuteTime.ts'

const subject = 'proofs'
type Signed = RootsWire['items'][number]

/**
 * Looks for roots about proofs that others signed and that this validator did not calculate, in its turn and one root a round. If it can show to `ProofChecker` that such
 * a root is false, has each signer of the root slashed. False entries need the entries themselves, of which the board has only the hash: they remain for others to
 * show.
 */
export async function refuteProofs(validator: OpenValidator, round: Round): Promise<void> {
  const { address, opened, checked, proofs } = validator
  if (!hasTurn(validator, round)) return
  const { items } = await getRootBoard(opened.access.transport)
  const strange = items.filter((it) => it.subject === subject && it.signer !== address && proofs.kept.ofRoot(hex32(it.root)) === null)
  const domain = await signingDomain(validator)
  if (domain === null) return
  // A root without statements stays for a later round, and does not keep the others from a check.
  for (const next of strange.filter((it) => !checked.has(nameOf(it)))) {
    const isChecked = await checkRoot(validator, { next, strange, domain }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof InfinitioError && error.code === 'api.not_found') return false
        throw error
      },
    )
    if (isChecked) return
  }
}

type Looking = { readonly next: Signed; readonly strange: readonly Signed[]; readonly domain: ProofSigningDomain }

async function checkRoot(validator: OpenValidator, { next, strange, domain }: Looking): Promise<void> {
  const { checked } = validator
  const root = hex32(next.root)
  const isRefuted = (await refuterOf(validator, domain, root)) !== zeroAddress || (await refute(validator, { root, domain }))
  // Each signature of a refuted root costs its signer a part of the bond, whenever it was given.
  const signers = isRefuted ? strange.filter((it) => it.root === root && !checked.has(nameOf(it))) : [next]
  for (const signed of signers) if (!isRefuted || (await punish(validator, { domain, signed }))) checked.add(nameOf(signed))
}

function nameOf({ root, signer, epoch }: Signed): string {
  return `strange proofs ${root} ${signer} ${epoch}`
}

async function refuterOf({ client }: OpenValidator, { checker }: ProofSigningDomain, root: Hex32): Promise<string> {
  return await client.readContract({ address: checker, abi: proofCheckerAbi, functionName: 'refuterOf', args: [root] })
}

/** Returns true if the root was refuted: it names a block that is not on the chain or not the first one for z, or the commit of another GPU, or a wrong row passed. False if none of these can be shown. */
async function refute(validator: OpenValidator, { root, domain }: { root: Hex32; domain: ProofSigningDomain }): Promise<boolean> {
  const { client, opened, logger } = validator
  const stated = await getSlotStatements(opened.access.transport, root)
  const statements = statementsOfSlot(stated)
  const tree = slotTree(statements)
  const [first] = statements
  if (tree === null || first === undefined) return false
  const shownOf = (statement: ProofStatement) => {
    return { checker: domain.checker, root, statement, path: (tree.pathOf(statement) ?? []).map((sibling) => hex32(toHex(sibling))) }
  }
  // All statements of a slot name the same blocks. The contract refuses the call if both blocks are on the chain.
  if (await sendCall(validator, refuteBlockCall(shownOf(first)), `refuting the blocks of ${root}`)) return true
  if (await refuteTime(validator, shownOf(first))) return true
  const { chainId, addresses } = opened
  const slot = await readSlot(client, { chainId, directory: addresses.directory, slot: BigInt(stated.slot) })
  const z = slot === null ? null : await readOpeningBlock(client, slot)
  if (slot === null || z === null) return false
  const board = await readSlotBoard(validator, { slot, z: z.z, zHash: z.zHash, domain })
  for (const statement of statements.filter(({ passed }) => passed)) {
    const stolen = board.answers.find(({ commit }) => hashCommit(commit) === statement.commit && !isOf(statement, commit))?.commit
    const refuteCommit = stolen === undefined ? null : refuteCommitCall({ ...shownOf(statement), commit: stolen })
    if (refuteCommit !== null && (await sendCall(validator, refuteCommit, `refuting the commit of ${statement.node}`))) return true
    const found = await wrongRowOf(board, statement.commit)
    if (found === null || found.calls !== statement.calls) continue
    logger.error({ root, node: statement.node, gpu: statement.gpu }, 'a signed root says that a GPU passed whose row is wrong')
    const { cell, nonces, commit, entries } = found
    const nonce = nonces[cell.index]
    if (nonce === undefined) continue
    const call = refuteCellCall({ ...shownOf(statement), commit, entries, nonce, cell })
    if (await sendCall(validator, call, `refuting a row of ${statement.node}`)) return true
  }
  return false
}

function isOf({ node, gpu }: ProofStatement, { subject: of }: ProofCommit): boolean {
  return of.node === node && of.gpu === gpu
}

async function wrongRowOf({ judged, answers }: ReadBoard, hash: Hex32) {
  const answer = answers.find(({ commit }) => hashCommit(commit) === hash)
  const openings = answer === undefined ? null : await answer.openings()
  if (answer === undefined || openings === null) return null
  const { commit } = answer
  const nonces = slotNonces(judged)
  const cell = wrongCell({ commit, timers: judged.timers.length, nonces, zHash: judged.zHash, openings })
  const entries = nonces.map(hashEntry)
  return cell === null ? null : { cell, nonces, commit, entries, calls: hashEntries(entries) }
}

async function punish(validator: OpenValidator, { domain, signed }: { domain: ProofSigningDomain; signed: Signed }): Promise<boolean> {
  const { attestations } = validator.opened.addresses
  const { setHash, root, signer, epoch, signature } = signed
  const of = { setHash: hex32(setHash), root: hex32(root), signature: signature as Hex }
  const call = punishWrongRootCall({ attestations, subject, refuter: domain.checker, epoch: BigInt(epoch), signed: of })
  return await sendCall(validator, call, `punishing ${signer} for a wrong statement about proofs`)
}
