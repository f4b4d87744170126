import type { MarketFiguresWire } from '@infinitio/domain/wire'
import type { MarketFigures } from '@infinitio/matching'

/** Figures of a class as the API writes them. */
export function figuresWire(figures: MarketFigures): MarketFiguresWire {
  const { bestAsk, bestBid, lastPrice, gpuSeconds24h, gpus, leasedGpus, index, changeBps, trades24h, freeGpus } = figures
  return {
    bestAsk: textOf(bestAsk),
    bestBid: textOf(bestBid),
    last: textOf(lastPrice),
    changeBps,
    gpuSeconds24h: gpuSeconds24h.toString(),
    trades24h,
    freeGpus,
    gpus,
    leasedGpus,
    utilisationBps: gpus === 0 ? null : Math.floor((leasedGpus * 10_000) / gpus),
    index: index === null ? null : { ...index, pricePerGpuSecond: index.pricePerGpuSecond.toString() },
  }
}

function textOf(price: bigint | null): string | null {
  return price === null ? null : price.toString()
}
