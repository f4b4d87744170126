import type { Address, NodeId } from '@infinitio/domain'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { changeVisibility, hiddenBy } from '../book/nodeVisibility.ts'
import { shutAsk } from '../book/openAsks.ts'
import type { Turn } from '../book/turn.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'

type Registered = Extract<ChainLogCommand, { kind: 'NodeRegistered' }>

/** A node is in the registry. One that the chain dropped and took again keeps its asks, unless its facts changed. */
export function nodeRegistered(turn: Turn, command: Registered): void {
  const { book, emit } = turn
  const known = book.nodes.get(command.node)
  const isSame = known !== undefined && (['classId', 'regionId', 'gpus', 'vramGib'] as const).every((fact) => known[fact] === command[fact])
  if (known !== undefined && isSame) known.isRegistered = true
  else {
    if (known !== undefined) shutAll(turn, known)
    book.nodes.set(command.node, nodeOf(command, known))
  }
  const code = hiddenBy(book, command.node)
  emit(code === null ? { kind: 'NodeShown', node: command.node } : { kind: 'NodeHidden', node: command.node, code })
}

/** The chain dropped a registration: the node is hidden, what was promised on it waits for the worker's word. */
export function nodeNotRegistered(turn: Turn, { node }: Registered): void {
  changeVisibility(turn, [node], () => {
    const record = turn.book.nodes.get(node)
    if (record !== undefined) record.isRegistered = false
  })
}

/** A node left the registry, or (false) the chain dropped that. */
export function nodeRetired(turn: Turn, node: NodeId, isRetired: boolean): void {
  changeVisibility(turn, [node], () => {
    const record = turn.book.nodes.get(node)
    if (record !== undefined) record.isRetired = isRetired
  })
}

/** A provider's bond covers its nodes, or (false) not any more. */
export function providerListed(turn: Turn, provider: Address, isListed: boolean): void {
  const { book } = turn
  const nodes = [...book.nodes.values()].filter((record) => record.provider === provider).map((record) => record.node)
  changeVisibility(turn, nodes, () => {
    if (isListed) book.delistedProviders.delete(provider)
    else book.delistedProviders.add(provider)
  })
}

/** The API has not heard from a node, or (false) hears from it again. */
export function nodeSilent(turn: Turn, node: NodeId, isSilent: boolean): void {
  changeVisibility(turn, [node], () => {
    if (isSilent) turn.book.silentNodes.add(node)
    else turn.book.silentNodes.delete(node)
  })
}

function nodeOf({ node, provider, classId, regionId, gpus, vramGib }: Registered, known: NodeRecord | undefined): NodeRecord {
  const leased = known?.leased ?? new Map()
  const reserved = known?.reserved ?? new Map()
  return { node, provider, classId, regionId, gpus, vramGib, isRetired: false, isRegistered: true, asks: [], leased, reserved }
}

function shutAll({ book, emit }: Turn, node: NodeRecord): void {
  for (const record of [...node.asks]) {
    shutAsk(book, record, 'cancelled')
    emit({ kind: 'OrderCancelled', orderHash: record.orderHash, reason: 'chain' })
  }
}
