'use client'
import dynamic from 'next/dynamic'
import { useSyncExternalStore } from 'react'
import { areToastsAsked, onToastsAsked } from '#web/parts/toasts/notify.ts'

const Toasts = dynamic(() => import('#web/features/shell/Toasts.tsx').then((module) => module.Toasts), { ssr: false })

/** Shows toasts (short messages). Its script loads with the first one. */
export function ToastHost() {
  const asked = useSyncExternalStore(onToastsAsked, areToastsAsked, () => false)
  return asked ? <Toasts /> : null
}
