import type { Hex32 } from '@infinitio/domain'
import type { PoolTaskView } from '../pool/poolView.ts'

/**
 * Returns the machines that need the input of a task now: the machine that has accepted the task and not committed to a result, and the machines that took a
 * check of the task and have not answered. A machine that is too late remains in the list until a call takes the task or the check from it on the chain. The
 * key of a private job goes to these machines only.
 */
export function nodesAtWork({ state, nodeId, runs }: Pick<PoolTaskView, 'state' | 'nodeId' | 'runs'>): readonly Hex32[] {
  const checkers = [...runs.values()].flatMap((run) => (run.state === 'taken' && run.nodeId !== null ? [run.nodeId] : []))
  return [...new Set([...(state === 'assigned' ? [nodeId] : []), ...checkers])]
}
