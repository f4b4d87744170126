'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'

type FoldPartProps = {
  readonly title: string
  readonly text: string
  /** Summarises the choice in words; null if the renter chose nothing. */
  readonly chosen: string | null
  /** Describes what the renter gets without a choice. */
  readonly none?: string
  /** True while a field inside needs correction; the part then remains open. */
  readonly isWrong?: boolean
  readonly children: ReactNode
}

/** Draws an optional part of a checkout: one line shows the choice and opens the fields. Closed fields keep their values. */
export function FoldPart({ title, text, chosen, none, isWrong = false, children }: FoldPartProps) {
  const t = useTranslations('book.fold')
  const [isOpen, setIsOpen] = useState(false)
  const open = isOpen || isWrong
  function follow(part: HTMLDetailsElement): void {
    if (isWrong) part.open = true
    setIsOpen(part.open)
  }
  return (
    <details className="fold" open={open} onToggle={(event) => follow(event.currentTarget)}>
      <summary>
        <h2>{title}</h2>
        <span className="clip">{chosen ?? none ?? t('none')}</span>
        <span className="link">{t(open ? 'close' : chosen === null ? 'add' : 'change')}</span>
      </summary>
      <div className="in">
        <p className="t13 dim">{text}</p>
        {children}
      </div>
    </details>
  )
}
