import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { useTranslations } from 'next-intl'

/** The heights in pixels of the fields for a new proposal: kind, parameter, values, title, reasons, locked stake and button. */
const heights = [58, 58, 84, 78, 138, 96, 40]

/** Loading skeleton of the form for a new proposal, as tall as the form. */
export function ProposeSkeleton() {
  const t = useTranslations('govern.propose')
  return (
    <Panel title={t('title')}>
      <div className="panel-body stack g4" aria-hidden>
        {heights.map((height, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a skeleton have no key but their position.
          <Skeleton key={index} width="100%" height={height} />
        ))}
      </div>
    </Panel>
  )
}
