import type { OrderWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { durationText } from '#web/parts/format/durationText.ts'
import { orderFacts } from '#web/parts/order/orderFacts.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'

/** Returns a function that writes a short title of an order: "Rent 8 × H100 SXM 80 GB, 24 h". */
export function useOrderTitle(): (order: OrderWire) => string {
  const t = useTranslations('orders')
  const classes = useQuery(classesQuery(browserApi))
  return (order) => {
    const { gpus, classIds, node, seconds } = orderFacts(order)
    const what = whatOf(classIds, node)
    return order.kind === 'bid' ? t('rentTitle', { gpus, what, span: durationText(seconds) }) : t('askTitle', { gpus, what })
  }

  function whatOf(classIds: readonly number[], node: string | null): string {
    const [only] = classIds
    if (only === undefined) return node === null ? t('anyGpu') : t('oneNode')
    if (classIds.length > 1) return t('severalClasses', { count: classIds.length })
    const name = classes.data?.classes.find(({ classId }) => classId === only)?.name
    return name === undefined ? t('someClass', { classId: only }) : classTitle(name)
  }
}
