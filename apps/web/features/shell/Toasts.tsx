'use client'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect } from 'react'
import { Toaster } from 'sonner'
import { toastsMounted } from '#web/parts/toasts/notify.ts'

/** Short messages in the corner, in the kit's clothes; they speak politely to screen readers. */
export function Toasts() {
  useEffect(toastsMounted, [])
  return (
    <Toaster
      position="bottom-right"
      offset={16}
      mobileOffset={{ bottom: 72 }}
      icons={{ success: <CircleCheck className="i go" aria-hidden />, error: <CircleAlert className="i loss" aria-hidden /> }}
      toastOptions={{ unstyled: true, classNames: { toast: 'toast', title: 'strong', content: 'grow', actionButton: 'btn sm' } }}
    />
  )
}
