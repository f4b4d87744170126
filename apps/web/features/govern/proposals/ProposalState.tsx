import type { ProposalWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'

const tones = {
  pending: 'pending',
  active: 'pending',
  succeeded: 'final',
  queued: 'final',
  executed: 'final',
  defeated: 'bad',
  vetoed: 'bad',
  cancelled: 'plain',
  expired: 'plain',
} as const satisfies Record<ProposalWire['state'], BadgeTone>

/** Shows the state of a proposal as a badge. */
export function ProposalState({ state }: { readonly state: ProposalWire['state'] }) {
  const t = useTranslations('govern.proposal')
  return <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
}
