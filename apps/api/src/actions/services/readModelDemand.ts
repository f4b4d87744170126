import { listModelUse } from '@infinitio/db'
import type { ModelDemandWire } from '@infinitio/domain/wire'
import { economyParameters, modelDemand } from '@infinitio/economy'
import type { Services } from '../../services/services.ts'
import { offerOf } from './offerOf.ts'

const secondsPerDay = 86_400
/** The most channels that count. The largest ones come first. */
const mostChannels = 20_000
const mostModels = 100

/**
 * Returns the demand for models by the use that services settled in PToken today and yesterday (UTC), the highest first. Requests have the weight from the
 * parameters of this release. Leaves out the channels of payers that the service itself pays, and services with terms that this release cannot read.
 */
export async function readModelDemand({ db, clock }: Pick<Services, 'db' | 'clock'>): Promise<ModelDemandWire> {
  const { now } = clock.read()
  const fromDay = Math.floor(now / secondsPerDay) - 1
  const rows = await listModelUse(db, { fromDay: BigInt(fromDay), limit: mostChannels })
  const models = new Map([...new Set(rows.map(({ terms }) => terms))].map((terms) => [terms, offerOf(terms)?.model ?? null]))
  const uses = rows.flatMap(({ terms, settled, requests }) => {
    const model = models.get(terms) ?? null
    return model === null ? [] : [{ model, settled, requests }]
  })
  const found = modelDemand(uses, economyParameters()).slice(0, mostModels)
  return {
    now,
    from: fromDay * secondsPerDay,
    items: found.map(({ model, demand, settled, visits }) => ({ model, demand: `${demand}`, settled: `${settled}`, visits: Number(visits) })),
  }
}
