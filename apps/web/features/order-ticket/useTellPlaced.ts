'use client'
import type { OrderWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { notify } from '#web/features/toasts/notify.ts'

/** Says what became of an order that was just placed. */
export function useTellPlaced(): (order: OrderWire) => void {
  const t = useTranslations('ticket.placed')
  return ({ state }) => void notify({ tone: 'success', text: t(state === 'open' ? 'rests' : state === 'cancelled' ? 'dropped' : 'fills') })
}
