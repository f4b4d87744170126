import clsx from 'clsx'
import { CircleCheck, CircleX, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

const icons = { plain: Info, go: CircleCheck, warn: TriangleAlert, bad: CircleX } as const

/** Shows an important sentence with its action at the end. `alert` makes a screen reader speak it at once. */
export function Callout({
  tone,
  children,
  action,
  alert = false,
  id,
}: {
  readonly tone: keyof typeof icons
  readonly children: ReactNode
  readonly action?: ReactNode
  readonly alert?: boolean
  /** For a disabled button that names this sentence as its reason. */
  readonly id?: string
}) {
  const Icon = icons[tone]
  return (
    <div id={id} className={clsx('callout', tone !== 'plain' && tone)} role={alert ? 'alert' : undefined}>
      <Icon className="i" aria-hidden />
      <div className="grow">{children}</div>
      {action}
    </div>
  )
}
