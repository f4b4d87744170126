import type { Refusal } from '@infinitio/domain'
import type { MarketWire } from '@infinitio/domain/wire'
import { marketFigures } from '@infinitio/matching'
import { figuresWire } from '../market-data/figuresWire.ts'
import { readMarketState } from '../market-data/readMarketState.ts'
import type { Services } from '../services.ts'

/** The figures of every class of the catalogue, from the journal. Refuses with `api.not_ready` and, for a region that is not in it, `api.not_found`. */
export async function readMarket(services: Services, { regionId }: { regionId: number | null }): Promise<MarketWire | Refusal> {
  const read = await readMarketState(services, { regionId })
  if ('rejected' in read) return read
  const { state, head, classes, version } = read
  return state.answers.get(`market ${regionId}`, version, () => ({
    ...head,
    classes: classes.map(({ classId, name }) => ({
      classId,
      name,
      figures: figuresWire(marketFigures(state, { classId, regionId }, { now: state.now, nowMs: state.atMs })),
    })),
  }))
}
