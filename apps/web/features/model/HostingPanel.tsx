'use client'
import type { HostingWire } from '@infinitio/domain/wire'
import { getHosting } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { Skeleton } from '#web/components/ui/Skeleton.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { HostingActs } from '#web/features/model/HostingActs.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { exactPtText } from '#web/parts/govern/tokenText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { WalletBoundary } from '#web/parts/wallet-connection/WalletBoundary.tsx'

const everyMs = 15_000

/**
 * Shows the hosting programmes of a model with their sponsors, and the amounts that the hosts earned on the last days. A host can claim its shares here, anyone can
 * sponsor the model, and a sponsor gets back the rest of its programme. Shows nothing on a chain without a hosting pool.
 */
export function HostingPanel({ model }: { readonly model: string }) {
  const t = useTranslations('model.hosting')
  const { data } = useQuery({ queryKey: ['hosting', model], queryFn: () => getHosting(browserApi, { model }), refetchInterval: everyMs })
  if (data?.contracts == null) return null
  return (
    <Panel title={t('title')} note={t('note')}>
      <div className="panel-body stack g4">
        <p className="t13">
          {t('text')}{' '}
          <Link className="link" href="/docs/guides/hosting">
            {t('guide')}
          </Link>
        </p>
        {data.programmes.length === 0 ? <p className="t13 dim">{t('none')}</p> : <Programmes {...data} daySeconds={data.contracts.daySeconds} />}
        {data.shares.length > 0 && <Shares {...data} daySeconds={data.contracts.daySeconds} />}
        <WalletBoundary waiting={<Skeleton width="100%" height={120} />}>
          <HostingActs model={model} contracts={data.contracts} />
        </WalletBoundary>
      </div>
    </Panel>
  )
}

type Listed = HostingWire & { readonly daySeconds: number }

function Programmes({ programmes, daySeconds }: Listed) {
  const t = useTranslations('model.hosting')
  return (
    <section className="scroll" aria-label={t('programmes')}>
      <table className="table">
        <TableHead
          columns={[
            { name: t('sponsor') },
            { name: t('perDay'), className: 'n' },
            { name: t('assigned'), className: 'n' },
            { name: t('ends'), className: 'n hide-s' },
          ]}
        />
        <tbody>
          {programmes.map(({ programme, sponsor, perDay, assigned, lastDay }) => (
            <tr key={programme}>
              <td>
                <AccountText account={sponsor} />
              </td>
              <td className="n">{exactPtText(perDay)}</td>
              <td className="n">{exactPtText(assigned)}</td>
              <td className="n hide-s">{dayMinuteText((lastDay + 1) * daySeconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Shares({ shares, daySeconds }: Listed) {
  const t = useTranslations('model.hosting')
  return (
    <section className="scroll" aria-label={t('shares')}>
      <table className="table">
        <TableHead
          columns={[{ name: t('host') }, { name: t('day') }, { name: t('earned'), className: 'n' }, { name: t('state'), className: 'n hide-s' }]}
        />
        <tbody>
          {shares.map(({ programme, day, account, amount, claimed }) => (
            <tr key={`${programme} ${day} ${account}`}>
              <td>
                <AccountText account={account} />
              </td>
              <td>{dayMinuteText(day * daySeconds)}</td>
              <td className="n">{exactPtText(amount)}</td>
              <td className="n hide-s">{claimed ? t('claimed') : t('open')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
