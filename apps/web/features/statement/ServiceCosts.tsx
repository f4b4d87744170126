import type { AccountStatementWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { monthText } from '#web/parts/format/monthText.ts'
import { shortHex } from '#web/parts/format/shortHex.ts'
import { exactAssetText } from '#web/parts/govern/tokenText.ts'

type ServiceCostsProps = {
  readonly statement: Pick<AccountStatementWire, 'month' | 'services' | 'sales'>
  /** `services`: the services that the account paid. `sales`: the services that pay the account. */
  readonly side: 'services' | 'sales'
}

/**
 * Shows what AI services settled in one month, the largest amount first: from the channels of the account, or from all channels of the account's own services.
 * The second is hidden for an account whose services settled nothing.
 */
export function ServiceCosts({ statement, side }: ServiceCostsProps) {
  const { month, [side]: services } = statement
  const [paid, sold] = [useTranslations('wallet.monthly.ai'), useTranslations('wallet.monthly.sold')]
  const t = side === 'services' ? paid : sold
  const title = t('title', { month: monthText(month) })
  if (side === 'sales' && services.length === 0) return null
  return (
    <Panel title={title} note={t('note')}>
      {services.length === 0 ? (
        <p className="panel-body t13 dim">{t('none')}</p>
      ) : (
        <section className="scroll" aria-label={title}>
          <table className="table">
            <TableHead columns={[{ name: t('service') }, { name: t('requests'), className: 'n' }, { name: t('settled'), className: 'n' }]} />
            <tbody>
              {services.map(({ service, model, asset, settled, requests }) => (
                <tr key={`${service} ${asset}`}>
                  <td>
                    {model === null ? (
                      t('unread')
                    ) : (
                      <Link className="link" href={`/models/${encodeURIComponent(model)}`}>
                        {model}
                      </Link>
                    )}
                    <div className="t12 dim mono">{shortHex(service)}</div>
                  </td>
                  <td className="n">{t('count', { requests })}</td>
                  <td className="n">{exactAssetText({ asset }, settled)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className="panel-foot">
        {t('text')}{' '}
        <Link className="link" href={side === 'services' ? '/usage' : '/provide/services'}>
          {t('usage')}
        </Link>
      </p>
    </Panel>
  )
}
