'use client'
import { useQueryClient } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { useIsOnline, useMarketBack, useMarketState } from '#web/features/health/useMarketState.ts'
import { noteSilent } from '#web/parts/live/away.ts'

/**
 * While a part of the market does not respond or this browser is offline, shows a banner on every page that explains how this affects the user. When everything
 * responds again, the banner closes and all data reloads.
 */
export function AwayBanner() {
  const t = useTranslations('away')
  const queryClient = useQueryClient()
  const health = useMarketState()
  const isOnline = useIsOnline()
  useMarketBack(() => void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'health' }))
  useEffect(() => {
    if (health !== undefined) noteSilent(health === 'api')
  }, [health])
  useEffect(() => {
    if (isOnline) return
    document.addEventListener('click', stopLink, true)
    return () => document.removeEventListener('click', stopLink, true)
  }, [isOnline])
  if (health === undefined || health === 'ready') return null
  return (
    <div className="banner" role="status">
      <CloudOff className="i" aria-hidden />
      <p>
        <b>{t(`${health}.title`)}</b> {t(`${health}.text`)}
      </p>
    </div>
  )
}

/**
 * Cancels a click on a link of this site. Without a network, the link would replace this page with the browser's error page, which does not return to this page
 * automatically.
 */
function stopLink(event: MouseEvent): void {
  if (event.target instanceof Element && event.target.closest('a[href^="/"]') !== null) event.preventDefault()
}
