import type { LeaseWire } from '@infinitio/domain/wire'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { sentenceOf } from '#web/parts/api/sentenceOf.ts'
import { amountText } from '#web/parts/format/amountText.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { followRelay } from '#web/parts/lease/followRelay.ts'
import type { LeaseWish } from '#web/parts/lease/leaseWish.ts'
import { notify } from '#web/parts/toasts/notify.ts'

/**
 * Shows one toast for an action on a lease: first that it is pending, then its result or the reason why it failed. It also works after its dialog has
 * closed.
 */
export function useRelayToast(): (leaseId: string, wish: LeaseWish, relayId: string) => Promise<void> {
  const t = useTranslations('lease.relay')
  const queryClient = useQueryClient()
  return async (leaseId, wish, relayId) => {
    const values = ({ endsAt, paid }: LeaseWire) => ({ time: dayMinuteText(endsAt), amount: amountText(BigInt(paid.refund)) })
    const last = await followRelay(queryClient, {
      ...{ leaseId, wish, relayId },
      onRead: ({ state, code }, lease) => {
        if (state === 'pending') return void notify({ tone: 'loading', id: relayId, text: t(`${wish.kind}.pending`) })
        if (state === 'done') return void notify({ tone: 'success', id: relayId, text: t(`${wish.kind}.done`, values(lease)) })
        void notify({ tone: 'error', id: relayId, text: `${t('failed')} ${code === null ? '' : sentenceOf(code)}`.trim() })
      },
    })
    if (last === 'pending') void notify({ tone: 'info', id: relayId, text: t('slow') })
    void queryClient.invalidateQueries({ queryKey: ['leases'] })
  }
}
