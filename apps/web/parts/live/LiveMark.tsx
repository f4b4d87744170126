'use client'
import clsx from 'clsx'
import { useTranslations } from 'next-intl'
import { useSyncExternalStore } from 'react'
import { isLive, onLiveChange } from '#web/parts/live/liveState.ts'

/** Shows, with a dot and a word, whether the page is currently updated automatically. */
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
