import clsx from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type StateBoxProps = {
  readonly kind: 'empty' | 'error'
  readonly icon: LucideIcon
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly code?: string
  readonly actions?: ReactNode
}

/** Draws the empty and error states: the problem, the next step and, for an error, its code. */
export function StateBox({ kind, icon: Icon, title, children, code, actions }: StateBoxProps) {
  return (
    <div className={clsx(kind)} role={kind === 'error' ? 'alert' : undefined}>
      <Icon className="i" aria-hidden />
      <h2>{title}</h2>
      {children !== undefined && <p>{children}</p>}
      {code !== undefined && <p className="mono t12 dim">{code}</p>}
      {actions !== undefined && <div className="row wrap">{actions}</div>}
    </div>
  )
}
