import type { ListingWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { givenName } from '#web/parts/machine/nodeTitle.ts'

/** Shows the median price of the class's free machines, and how this listing's price differs from it. Shows nothing while no machine of the class is free. */
export function ClassMedian({ listing }: { readonly listing: Pick<ListingWire, 'classId' | 'className' | 'ask'> }) {
  const t = useTranslations('listing.panel')
  const { data } = useQuery(classesQuery(browserApi))
  const median = data?.classes.find(({ classId }) => classId === listing.classId)?.medianPricePerGpuSecond ?? null
  if (median === null) return null
  const difference = medianDifference(BigInt(listing.ask.pricePerGpuSecond), BigInt(median))
  return (
    <p className="t13 dim">{t('classMedian', { ...difference, name: givenName(listing.className), price: amountText(BigInt(median) * 3_600n) })}</p>
  )
}

/**
 * Returns by how much a price differs from a median, in whole percent of the median, rounded half up. `price` and `median` are in base units per GPU-second.
 */
export function medianDifference(price: bigint, median: bigint): { readonly percent: number; readonly compared: 'below' | 'above' } {
  const distance = price < median ? median - price : price - median
  return { percent: median === 0n ? 0 : Number((200n * distance + median) / (2n * median)), compared: price < median ? 'below' : 'above' }
}
