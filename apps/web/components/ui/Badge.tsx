import clsx from 'clsx'
import { Check, CircleDashed, CircleX, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'

/** The possible meanings (tones) of a badge. Every tone except `plain` has its own icon. */
export type BadgeTone = 'plain' | 'final' | 'pending' | 'warn' | 'bad'

/** Shows a word with an icon, so that no meaning depends only on colour. A pending badge is dashed, a final badge is solid. */
export function Badge({ tone, icon, children }: { readonly tone: BadgeTone; readonly icon?: ReactNode; readonly children: ReactNode }) {
  return (
    <span className={clsx('badge', tone !== 'plain' && tone)}>
      {icon ?? iconOf(tone)}
      {children}
    </span>
  )
}

function iconOf(tone: BadgeTone): ReactNode {
  switch (tone) {
    case 'final':
      return <Check className="i" aria-hidden />
    case 'pending':
      return <CircleDashed className="i" aria-hidden />
    case 'warn':
      return <TriangleAlert className="i" aria-hidden />
    case 'bad':
      return <CircleX className="i" aria-hidden />
    case 'plain':
      return null
  }
}
