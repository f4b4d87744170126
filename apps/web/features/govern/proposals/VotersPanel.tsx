'use client'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { gText, shareText } from '#web/parts/govern/gText.ts'
import { AccountText } from '#web/parts/identity/AccountText.tsx'

/** Who voted, with how much, and why. */
export function VotersPanel({ proposal: { voters, voterCount, votes: cast } }: { readonly proposal: ProposalDetailWire }) {
  const t = useTranslations('govern.proposal')
  const all = BigInt(cast.for) + BigInt(cast.against) + BigInt(cast.abstain)
  const ofFour = voters.slice(0, 4).reduce((sum, { votes }) => sum + BigInt(votes), 0n)
  const note = voterCount > 4 ? t('voters.four', { count: voterCount, share: shareText(ofFour, all) }) : t('voters.count', { count: voterCount })
  return (
    <Panel title={t('voters.title')} note={note}>
      {voters.length === 0 ? (
        <p className="panel-body t13 dim">{t('voters.none')}</p>
      ) : (
        <section className="scroll" aria-label={t('voters.title')}>
          <table className="table tight">
            <TableHead
              columns={[
                { name: t('voters.whoAndWhy') },
                { name: t('voters.votes'), className: 'n' },
                { name: t('voters.share'), className: 'n hide-s' },
                { name: t('voters.vote') },
              ]}
            />
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
                  <td className="n hide-s">{shareText(votes, all)}</td>
                  <td className="nowrap">{t(`support.${support}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Panel>
  )
}
