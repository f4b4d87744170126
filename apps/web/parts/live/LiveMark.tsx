'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { isLive, onLiveChange } from '#web/parts/live/liveState.ts'

/** Says whether what is on screen follows by itself just now, by a dot and a word. */
export function LiveMark() {
  const t = useTranslations('states')
  const live = useSyncExternalStore(onLiveChange, isLive, () => false)
  return (
    <span className="row g1 t12 dim">
      <i className={clsx('dot', live ? 'ok' : 'off')} aria-hidden />
      {live ? t('live') : t('notLive')}
    </span>
  )
}
