'use client'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { CloudOff } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { healthQuery } from '#web/features/health/healthQuery.ts'

/** Says on every page what is away and what that means; goes by itself when it is back, and everything on screen is fetched again. */
export function AwayBanner() {
  const t = useTranslations('away')
  const queryClient = useQueryClient()
  const { data: house } = useQuery(healthQuery(browserApi))
  const wasAway = useRef(false)
  useEffect(() => {
    if (house === undefined) return
    if (house === 'ready' && wasAway.current) void queryClient.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'health' })
    wasAway.current = house !== 'ready'
  }, [house, queryClient])
  if (house === undefined || house === 'ready') return null
  return (
    <div className="banner" role="status">
      <CloudOff className="i" aria-hidden />
      <p>
        <b>{t(`${house}.title`)}</b> {t(`${house}.text`)}
      </p>
    </div>
  )
}
