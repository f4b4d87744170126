import { metrics } from '@infinitio/process'
import type { DaoHistoryReader } from '../governance/createDaoHistoryReader.ts'

const vetoed = metrics.gauge({ name: 'infinitio_proposals_vetoed', help: 'Proposals that were vetoed so far', labels: [] })

/**
 * Adds the number of vetoed proposals to the metrics of this process, read from the chain each time when the metrics are read. Returns a function that stops
 * it.
 */
export function startDaoMetrics(dao: Pick<DaoHistoryReader, 'countVetoes'>): () => void {
  return metrics.onScrape({
    part: 'dao',
    gauges: [vetoed],
    async read() {
      vetoed.set(await dao.countVetoes())
    },
  })
}
