import type { StatementLineWire } from '@infinitio/domain/wire'
import { ReceiptText } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { StateBox } from '#web/components/ui/StateBox.tsx'
import { StatementTable } from '#web/features/wallet/StatementTable.tsx'

/** Shows every movement of the Market balance, newest first, read from the events of the chain. */
export function Statement({ lines }: { readonly lines: readonly StatementLineWire[] }) {
  const t = useTranslations('wallet.statement')
  return (
    <Panel title={t('title')} note={t('note')}>
      {lines.length === 0 ? (
        <StateBox kind="empty" icon={ReceiptText} title={t('empty')}>
          {t('emptyText')}
        </StateBox>
      ) : (
        <>
          <StatementTable lines={lines} />
          <p className="panel-foot t13">
            {t('toWallet')}{' '}
            <Link className="link" href="/wallet/statement">
              {t('byMonth')}
            </Link>
          </p>
        </>
      )}
    </Panel>
  )
}
