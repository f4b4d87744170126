import type { GrantsWire } from '@infinitio/domain/wire'
import { getAccountGrants } from '@infinitio/sdk'
import { useQuery } from '@tanstack/react-query'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { Amount } from '#web/parts/format/Amount.tsx'
import { dayMinuteText } from '#web/parts/format/clockText.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { FinalBadge } from '#web/parts/transaction/FinalBadge.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

/**
 * Shows the payments that votes of the DAO made to the account. They go to the wallet, so they are not among the movements of the Market balance. Hidden if
 * there are none.
 */
export function GrantsPanel({ account }: { readonly account: string }) {
  const { data } = useQuery({ queryKey: ['govern', 'grants', account], queryFn: () => getAccountGrants(browserApi, account) })
  return data === undefined || data.items.length === 0 ? null : <GrantsTable items={data.items} />
}

/** The table of `GrantsPanel`. */
export function GrantsTable({ items }: Pick<GrantsWire, 'items'>) {
  const t = useTranslations('wallet.grants')
  return (
    <Panel title={t('title')} note={t('note')}>
      <table className="table stm">
        <TableHead
          columns={[{ name: t('when') }, { name: t('what') }, { name: t('amount'), className: 'n' }, { name: t('state'), className: 'n' }]}
        />
        <tbody>
          {items.map(({ proposal, title, source, amount, at, txHash, final }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one transaction may pay twice, and payments have nothing but their place.
            <tr key={place}>
              <td className="nowrap">{dayMinuteText(at)}</td>
              <td>
                <b>{t(`source.${source}`)}</b>
                <span className="sub">
                  <Link className="link" href={`/govern/proposals/${proposal}`}>
                    {t('proposal', { number: proposal, title })}
                  </Link>{' '}
                  <TxLink hash={txHash} />
                </span>
              </td>
              <td className="n go">
                <b>+{source === 'treasuryG' ? gText(amount) : <Amount units={amount} />}</b>
              </td>
              <td className="n">
                <FinalBadge final={final} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
