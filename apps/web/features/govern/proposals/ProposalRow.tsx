import type { ProposalWire } from '@infinitio/domain/wire'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { dayText } from '#web/parts/format/clockText.ts'
import { spanText } from '#web/parts/format/spanText.ts'
import { gText } from '#web/parts/govern/tokenText.ts'
import { nextOf } from '#web/features/govern/proposals/nextOf.ts'
import { ProposalState } from '#web/features/govern/proposals/ProposalState.tsx'

/** What the columns of a list of proposals are called. */
export function useProposalColumns() {
  const t = useTranslations('govern.proposals')
  return [
    { name: t('number'), className: 'hide-s' },
    { name: t('what') },
    { name: t('for'), className: 'n hide-s' },
    { name: t('against'), className: 'n hide-s' },
    { name: t('missing'), className: 'n hide-m' },
  ]
}

/** One proposal of a list: where it stands, what comes next, its votes and what it still needs. `now` is the block clock. */
export function ProposalRow({ proposal, now }: { readonly proposal: ProposalWire; readonly now: number }) {
  const t = useTranslations('govern.proposals')
  const next = nextOf(proposal, now)
  const isOpen = proposal.state === 'pending' || proposal.state === 'active'
  return (
    <tr>
      <td className="hide-s mono">{proposal.number}</td>
      <td>
        <Link className="link" href={`/govern/proposals/${proposal.number}`}>
          {proposal.title === '' ? t('untitled', { number: proposal.number }) : proposal.title}
        </Link>
        <div className="row wrap g2 gunder">
          <ProposalState state={proposal.state} />
          <span className="t12 dim">{next === null ? dayText(proposal.proposedAt) : t(`next.${next.key}`, { span: spanText(next.seconds) })}</span>
        </div>
      </td>
      <td className="n hide-s">{gText(proposal.votes.for)}</td>
      <td className="n hide-s">{gText(proposal.votes.against)}</td>
      <td className="n hide-m">{isOpen || proposal.missing !== '0' ? gText(proposal.missing) : t('reached')}</td>
    </tr>
  )
}
