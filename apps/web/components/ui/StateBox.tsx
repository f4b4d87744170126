import clsx from 'clsx'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

export type StateBoxProps = {
  readonly kind: 'empty' | 'error'
  /** True if the box is the only content of its page. Its title is then the page's `h1`. */
  readonly isPage?: boolean | undefined
  readonly icon: LucideIcon
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly code?: ReactNode
  readonly actions?: ReactNode
}

/** Draws the empty and error states: the problem, the next step and, for an error, its code. */
export function StateBox({ kind, isPage = false, icon: Icon, title, children, code, actions }: StateBoxProps) {
  const Title = isPage ? 'h1' : 'h2'
  return (
    <div className={clsx(kind)} role={kind === 'error' ? 'alert' : undefined}>
      <Icon className="i" aria-hidden />
      <Title>{title}</Title>
      {children !== undefined && <p>{children}</p>}
      {code !== undefined && <p className="t12 dim">{code}</p>}
      {actions !== undefined && <div className="row wrap">{actions}</div>}
    </div>
  )
}
