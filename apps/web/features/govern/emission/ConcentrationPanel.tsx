'use client'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import type { Emission } from '#web/parts/govern/emissionQueries.ts'
import { wadText } from '#web/parts/govern/wadText.ts'

/** Who has the compute that earns, in the last epoch, and who signs. */
export function ConcentrationPanel({ emission }: { readonly emission: Emission }) {
  const t = useTranslations('govern.emission')
  const { concentration, validators } = emission
  return (
    <Panel title={t('concentration')}>
      <dl className="kv panel-body">
        <dt>{t('providers')}</dt>
        <dd>{concentration?.providers ?? 0}</dd>
        <dt>{t('hhi')}</dt>
        <dd>
          <b>{concentration === null ? t('none') : wadText(concentration.hhi)}</b>
        </dd>
        <dt>{t('gini')}</dt>
        <dd>
          <b>{concentration === null ? t('none') : wadText(concentration.gini)}</b>
        </dd>
        <dt>{t('nakamoto')}</dt>
        <dd>
          <b>{concentration === null ? t('none') : concentration.nakamoto}</b>
        </dd>
        <dt>{t('validators')}</dt>
        <dd>{validators}</dd>
      </dl>
      <p className="panel-foot t13 dim">{t('concentrationText')}</p>
    </Panel>
  )
}
