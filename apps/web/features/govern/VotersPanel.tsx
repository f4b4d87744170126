'use client'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { gText } from '#web/features/govern/gText.ts'
import { AccountText } from '#web/features/identity/AccountText.tsx'

/** Who voted, with how much, and why. */
export function VotersPanel({ proposal: { voters, voterCount } }: { readonly proposal: ProposalDetailWire }) {
  const t = useTranslations('govern.proposal')
  return (
    <Panel title={t('voters.title')} note={t('voters.count', { count: voterCount })}>
      {voters.length === 0 ? (
        <p className="panel-body t13 dim">{t('voters.none')}</p>
      ) : (
        <section className="scroll" aria-label={t('voters.title')}>
          <table className="table tight">
            <TableHead columns={[{ name: t('voters.whoAndWhy') }, { name: t('voters.votes'), className: 'n' }, { name: t('voters.vote') }]} />
            <tbody>
              {voters.map(({ voter, votes, support, reason }) => (
                <tr key={voter}>
                  <td>
                    <Link className="link" href={`/govern/delegates/${voter}`}>
                      <AccountText account={voter} />
                    </Link>
                    {reason !== '' && <div className="t12 dim gtext">{reason}</div>}
                  </td>
                  <td className="n">{gText(votes)}</td>
                  <td>{t(`support.${support}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}
