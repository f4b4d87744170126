import type { Address, NodeId } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { markStartable, marketBookOf, noteMore } from '../book/marketBook.ts'
import { newNode } from '../book/nodeRecord.ts'
import { changeVisibility, hiddenBy, showNode } from '../book/nodeVisibility.ts'
import { shutAsk } from '../book/openAsks.ts'
import type { Turn } from '../book/turn.ts'
import { wakeNode } from '../book/woken.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'
import type { NodeRecord } from '../book/records.ts'

type Registered = Extract<ChainLogCommand, { kind: 'NodeRegistered' }>
type Attestation = Extract<ChainLogCommand, { kind: 'NodeAttested' }>

/**
 * Adds a node that the chain registered. A node that the chain dropped and registered again keeps its asks, unless its class, region, GPUs or memory changed.
 */
export function nodeRegistered(turn: Turn, command: Registered): void {
  const { book, emit } = turn
  const known = book.nodes.get(command.node)
  if (known === undefined) addNode(book, command)
  else {
    const isSame = (['classId', 'regionId', 'gpus', 'vramGib'] as const).every((fact) => known[fact] === command[fact])
    if (!isSame) changeFacts(turn, known, command)
    known.isRegistered = true
  }
  const code = hiddenBy(book, command.node)
  showNode(book, book.nodes.get(command.node) as NodeRecord)
  emit(code === null ? { kind: 'NodeShown', node: command.node } : { kind: 'NodeHidden', node: command.node, code })
}

/** Hides a node after the chain dropped its registration. Its unsettled matches remain until the worker reports their outcome. */
export function nodeNotRegistered(turn: Turn, { node }: Registered): void {
  changeVisibility(turn, [node], () => {
    const record = turn.book.nodes.get(node)
    if (record !== undefined) record.isRegistered = false
  })
}

/** Hides a node that left the registry. With `isRetired` false, undoes this because the chain dropped the event. */
export function nodeRetired(turn: Turn, node: NodeId, isRetired: boolean): void {
  changeVisibility(turn, [node], () => {
    const record = turn.book.nodes.get(node)
    if (record !== undefined) record.isRetired = isRetired
  })
}

/** Stores whether a provider's bond covers its nodes (`isListed`), and shows or hides the nodes accordingly. */
export function providerListed(turn: Turn, provider: Address, isListed: boolean): void {
  const { book } = turn
  const nodes = (book.nodesOfProvider.get(provider) ?? []).map((record) => record.node)
  changeVisibility(turn, nodes, () => {
    if (isListed) book.delistedProviders.delete(provider)
    else book.delistedProviders.add(provider)
  })
}

/** Hides a node without heartbeats (`isSilent`), or shows it after the API gets its heartbeats again. */
export function nodeSilent(turn: Turn, node: NodeId, isSilent: boolean): void {
  changeVisibility(turn, [node], () => {
    if (isSilent) turn.book.silentNodes.add(node)
    else turn.book.silentNodes.delete(node)
  })
}

/**
 * Stores the validators' attestation of a node's tier and reliability. With sign -1, the chain has dropped the
 * attestation: removes it, so that the previous attestation applies again.
 */
export function nodeAttested({ book }: Turn, { node, tier, reliabilityBps }: Attestation, sign: 1 | -1): void {
  const record = book.nodes.get(node)
  if (record === undefined) return
  if (sign === 1) record.attested.push({ tier, reliabilityBps })
  else record.attested.pop()
  const last = record.attested.at(-1)
  record.tier = last?.tier ?? 0
  record.reliabilityBps = last?.reliabilityBps ?? 0
  noteMore(record)
  wakeNode(book, record)
}

/**
 * Stores how many GPUs of a node do not respond, at most all. The node offers only the others. If more respond than before, resting bids search the node.
 * Holds and matches that exist remain: the chain decides about those.
 */
export function nodeGpusLost({ book }: Turn, node: NodeId, gpus: number): void {
  const record = book.nodes.get(node)
  if (record === undefined) return
  const before = record.lostGpus
  record.lostGpus = Math.min(Math.max(0, gpus), record.gpus)
  markStartable(book, record)
  if (record.lostGpus < before) wakeNode(book, record)
}

/** Stores the new benchmark score of a node. */
export function nodeScored({ book }: Turn, node: NodeId, score: number): void {
  const record = book.nodes.get(node)
  if (record === undefined) return
  record.score = score
  noteMore(record)
  wakeNode(book, record)
}

function addNode(book: Book, facts: Registered): void {
  const { node, provider } = facts
  const record = newNode(facts, marketBookOf(book, facts))
  book.nodes.set(node, record)
  const others = book.nodesOfProvider.get(provider)
  if (others === undefined) book.nodesOfProvider.set(provider, [record])
  else others.push(record)
}

/** Replaces the facts of a node and cancels its asks, because a node with other facts is another machine. */
function changeFacts(turn: Turn, record: NodeRecord, { classId, regionId, gpus, vramGib }: Registered): void {
  shutAll(turn, record)
  record.classId = classId
  record.regionId = regionId
  record.gpus = gpus
  record.vramGib = vramGib
  record.market = marketBookOf(turn.book, { classId, regionId })
  record.isRetired = false
}

function shutAll({ book, emit }: Turn, node: NodeRecord): void {
  for (const record of [...node.asks]) {
    shutAsk(book, record, 'cancelled')
    emit({ kind: 'OrderCancelled', orderHash: record.orderHash, reason: 'chain' })
  }
}
