import type { Hex32 } from '@infinitio/domain'
import type { PoolTaskView } from '../pool/poolView.ts'

/**
 * Returns the machines that need the input of a task now: the one that has accepted it and not committed to a result, and those that took a check of it and
 * have not answered. A machine whose time ran out is no longer in the list. The key of a private job goes to these machines only.
 */
export function nodesAtWork({ state, nodeId, runs }: Pick<PoolTaskView, 'state' | 'nodeId' | 'runs'>): readonly Hex32[] {
  const checkers = [...runs.values()].flatMap((run) => (run.state === 'taken' && run.nodeId !== null ? [run.nodeId] : []))
  return [...new Set([...(state === 'assigned' ? [nodeId] : []), ...checkers])]
}
