import type { Address, NodeId } from '@infinitio/domain'
import type { Book } from '../book/book.ts'
import { marketBookOf, noteMore } from '../book/marketBook.ts'
import { newNode } from '../book/nodeRecord.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { changeVisibility, hiddenBy, showNode } from '../book/nodeVisibility.ts'
import { shutAsk } from '../book/openAsks.ts'
import type { Turn } from '../book/turn.ts'
import { wakeNode } from '../book/woken.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'

type Registered = Extract<ChainLogCommand, { kind: 'NodeRegistered' }>
type Attestation = Extract<ChainLogCommand, { kind: 'NodeAttested' }>

/** The chain registered a node. A node that the chain dropped and registered again keeps its asks, unless its facts changed. */
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

/** The chain dropped a node's registration. Hides the node. Its unsettled matches remain until the worker reports their outcome. */
export function nodeNotRegistered(turn: Turn, { node }: Registered): void {
  changeVisibility(turn, [node], () => {
    const record = turn.book.nodes.get(node)
    if (record !== undefined) record.isRegistered = false
  })
}

/** A node left the registry, or (false) the chain dropped that event. */
export function nodeRetired(turn: Turn, node: NodeId, isRetired: boolean): void {
  changeVisibility(turn, [node], () => {
    const record = turn.book.nodes.get(node)
    if (record !== undefined) record.isRetired = isRetired
  })
}

/** A provider's bond covers its nodes, or (false) no longer does. */
export function providerListed(turn: Turn, provider: Address, isListed: boolean): void {
  const { book } = turn
  const nodes = (book.nodesOfProvider.get(provider) ?? []).map((record) => record.node)
  changeVisibility(turn, nodes, () => {
    if (isListed) book.delistedProviders.delete(provider)
    else book.delistedProviders.add(provider)
  })
}

/** The API gets no heartbeat of a node, or (false) gets one again. */
export function nodeSilent(turn: Turn, node: NodeId, isSilent: boolean): void {
  changeVisibility(turn, [node], () => {
    if (isSilent) turn.book.silentNodes.add(node)
    else turn.book.silentNodes.delete(node)
  })
}

/** Validators attested a node's tier and reliability. Sign -1: the chain dropped that attestation, and the one before it applies again. */
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

/** A node got a new score. */
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

/** A node with other facts is another machine. Cancels its asks. */
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
