'use client'
import type { AttackOutcome } from '@infinitio/economy'
import { formatPt } from '@infinitio/domain'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'

/** Maps the attack names of the economy package to message keys. */
const keys: Readonly<Record<string, string>> = {
  whale: 'whale',
  'whale in ten names': 'names',
  'sybil split': 'split',
  'wash trading': 'wash',
  'stake and run': 'run',
  'vote buying': 'votes',
  'claimed hardware': 'claim',
}

/**
 * For each known attack on the economy, shows what it would earn or cost the attacker in one epoch with these parameters. Uses the same integer arithmetic as
 * the payments.
 */
export function AttacksPanel({ attacks }: { readonly attacks: readonly AttackOutcome[] }) {
  const t = useTranslations('govern.simulator.attacks')
  const amount = (units: bigint) => formatPt(units, { digits: 4 })
  const share = (units: bigint) => `${(Number(units) / 1e16).toFixed(2)}\u00a0%`
  const paying = attacks.filter(({ isProfitable }) => isProfitable).length
  return (
    <Panel title={t('title')} note={t('note', { count: paying })}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it may scroll, so a keyboard must reach it. */}
      <section className="scroll" aria-label={t('title')} tabIndex={0}>
        <table className="table">
          <TableHead
            columns={[
              { name: t('attack') },
              { name: t('rebate'), className: 'n' },
              { name: t('programme'), className: 'n' },
              { name: t('cost'), className: 'n' },
              { name: t('share'), className: 'n hide-s' },
              { name: t('pays') },
            ]}
          />
          <tbody>
            {attacks.map((it) => (
              <tr key={it.attack}>
                <td>
                  <b>{t(`name.${keys[it.attack] ?? it.attack}` as never)}</b>
                  <div className="t12 dim">{t(`what.${keys[it.attack] ?? it.attack}` as never)}</div>
                </td>
                <td className="n">{amount(it.rebateGain)}</td>
                <td className="n">{amount(it.programmeGain)}</td>
                <td className="n">{amount(it.cost)}</td>
                <td className="n hide-s">{t('of', { programme: share(it.programmeShare), hardware: share(it.hardwareShare) })}</td>
                <td>
                  <Badge tone={it.isProfitable ? 'bad' : 'final'}>{t(it.isProfitable ? 'yes' : 'no')}</Badge>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}
