import type { CarbonFilingWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'

const tones = {
  waiting: 'pending',
  drawable: 'pending',
  audit: 'pending',
  over: 'pending',
  accepted: 'final',
  rejected: 'bad',
  revoked: 'bad',
  returned: 'plain',
  released: 'plain',
} as const satisfies Record<CarbonFilingWire['state'], BadgeTone>

/** Shows the audit state of a proof of green energy as a badge. */
export function ProofState({ state }: Pick<CarbonFilingWire, 'state'>) {
  const t = useTranslations('govern.carbon.state')
  return <Badge tone={tones[state]}>{t(state)}</Badge>
}
