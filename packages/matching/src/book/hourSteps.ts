import type { NodeRecord } from './records.ts'

/** The number of notes of an hour below which removing duplicates is not worth the time. */
const few = 4_096

/** The nodes noted for an hour, with duplicates, and the length at which duplicates are removed next. */
type Noted = { nodes: NodeRecord[]; most: number }

/**
 * For each hour, the nodes of which that hour takes a different number of GPUs than the hour before. The number of free GPUs of a node changes with time only
 * in these hours.
 */
export class HourSteps {
  readonly #notedOf = new Map<number, Noted>()

  /** Notes that an hour may take a different number of a node's GPUs than the hour before. */
  note(hour: number, node: NodeRecord): void {
    const noted = this.#notedOf.get(hour)
    if (noted === undefined) {
      this.#notedOf.set(hour, { nodes: [node], most: few })
      return
    }
    // Skips a repeated note of the same node, because a match notes its hours when it is made and twice when it settles.
    const { nodes } = noted
    if (nodes[nodes.length - 1] !== node && nodes.push(node) === noted.most) putTogether(noted)
  }

  /** Notes all later hours at which leases or reservations take a different number of a node's GPUs. */
  noteAfter(hour: number, node: NodeRecord): void {
    for (const counts of [node.leased, node.reserved]) for (const step of counts.stepsAfter(hour)) this.note(step, node)
  }

  /** Removes and returns the nodes of all hours up to `hour`. Some nodes may appear several times. */
  takeUntil(hour: number): NodeRecord[] {
    const due = [...this.#notedOf].filter(([at]) => at <= hour)
    for (const [at] of due) this.#notedOf.delete(at)
    return due.flatMap(([, { nodes }]) => nodes)
  }
}

/** Removes duplicates. The next time is at twice the length, so that the cost of a note remains constant. */
function putTogether(noted: Noted): void {
  noted.nodes = [...new Set(noted.nodes)]
  noted.most = Math.max(few, 2 * noted.nodes.length)
}
