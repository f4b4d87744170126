import type { HeartbeatAnswerWire } from '@infinitio/domain/wire'

type Terms = Pick<HeartbeatAnswerWire, 'maintenance' | 'feeBps'>

/**
 * Returns a function to call with each answer of the market to a heartbeat. It calls `listener` if the planned maintenance of this agent's nodes or the
 * market's fee has changed since the last answer, so that the asks of the nodes are signed again. It also calls `listener` if the first answer has maintenance,
 * because the asks may have been signed before the maintenance was planned.
 */
export function onOtherListingTerms(listener: () => void): (answer: Terms) => void {
  let last: Terms | null = null
  return ({ maintenance, feeBps }) => {
    const isOther = last === null ? maintenance !== 0 : maintenance !== last.maintenance || feeBps !== last.feeBps
    last = { maintenance, feeBps }
    if (isOther) listener()
  }
}
