import type { NodeRecord } from './records.ts'

/** While an hour's list of nodes is shorter than this, it may contain duplicates, because removing them would take longer than it saves. */
const few = 4_096

/** The nodes whose number of taken GPUs changes at one hour, with duplicates. When the list has `most` entries, its duplicates are removed. */
type Noted = { nodes: NodeRecord[]; most: number }

/**
 * An index by hour: the nodes whose number of taken GPUs in that hour differs from the hour before. As time passes, the number of free GPUs of a node changes
 * only at these hours.
 */
export class HourSteps {
  readonly #notedOf = new Map<number, Noted>()

  /** Adds a node to the list of an hour, because the number of the node's taken GPUs may change at this hour. */
  note(hour: number, node: NodeRecord): void {
    const noted = this.#notedOf.get(hour)
    if (noted === undefined) {
      this.#notedOf.set(hour, { nodes: [node], most: few })
      return
    }
    // Skip a node that is already the last entry of this hour. This is frequent: a match adds its hours when it is made, and two more times when it settles.
    const { nodes } = noted
    if (nodes[nodes.length - 1] !== node && nodes.push(node) === noted.most) putTogether(noted)
  }

  /** Adds a node to the lists of all hours after `hour` at which the number of its taken GPUs changes. */
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

/** Removes duplicates. It runs again only when the list is twice as long, so that adding a node costs the same on average. */
function putTogether(noted: Noted): void {
  noted.nodes = [...new Set(noted.nodes)]
  noted.most = Math.max(few, 2 * noted.nodes.length)
}
