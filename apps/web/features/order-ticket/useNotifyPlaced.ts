'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { notify } from '#web/parts/toasts/notify.ts'

/** Says what became of an order that was just placed; where any of it filled, with the way to the leases. */
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
