import { useTranslations } from 'next-intl'
import { Button } from '#web/components/ui/Button.tsx'
import type { ProviderNode } from '#web/parts/provider/providerNode.ts'

/** What can be done to many nodes at once. */
export type FleetAct = 'price' | 'pause' | 'resume'

type FleetActionsProps = {
  readonly nodes: readonly ProviderNode[]
  readonly chosen: readonly ProviderNode[]
  readonly onAct: (act: FleetAct) => void
}

/** What can be done to many nodes: prices of all or the chosen ones, pause and list again of the chosen ones. */
export function FleetActions({ nodes, chosen, onAct }: FleetActionsProps) {
  const t = useTranslations('provide')
  const listed = chosen.filter(({ ask }) => ask !== null).length
  const resumable = chosen.filter(({ ask, latestAsk, state }) => ask === null && latestAsk !== null && state !== 'retired').length
  return (
    <span className="row wrap g2">
      {chosen.length > 0 && <span className="t13 dim">{t('fleet.chosen', { count: chosen.length, total: nodes.length })}</span>}
      {listed > 0 && (
        <Button size="sm" tone="ghost" onClick={() => onAct('pause')}>
          {t('fleet.pause', { count: listed })}
        </Button>
      )}
      {resumable > 0 && (
        <Button size="sm" tone="ghost" onClick={() => onAct('resume')}>
          {t('fleet.resume', { count: resumable })}
        </Button>
      )}
      <Button size="sm" disabled={!(chosen.length === 0 ? nodes : chosen).some(({ ask }) => ask !== null)} onClick={() => onAct('price')}>
        {t('changePrices')}
      </Button>
    </span>
  )
}
