import type { HeartbeatAnswerWire } from '@infinitio/domain/wire'

/**
 * Returns a function for the answers of the market to heartbeats. It calls `listener` when maintenance of this agent's nodes was planned, cancelled or is
 * over since the last answer, so that their asks are signed again. The first answer counts if there is maintenance: it may be newer than the last asks.
 */
export function onOtherMaintenance(listener: () => void): (answer: Pick<HeartbeatAnswerWire, 'maintenance'>) => void {
  let last = 0
  return ({ maintenance }) => {
    if (maintenance === last) return
    last = maintenance
    listener()
  }
}
