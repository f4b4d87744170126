import type { NetworkWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { classTitle } from '#web/parts/machine/nodeTitle.ts'

/** What is registered in an area: figures, and a bar for each class. */
export function AreaFacts({ title, area }: { readonly title: string; readonly area: NetworkWire['world'] }) {
  const t = useTranslations('explorer.network')
  const { nodes, simulatedNodes, gpus, rentedGpus, providers, classes } = area
  const most = classes[0]?.gpus ?? 1
  return (
    <div className="panel-body">
      <div className="row between">
        <h2>{title}</h2>
        <span className="t13 dim">{t('nodesOf', { count: nodes, simulated: simulatedNodes })}</span>
      </div>
      <dl className="figs">
        <Figure name={t('gpus')} value={gpus.toLocaleString('en-US')} />
        <Figure name={t('rented')} value={t('percent', { share: gpus === 0 ? 0 : Math.round((100 * rentedGpus) / gpus) })} />
        <Figure name={t('providers')} value={providers.toLocaleString('en-US')} />
      </dl>
      <ul className="bars" aria-label={t('classes')}>
        {classes.slice(0, 8).map(({ classId, className, gpus: count }) => (
          <li key={classId}>
            <span className="clip" title={className}>
              {classTitle(className)}
            </span>
            <span className="meter" aria-hidden>
              <i style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <b>{count.toLocaleString('en-US')}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dt className="t12 dim">{name}</dt>
      <dd className="strong t16">{value}</dd>
    </div>
  )
}
