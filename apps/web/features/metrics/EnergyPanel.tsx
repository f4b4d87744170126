import type { LeaseEnergyWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Stat } from '#web/components/ui/Stat.tsx'
import { carbonText, energyText } from '#web/features/metrics/energyText.ts'
import { momentText } from '#web/parts/format/clockText.ts'

/** Shows the energy that a lease used so far and how it was measured. */
export function EnergyPanel({ energy }: { readonly energy: LeaseEnergyWire }) {
  const t = useTranslations('metrics')
  const basis = useEnergyBasis(energy)
  const all = energyText(energy.wh)
  const gpus = energyText(energy.gpuWh)
  const carbon = energy.gco2Grams === null ? null : carbonText(energy.gco2Grams)
  return (
    <Panel title={t('energy')} note={t('note')}>
      <div className="stats">
        <Stat name={t('energySoFar')} value={all.value} unit={all.unit} below={t('ofGpus', { energy: `${gpus.value} ${gpus.unit}` })} />
        <Stat
          name={t('carbon')}
          value={carbon?.value ?? '–'}
          {...(carbon === null ? {} : { unit: carbon.unit })}
          below={energy.grid ?? t('gridUnknown')}
        />
      </div>
      <p className="panel-foot">{`${basis} ${t('notBilled')}`}</p>
    </Panel>
  )
}

/** Returns one or two sentences about the source of an energy figure. */
function useEnergyBasis({ cpuBasis, from, to }: LeaseEnergyWire): string {
  const t = useTranslations('metrics')
  return t('basis', { cpu: t(`cpuBasis.${cpuBasis ?? 'none'}`), from: momentText(from), to: momentText(to) })
}
