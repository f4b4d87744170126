import type { StatusWire } from '@infinitio/domain/wire'
import { Check, CircleHelp } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'

/** How a part does. */
export type PartState = StatusWire['parts']['database']['state']

const tones: Record<PartState, BadgeTone> = { well: 'plain', slow: 'warn', away: 'bad', unknown: 'plain' }

/** Icon and word for how a part does. Working is plain: solid and dashed are kept for what the chain calls final and pending. */
export function PartBadge({ state }: { readonly state: PartState }) {
  const t = useTranslations('status.state')
  const icon = state === 'well' ? <Check className="i ok" aria-hidden /> : state === 'unknown' ? <CircleHelp className="i" aria-hidden /> : undefined
  return (
    <Badge tone={tones[state]} {...(icon === undefined ? {} : { icon })}>
      {t(state)}
    </Badge>
  )
}
