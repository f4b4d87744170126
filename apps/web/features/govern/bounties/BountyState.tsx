import type { BountyItemWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'

const tones = {
  open: 'plain',
  claimed: 'pending',
  waiting: 'pending',
  drawable: 'pending',
  review: 'pending',
  accepted: 'final',
  returned: 'plain',
} as const satisfies Record<BountyItemWire['state'], BadgeTone>

/** Shows the state of a bounty as a badge, and whether the time for its present step is over. */
export function BountyState({ bounty: { state, isDue } }: { readonly bounty: Pick<BountyItemWire, 'state' | 'isDue'> }) {
  const t = useTranslations('govern.bounties')
  return (
    <span className="row wrap g2">
      <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
      {isDue && <Badge tone="pending">{t('due')}</Badge>}
    </span>
  )
}
