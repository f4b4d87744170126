import { useTranslations } from 'next-intl'
import type { Found } from '#web/features/logs/useLogSearch.ts'

const mostShown = 200

/** The hits, a line each, with what was looked for marked. */
export function LogHits({ found: { hits, current }, onChoose }: { readonly found: Found; readonly onChoose: (index: number) => void }) {
  const t = useTranslations('logSearch')
  const first = Math.max(0, Math.min(current - mostShown / 2, hits.length - mostShown))
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it by keys
    <ol className="loghits mono" aria-label={t('hits')} tabIndex={0}>
      {hits.slice(first, first + mostShown).map((hit, index) => (
        <li key={hit.offset} className={first + index === current ? 'on' : undefined}>
          <button type="button" aria-current={first + index === current} onClick={() => onChoose(first + index)}>
            <span className="dim">{hit.line}</span>
            <span>
              {hit.before}
              <mark>{hit.match}</mark>
              {hit.after}
            </span>
          </button>
        </li>
      ))}
    </ol>
  )
}
