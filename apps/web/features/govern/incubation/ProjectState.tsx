import type { ProjectItemWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Badge, type BadgeTone } from '#web/components/ui/Badge.tsx'

const tones = { funding: 'plain', voting: 'pending', approved: 'pending', done: 'final', ended: 'bad' } as const satisfies Record<
  ProjectItemWire['state'],
  BadgeTone
>

/** Shows the state of a project as a badge and, after its end, the reason. */
export function ProjectState({ project: { state, end, isDue } }: { readonly project: Pick<ProjectItemWire, 'state' | 'end' | 'isDue'> }) {
  const t = useTranslations('govern.projects')
  return (
    <span className="row wrap g2">
      <Badge tone={tones[state]}>{t(state === 'ended' ? `end.${end}` : `state.${state}`)}</Badge>
      {isDue && <Badge tone="pending">{t('due')}</Badge>}
    </span>
  )
}
