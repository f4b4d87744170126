'use client'
import type { HoldWire } from '@infinitio/domain/wire'
import { useQuery } from '@tanstack/react-query'
import clsx from 'clsx'
import { Timer, TimerOff, X } from 'lucide-react'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useRef, useState } from 'react'
import { Button } from '#web/components/ui/Button.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { countdownText } from '#web/parts/format/countdownText.ts'
import { holdsQuery } from '#web/parts/hold/holdsQuery.ts'
import { useReleaseHold } from '#web/parts/hold/useReleaseHold.ts'
import { useSecondsLeft } from '#web/parts/hold/useSecondsLeft.ts'
import { nodeTitle } from '#web/parts/machine/nodeTitle.ts'

const soonSeconds = 60

/**
 * Shows the newest active hold (the reservation of a machine or its price) with its countdown and a link to its page. The page of the hold itself does not show
 * it. An expired hold remains visible until the user closes it or opens another page, so that nothing moves unexpectedly.
 */
export function HoldStrip() {
  const { data } = useQuery(holdsQuery(browserApi))
  const path = usePathname()
  const last = useRef<HoldWire | null>(null)
  const [closed, setClosed] = useState<string | null>(null)
  const live = data?.items[0] ?? null
  if (live !== null) last.current = live
  const hold = last.current
  const secondsLeft = useSecondsLeft({ until: hold?.expiresAt ?? null, serverNow: hold?.serverNow ?? 0 }) ?? 0
  const isOver = secondsLeft === 0
  // If a hold ended before its time, its owner released it or used it, so the owner need not be informed.
  if (hold === null || hold.holdId === closed || path === `/book/${hold.holdId}` || (live === null && !isOver)) return null
  return isOver ? <OverStrip hold={hold} onClose={() => setClosed(hold.holdId)} /> : <LiveStrip hold={hold} secondsLeft={secondsLeft} />
}

function LiveStrip({ hold, secondsLeft }: { readonly hold: HoldWire; readonly secondsLeft: number }) {
  const t = useTranslations('holdStrip')
  const releasing = useReleaseHold(hold, { leadsBack: false })
  const left = countdownText(secondsLeft)
  const isSoon = secondsLeft <= soonSeconds
  return (
    <aside className={clsx('holdstrip', isSoon && 'late')} aria-label={t('name')}>
      <Timer className="i" aria-hidden />
      <time role="timer" aria-label={t('left', { left })}>
        {left}
      </time>
      <p className="grow">
        <b>{hold.listing === null ? t('held') : t('heldNamed', { title: nodeTitle({ gpus: hold.gpus, className: hold.listing.className }) })}</b>{' '}
        <span className="only-desk">{t('nothingPaid')}</span>
      </p>
      <span className="sr" aria-live="polite">
        {isSoon && t('soon')}
      </span>
      <Button size="sm" className="only-desk" disabled={releasing.isPending} onClick={() => releasing.mutate()}>
        {t('release')}
      </Button>
      <Button asChild size="sm" tone="primary">
        <Link href={`/book/${hold.holdId}`}>{t('continue')}</Link>
      </Button>
    </aside>
  )
}

function OverStrip({ hold, onClose }: { readonly hold: HoldWire; readonly onClose: () => void }) {
  const t = useTranslations('holdStrip')
  return (
    <aside className="holdstrip late" aria-label={t('name')}>
      <TimerOff className="i" aria-hidden />
      <p className="grow" role="status">
        <b>{t('over')}</b> <span className="only-desk">{t('overText')}</span>
      </p>
      <Button asChild size="sm">
        <Link href={`/gpus/${hold.node}?gpus=${hold.gpus}&seconds=${hold.durationSeconds}`}>{t('machine')}</Link>
      </Button>
      <Button size="sm" tone="ghost" aria-label={t('close')} onClick={onClose}>
        <X className="i" aria-hidden />
      </Button>
    </aside>
  )
}
