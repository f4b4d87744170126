import type { HeartbeatAnswerWire } from '@infinitio/domain/wire'

/**
 * Returns a function to call with each of the market's answers to heartbeats. It calls `listener` when maintenance of this agent's nodes was planned, was
 * cancelled or ended since the last answer, so that their asks are signed again. It also does so at the first answer if that lists maintenance, because the
 * last asks may be older.
 */
export function onOtherMaintenance(listener: () => void): (answer: Pick<HeartbeatAnswerWire, 'maintenance'>) => void {
  let last = 0
  return ({ maintenance }) => {
    if (maintenance === last) return
    last = maintenance
    listener()
  }
}
