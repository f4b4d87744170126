import { fillsWhole } from '@infinitio/domain'
import type { BidWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { bitsOf } from '#web/parts/order/orderFacts.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { listText } from '#web/parts/format/listText.ts'
import { useRegionName } from '#web/parts/machine/useRegionName.ts'

/** Shows which machines a bid accepts and how it may be filled, such as "Northern Europe" and "all 8 or nothing". Null if there is no such condition. */
export function OrderConditions({ order }: { readonly order: BidWire }) {
  const t = useTranslations('orders')
  const regionName = useRegionName()
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const regions = bitsOf(BigInt(order.regionMask))
  const isPinned = !/^0x0{64}$/.test(order.node)
  const isOneNode = order.minGpusPerNode === order.gpus && order.gpus > 1
  const isWhole = (order.allOrNothing || fillsWhole(order)) && order.gpus > 1
  const region = () => {
    const [only] = regions
    if (only === undefined || regions.length > 1) return regions.length > 1 ? t('severalRegions', { count: regions.length }) : t('anyRegion')
    const chosen = catalogue?.regions.find(({ regionId }) => regionId === only)
    return chosen === undefined ? null : regionName(chosen.name)
  }
  const words = [
    isPinned ? null : region(),
    isOneNode && !isPinned ? t('onOneNode') : null,
    order.cluster ? t('cluster') : isWhole ? t('allOrNothing', { gpus: order.gpus }) : null,
    !isOneNode && order.minGpusPerNode > 1 ? t('fromPerNode', { gpus: order.minGpusPerNode }) : null,
  ].filter((word) => word !== null)
  return words.length === 0 ? null : <span className="sub">{listText(words)}</span>
}
