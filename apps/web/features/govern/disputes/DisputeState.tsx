import type { DisputeWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'

const tones = {
  evidence: 'pending',
  drawing: 'pending',
  voting: 'pending',
  decided: 'pending',
  done: 'final',
  stands: 'plain',
} as const satisfies Record<DisputeWire['state'], BadgeTone>

/** Shows the state of a dispute as a badge. A verdict counts as final if a jury after the first one gave it. */
export function DisputeState({ dispute: { state, round } }: { readonly dispute: Pick<DisputeWire, 'state' | 'round'> }) {
  const t = useTranslations('govern.disputes.state')
  return <Badge tone={tones[state]}>{t(state === 'decided' && round > 1 ? 'final' : state)}</Badge>
}
