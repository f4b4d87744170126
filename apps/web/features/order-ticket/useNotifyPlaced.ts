'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { notify } from '#web/parts/toasts/notify.ts'

/** Notifies the user of the result of a new order, with a link to its leases if it was matched. */
export function useNotifyPlaced(): (order: OrderWire) => void {
  const t = useTranslations('ticket.placed')
  const router = useRouter()
  return ({ state }) => {
    if (state === 'open') void notify({ tone: 'success', text: t('rests') })
    else
      void notify({
        tone: 'success',
        text: t(state === 'cancelled' ? 'dropped' : 'fills'),
        action: { label: t('leases'), onClick: () => router.push('/leases') },
      })
  }
}
