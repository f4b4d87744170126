'use client'
import type { ReactNode } from 'react'
import { useIsWide } from '#web/components/ui/useIsWide.ts'
import { isPhone } from '#web/i18n/reading.ts'

/** The width in pixels from which the cards of a lease are open. The style sheets call narrower windows phones. */
const openFromWidth = 761

type PhoneFoldProps = { readonly title: string; readonly count?: number; readonly children: ReactNode }

/**
 * Folds cards of a lease on a phone, where they come below the tabs, so that the page is short. A wider window shows them open, beside the tabs. `count` is the
 * number of things in the cards.
 */
export function PhoneFold({ title, count = 0, children }: PhoneFoldProps) {
  const isWide = useIsWide(openFromWidth, !isPhone())
  if (isWide) return children
  return (
    <details className="panel [&_.panel]:rounded-none [&_.panel]:border-x-0 [&_.panel]:border-b-0">
      <summary className="strong min-h-11 cursor-pointer px-4 py-3">
        {title}
        {count > 0 && <span className="dim"> {count}</span>}
      </summary>
      <div className="stack g4">{children}</div>
    </details>
  )
}
