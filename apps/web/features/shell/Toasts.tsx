'use client'
import { CircleAlert, CircleCheck } from 'lucide-react'
import { useEffect } from 'react'
import { Toaster } from 'sonner'
import { toastsMounted } from '#web/parts/toasts/notify.ts'

/** Shows short messages in the corner, styled like the kit. Screen readers announce them politely. */
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
