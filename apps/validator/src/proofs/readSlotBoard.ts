import { createHash } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { isRightNonce } from '@infinitio/chain'
import { address, type Hex32, hex32 } from '@infinitio/domain'
import {
  type BoardCall,
  type BoardReceipt,
  type CalledNonce,
  decodeOpenings,
  hashCommits,
  hashDoor,
  hashReceipts,
  hashTimerReceipt,
  type JudgedSlot,
  mostOpeningBytes,
  type ProofCommit,
  proofLimits,
  type ProofOpening,
  type ProofSigningDomain,
} from '@infinitio/domain/proofs'
import type { ProofSlotWire } from '@infinitio/domain/wire'
import { InfinitioError } from '@infinitio/sdk/emission'
import { getProofSlot, type ProofSlot } from '@infinitio/sdk/proofs'
import { type Hex, recoverAddress } from 'viem'
import type { OpenValidator } from '../validator/validator.ts'
import { createPace } from './createPace.ts'
import { commitsOf, isSignedByNode } from './receivedCommits.ts'
import { committeeOfSlot } from './slotFacts.ts'

/**
 * The answer of one GPU in a proof slot (a block at which machines prove their GPUs), as the API stores it: its commitment, and the hash of the whole message.
 * `openings` loads the rows of its proof that the machine revealed, or null if it revealed none.
 */
export type BoardAnswer = { readonly commit: ProofCommit; readonly message: Hex32; readonly openings: () => Promise<readonly ProofOpening[] | null> }

/**
 * The messages of a proof slot (a block at which machines prove their GPUs) that their senders signed correctly. `shownNonces` has all nonces that timers
 * (validators that measure when proofs arrive) revealed, including false ones. A root that counts a false nonce can be refuted later with these.
 */
export type ReadBoard = { readonly judged: JudgedSlot; readonly answers: readonly BoardAnswer[]; readonly shownNonces: readonly CalledNonce[] }

/**
 * Reads the messages of a proof slot (a block at which machines prove their GPUs) and checks each signature, so that nobody needs to trust the API. Throws the
 * errors of the API and the chain.
 */
export async function readSlotBoard(
  validator: OpenValidator,
  { slot, z, zHash, domain }: { slot: ProofSlot; z: bigint; zHash: Hex32; domain: ProofSigningDomain },
): Promise<ReadBoard> {
  const board = await getProofSlot(validator.opened.access.transport, Number(slot.slot), {})
  const timers = (await committeeOfSlot(validator, slot))?.timers ?? []
  const common = { slot: slot.slot, slotHash: slot.slotHash, beaconSeed: slot.beaconSeed, z, zHash, timers }
  const [calls, receipts] = [await callsOf(board, { slot, timers, domain }), await receiptsOf(board, { slot, timers, domain })]
  const openingOf = new Map(board.openings.map((it) => [`${it.node} ${it.gpu}`, it]))
  const answers: BoardAnswer[] = []
  for (const message of await signedMessages(validator, { slot, z, domain, messages: board.commits })) {
    const commits = commitsOf(slot, message)
    // Calculate this hash here instead of trusting the one that the API stores. The arrival times that timers (validators that measure when proofs arrive)
    // reported are looked up by this hash.
    const hash = hashCommits(commits)
    for (const commit of commits) {
      const opened = openingOf.get(`${message.node} ${commit.subject.gpu}`)
      const openings = () =>
        opened === undefined ? Promise.resolve(null) : readOpenings(validator, { sha256: opened.sha256, rows: commit.work.rows })
      answers.push({ commit, message: hash, openings })
    }
  }
  return { judged: { ...common, calls, receipts }, answers, shownNonces: shownNoncesOf(board, timers) }
}

/**
 * Limits on the messages that are read from the API. A slot has at most 16 timers (validators that measure it), each with one call to the machines and one
 * nonce. If a dishonest API returns more messages than these limits, the rest is ignored and causes no work.
 */
const mostShown = { calls: 32, nonces: 2 } as const
const bytes = /^0x(?:[0-9a-f]{2})*$/

/**
 * Returns each revealed nonce together with the message in which its timer (the validator that measured the slot) called the machines. Does not check them.
 * `place` is the timer's index in the order of selection; a sender that is not a timer of this slot gets its index in the API's list.
 */
function shownNoncesOf({ calls, receipts }: Pick<ProofSlotWire, 'calls' | 'receipts'>, timers: JudgedSlot['timers']): CalledNonce[] {
  return calls.slice(0, mostShown.calls).flatMap(({ timer, nonceHash, door, signature }, at) => {
    const drawn = timers.findIndex(({ account }) => account === timer)
    const call = {
      place: drawn < 0 ? at : drawn,
      timer: address(timer),
      nonceHash: hex32(nonceHash),
      doorHash: hashDoor(door),
      signature: signature as Hex,
    }
    const nonces = receipts.filter((it) => it.timer === timer).slice(0, mostShown.nonces)
    return bytes.test(signature) ? nonces.map(({ nonce }) => ({ ...call, nonce: hex32(nonce) })) : []
  })
}

/**
 * The most messages of one machine that are used (`signed`) and that are checked (`checked`). A machine that signed two different messages counts as one that
 * did not answer, so two are enough. A dishonest API that returns more causes no more checks.
 */
const mostOfMachine = { signed: 2, checked: 4 } as const

type Messages = { readonly slot: ProofSlot; readonly z: bigint; readonly domain: ProofSigningDomain; readonly messages: ProofSlotWire['commits'] }

/**
 * Returns the messages that their machines signed, at most two per machine. Considers only machines that were registered up to block `z`. Registering costs a
 * bond, so a flood of invented machines causes no signature check and no request to the chain. Pauses between signature checks, because the process has other
 * work.
 */
async function signedMessages(validator: OpenValidator, { slot, z, domain, messages }: Messages): Promise<ProofSlotWire['commits']> {
  const events = await validator.opened.access.events.readTo(z)
  const registered = new Set<string>(events.flatMap((event) => (event.name === 'NodeRegistered' ? [event.node] : [])))
  const checked = new Map<string, number>()
  const signed = new Map<string, ProofSlotWire['commits']>()
  const pace = createPace()
  for (const message of messages) {
    const { node, gpus } = message
    const [before, own] = [checked.get(node) ?? 0, signed.get(node) ?? []]
    const isOver = own.length >= mostOfMachine.signed || before >= mostOfMachine.checked
    if (!registered.has(node) || isOver || gpus.length > proofLimits.gpus) continue
    checked.set(node, before + 1)
    const startedAt = performance.now()
    if (await isSignedByNode(validator, { slot, message, domain })) signed.set(node, [...own, message])
    await pace.rest(performance.now() - startedAt)
  }
  return [...signed.values()].flat()
}

type Of = { readonly slot: ProofSlot; readonly domain: ProofSigningDomain }

async function callsOf({ calls, receipts }: ProofSlotWire, { slot, timers, domain }: Of & { timers: JudgedSlot['timers'] }): Promise<BoardCall[]> {
  const signed: BoardCall[] = []
  for (const { timer, nonceHash, door, signature } of firstOfEach(calls, timers)) {
    const place = timers.findIndex(({ account }) => account === timer)
    const nonce = receipts.find((it) => it.timer === timer)?.nonce
    if (place < 0 || nonce === undefined) continue
    const call = { timer: address(timer), nonceHash: hex32(nonceHash), doorHash: hashDoor(door), signature: signature as Hex }
    const stated = { slot: slot.slot, slotHash: slot.slotHash, timers: timers.length }
    if (await isRightNonce({ ...call, place, nonce: hex32(nonce) }, stated, domain)) signed.push(call)
  }
  return signed
}

async function receiptsOf({ receipts }: ProofSlotWire, { slot, timers, domain }: Of & { timers: JudgedSlot['timers'] }): Promise<BoardReceipt[]> {
  const signed: BoardReceipt[] = []
  for (const { timer, nonce, receipts: list, signature } of firstOfEach(receipts, timers)) {
    const received = list.map(({ node, commits, ms, site }) => ({ node: hex32(node), commits: hex32(commits), ms, site }))
    const hash = hashTimerReceipt({ slot: slot.slot, slotHash: slot.slotHash, nonce: hex32(nonce), receipts: hashReceipts(received) }, domain)
    const signer = await recoverAddress({ hash, signature: signature as Hex }).catch(() => null)
    if (signer?.toLowerCase() !== timer) continue
    const times = new Map(received.map(({ commits, ms }) => [commits, ms]))
    const sites = new Map(received.map(({ commits, site }) => [commits, site]))
    signed.push({ timer: address(timer), nonce: hex32(nonce), times, sites })
  }
  return signed
}

/** Returns the first message of each timer (a validator that measures when proofs arrive), in the order in which the timers were selected. */
function firstOfEach<Message extends { readonly timer: string }>(messages: readonly Message[], timers: JudgedSlot['timers']): Message[] {
  return timers.flatMap(({ account }) => messages.find(({ timer }) => timer === account) ?? [])
}

const mostTries = 5
const longestPauseSeconds = 10

/**
 * Returns the rows that a GPU revealed. Returns null if the API does not have them or returns other bytes. Waits and tries again while the API is busy, because
 * after an error the validator would have to judge the whole slot again.
 */
async function readOpenings(validator: OpenValidator, wanted: { sha256: string; rows: number }): Promise<readonly ProofOpening[] | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await loadOpenings(validator, wanted)
    } catch (error) {
      if (error instanceof InfinitioError && error.code === 'proof.opening_unknown') return null
      if (tries >= mostTries) throw error
      const seconds = error instanceof InfinitioError ? (error.retryAfterSeconds ?? tries) : tries
      await delay(Math.min(seconds, longestPauseSeconds) * 1_000)
    }
  }
}

async function loadOpenings({ opened }: OpenValidator, { sha256, rows }: { sha256: string; rows: number }): Promise<readonly ProofOpening[] | null> {
  const response = await opened.access.transport.open({ method: 'GET', path: `/proofs/openings/${sha256}` })
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length > mostOpeningBytes) return null
  if (`0x${createHash('sha256').update(bytes).digest('hex')}` !== sha256) return null
  return decodeOpenings(bytes, { rows })
}
