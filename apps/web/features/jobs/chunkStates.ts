import type { BatchDetailWire, PoolTaskWire } from '@infinitio/domain/wire'

/**
 * The state of a chunk (a part of a task). `checked`: another provider calculated it again with the same result. `caught`: a verdict found that its worker had
 * sent a wrong result.
 */
export const chunkStates = ['done', 'checked', 'checking', 'running', 'caught', 'refunded', 'waiting'] as const
/** One of these states. */
export type ChunkState = (typeof chunkStates)[number]

const ofTask = {
  open: 'waiting',
  assigned: 'running',
  committed: 'checking',
  auditing: 'checking',
  answered: 'checking',
  revealed: 'done',
  unaudited: 'done',
  disputed: 'checking',
  judged: 'checking',
  accepted: 'done',
  decided: 'caught',
  refunded: 'refunded',
} as const satisfies Record<PoolTaskWire['state'], ChunkState>

/** The most cells that the grid of a batch's chunks shows. */
const mostCells = 1_024

/** A cell of the grid that shows a batch of tasks. `chunk` is null if the cell shows a whole task, because the batch has too many chunks for one cell each. */
export type ChunkCell = { readonly task: number; readonly chunk: number | null; readonly state: ChunkState }

/**
 * Returns the cells of the grid for a batch of tasks. There is one cell for each chunk (a part of a task), or one for each task if the batch has more than
 * `mostCells` chunks. Leaves out tasks after the first `mostCells`.
 */
export function chunkCells({ tasks, chunks, items, isStopped }: Pick<BatchDetailWire, 'tasks' | 'chunks' | 'items' | 'isStopped'>): ChunkCell[] {
  const byIndex = new Map(items.map((task) => [task.index, task]))
  const isWhole = tasks * chunks > mostCells
  return Array.from({ length: Math.min(tasks, mostCells) }, (_, task) => task).flatMap((task): ChunkCell[] => {
    const found = byIndex.get(task)
    const state = found === undefined ? (isStopped ? 'refunded' : 'waiting') : stateOf(found)
    if (isWhole) return [{ task, chunk: null, state }]
    const sampled = new Set(found?.sampled ?? [])
    const isChecked = (chunk: number) => state === 'done' && sampled.has(chunk)
    return Array.from({ length: chunks }, (_none, chunk) => ({ task, chunk, state: isChecked(chunk) ? 'checked' : state }))
  })
}

/**
 * Returns the state that is shown for a task of the pool. Once the verdict of a dispute says that the worker was wrong, the state is `caught`, although the
 * worker can appeal for a day.
 */
function stateOf({ state, dispute }: PoolTaskWire): ChunkState {
  return state === 'judged' && dispute?.verdict === 'worker wrong' ? 'caught' : ofTask[state]
}

/** Returns how many cells of the grid are in each state. */
export function countCells(cells: readonly ChunkCell[]): Readonly<Record<ChunkState, number>> {
  const counts = Object.fromEntries(chunkStates.map((state) => [state, 0])) as Record<ChunkState, number>
  for (const { state } of cells) counts[state] += 1
  return counts
}
