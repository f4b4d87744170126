import type { NodeRecord } from './nodeRecord.ts'

/** Every so many notes of an hour those of the same node are put together, so that it never has many more than nodes. */
const severalMany = 4_096

/** Nodes by the hours that take more or less of them than the hour before: what is free of a node changes by time alone in these, and in no other. */
export class HourSteps {
  readonly #nodesOf = new Map<number, NodeRecord[]>()

  /** Notes that an hour may take another number of GPUs of a node than the hour before. */
  note(hour: number, node: NodeRecord): void {
    const nodes = this.#nodesOf.get(hour)
    if (nodes === undefined) this.#nodesOf.set(hour, [node])
    // A match is noted when it is made and twice when it settles.
    else if (nodes[nodes.length - 1] !== node && nodes.push(node) % severalMany === 0) this.#nodesOf.set(hour, [...new Set(nodes)])
  }

  /** Notes all hours after a given one from which on leases take, or the book sets aside, another number of GPUs of a node. */
  noteAfter(hour: number, node: NodeRecord): void {
    for (const counts of [node.leased, node.reserved]) for (const step of counts.stepsAfter(hour)) this.note(step, node)
  }

  /** Takes the nodes out whose hour has come, those noted for an hour up to the given one. Some may come more than once. */
  takeUntil(hour: number): NodeRecord[] {
    const due = [...this.#nodesOf].filter(([at]) => at <= hour)
    for (const [at] of due) this.#nodesOf.delete(at)
    return due.flatMap(([, nodes]) => nodes)
  }
}
