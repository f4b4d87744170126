import clsx from 'clsx'
import type { ReactNode } from 'react'

/** Draws a bordered part of a page with a title, an optional note beside the title, and controls at the end. */
export function Panel({
  title,
  note,
  end,
  children,
  className,
}: {
  readonly title?: ReactNode
  readonly note?: ReactNode
  readonly end?: ReactNode
  readonly children: ReactNode
  readonly className?: string
}) {
  return (
    <section className={clsx('panel', className)}>
      {title !== undefined && (
        <header className="panel-head">
          <h2>{title}</h2>
          {note !== undefined && <span className="t13 dim">{note}</span>}
          {end !== undefined && <span className="end">{end}</span>}
        </header>
      )}
      {children}
    </section>
  )
}
