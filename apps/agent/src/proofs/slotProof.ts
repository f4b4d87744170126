import { createHash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { type Hex32, hex32 } from '@infinitio/domain'
import {
  encodeOpenings,
  hashCommits,
  hashNodeCommit,
  hashSignedOpening,
  noncesAfterMs,
  proofLimits,
  type ProofCommit,
  type ProofSigningDomain,
  samplesOfProof,
} from '@infinitio/domain/proofs'
import type { ProofCommitsWire, ProofSlotWire } from '@infinitio/domain/wire'
import type { Logger } from '@infinitio/process'
import { getProofSlot, type ProofSlot, postProofCommit, postProofOpening } from '@infinitio/sdk/proofs'
import type { MarketSession, SigningNode } from '../market/marketSession.ts'
import { countProofs, countProving, countSlot } from '../metrics/proofMetrics.ts'
import { type NodeProvers, type ProvingGpu, startNodeProvers } from './nodeProvers.ts'
import { startProver } from './startProver.ts'
import { openTimerDoors, type TimerDoors } from './timerDoors.ts'

/**
 * A machine that proves its GPUs in a slot (a block at which machines prove their GPUs): its key, its GPUs and its provers. If `provers` is given, they run
 * already, and the caller ends them. Otherwise provers are started for this slot and ended after it.
 */
export type ProvingNode = { readonly node: SigningNode; readonly gpus: readonly ProvingGpu[]; readonly provers?: NodeProvers | undefined }

/**
 * The inputs of all proofs that this agent makes in one slot (a block at which machines prove their GPUs). `isRented` is called repeatedly until the rows are
 * published, so that a GPU with a new lease stops proving. It gets the device file of the GPU, or null if that is unknown.
 */
export type SlotWork = {
  readonly slot: ProofSlot
  /** The time at which this process first saw the slot's block, by `performance.now()`. */
  readonly seenMs: number
  readonly nodes: readonly ProvingNode[]
  readonly isRented: (nodeId: string, file: string | null) => boolean
  /** The niceness of the process that calculates proofs on the processor, from 0 to 19. The highest number is the lowest priority. */
  readonly niceness: number
  /** Milliseconds. Each node publishes its sampled rows at a random time within this span, so that they do not all arrive at once. */
  readonly spreadMs: number
  readonly market: MarketSession
  readonly domain: ProofSigningDomain
  readonly logger: Logger
  /** Returns the network that a simulated machine states to timers, by the machine's id. Real machines state none, because timers see their addresses. */
  readonly networkOf?: ((nodeId: string) => string) | undefined
  readonly signal: AbortSignal
}

type Committed = Watched & { readonly provers: NodeProvers; readonly commits: readonly ProofCommit[] }

const lookEveryMs = 1_000
const knockEveryMs = 3_000
/** Milliseconds after the slot's block. From then on nobody accepts revealed rows, even if block z, which selects the rows, came late. */
const mostMs = 300_000

/**
 * Makes the hardware proof of one slot (a block at which all machines must prove their GPUs) for each machine of the agent:
 * 1. The agent calculates the proofs of the GPUs of each machine that no lease has. As soon as the proofs of a machine are ready, the agent sends their hash to
 *   the API and to the timers, the validators that measure the time.
 * 2. The agent waits for a later block, which selects some rows of the calculation, and publishes these rows.
 * If a lease gets a GPU, the proof of this GPU ends. Resolves with the number of GPUs that published rows. A GPU that fails or is late is logged and left out.
 */
export async function proveSlot(it: SlotWork): Promise<number> {
  const { nodes, signal } = it
  const over = AbortSignal.any([signal, AbortSignal.timeout(mostMs)])
  const doors = openTimerDoors({ allowsPrivate: it.domain.chainId === 31_337 })
  const sending = sendToDoors(it, doors, over)
  const shared = startProver({ niceness: it.niceness })
  const started = nodes.map(({ node, gpus, provers }) => ({
    node,
    gpus,
    isOwn: provers === undefined,
    provers: provers ?? startNodeProvers(gpus, shared),
  }))
  const watching = setInterval(() => {
    for (const one of started) endRented(it, one)
    if (nodes.every((one) => freeGpus(it, one).size === 0)) shared.end()
  }, lookEveryMs / 2)
  try {
    const committed: Committed[] = []
    for (const { node, gpus, provers } of started) {
      if (over.aborted || isLate(it)) break
      if (freeGpus(it, { node, gpus }).size === 0) continue
      const onFailure = (gpu: number, err: unknown) => {
        // A lease or the end of this process stops the calculation. Then nothing is wrong.
        if (signal.aborted || !freeGpus(it, { node, gpus }).has(gpu)) return
        noteFailure(it.logger, { node, gpus, gpu, err })
        countProofs('failed', 1)
      }
      const made = await provers.prove({ node: hex32(node.nodeId), slotSeed: it.slot.seed, onFailure })
      for (const { seconds } of made) countProving(seconds)
      const free = freeGpus(it, { node, gpus })
      const commits = made.flatMap(({ gpu, commit }) => (free.has(gpu) ? commit : []))
      if (commits.length === 0) continue
      const one = { node, gpus, provers, commits }
      committed.push(one)
      void sendCommit(it, one, sending.send)
    }
    if (committed.length === 0) return 0
    countSlot()
    const board = await boardWithZ(it, over)
    const opened = board === null ? 0 : await openAll(it, committed, board)
    countProofs('opened', opened)
    countProofs('unopened', committed.reduce((sum, { commits }) => sum + commits.length, 0) - opened)
    return opened
  } finally {
    clearInterval(watching)
    for (const { provers, isOwn } of started) if (isOwn) provers.end()
    shared.end()
    sending.end()
    doors.close()
  }
}

type Watched = Pick<ProvingNode, 'node' | 'gpus'>

/** Returns the numbers of the GPUs of a machine that no lease has now. */
function freeGpus({ isRented }: Pick<SlotWork, 'isRented'>, { node, gpus }: Watched): ReadonlySet<number> {
  return new Set(gpus.flatMap(({ gpu, file = null }) => (isRented(node.nodeId, file) ? [] : gpu)))
}

/** Ends the provers of the GPUs that a lease has now. */
function endRented(it: Pick<SlotWork, 'isRented'>, { provers, ...watched }: Watched & { readonly provers: NodeProvers }): void {
  const free = freeGpus(it, watched)
  if (free.size === 0) provers.end()
  else if (free.size < watched.gpus.length) provers.endGpus((gpu) => !free.has(gpu))
}

type ProofFailure = Watched & { readonly gpu: number; readonly err: unknown }

/**
 * Logs that a proof was not made: a warning for a GPU. A machine without a GPU proves on its processor only on the development chain, where a busy machine is
 * often too slow, so the line about a processor has the level info.
 */
export function noteFailure(logger: Logger, { node: { nodeId }, gpus, gpu, err }: ProofFailure): void {
  const isProcessor = gpus.find((one) => one.gpu === gpu)?.device.kind === 'processor'
  if (isProcessor) logger.info({ err, nodeId }, 'this machine has no GPU, and its processor did not calculate the test proof in time')
  else logger.warn({ err, nodeId, gpu }, 'a GPU made no hardware proof')
}

/**
 * Returns true if a commit (hash of a proof) that is sent now would arrive too late. It is too late once the timers (validators that measure its arrival) have
 * published their random nonces. No timer counts such a commit, because its sender could know the nonces.
 */
function isLate({ seenMs, domain }: SlotWork): boolean {
  return performance.now() - seenMs > noncesAfterMs(domain.chainId)
}

/**
 * The connections to all timers of a slot (validators that measure when a proof arrives). `send` gives a message to each timer and resolves with the number of
 * timers that accepted it.
 */
type Sending = { readonly send: (body: string, network?: string) => Promise<number>; readonly end: () => void }

/**
 * Returns the doors (addresses that accept commits of proofs) of those timers in the API's list that are not in `known`. Timers are validators that measure
 * when a proof arrives. At most 16 doors are used in a slot, so that a market that lists more cannot make machines flood the addresses of others.
 */
export function newDoors(calls: readonly { readonly door: string }[], known: ReadonlySet<string>): string[] {
  const fresh = new Set(calls.map(({ door }) => door).filter((door) => !known.has(door)))
  return [...fresh].slice(0, proofLimits.timers - known.size)
}

/**
 * Returns the nonces of the timers in the API's list of a proof slot, at most 16. A nonce decides which rows of a proof must be published, so without this
 * limit a prover could be made to publish rows without end.
 */
export function noncesOf({ timers, receipts }: Pick<ProofSlotWire, 'timers' | 'receipts'>) {
  const nonceOf = new Map(receipts.map(({ timer, nonce }) => [timer, nonce]))
  return timers.slice(0, proofLimits.timers).flatMap(({ timer }, place) => {
    const nonce = nonceOf.get(timer)
    return nonce === undefined ? [] : [{ place, nonce: hex32(nonce) }]
  })
}

/**
 * Looks repeatedly for timers (validators that measure when proofs arrive) that announce themselves at the API, and keeps a connection to each. A timer that
 * announces itself late also gets the earlier messages. Ends with `end`, or when `until` aborts.
 */
function sendToDoors({ market, slot }: SlotWork, doors: TimerDoors, until: AbortSignal): Sending {
  const ended = new AbortController()
  const signal = AbortSignal.any([ended.signal, until])
  const known = new Set<string>()
  const sent: (readonly [body: string, network: string | undefined])[] = []
  void (async () => {
    let knockedAt = 0
    while (!signal.aborted) {
      const board = await readBoard(market, slot, { parts: 'calls' }).catch(() => null)
      const fresh = newDoors(board?.calls ?? [], known)
      for (const door of fresh) {
        known.add(door)
        for (const [body, network] of sent) void doors.send(door, body, network)
      }
      const isDue = performance.now() - knockedAt > knockEveryMs
      if (isDue) knockedAt = performance.now()
      for (const door of isDue ? known : fresh) void doors.knock(door)
      await wait(lookEveryMs, null, { signal }).catch(() => {})
    }
  })()
  return {
    end: () => ended.abort(),
    async send(body, network) {
      sent.push([body, network])
      return (await Promise.all([...known].map((door) => doors.send(door, body, network)))).filter(Boolean).length
    },
  }
}

async function sendCommit({ slot, domain, market, logger, networkOf }: SlotWork, { node, commits }: Committed, send: Sending['send']): Promise<void> {
  const message = { slot: slot.slot, slotHash: slot.slotHash, node: hex32(node.nodeId), commits: hashCommits(commits) }
  const signature = await node.account.sign({ hash: hashNodeCommit(message, domain) })
  const gpus = commits.map(({ subject, work, roots }) => ({ gpu: subject.gpu, work, roots: [...roots] }))
  const body: ProofCommitsWire = { slot: Number(slot.slot), slotHash: slot.slotHash, node: node.nodeId, gpus, signature }
  const text = JSON.stringify(body)
  // Sends a commit (hash of a proof) to the API and to the timers (validators that measure its arrival) at the same time, so that neither delays the other.
  const posting = market.call((client) => postProofCommit(client.transport, body)).catch((error: unknown) => error)
  const [timers, posted] = await Promise.all([send(text, networkOf?.(node.nodeId)), posting])
  if (posted instanceof Error) logger.warn({ err: posted, nodeId: node.nodeId }, 'the market refused the hash of the hardware proof')
  logger.info({ nodeId: node.nodeId, slot: Number(slot.slot), timers }, 'the hardware proof is calculated, and its hash is sent')
}

/**
 * Waits until the API's list of a slot contains the timers' nonces and block z, the later block that selects together with these nonces which rows to publish.
 * Returns the list, or null if block z does not come in time or comes without any nonce.
 */
async function boardWithZ({ market, slot, nodes }: SlotWork, signal: AbortSignal): Promise<ProofSlotWire | null> {
  while (!signal.aborted) {
    // Ask for the receipts with a machine's id, because only the nonces in them are needed. Without an id, each receipt would have the arrival times of all
    // machines.
    const board = await readBoard(market, slot, { parts: 'receipts', node: nodes[0]?.node.nodeId }).catch(() => null)
    if (board !== null && board.z !== null) return board.receipts.length === 0 ? null : board
    await wait(lookEveryMs, null, { signal }).catch(() => {})
  }
  return null
}

async function openAll(it: SlotWork, committed: readonly Committed[], board: ProofSlotWire): Promise<number> {
  const nonces = noncesOf(board)
  const zHash = hex32(board.z?.hash ?? '')
  let opened = 0
  for (const { node, gpus, provers, commits } of committed) {
    if (it.signal.aborted) break
    const free = freeGpus(it, { node, gpus })
    if (free.size === 0) continue
    const still = commits.filter(({ subject }) => free.has(subject.gpu))
    const posted = still.map(async (commit) => {
      const openings = await provers.open(commit.subject, samplesOfProof({ commit, nonces, zHash }))
      return await postOpening(it, { node, gpu: commit.subject.gpu }, encodeOpenings(openings))
    })
    for (const done of await Promise.allSettled(posted)) if (done.status === 'fulfilled' && done.value) opened += 1
    await wait(it.spreadMs / committed.length, null, { signal: it.signal }).catch(() => {})
  }
  return opened
}

type OpenedGpu = { readonly node: SigningNode; readonly gpu: number }

async function postOpening({ slot, domain, market, logger }: SlotWork, { node, gpu }: OpenedGpu, bytes: Uint8Array): Promise<boolean> {
  const sha256 = hex32(`0x${createHash('sha256').update(bytes).digest('hex')}`) satisfies Hex32
  const message = { slot: slot.slot, slotHash: slot.slotHash, node: hex32(node.nodeId), gpu, sha256 }
  const signature = await node.account.sign({ hash: hashSignedOpening(message, domain) })
  const body = {
    slot: Number(slot.slot),
    slotHash: slot.slotHash,
    node: node.nodeId,
    gpu,
    openings: Buffer.from(bytes).toString('base64'),
    signature,
  }
  try {
    await market.call((client) => postProofOpening(client.transport, body))
    return true
  } catch (error) {
    logger.warn({ err: error, nodeId: node.nodeId }, 'the market refused rows of the hardware proof')
    return false
  }
}

type Asked = { readonly parts: string; readonly node?: string | undefined }

async function readBoard(market: MarketSession, { slot }: ProofSlot, { parts, node }: Asked): Promise<ProofSlotWire> {
  return await market.call((client) => getProofSlot(client.transport, Number(slot), { parts, ...(node === undefined ? {} : { node }) }))
}
