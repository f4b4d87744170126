import type { Refusal } from '@infinitio/domain'
import type { MarketWire } from '@infinitio/domain/wire'
import { marketFigures } from '@infinitio/matching'
import type { MarketCatalogue } from '../market/machines/marketNode.ts'
import type { MarketState } from './createMarketTail.ts'
import { figuresHead } from './figuresHead.ts'
import { figuresWire } from './figuresWire.ts'

/** The figures of every class of the catalogue. Refuses with `api.not_ready` and, for a region that is not in it, `api.not_found`. */
export function tellFigures(
  followed: MarketState | null,
  { regionId, places }: { regionId: number | null; places: MarketCatalogue },
): MarketWire | Refusal {
  const begun = figuresHead(followed, { regionId, places })
  if ('rejected' in begun) return begun
  const { state, head, version } = begun
  return state.answers.get(`market ${regionId}`, version, () => ({
    ...head,
    classes: places.classes.map(({ classId, name }) => ({
      classId,
      name,
      figures: figuresWire(marketFigures(state, { classId, regionId }, { now: state.now, nowMs: state.atMs })),
    })),
  }))
}
