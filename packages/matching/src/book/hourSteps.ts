import type { NodeRecord } from './nodeRecord.ts'

/** Notes of an hour that are few enough to stay as they are. */
const few = 4_096

/** Who was noted for an hour, some more than once, and how many notes are put together next. */
type Noted = { nodes: NodeRecord[]; most: number }

/** Nodes by the hours that take more or less of them than the hour before: what is free of a node changes by time alone in these, and in no other. */
export class HourSteps {
  readonly #notedOf = new Map<number, Noted>()

  /** Notes that an hour may take another number of GPUs of a node than the hour before. */
  note(hour: number, node: NodeRecord): void {
    const noted = this.#notedOf.get(hour)
    if (noted === undefined) {
      this.#notedOf.set(hour, { nodes: [node], most: few })
      return
    }
    // A match is noted when it is made and twice when it settles.
    const { nodes } = noted
    if (nodes[nodes.length - 1] !== node && nodes.push(node) === noted.most) putTogether(noted)
  }

  /** Notes all hours after a given one from which on leases take, or the book sets aside, another number of GPUs of a node. */
  noteAfter(hour: number, node: NodeRecord): void {
    for (const counts of [node.leased, node.reserved]) for (const step of counts.stepsAfter(hour)) this.note(step, node)
  }

  /** Takes the nodes out whose hour has come, those noted for an hour up to the given one. Some may come more than once. */
  takeUntil(hour: number): NodeRecord[] {
    const due = [...this.#notedOf].filter(([at]) => at <= hour)
    for (const [at] of due) this.#notedOf.delete(at)
    return due.flatMap(([, { nodes }]) => nodes)
  }
}

/** Leaves each node once. The next time is when there are twice as many, so that a note costs the same however many there are. */
function putTogether(noted: Noted): void {
  noted.nodes = [...new Set(noted.nodes)]
  noted.most = Math.max(few, 2 * noted.nodes.length)
}
