'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { paramsOfWish, type BookingWish, wishOfParams } from '#web/features/listing/bookingWish.ts'

/**
 * Returns the renter's choice of GPUs, duration and start, read from the URL of a machine's page, and a function that changes it. A link to the URL
 * shows the same choice, and the back button restores the previous one.
 */
export function useBookingWish(): { readonly wish: BookingWish; readonly change: (patch: Partial<BookingWish>) => void } {
  const params = useSearchParams()
  const [wish, setWish] = useState(() => wishOfParams(params))
  useEffect(() => setWish((shown) => (isSame(shown, wishOfParams(params)) ? shown : wishOfParams(params))), [params])
  const latest = useRef(wish)
  latest.current = wish
  const change = useCallback((patch: Partial<BookingWish>): void => {
    const next = { ...latest.current, ...patch }
    if (isSame(next, latest.current)) return
    latest.current = next
    setWish(next)
    window.history.pushState(null, '', `${window.location.pathname}?${paramsOfWish(new URLSearchParams(window.location.search), next)}`)
  }, [])
  return { wish, change }
}

function isSame(one: BookingWish, other: BookingWish): boolean {
  return one.gpus === other.gpus && one.durationSeconds === other.durationSeconds && one.startHour === other.startHour
}
