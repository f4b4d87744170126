import { notificationValues } from '@infinitio/domain/messages'
import type { NotificationWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { useSavedTitle } from '#web/parts/search/useSavedTitle.ts'
import { classesQuery } from '#web/parts/market/classesQuery.ts'

/** Returns the sentence of a notification with names, amounts and times formatted for the reader. */
export function useNotificationText(item: NotificationWire): string {
  const t = useTranslations('notifications')
  const { data: catalogue } = useQuery(classesQuery(browserApi))
  const titleOf = useSavedTitle(catalogue)
  const values = notificationValues(item.facts, {
    node: (id, name) => name ?? shortHex(id),
    lease: ({ name, ...lease }) => name ?? t('lease', { ...lease, name: 'none' }),
    account: shortHex,
    amount: (units) => amountText(BigInt(units)),
    moment: dayMinuteText,
    span: spanText,
    url: (url) => new URL(url).host,
    quote: (text) => text,
    search: ({ query }) => titleOf(query),
  })
  return t(`told.${item.kind}`, values)
}
