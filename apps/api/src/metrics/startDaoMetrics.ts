import { metrics } from '@infinitio/process'
import type { DaoHistoryReader } from '../governance/createDaoHistoryReader.ts'

const vetoed = metrics.gauge({ name: 'infinitio_proposals_vetoed', help: 'Proposals that were vetoed so far', labels: [] })

/** Shows how many proposals were vetoed in the metrics of this process, read from the chain when they are asked for; returns what ends that. */
export function startDaoMetrics(dao: Pick<DaoHistoryReader, 'countVetoes'>): () => void {
  return metrics.onScrape({
    part: 'dao',
    gauges: [vetoed],
    async read() {
      vetoed.set(await dao.countVetoes())
    },
  })
}
