'use client'
import type { TreasuryWire } from '@infinitio/domain/wire'
import { ArrowDownLeft, ArrowUpRight, Landmark } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '#web/components/ui/Badge.tsx'
import { Amount } from '#web/parts/format/Amount.tsx'
import { momentText } from '#web/parts/format/clockText.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { ListPanel } from '#web/parts/govern/ListPanel.tsx'
import { AccountText } from '#web/parts/identity/AccountText.tsx'
import { TxLink } from '#web/parts/transaction/TxLink.tsx'

type Move = TreasuryWire['moves'][number]

/** Lists the last payments of the treasury, newest first, each with its amount, sender or receiver, the proposal that decided it, and whether it is final. */
export function TreasuryMoves({ moves }: Pick<TreasuryWire, 'moves'>) {
  const t = useTranslations('govern.treasury')
  return (
    <ListPanel
      title={t('moves')}
      empty={{ icon: Landmark, title: t('empty'), text: t('emptyText') }}
      more={null}
      columns={[{ name: t('when') }, { name: t('amount'), className: 'n' }, { name: t('who') }, { name: t('transaction'), className: 'hide-s' }]}
      rows={moves.map((move, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one transaction may cause two moves, so moves have no key but their position.
        <MoveRow key={place} move={move} />
      ))}
    />
  )
}

function MoveRow({ move: { at, token, direction, amount, other, name, proposal, txHash, final } }: { readonly move: Move }) {
  const t = useTranslations('govern.treasury')
  const Arrow = direction === 'in' ? ArrowDownLeft : ArrowUpRight
  return (
    <tr>
      <td>
        {momentText(at)}
        <div className="gunder">
          <Badge tone={final ? 'final' : 'pending'}>{t(final ? 'final' : 'pending')}</Badge>
        </div>
      </td>
      <td className="n">
        <span className="row g2 gend">
          <Arrow className={direction === 'in' ? 'i go' : 'i'} aria-hidden />
          <span className="sr">{t(direction === 'in' ? 'cameIn' : 'wentOut')}</span>
          {token === 'pt' ? <Amount units={amount} /> : gText(amount)}
        </span>
      </td>
      <td>
        {name === null ? <AccountText account={other} /> : t.has(`names.${name}` as never) ? t(`names.${name}` as never) : name}
        {proposal !== null && (
          <div className="t12">
            <Link className="link" href={`/govern/proposals/${proposal.number}`}>
              {t('byVote', { number: proposal.number })}
            </Link>
          </div>
        )}
      </td>
      <td className="hide-s">
        <TxLink hash={txHash} />
      </td>
    </tr>
  )
}
