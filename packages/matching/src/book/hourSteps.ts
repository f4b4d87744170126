import { takenAt } from './freeGpus.ts'
import type { NodeRecord } from './nodeRecord.ts'

/** Nodes by the hours that take more or less of them than the hour before: what is free of a node changes by time alone in these, and in no other. */
export class HourSteps {
  readonly #nodesOf = new Map<number, Set<NodeRecord>>()

  /** Notes that an hour may take another number of GPUs of a node than the hour before. */
  note(hour: number, node: NodeRecord): void {
    const nodes = this.#nodesOf.get(hour)
    if (nodes === undefined) this.#nodesOf.set(hour, new Set([node]))
    else nodes.add(node)
  }

  /** Notes all hours of a node after a given one. */
  noteAfter(hour: number, node: NodeRecord): void {
    const last = Math.max(node.leased.to, node.reserved.to)
    for (let at = Math.max(hour, Math.min(node.leased.from, node.reserved.from) - 1) + 1; at <= last; at += 1)
      if (takenAt(node, at) !== takenAt(node, at - 1)) this.note(at, node)
  }

  /** Takes the nodes out whose hour has come: those noted for an hour up to the given one. */
  takeUntil(hour: number): Set<NodeRecord> {
    const found = new Set<NodeRecord>()
    for (const [at, nodes] of this.#nodesOf) {
      if (at > hour) continue
      for (const node of nodes) found.add(node)
      this.#nodesOf.delete(at)
    }
    return found
  }
}
