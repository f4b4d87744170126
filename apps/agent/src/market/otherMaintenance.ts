import type { HeartbeatAnswerWire } from '@infinitio/domain/wire'

/**
 * Returns a function to call with each answer of the market to a heartbeat. It calls `listener` if the planned maintenance of this agent's nodes has changed
 * since the last answer, so that the asks of the nodes are signed again. It also calls `listener` if the first answer has maintenance, because the asks may
 * have been signed before the maintenance was planned.
 */
export function onOtherMaintenance(listener: () => void): (answer: Pick<HeartbeatAnswerWire, 'maintenance'>) => void {
  let last = 0
  return ({ maintenance }) => {
    if (maintenance === last) return
    last = maintenance
    listener()
  }
}
