'use client'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import Link from 'next/link'
import { Panel } from '#web/components/ui/Panel.tsx'
import { TableHead } from '#web/components/ui/TableHead.tsx'
import { browserApi } from '#web/parts/api/browserApi.ts'
import { delegatesQuery } from '#web/parts/govern/governQueries.ts'
import { gText, shareText } from '#web/parts/govern/tokenText.ts'
import { NamedAccount } from '#web/parts/identity/NamedAccount.tsx'

type VotersPanelProps = { readonly proposal: Pick<ProposalDetailWire, 'voters' | 'voterCount' | 'votes'> }

/**
 * Lists the voters, each with the votes, the reason, and the name in the signed statement if the voter is among the largest delegates. If there are more than
 * four voters, a note shows the share of all votes that the four largest have.
 */
export function VotersPanel({ proposal: { voters, voterCount, votes: cast } }: VotersPanelProps) {
  const t = useTranslations('govern.proposal')
  const { data: delegates } = useInfiniteQuery(delegatesQuery(browserApi))
  const names = new Map(delegates?.pages.flatMap(({ items }) => items.map(({ account, name }) => [account, name] as const)))
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
                      <NamedAccount account={voter} />
                    </Link>
                    {(names.get(voter) ?? '') !== '' && <div className="t12 dim">{names.get(voter)}</div>}
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
