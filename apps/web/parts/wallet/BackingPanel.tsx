import type { GovernWire } from '@infinitio/domain/wire'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { amountText } from '#web/parts/format/amountText.ts'

/** Shows that the reserve covers every PToken: the reserve of the contract, the supply, and the surplus. */
export function BackingPanel({ reserve }: { readonly reserve: GovernWire['reserve'] }) {
  const t = useTranslations('wallet.backing')
  return (
    <Panel
      title={t('title')}
      end={
        <span className="t12 dim row g1">
          <i className="dot ok" />
          {t('live')}
        </span>
      }
    >
      <dl className="kv panel-body">
        <dt>{t('coin')}</dt>
        <dd>{amountText(BigInt(reserve.reserve))}</dd>
        <dt>{t('supply')}</dt>
        <dd>{amountText(BigInt(reserve.supply))}</dd>
        <dt>{t('surplus')}</dt>
        <dd>
          <b>{amountText(BigInt(reserve.surplus))}</b>
        </dd>
      </dl>
      <p className="panel-foot">{t('text')}</p>
    </Panel>
  )
}
