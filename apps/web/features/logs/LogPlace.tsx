import type { LogPartWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { Found } from '#web/features/logs/useLogSearch.ts'

/** The log around the hit that was gone to, which is in view and marked. */
export function LogPlace({ part, found: { hits, current } }: { readonly part: LogPartWire; readonly found: Found }) {
  const t = useTranslations('logSearch')
  const box = useRef<HTMLElement>(null)
  const mark = useRef<HTMLElement>(null)
  const length = hits[current]?.match.length ?? 0
  useEffect(() => {
    if (box.current === null || mark.current === null) return
    // Within its box alone: the page stays where it is.
    box.current.scrollTop = mark.current.offsetTop - box.current.clientHeight / 2
  })
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by keys
    <section ref={box} className="logplace mono" aria-label={t('place', { line: hits[current]?.line ?? 0 })} tabIndex={0}>
      {part.before}
      <mark ref={mark}>{part.after.slice(0, length)}</mark>
      {part.after.slice(length)}
    </section>
  )
}
