'use client'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'

/** Explains in one sentence how the order by value is calculated, and links to the details. */
export function ValueNote() {
  const t = useTranslations('search.value')
  const link = (text: ReactNode) => (
    <Link className="link" href="/docs/guides/fit-a-model#what-value-means" prefetch={false}>
      {text}
    </Link>
  )
  return <p className="t13 dim mb-3">{t.rich('text', { link })}</p>
}
